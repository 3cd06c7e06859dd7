"""What looks like who somebody is, and what only looks so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.formats.identities import identity_in
from demerit.formats.problems import Problems
from demerit.schemes.loading import scheme_from_text

SCHEME = """format: demerit/scheme/1
id: rules{id}
title: Rules{title}
score: {{start: 1000, min: 600, max: 1300}}{comment}
bands:
  - {{id: low, from: 600}}
note: >
  Two lines
  of text{note}
"""

TELLING = {
    "Jane Doe, passport C01X00T47": "the number of a document",
    "id no 99812": "the number of a document",
    "L01X00T471": "the number of a document",
    "AB123456C": "the number of a document",
    "DE89370400440532013000": "the number of a document",
    "110101199003071234": "a telephone or document number",
    "123-45-6789": "a telephone or document number",
    "+49 30 1234567": "a telephone or document number",
    "(555) 123-4567": "a telephone or document number",
    "06 12 34 56 78": "a telephone or document number",
    "13800138000": "a telephone or document number",
    "\uff15\uff15\uff15-\uff11\uff12\uff13-\uff14\uff15\uff16\uff17": "a telephone or document number",
    "\u0661\u0663\u0668\u0660\u0660\u0661\u0663\u0668\u0660": "a telephone or document number",
    "jane@doe.org": "an address of mail",
    "jane\u200b@doe.org": "an address of mail",
    "jane (at) doe (dot) org": "an address of mail",
    "@jane_doe": "the name of an account",
    "https://www.linkedin.com/in/jane-doe": "a link to somebody's profile",
    "x.com/jane_doe": "a link to somebody's profile",
    "https://mastodon.social/@jane": "a link to somebody's profile",
    "https://a.example/users/4711": "a link to somebody's profile",
    "https://uni.example/~jane": "a link to somebody's profile",
    "born 1984-03-12": "a date of birth",
}
PUBLISHED = [
    "Regulation (EU) 2024/1689, Article 5(1)(c)",
    "Directive 95/46/EC; COM(2021) 206; E(2021) 12345",
    "A/HRC/43/29, CEDAW/C/GC/37, ECLI:EU:C:2023:957",
    "GB/T 22117-2018; ISO/IEC 27001:2013; NISTIR 8280",
    "ISBN 978-3-16-148410-0", "9780262033848", "10.1177/0022427815576576", "arXiv:1803.04383v2",
    "World Politics 44(1), 7-48; pp. 1047-1062", "1998-2004, 2019/2020, 2012-2015", "on 2014-06-14",
    "1,234,567 people, 0.0000167 a look, 12.5 million", "100000 people",
    "https://www.gov.example/zhengce/content/2014-06/27/content_8913.htm",
    "https://papers.ssrn.com/sol3/papers.cfm?abstract_id=3175792",
    "https://github.com/jjgold012/lab-project", "https://www.stat.example.edu/~aldous/papers/me.pdf",
    "No passport for who is listed; telephone and mail are watched",
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), TELLING.items())
def test_what_tells_of_somebody_is_named(text: str, said: str) -> None:
    """Documents, telephones, mail, accounts, profiles and birthdays, however their letters are disguised."""
    assert said == identity_in(text)
    assert said == identity_in(f"Group of {text}, in town")


@pytest.mark.parametrize("text", PUBLISHED)
def test_laws_papers_and_counts_pass(text: str) -> None:
    """What has many digits and is of a publication, a year or a count tells of nobody."""
    assert identity_in(text) is None


@given(st.from_regex(r"\A[1-9][0-9]{6,18}\Z"))
def test_long_numbers_are_found_in_any_words(number: str) -> None:
    """No text hides a run of seven digits or more, but for the number of a book."""
    assert number.startswith(("978", "979")) or identity_in(f"number {number} of them") is not None


@pytest.mark.parametrize("part", ["id", "title", "comment", "note"])
def test_every_part_of_a_file_is_looked_at(part: str) -> None:
    """A number is refused at its line in an id, a title, a comment, or text over several lines."""
    telling = {
        "id": "-13800138000",
        "title": " 13800138000",
        "comment": " # call 13800138000",
        "note": " 13800138000",
    }
    line = {"id": 2, "title": 3, "comment": 4, "note": 7}[part]
    text = SCHEME.format(**{**dict.fromkeys(telling, ""), part: telling[part]})
    with pytest.raises(Problems, match=rf"<text>:{line}:.*looks like a telephone or document number"):
        scheme_from_text(text)


def test_keys_are_looked_at() -> None:
    """A key is text like any other."""
    sources = "sources: {tel-13800138000: {title: A source}}\n"
    with pytest.raises(Problems, match="looks like"):
        scheme_from_text(SCHEME.format(id="", title="", comment="", note="") + sources)

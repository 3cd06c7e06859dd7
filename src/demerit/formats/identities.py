"""Text that looks like who somebody is: document numbers, telephone numbers, addresses of mail, profiles.

Found in every text, key and comment of a file. A bare name has no shape, and cannot be told from a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from demerit.formats.problems import Problem

if TYPE_CHECKING:
    from demerit.formats.compose import Node
    from demerit.formats.sheet import Sheet

DIGITS_OF_A_NUMBER: Final = 7
"""As many digits without a break as a local telephone number; years, laws and counts have fewer."""
DIGITS_OF_A_DOCUMENT: Final = 6
"""As many, with a letter, as passports and identity cards have; a standard or a docket has fewer."""
DIGITS_IN_PARTS: Final = 9
"""As many digits in parts as a telephone number with its area; a span of years has eight."""

PUBLISHED: Final = re.compile(
    r"10\.\d{4,9}/[^\s\"'<>]+"  # DOI
    r"|\barxiv[:\s/.a-z]{0,12}\d{4}\.\d{4,5}(?:v\d+)?"
    r"|\b(?:isbn|issn)(?:-1[03])?[:\s]*[\dx][\dx -]{6,16}[\dx]\b"
    r"|\b97[89][- ]?\d{1,5}[- ]?\d{1,7}[- ]?\d{1,7}[- ]?\d\b"
    r"|\b(?:pmid|pmc|hal-|ssrn|celex|eli)[:\s=]*[\da-z]{4,14}\b"
    r"|\b[12]\d{3}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])\b"  # a date
    r"|\b\d{1,6}[-:/](?:19|20)\d{2}\b|\((?:19|20)\d{2}\)\s?\d{1,6}\b"  # a law and its year
    r"|\b\d{1,3}(?:[,\u202f\u00a0]\d{3})+(?:\.\d+)?\b"  # 1,234,567
    r"|(?<![\w.])\d+\.\d+(?:e[-+]?\d+)?(?![\w.])",  # a decimal number
    re.IGNORECASE,
)
"""What has many digits and is of a publication, a day or a count."""
LINK: Final = re.compile(r"\b(?:https?://|www\.)[^\s\"'<>]+", re.IGNORECASE)
PROFILE_HOSTS: Final = (
    r"linkedin\.[a-z]+/in/|facebook\.com/|fb\.com/|instagram\.com/|(?:twitter|x)\.com/|vk\.com/|weibo\.(?:com|cn)/"
    r"|tiktok\.com/@|t\.me/|wa\.me/|threads\.net/|bsky\.app/profile/|xing\.com/profile/|orcid\.org/|snapchat\.com/add/"
    r"|douyin\.com/user/|zhihu\.com/people/|ok\.ru/|line\.me/|signal\.me/|telegram\.(?:me|dog)/|youtube\.com/(?:@|user/)"
    r"|reddit\.com/u(?:ser)?/|github\.com/[\w-]+/?(?:$|[?#])|gravatar\.com/"
)
PROFILE: Final = re.compile(
    rf"(?:^|[/.\s])(?:{PROFILE_HOSTS})|(?:/)(?:users?|profiles?|members?|u|@[\w.-]+)/?[\w.%-]*|/~[\w.-]+/?(?:$|[?#])",
    re.IGNORECASE,
)
BARE_PROFILE: Final = re.compile(rf"(?:^|\s)(?:{PROFILE_HOSTS})\w", re.IGNORECASE)
MAIL: Final = re.compile(
    r"[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]{2,})+|\bmailto:"
)
HANDLE: Final = re.compile(r"(?<![\w./@])@[A-Za-z_]\w{2,}")
LABELLED: Final = re.compile(
    r"(?:\b(?:passport|identity card|id[ -]?card|national id|(?:id|document|licen[cs]e|account) "
    r"(?:no|nr|number)|ssn|social security|tax id|number plate|licen[cs]e plate|phone|tel|telephone|mobile"
    r"|whatsapp"
    r"|wechat|telegram|imei|iban|ausweis|reisepass|personalausweis|telefon|handy)\b|身份证|护照|电话|手机|微信)"
    r"[\s.:#№=-]{0,4}(?:(?:no|nr|number|id|is)\b[\s.:#№=-]{0,3})?(?=[\w/-]{0,20}\d[\w/-]{0,20}\d)[\w/-]{5,24}",
    re.IGNORECASE,
)
TOKEN: Final = re.compile(r"(?<![\w/.-])[A-Z0-9][A-Z0-9-]{6,33}(?![\w/])")
RUN: Final = re.compile(r"(?:\+|\(|(?<!\d)(?<!\d[.,/-]))\d[\d ()./\u00a0\u2010-\u2014-]{5,40}\d(?!\d)")
PAIRS: Final = re.compile(r"(?<!\w)0\d(?:[ .-]\d\d){4}(?!\w)")
"""A telephone number in pairs of digits, as in France."""
TELLING: Final = re.compile(r"[\d@/]|[([]at|www\.", re.IGNORECASE)
"""What every text that is refused has, where it is plain ASCII."""
BORN: Final = re.compile(
    r"\b(?:born|birth ?date|date of birth|dob|geb(?:oren)?)\b\W{0,6}(?:on|am)?\W{0,3}"
    r"\d{1,4}[-./ ]\d{1,2}[-./ ]\d{1,4}",
    re.IGNORECASE,
)


def identity_problems(sheet: Sheet) -> Iterable[Problem]:
    """Every text, key and comment of a file that looks like who somebody is, at its line."""
    seen: set[tuple[int, int]] = set()
    for node in _texts(sheet.tree, set()):
        identity = identity_in(node.data)
        if identity is not None and (node.line, node.column) not in seen:
            seen.add((node.line, node.column))
            yield _problem(sheet, node.line + 1, node.column + 1, identity)
    inside = {line for node in _texts(sheet.tree, set()) for line in _lines(sheet, node)}
    for number, comment, column in _comments(sheet.lines):
        identity = None if number in inside else identity_in(comment)
        if identity is not None:
            yield _problem(sheet, number, column, identity)


def identity_in(text: str) -> str | None:
    """What a text looks like it holds of somebody: `a telephone number`; None if nothing."""
    if text.isascii() and not TELLING.search(text):
        return None
    plain = unicodedata.normalize("NFKC", "".join(c for c in text if unicodedata.category(c) != "Cf"))
    if any(PROFILE.search(link) for link in LINK.findall(plain)) or BARE_PROFILE.search(plain):
        return "a link to somebody's profile"
    bare = PUBLISHED.sub(" ", LINK.sub(" ", plain))
    if MAIL.search(bare):
        return "an address of mail"
    if HANDLE.search(bare):
        return "the name of an account"
    if BORN.search(plain):
        return "a date of birth"
    if LABELLED.search(bare) or any(_is_document(candidate) for candidate in TOKEN.findall(bare)):
        return "the number of a document"
    numbered = PAIRS.search(bare) or any(_is_number(candidate) for candidate in RUN.findall(bare))
    return "a telephone or document number" if numbered else None


def _is_document(token: str) -> bool:
    """Whether capitals and digits are mixed as in passports, identity cards and accounts."""
    digits, letters = sum(c.isdigit() for c in token), sum(c.isalpha() for c in token)
    longest = max(len(run) for run in re.findall(r"\d+", token) or [""])
    return letters > 0 and digits >= letters and digits >= DIGITS_OF_A_DOCUMENT and longest > 2  # noqa: PLR2004


def _is_number(run: str) -> bool:
    """Whether digits, with what may part them, are more than years, laws and counts have."""
    parts = re.findall(r"\d+", run)
    digits = sum(map(len, parts))
    spans = all(re.fullmatch(r"1[5-9]\d\d|20\d\d|\d{1,2}", part) for part in parts)
    if spans and len(parts) > 1:
        return run.startswith(("+", "00"))
    return max(map(len, parts)) >= DIGITS_OF_A_NUMBER or digits >= DIGITS_IN_PARTS


def _problem(sheet: Sheet, line: int, column: int, identity: str) -> Problem:
    """The problem of a text at a place (from 1)."""
    return Problem(
        file=sheet.name, line=line, column=column, value=f"what looks like {identity}",
        expected="text that tells of nobody: nothing here is about real people", source_line=sheet.line(line),
    )  # fmt: skip


def _texts(node: Node, known: set[int]) -> Iterator[Node]:
    """Every text below a value, keys included, what aliases repeat only once."""
    if id(node.parts) in known and node.parts:
        return
    known.add(id(node.parts))
    if isinstance(node.data, str):
        yield node
    for key in node.keys.values():
        if isinstance(key.data, str):
            yield key
    for part in node.parts.values():
        yield from _texts(part, known)


def _lines(sheet: Sheet, node: Node) -> Iterable[int]:
    """The further lines, from 1, of a text that goes over several."""
    return range(node.line + 2, node.line + 1 + sheet.text.count("\n", node.start, node.end) + 1)


def _comments(lines: list[str]) -> Iterator[tuple[int, str, int]]:
    """Line, text and column of whatever stands after a # on a line."""
    for number, line in enumerate(lines, start=1):
        mark = re.search(r"(?:^|\s)#", line)
        if mark:
            yield number, line[mark.end() :], mark.end() + 1

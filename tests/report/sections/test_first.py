"""The first screen's sentences."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from demerit.findings.finding import Finding
from demerit.report.folder import RunFolder, read_folder
from demerit.report.sections.first import (
    card,
    chance,
    first_screen,
    headlines,
    plain_sentence,
    refusals,
    with_caveat,
)

MakeRun = Callable[..., Path]


def test_three_sentences_in_natural_frequencies(run: Path) -> None:
    """The headline is said among a thousand people or a hundred acts, with ranges."""
    read = read_folder(run)
    assert [
        "Of 1,000 people, 212 (208-216) got a record for something they did not do.",
        "Of 1,000 people, 63 (62-64) entered the lowest band.",
        "Of 100 posts, prayers and protests, 12.0 (11.8-12.2) were withheld.",
    ] == [plain_sentence(read, line) for line in headlines(read)]


def test_a_headline_that_cannot_be_had_says_why(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """A headline without a value is a sentence with its reason."""
    found["silence.withheld_share"] = replace(found["silence.withheld_share"], value=None, events=0)
    said = plain_sentence(read_folder(make_run(found=found)), "silence.withheld_share")
    assert said.endswith(
        "were withheld: not measurable here, because nothing of the kind happened in this run."
    )


def test_a_copied_sentence_carries_its_caveat(run: Path) -> None:
    """What is copied says that the society is synthetic, on how many assumptions, of which run."""
    read = read_folder(run)
    said = with_caveat(read, "Of 1,000 people, 212 …", 31)
    assert said.startswith("In a synthetic society of 2,000 made-up people, under 31 assumed numbers")
    assert "nobody real was scored" in said
    not_drawn = "Ranges in brackets are chance only; assumed ranges: not drawn (--assumed 0)."
    assert said.endswith(f"{not_drawn} [demerit run {read.hash}]")


def test_the_card_leads_to_what_is_disputed(make_run: MakeRun) -> None:
    """A described scheme with disputed claims is called no real system, with a way to the claims."""
    said = card(read_folder(make_run(status="described", disputed=("No such score exists; x",))), 31)
    assert "NOT A REAL SYSTEM" in said
    assert "disputed scheme. No such score exists." in said
    assert "It rests on 31 assumed numbers." in said
    assert ['href="#disputed"', 'href="#assumptions"'] == re.findall(r'href="[^"]+"', said)


def test_without_joint_shares_each_cause_has_its_own_hundred(
    make_run: MakeRun, found: dict[str, Finding]
) -> None:
    """A run that does not say how causes overlap gets a hundred dots a cause, and nothing is added up."""
    single = {name: f for name, f in found.items() if name != "access.but_for_first"}
    said = refusals(read_folder(make_run(found=single)))
    assert 3 == said.count('class="hundred"')
    assert "can be in more than one picture" in said


def test_without_refusals_the_picture_is_a_reason(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """Without refusals there are no dots, and why."""
    none = {name: f for name, f in found.items() if not name.startswith("access.")}
    said = refusals(read_folder(make_run(found=none)))
    assert "Not traced to causes, because" in said
    assert "<svg" not in said


def for_companies(folder: Path) -> RunFolder:
    """The run as if its rules were for companies only."""
    path = folder / "inputs" / "scheme.yaml"
    path.write_text(path.read_text().replace("subject: person", "subject: company"))
    return read_folder(folder)


def test_a_scheme_for_companies_is_told_of_companies(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """No sentence counts people whom no rule is about: companies are counted, and no refusals pictured."""
    share = replace(found["wrong.people_share"], value=0.5, low=0.05, high=0.9, groups={})
    for name in ("kind.lowest_band_share.company", "kind.wrong_share.company", "kind.score.company"):
        found[name] = share
    read = for_companies(make_run(found=found))
    assert [
        "Of 2 companies, 1 (0-2) got a record for something they did not do.",
        "Of 2 companies, 1 (0-2) is in the lowest band on the last day.",
    ] == [plain_sentence(read, line) for line in headlines(read)]
    said = first_screen(read, [], 3, [])
    assert "What would this scheme do to companies?" in said
    assert "This scheme scores no persons." in said
    assert "Of 1,000 people" not in said


def test_what_was_put_in_is_marked(tmp_path: Path) -> None:
    """Wrong flags at the rate that the file states are no finding; the sentence and the dots say so."""
    import demerit as dm  # noqa: PLC0415 - tests that need no run should not wait for it

    society = dm.society("brackwater", people=4_000)
    dm.run("welfare-fraud-flag", society, days=400, seed=1, workers=1, out=tmp_path / "run")
    read = read_folder(tmp_path / "run")
    wrongly = plain_sentence(read, "wrong.people_share")
    assert wrongly.endswith("got a record for something they did not do (put in, not found).")
    assert "put in, not found" in refusals(read)
    assert "put in, not found" not in plain_sentence(read, "band.entered_lowest_share")


def test_who_starts_at_the_bottom_is_said(make_run: MakeRun) -> None:
    """A scheme in which everybody starts in the lowest band does not leave it at how few fell."""
    folder = make_run()
    path = folder / "inputs" / "scheme.yaml"
    path.write_text(path.read_text().replace("id: watched, from: 900", "id: watched, from: 1250"))
    told = path.read_text().replace("id: ordinary, from: 960", "id: ordinary, from: 1260")
    path.write_text(told.replace("id: model, from: 1200", "id: model, from: 1270"))
    said = plain_sentence(read_folder(folder), "band.entered_lowest_share")
    assert said.endswith("entered the lowest band. Everybody started there.")
    assert "started there" not in plain_sentence(read_folder(make_run("other")), "band.entered_lowest_share")


def test_what_is_not_there_is_not_held_against(make_run: MakeRun, found: dict[str, Finding]) -> None:
    """Without a baseline nothing is against the same lives; without ranges none is said to be chance only."""
    bare = {name: replace(f, low=None, high=None) for name, f in found.items()}
    read = read_folder(make_run(found=bare))
    few = replace(
        read, manifest={**read.manifest, "districts": 2, "options": {**read.options, "baseline": False}}
    )
    said = first_screen(few, [], 3, [])
    assert "This run lived no world without the scheme" in said
    assert "Against the same lives" not in said
    assert "There are no ranges: they take 8 districts or more, and this run has 2." == chance(few)
    assert "There are no ranges." == chance(read)


def test_the_wider_range_comes_first_in_the_eye(run: Path) -> None:
    """Of both ranges the one over the assumptions is first and strong; the caveat says of how many draws."""
    read = read_folder(run)
    name = "wrong.people_share"
    found = replace(read.findings[name], value=0.3, low=0.28, high=0.32, events=500)
    drawn = replace(found, assumed_low=0.2, assumed_high=0.9)
    manifest = read.manifest | {"options": read.options | {"assumed": 64}}
    both = replace(read, findings=read.findings | {name: drawn}, manifest=manifest)
    shown = str(first_screen(both, [], 31, []))
    assert "(<b>if assumptions err 200-900</b> · chance 280-320)" in shown
    assert "chance 280-320 · if assumptions err 200-900" in plain_sentence(both, name)
    assert "95 % of 64 draws of all assumed numbers" in with_caveat(both, "Of 1,000 people, 300 …", 31)
    alone = replace(read, findings=read.findings | {name: found})
    assert "(280-320)" in str(first_screen(alone, [], 31, []))

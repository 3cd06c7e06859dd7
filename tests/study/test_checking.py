"""A file is checked as what it says it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from demerit.api import jobs_for
from demerit.errors import FileInvalid
from demerit.formats.problems import Problems
from demerit.schemes.loading import LIBRARY
from demerit.schemes.new import starter
from demerit.societies.loading import BEHAVIOURS
from demerit.societies.loading import LIBRARY as SOCIETIES
from demerit.study.checking import check_file, check_together, left_open, stated_format
from demerit.study.plan import Options


def test_the_stated_format_decides() -> None:
    """Scheme and behaviour are told apart by their first line."""
    assert "demerit/scheme/1" == check_file(LIBRARY / "as-described.yaml")
    assert "demerit/behaviour/1" == check_file(BEHAVIOURS / "everyday.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("format: demerit/scheme/1\n", "demerit/scheme/1"),
        ("# hello\n\n'format' : \"demerit/society/1\" # yes\n", "demerit/society/1"),
        ("id: x\nnote: |\n  format: none\n", None),
        ("", None),
        ('{"id": "x", "format": "demerit/society/1"}', "demerit/society/1"),
        ("  id: x\n  format: demerit/society/1\n", "demerit/society/1"),
        ('{\n "format":\n "demerit/behaviour/1"}', "demerit/behaviour/1"),
        ("format: [a]\n", None),
        ("format: demerit/scheme/1\nformat: demerit/society/1\n", "demerit/scheme/1"),
        ("a: [\n", None),
    ],
)
def test_the_format_is_found_however_it_is_laid_out(tmp_path: Path, text: str, expected: str | None) -> None:
    """Quoted, commented, in JSON or indented, as a run reads it; but not inside other text."""
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    assert stated_format(file) == expected


def test_an_unknown_format_names_the_nearest(tmp_path: Path) -> None:
    """A format that is none is invalid, and the known ones are named."""
    file = tmp_path / "a.yaml"
    file.write_text("format: demerit/behavior/1\n", encoding="utf-8")
    with pytest.raises(FileInvalid, match=r"did you mean 'demerit/behaviour/1'\?"):
        check_file(file)


def test_what_only_a_society_could_have_is_told(tmp_path: Path) -> None:
    """A misspelt need is named at its line with the nearest; a scheme of the library leaves nothing open."""
    text = (LIBRARY / "brackwater-standing.yaml").read_text("utf-8")
    file = tmp_path / "a.yaml"
    file.write_text(text.replace("need: rail-journey", "need: rail-jurney"), encoding="utf-8")
    assert "demerit/scheme/1" == check_file(file)
    assert "did you mean 'rail-journey'?" in left_open(file)
    assert "" == left_open(LIBRARY / "brackwater-standing.yaml")


SCHEME = starter("x")
TOWN = (SOCIETIES / "brackwater.yaml").read_text("utf-8")
SEEN, ORDINARY = "detects: {value: 0.12, assumed: true, range: [0.05, 0.3]}", "  - {id: ordinary,"
OLDEST = "      - [80, female, 1150]\n      - [80, male, 750]\n"
IN_SCHEME = {
    "another version": ("format: demerit/scheme/1", "format: demerit/scheme/2"),
    "no version": ("format: demerit/scheme/1", "format: demerit/scheme/0"),
    "a key": ("authority:", "athority:"),
    "a word": ("    kind: camera", "    kind: camra"),
    "a number": (SEEN, "detects: '1,2'"),
    "nothing": (SEEN, "detects:"),
    "no number": (SEEN, "detects: {by: sex, values: {}}"),
    "a list for a number": (SEEN, "detects: [0.1]"),
    "a sex left out": (SEEN, "detects: {by: sex, values: {male: 0.1}}"),
    "a weight by score": ("weight: 1.0", "weight: {by: score, values: {600: 1.0, 700: 0.5}}"),
    "a low end": (SEEN, "detects: {by: income_decile, values: {5: 0.1}}"),
    "a low score": (SEEN, "detects: {by: score, values: {700: 0.1}}"),
    "many bands": (ORDINARY, "".join(f"  - {{id: b{n}, from: {n}}}\n" for n in range(601, 730)) + ORDINARY),
    "a wait without days": ("effect: denial,", "effect: wait,"),
    "two words": ("lawful: true", "lawful: maybe"),
    "nobody's band": ("bands: [barred]", "bands: []"),
    "a null list": ("channels: [town-hall]", "channels:"),
    "a null id": ("id: town-hall", "id:"),
    "a null score": ("score: {start: 1000, min: 600, max: 1300}", "score:"),
    "a source": ("    source: ordinance", "    source: law"),
    "a start outside": ("start: 1000", "start: 10"),
    "no alarm": ("alarm_conduct: jaywalking", "alarm_conduct: walking"),
}  # fmt: skip
TOGETHER = {
    "a group left out": (SEEN, "detects: {by: group, values: {majority: 0.1}}"),
    "a group unknown": (SEEN, "detects: {by: group, values: {all: 0.1}}"),
    "a district left out": (SEEN, "detects: {by: district, values: {0: 0.1, 1: 0.1}}"),
    "the young": (SEEN, "detects: {by: age, values: {25: 0.1, 50: 0.2}}"),
    "a start by district": ("start: 1000", "start: {by: district, shares: {0: {1000: 1.0}}}"),
    "a conduct": ("id: charity-work\n    subject", "id: charity-wrok\n    subject"),
    "a table of errors": ("# misnamed_by: camera_class", "misnamed_by: cam #"),
    "too many alarms": ("per_year: {value: 0.02, assumed: true, range: [0.0, 0.1]}", "per_year: 900000"),
}  # fmt: skip
IN_SOCIETY = {
    "an early end": (OLDEST, OLDEST.replace("[80", "['80-89'")),
    "one sex": ("      - [80, male, 750]\n", ""),
    "margins that disagree": ("[18, majority, 7000]", "[18, majority, 2000]"),
    "a column value left out": ("        - [65, minority, 200]\n", ""),
    "few people": ("[80, male, 750]", "[80, male, 7]"),
    "a short row": ("[80, male, 750]", "[80, male]"),
    "a file": ("  age_sex:\n", "  age_sex:\n    file: nowhere.csv\n"),
    "old": ("ages: [18, 100]", "ages: [18, 200]"),
    "a group's rate": ("{majority: 2.9, minority: 18}", "{majority: 2}"),
    "a late age": ("{majority: 2.9, minority: 18}", "{majority: {by: age, values: {65: 1}}, minority: 12}"),
}  # fmt: skip


def problems_of(step: Callable[[], object]) -> set[str]:
    """What a step refuses."""
    try:
        step()
    except Problems as problems:
        return {each.text() for each in problems.problems}
    except FileInvalid as error:
        return {str(error)}
    return set()


def written(
    folder: Path, *, scheme: tuple[str, str] = ("", ""), town: tuple[str, str] = ("", "")
) -> list[Path]:
    """The starter and Brackwater, each with one part replaced."""
    for name, text, (old, new) in (("x.yaml", SCHEME, scheme), ("town.yaml", TOWN, town)):
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return [folder / "x.yaml", folder / "town.yaml"]


def are_told(problems: set[str]) -> None:
    """Each has file, line and column, and says what was expected or what could stand there."""
    assert problems
    for text in problems:
        assert re.match(r"\S+\.yaml:\d+:\d+  \S", text), text
        assert "expected nothing" not in text
        assert not re.search(r"one of:\s*$", text, re.MULTILINE)


@pytest.mark.parametrize("change", IN_SCHEME.values(), ids=IN_SCHEME)
def test_a_scheme_that_a_run_refuses_check_refuses_alone(tmp_path: Path, change: tuple[str, str]) -> None:
    """Whatever needs no society is found without one: the same problems, word for word."""
    scheme, town = written(tmp_path, scheme=change)
    found = problems_of(lambda: check_file(scheme))
    assert found == problems_of(lambda: jobs_for([scheme], town, None, Options()))
    are_told(found)


@pytest.mark.parametrize("change", TOGETHER.values(), ids=TOGETHER)
def test_what_files_say_together_check_finds_with_a_society(tmp_path: Path, change: tuple[str, str]) -> None:
    """The scheme alone is right; with the society the same problems as a run's."""
    scheme, town = written(tmp_path, scheme=change)
    assert "demerit/scheme/1" == check_file(scheme)
    found = problems_of(lambda: check_together(scheme, town))
    assert found == problems_of(lambda: jobs_for([scheme], town, None, Options()))
    are_told(found)


@pytest.mark.parametrize("change", IN_SOCIETY.values(), ids=IN_SOCIETY)
def test_a_society_that_a_run_refuses_check_refuses_alone(tmp_path: Path, change: tuple[str, str]) -> None:
    """Margins and numbers of the society's own file."""
    scheme, town = written(tmp_path, town=change)
    found = problems_of(lambda: check_file(town))
    assert found == problems_of(lambda: jobs_for([scheme], town, None, Options()))
    are_told(found)

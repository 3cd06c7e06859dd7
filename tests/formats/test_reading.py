"""Reading a file in full: every problem at its place, in plain words, all at once, nothing but problems."""

from __future__ import annotations

import copy
import cProfile
import hashlib
import pstats
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demerit.formats.problems import MOST_TOLD, Place, Problem, Problems, dotted
from demerit.formats.reading import LARGEST, Document, read, read_text
from demerit.formats.writing import dump
from demerit.schemes.loading import scheme_from_text
from demerit.schemes.model import Scheme
from demerit.schemes.new import starter
from refused import problems_in

Find = Callable[[str], tuple[Problem, ...]]


def test_a_document_knows_its_text_places_and_hash(tmp_path: Path, small_text: str) -> None:
    """The hash is the file's, the place of a value is where it stands, the folder where data is looked up."""
    file = tmp_path / "small.yaml"
    file.write_text(small_text)
    document = read(file, Scheme)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == document.sha256
    assert (small_text, str(file), file, tmp_path) == (
        document.text,
        document.name,
        document.path,
        document.folder,
    )
    assert (6, 16) == document.place("score", "start")
    assert (15, 5) == document.place("conducts", 0, "per_year")
    problem = document.problem(("bands", 1, "id"), expected="a band", known=["ordinari"]).with_names()
    assert ("'ordinary'", "ordinari", 9) == (problem.value, problem.near, problem.line)


def test_a_refusal_names_place_culprit_and_remedy(small: Document[Scheme]) -> None:
    """File, line, place, value, expectation and the nearest known name, as an error to raise."""
    refusal = small.refusal(("score", "start"), value="majorty", expected="a group", known=("majority",))
    (problem,) = refusal.problems
    assert ("small.yaml", "score.start", "majority") == (problem.file, problem.place, problem.near)
    assert "start: " in problem.source_line
    assert 3 == refusal.exit_code


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "an empty file"),
        (b"# only words\n", "an empty file"),
        (b"a: \xff", "byte 0xff"),
        (b"a: [1", "not YAML"),
        (b"\x00\x01", "control characters"),
        (b"- a\n", "a list"),
        (b"just words", "'just words'"),
        (b"a: 1\n" * (LARGEST // 5 + 1), "more than"),
        (b"\xef\xbb\xbf", "an empty file"),
    ],
)
def test_what_is_no_file_of_ours(tmp_path: Path, content: bytes, words: str) -> None:
    """Empty, binary, malformed, huge or no mapping: one clear message."""
    file = tmp_path / "x.yaml"
    file.write_bytes(content)
    with pytest.raises(Problems, match=words) as raised:
        read(file, Scheme)
    assert 1 == len(raised.value.problems)
    assert str(file) == raised.value.problems[0].file


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    """A missing file (with the nearest that is there), a folder, a name that is none."""
    (tmp_path / "brackwater.yaml").write_text("x")
    for name, words in (
        ("brackwatr.yaml", "did you mean 'brackwater.yaml'"),
        ("", "a folder"),
        ("\0", "cannot be read"),
    ):
        with pytest.raises(Problems, match=words):
            read(tmp_path / name, Scheme)
    with pytest.raises(Problems, match="no such file"):
        read(tmp_path / "no" / "x.yaml", Scheme)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("demerit/scheme/2", "newer demerit"),
        ("demerit/society/1", "another kind"),
        ("demerit/schem/1", "did you mean"),
        ("3", "no format that is known"),
        ("demerit/scheme/0", "no format that is known"),
    ],
)
def test_formats_are_told_apart(small_text: str, problems_of: Find, said: str, words: str) -> None:
    """A wrong format is the only problem told, as all others would follow from it."""
    text = small_text.replace("demerit/scheme/1", said).replace("start: 1000", "start: x")
    (problem,) = problems_of(text)
    assert words in problem.text()
    assert (1, 9) == (problem.line, problem.column)


CASES: list[tuple[str, str, str, int, str]] = [
    # old, new, place, line, words
    ("title: A small", "titel: A small", "titel", 3, "did you mean 'title'?"),
    ("title: A small", "note: A small", "title", 1, "missing; expected text"),
    ("family: expression", "family: expresion", "conducts[1].family", 18, "did you mean 'expression'?"),
    ("family: expression", "family: 5", "conducts[1].family", 18, "5 is no word for family"),
    ("start: 1000", "start: 1000.5", "score.start", 6, "1000.5, expected a whole number"),
    ("start: 1000", "start: '1000'", "score.start", 6, "'1000', expected a whole number"),
    ("weight: 1.0", "weight: .nan", "bands[0].weight", 8, ".nan, expected a number from -1,000 to 1,000."),
    ("weight: 1.0", "weight: -.inf", "bands[0].weight", 8, "-.inf, expected a number from -1,000 to 1,000."),
    ("weight: 1.0", "weight: true", "bands[0].weight", 8, "true, expected a number from -1,000 to 1,000."),
    (
        "weight: 1.0",
        "weight: {by: sex, values: {male: a}}",
        "bands[0].weight.values.male",
        8,
        "'a', expected a number",
    ),
    ("weight: 1.0", "weight: {by: sax, values: {male: 1}}", "bands[0].weight.by", 8, "did you mean 'sex'?"),
    ("value: 0.12", "value: 1.2", "channels[0].detects.value", 13, "1.2, expected a number from 0 to 1"),
    ("value: 0.12", "valu: 0.12", "channels[0].detects.valu", 13, "did you mean 'value'?"),
    (
        "assumed: true, range",
        "assumed: yes, range",
        "channels[0].detects.assumed",
        13,
        "'yes', expected true or false",
    ),
    (
        "[-3, -2]",
        "[-3, -2, -1]",
        "conducts[0].points",
        15,
        "a whole number from -1,000,000 to 1,000,000 or a list of two: [low, high]",
    ),
    ("[-3, -2]", "[-3, a]", "conducts[0].points", 15, "'a', expected a whole number"),
    (
        "[-3, -2]",
        "many",
        "conducts[0].points",
        15,
        "'many', expected a whole number from -1,000,000 to 1,000,000 or a list of two",
    ),
    ("channels: [street-camera]", "channels: street-camera", "conducts[0].channels", 15, "expected a list"),
    ("id: rumours", "id: Rumours", "conducts[1].id", 16, "small letters, digits and hyphens"),
    ("points: -20", "points: -20\n    points: -30", "conducts[1].points", 21, "stands on line 20 already"),
    ("bands: [barred]", "bands: []", "treatments[0].bands", 24, "at least one entry"),
]


@pytest.mark.parametrize(("old", "new", "place", "line", "words"), CASES)
def test_each_problem_at_its_place(
    small_text: str, problems_of: Find, old: str, new: str, place: str, line: int, words: str
) -> None:
    """Line, dotted place, culprit, expectation, nearest name; one problem a fault and no word of pydantic's."""  # noqa: E501
    found = [problem for problem in problems_of(small_text.replace(old, new, 1)) if problem.place == place]
    assert [line] == [problem.line for problem in found]
    text = found[0].text()
    assert words in text
    assert text.startswith(f"small.yaml:{line}:")
    assert "Input should" not in text


def test_all_problems_at_once_sorted_by_place(small_text: str, problems_of: Find) -> None:
    """Shape, YAML and cross checks come together, in the order of the file."""
    text = (
        small_text.replace("start: 1000", "start: 10")
        .replace("weight: 1.0", "weight: 1.0, weight: 2")
        .replace("kind: camera", "kind: camra")
        .replace("[street-camera]", "[street-camra]")
    )
    found = problems_of(text)
    assert ["score.start", "bands[0].weight", "channels[0].kind", "conducts[0].channels"] == [
        p.place for p in found
    ]
    assert sorted(found, key=Problem.sort_key) == list(found)


def calls(text: str) -> int:
    """How many functions are called while a text is read: work that no busy machine changes."""
    counted = cProfile.Profile()
    counted.runcall(scheme_from_text, text)
    return int(pstats.Stats(counted).total_calls)  # type: ignore[attr-defined]


def test_the_work_of_reading_grows_with_the_file(small_text: str) -> None:
    """Four times as many conducts take about four times the work, not sixteen times."""
    entry = small_text[small_text.index("  - {id: jaywalking") : small_text.index("  - id: rumours")]

    def of(count: int) -> str:
        many = "".join(entry.replace("jaywalking", f"act-{n}") for n in range(count))
        return small_text.replace(entry, many)

    calls(of(10))  # what is made once
    assert 5 * calls(of(90)) > calls(of(360))


HEAD = "format: demerit/scheme/1\nid: a\ntitle: A\nscore: {start: 1000, min: 600, max: 1300}\n"
BANDS = "bands: [{id: low, from: 600}]\n"
ACT = "subject: person, family: traffic, context: traffic, points: 1"


def many(each: str, count: int) -> str:
    """Many entries of a list or mapping, N in each its number."""
    return ", ".join(each.replace("N", str(number)) for number in range(count))


def rules(entry: str, count: int, section: str = "conducts") -> str:
    """A small scheme with a section of many entries."""
    return f"{HEAD}{BANDS}{section}: [{many(entry, count)}]\n"


def steps(entry: str, count: int) -> str:
    """A number by age, of many ages."""
    return f"{{by: age, values: {{{many(entry, count)}}}}}"


CAMERA = "id: hN, kind: camera"
SPOILT: dict[str, Callable[[int], str]] = {
    "unknown keys": lambda n: HEAD + BANDS + "".join(f"key-{i}: 1\n" for i in range(n)),
    "doubled keys": lambda n: HEAD + BANDS + "id: a\n" * n,
    "tags": lambda n: rules("!t a", n, "x"),
    "anchors": lambda n: f"{HEAD}{BANDS}note: &a x\ny: [{many('&bN [*a]', n)}]\n",
    "steps": lambda n: rules(f"{{{CAMERA}, detects: {steps('N: 2', n)}}}", 1, "channels"),
    "bands by age": lambda n: (
        f"{HEAD}bands: [{{id: low, from: 600}}, {{id: a, from: {steps('N: 700', n)}}}, "
        f"{{id: b, from: {steps('N: 650', n)}}}]\n"
    ),
    "missing keys": lambda n: rules("{}", n),
    "misspelt words": lambda n: rules(f"{{id: aN, {ACT}, gravity: minro}}", n),
    "unknown names": lambda n: (
        rules(f"{{id: aN, {ACT}, channels: [xN]}}", n)
        + f"channels: [{many(f'{{{CAMERA}, alarm_conduct: yN}}', n)}]\n"
    ),
    "companies": lambda n: (
        rules(f"{{id: aN, {ACT.replace('person', 'company')}, channels: [hN]}}", n)
        + f"channels: [{many(f'{{{CAMERA}}}', n)}]\n"
    ),
    "doubled ids": lambda n: f"{HEAD}bands: [{many('{id: b, from: N}', n)}]\n",
    "ranges": lambda n: rules(f"{{{CAMERA}, assumed: true, detects: 1}}", n, "channels"),
    "occasions": lambda n: f"{HEAD}{BANDS}assumes: {{opportunities: {{{many('oN: {act: 2}', n)}}}}}\n",
    "sources": lambda n: f"{HEAD}{BANDS}sources: {{{many('sN: {title: x, bad: 1}', n)}}}\n",
}


@pytest.mark.parametrize("kind", SPOILT)
def test_the_work_of_refusing_grows_with_the_file(kind: str) -> None:
    """Three times as many faults take about three times the work, and no more is said of them."""

    def refusal(text: str) -> str:
        try:
            scheme_from_text(text)
        except Problems as found:
            return str(found)
        return ""

    def work(count: int) -> int:
        counted = cProfile.Profile()
        counted.runcall(refusal, SPOILT[kind](count))
        return int(pstats.Stats(counted).total_calls)  # type: ignore[attr-defined]

    work(60)  # what is made once
    assert work(200) * 3.6 > work(600)
    assert refusal(SPOILT[kind](600)).count("\n") <= 3 * MOST_TOLD
    assert len(refusal(SPOILT[kind](600))) < 30_000


@given(st.text(max_size=200))
def test_any_text_ends_in_problems_or_a_model(text: str) -> None:
    """No text whatever raises anything else."""
    with pytest.raises(Problems):
        read_text(text, Scheme)


@given(st.data())
def test_a_file_with_any_piece_cut_out_ends_in_problems_or_a_model(data: st.DataObject) -> None:
    """Cutting or doubling any span of a valid file never ends in a traceback."""
    text = starter("cut")
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, min(len(text), first + 60)))
    piece = data.draw(st.sampled_from(["", "x", ": ", "\n", "[", "0"]))
    problems = problems_in(lambda: scheme_from_text(text[:first] + piece + text[last:]))
    assert all(problem.line >= 1 for problem in problems)


def places(document: Document[Scheme]) -> list[Place]:
    """Every place of a document but its top."""
    return [part.path for part in document.top().everything() if part.path]


STARTER = scheme_from_text(starter("mutant"))
ODD = [
    None,
    True,
    "odd",
    "",
    -1,
    0,
    10**12,
    0.5,
    float("nan"),
    float("inf"),
    [],
    ["odd"],
    {},
    {"odd": 1},
    [[]],
    {"by": 1},
    {"by": "sex", "values": []},
    {"value": {}},
    {1: 2},
]


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(st.data())
def test_any_mutation_ends_in_problems_at_a_place_or_a_model(data: st.DataObject) -> None:
    """Any value replaced by any other, any key removed or renamed: problems with places, no traceback."""
    raw = copy.deepcopy(STARTER.sheet.tree.data)
    path = data.draw(st.sampled_from(places(STARTER)))
    holder: Any = raw
    for step in path[:-1]:
        holder = holder[step]
    match data.draw(st.sampled_from(["replace", "remove", "rename"])):
        case "replace":
            holder[path[-1]] = data.draw(st.sampled_from(ODD))
        case "rename" if isinstance(holder, dict):
            holder[data.draw(st.sampled_from(["odd", 7, "by", "value", "id"]))] = holder.pop(path[-1])
        case _:
            del holder[path[-1]]
    text = dump(raw)
    lines = text.count("\n")
    for problem in problems_in(lambda: scheme_from_text(text)):
        assert 1 <= problem.line <= lines
        assert problem.column >= 1
        assert problem.expected


REQUIRED = {"id", "title", "subject", "family", "effect", "from", "start", "act"}


@pytest.mark.parametrize("path", [path for path in places(STARTER) if path[-1] in REQUIRED], ids=dotted)
def test_removing_what_is_required_is_always_told(path: Place) -> None:
    """A required key that is gone is a problem at its own place."""
    raw = copy.deepcopy(STARTER.sheet.tree.data)
    holder: Any = raw
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    with pytest.raises(Problems) as raised:
        scheme_from_text(dump(raw))
    assert dotted(path) in [problem.place for problem in raised.value.problems if not problem.value]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("x: &a {id: b}\ny:\n  <<: *a\n", 6, "'x' is no key here"),
        ("score: {<<: {start: 1}}\n", 6, "once, but it stands on line 4 already"),
        ("use: {<<: {place: x}}\n", 6, "'<<' is no key here"),
        ("conducts: !!python/object:os.system [a]\n", 6, "expected no tag"),
        ("use: {place: !!binary aGk=}\n", 6, "expected no tag"),
        ("? [a, b]\n: 1\n", 6, "a key that is a word or a number"),
        ("? {a: 1}\n: 1\n", 6, "a key that is a word or a number"),
        (f"x: {'[' * 100_000}\n", 6, "nested at most 40 deep"),
        ("x:\n" + "".join(f"{' ' * n}- \n" for n in range(1, 300)), 47, "nested at most 40 deep"),
        (f"x: {'{a: ' * 5_000}\n", 6, "nested at most 40 deep"),
    ],
)
def test_yaml_beyond_plain_data_is_told_at_its_line(text: str, line: int, words: str) -> None:
    """Merge keys, tags, keys that are no words, and depth: never an object, never a recursion."""
    with pytest.raises(Problems) as found:
        scheme_from_text(HEAD + BANDS + text)
    assert (True, words in str(found.value)) == (line in {each.line for each in found.value.problems}, True)

"""Nothing that a file, a folder's name or an argument holds steers the terminal, whatever the command."""

from __future__ import annotations

import json
import re
import unicodedata
from importlib import resources
from pathlib import Path
from typing import Any, Final

import polars as pl
import pytest
from click.testing import CliRunner, Result

from demerit.cli.commands import demerit
from demerit.cli.say import cell, say, say_json, say_json_text, say_text, spelt_refusals
from eventful import PEOPLE, SCHEME, TOWN
from replicas import EXPECT, a_replication
from worlds import text_of

ODD: Final = "\x1b[2Jx\x07\x9b31m \u202egnp\u2066\u200f\u061c [/b]\r\n fake \u2028\u2029 \U000e0041"
"""Escapes, bells, direction marks, line ends of four kinds, rich's markup, a letter that is not seen."""
MARKS: Final = frozenset(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
)
NAME: Final = "odd\x1b31m\u202e"


def steers(text: str) -> list[str]:
    """The characters in a text that a terminal would act on; the line ends of our own layout are none."""
    spaced = text.replace("\n", " ")
    return [each for each in spaced if each in MARKS or unicodedata.category(each) in {"Cc", "Cs"}]


def titled(entries: list[Any]) -> list[Any]:
    """Entries with an odd title each."""
    return [{**entry, "title": ODD} for entry in entries]


def call(*words: object) -> Result:
    """Call demerit as a shell would."""
    return CliRunner().invoke(demerit, [str(word) for word in words])


def odd_scheme() -> dict[str, Any]:
    """The eventful scheme with odd text wherever a person may write some."""
    own = {"title": ODD, "note": ODD, "disputed": [ODD], "status": "described"}
    lists = {name: titled(SCHEME[name]) for name in ("bands", "channels", "conducts", "treatments")}
    needs = {name: {**need, "title": ODD} for name, need in SCHEME["assumes"]["needs"].items()}
    return {
        **SCHEME, **own, **lists,
        "use": {"purpose": ODD, "legal_basis": ODD, "place": ODD},
        "sources": {"law": {"title": ODD, "url": ODD}},
        "data": [{**each, "collected_for": ODD} for each in SCHEME["data"]],
        "assumes": {**SCHEME["assumes"], "needs": needs},
    }  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files full of odd text in a folder of an odd name."""
    folder = tmp_path_factory.mktemp("odd") / NAME
    folder.mkdir()
    keys = odd_scheme() | {f"key {ODD}": 1, "authority": ODD, "id": ODD}
    files = {
        "scheme": odd_scheme(),
        "society": TOWN | {"title": ODD, "note": ODD, "groups": titled(TOWN["groups"])},
        "behaviour": PEOPLE | {"title": ODD, "note": ODD},
        "keys": keys,
    }
    for name, parts in files.items():
        (folder / f"{name}.yaml").write_text(text_of(parts), encoding="utf-8")
    (folder / "raw.yaml").write_text(f"{text_of(keys)}bad: [{ODD}\n", encoding="utf-8")
    expect = EXPECT.replace('"Nobody 2001"', json.dumps(ODD)).replace(
        "walks a person\n", f"{json.dumps(ODD)}\n"
    )
    a_replication(folder / "walkers", expect)
    return folder


@pytest.fixture(scope="module")
def run(folder: Path) -> Result:
    """The run as the command tells of it."""
    named = ("--society", folder / "society.yaml", "--behaviour", folder / "behaviour.yaml")
    return call("run", folder / "scheme.yaml", *named, "--days", 60, "--workers", 1, "--out", folder / "run")


def test_a_run_of_odd_text_steers_nothing(run: Result) -> None:
    """It is lived and told."""
    assert 0 == run.exit_code, run.output
    assert [] == steers(run.output)


@pytest.mark.usefixtures("run")
def test_no_command_steers_the_terminal(folder: Path) -> None:
    """Every command, with files, folders and arguments of odd text: each character is spelt or left out."""
    scheme, lived = folder / "scheme.yaml", folder / "run"
    refused = str(pl.read_parquet(lived / "needs.parquet")["subject"][0])
    town, walkers = ("--society", folder / "society.yaml"), (folder / "walkers", "--runs", 1, "--workers", 1)
    styles = ("--format", "text"), ("--format", "json")
    calls: list[tuple[object, ...]] = [
        ("check", scheme, folder / "society.yaml", folder / "behaviour.yaml", walkers[0] / "expect.yaml"),
        ("check", folder / "raw.yaml", folder / "keys.yaml", folder / f"none{ODD}.yaml"),
        *(("schemes", *refs, *style) for refs in ((scheme,), (scheme, scheme)) for style in styles),
        *(("audit", scheme, *style) for style in (*styles, ("--format", "html"))),
        ("audit", scheme, "--run", lived, "--out", folder / "audit"),
        ("life", lived, refused),
        ("life", lived, ODD),
        ("life", lived, refused, "--why", ODD),
        ("report", lived),
        ("report", folder / ODD),
        ("rerun", lived, "--workers", 1),
        ("rerun", folder / ODD),
        *(("replicate", *walkers, *style) for style in styles),
        ("replicate", ODD),
        ("compare", scheme, scheme, *town, "--days", 20, "--workers", 1, "--out", folder / "both"),
        ("compare", scheme, scheme, *town, "--set", f"x{ODD}={ODD}"),
        ("new", folder / f"new{NAME}.yaml"),
        ("new", scheme),
        *(("run", *words) for words in ((ODD,), ("--society", ODD), ("--people", ODD), ("--format", ODD))),
        *((*words, ODD) for words in ((), ("run", "a"), ("societies",))),
        *((*words, f"--{ODD}") for words in ((), ("run",))),
    ]
    said = {words: call(*words) for words in calls}
    assert [] == [(words, done.output) for words, done in said.items() if steers(done.output)]
    assert [] == [words for words, done in said.items() if "internal fault" in done.output]
    told = [done.output for done in said.values() if done.exit_code == 0]
    assert 16 <= len(told)
    assert any("\\x1b[2Jx\\x07" in output for output in told)


def test_one_line_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A line end inside a line is spelt; a text's own stay."""
    say("a\nb", "c")
    say_text("d\ne\x1b\n", err=True)
    assert ("a\\x0ab\nc\n", "d\ne\\x1b\n") == capsys.readouterr()


def test_json_reads_as_the_same_values(capsys: pytest.CaptureFixture[str]) -> None:
    """Spelt as JSON spells, beyond the basic plane too; letters of any script stand."""
    value = {ODD: [ODD, "信用", 1.5]}
    say_json(value)
    say_json_text(json.dumps(value, ensure_ascii=False) + "\n")
    first = capsys.readouterr().out
    assert [] == steers(first)
    assert "信用" in first
    whole, again = re.split(r"(?<=\})\n", first.strip(), maxsplit=1)
    assert value == json.loads(whole) == json.loads(again)


def test_a_cell_reads_no_markup() -> None:
    """What rich would take for a style is shown."""
    assert "[red]\\x1b" == cell("[red]\x1b").plain


def test_refusals_keep_their_lines() -> None:
    """Click's own words keep their layout."""
    import click  # noqa: PLC0415 - only here

    with pytest.raises(click.UsageError) as refused, spelt_refusals():
        raise click.UsageError("a\nb\x1b")
    assert "a\nb\\x1b" == refused.value.message


def test_there_is_one_way_out() -> None:
    """Commands print through this module; rich's tables take their words from it."""
    room = Path(str(resources.files("demerit.cli")))
    texts = {path.name: path.read_text(encoding="utf-8") for path in room.glob("*.py")}
    others = {name: text for name, text in texts.items() if name not in {"say.py", "main.py", "streams.py"}}
    around = r"click\.s?echo|(?<!console\.)\bprint\(|std(out|err)\.write"
    assert [] == [name for name, text in others.items() if re.search(around, text)]

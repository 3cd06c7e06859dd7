"""Texts that are led to say something else, their comments kept."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from demerit.formats.compose import compose
from demerit.formats.library import files
from demerit.formats.rewriting import rewritten
from demerit.formats.sheet import Sheet
from demerit.schemes.loading import LIBRARY
from demerit.web.asked import Spec
from demerit.web.files import Shelf

TEXT = """# A file
id: a  # its name
rules:
  # The first
  - id: one
    points: 3  # few
    note: >-
      long
      words
  # The second
  - {id: two, points: 4}
  - id: three
ways: {back: 1, out: 2}
# The end
"""


def sheet_of(text: str) -> Sheet:
    """A text with its tree."""
    tree, _ = compose(text)
    assert tree is not None
    return Sheet(name="f", text=text, tree=tree, folder=Path())


def changed(text: str, **new: Any) -> str | None:
    """The text with parts that say something else; of a part that is None, nothing."""
    sheet = sheet_of(text)
    whole = {**copy.deepcopy(sheet.tree.data), **new}
    return rewritten(sheet, {key: value for key, value in whole.items() if value is not None})


def test_what_says_the_same_stays_as_it_is() -> None:
    """Not a character moves."""
    assert TEXT == changed(TEXT)


def test_an_entry_goes_with_its_own_lines() -> None:
    """Those above and below keep theirs, and the comments that stand there."""
    rules = sheet_of(TEXT).tree.data["rules"]
    without_one = changed(TEXT, rules=rules[1:])
    assert without_one == TEXT.replace(TEXT[TEXT.index("  - id: one") : TEXT.index("  # The second")], "")
    assert TEXT.replace("  - {id: two, points: 4}\n", "") == changed(TEXT, rules=[rules[0], rules[2]])


def test_a_value_is_written_over() -> None:
    """A comment behind it stays; a key that is new stands first in its mapping."""
    one, two, three = copy.deepcopy(sheet_of(TEXT).tree.data["rules"])
    one["points"] = 0
    assert TEXT.replace("points: 3", "points: 0") == changed(TEXT, rules=[one, two, three])
    added = changed(TEXT, rules=[{**one, "points": 3, "weight": 2}, two, three])
    assert TEXT.replace("- id: one\n", "- weight: 2\n    id: one\n") == added


def test_keys_go_and_what_stands_in_one_line_is_written_anew() -> None:
    """A block's key takes its lines; of a mapping on one line the line is written."""
    one, two, three = copy.deepcopy(sheet_of(TEXT).tree.data["rules"])
    del one["note"]
    assert TEXT.replace("    note: >-\n      long\n      words\n", "") == changed(
        TEXT, rules=[one, two, three]
    )
    assert TEXT.replace("{back: 1, out: 2}", "{out: 2}") == changed(TEXT, ways={"out": 2})
    none = changed(TEXT, rules=[])
    assert none is not None
    assert ([], True) == (sheet_of(none).tree.data["rules"], "# The first" in none)


def test_what_no_edit_says_is_left_to_others() -> None:
    """A new entry, another order, the key that a dash stands before, an alias."""
    rules = sheet_of(TEXT).tree.data["rules"]
    assert changed(TEXT, rules=[*rules, {"id": "four"}]) is None
    assert changed(TEXT, rules=rules[::-1]) is None
    assert changed(TEXT, rules=[{"points": 3, "note": "long words"}, *rules[1:]]) is None
    assert changed("a: &x {b: 1}\nc:\n  d: *x\n", c={"d": {"b": 2}}) is None


@pytest.mark.parametrize("path", files(LIBRARY), ids=lambda path: path.stem)
def test_each_rule_of_the_library_goes_alone(path: Path) -> None:
    """Whichever rule is switched off, every comment of the file is kept but those within what went."""
    shelf = Shelf()
    scheme = shelf.scheme_of(Spec(scheme=path.stem))
    model = scheme.model
    rules = [f"treatments.{each.id}" for each in model.treatments[:3]]
    rules += [f"conducts.{each.id}" for each in model.conducts[:3]]
    rules += [f"channels.{each.id}" for each in model.channels[:2]]
    comments = [line.strip() for line in scheme.text.split("\n") if line.strip().startswith("#")]
    for rule in rules:
        text = shelf.files(Spec(scheme=path.stem, off=(rule,))).scheme.text
        kept = [line.strip() for line in text.split("\n") if line.strip().startswith("#")]
        assert comments == kept, rule

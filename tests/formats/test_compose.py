"""YAML text becomes plain data with places, whatever the text."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from demerit.errors import FileInvalid
from demerit.formats.compose import DEEPEST, MOST_VALUES, Complaint, compose, shipped, tree_of


def composed(text: str) -> tuple[Any, list[Complaint]]:
    """The data of a text and what was complained of."""
    tree, said = compose(text)
    return (tree.data if tree else None), said


def malformed(text: str) -> Complaint:
    """The one complaint of a text that has no tree."""
    tree, (complaint,) = compose(text)
    assert tree is None
    return complaint


def test_every_value_and_key_has_its_place() -> None:
    """Lines and columns, from 0, of values and keys."""
    tree, _ = compose("a: 1\nb:\n  - {c: x}\n")
    assert tree is not None
    inner = tree.at(("b", 0, "c"))
    entry = tree.at(("b", 0))
    assert inner is not None
    assert entry is not None
    assert (2, 8, "x") == (inner.line, inner.column, inner.data)
    assert (2, 5) == (entry.keys["c"].line, entry.keys["c"].column)
    assert tree.at(("b", 1)) is None


def test_doubled_keys_are_all_told_and_the_first_holds() -> None:
    """Both lines are named, for every doubled key of the file."""
    data, said = composed("a: 1\na: 2\nb: {c: 1, c: 2}\n")
    assert {"a": 1, "b": {"c": 1}} == data
    assert [(1, 0, "a"), (2, 10, "b.c")] == [each[:3] for each in said]
    assert all(f"line {line}" in each[4] for line, each in zip((1, 3), said, strict=True))


@pytest.mark.parametrize("text", ["true: 1", "~: 1", "[a]: 1", ".nan: 1", "{a: 1}: 2"])
def test_keys_are_words_or_numbers(text: str) -> None:
    """Anything else as a key is complained of and left out."""
    data, said = composed(text)
    assert ({}, 1) == (data, len(said))


@pytest.mark.parametrize("text", ["a: !!python/object:os.system {}", "a: !x [1]", "a: !!binary aGk="])
def test_tags_are_refused(text: str) -> None:
    """No tag makes anything but plain data."""
    assert "no tag" == composed(text)[1][0][4]


@pytest.mark.parametrize(
    ("text", "words"), [("a: 1234567890123456789", "at most 18 digits"), ('a: "\\ud800"', "valid Unicode")]
)
def test_what_no_table_holds_is_refused(text: str, words: str) -> None:
    """Whole numbers that are too long, and halves of characters; nothing stands in for them."""
    data, said = composed(text)
    assert {"a": None} == data
    assert [words in each[4] for each in said] == [True]


def test_what_trips_the_parser_itself_is_malformed() -> None:
    """A character beyond the last is an error of the parser's own kind."""
    assert re.search(r"(Overflow|Value)Error", malformed('a: "\\UFFFFFFFF"').expected)


def test_aliases_are_read_and_bounded() -> None:
    """An alias is its anchor's value; a file that multiplies them is refused before memory is used."""
    assert {"a": [1, 2], "b": [1, 2]} == composed("a: &x [1, 2]\nb: *x")[0]
    bomb = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"a{n + 1}: &a{n + 1} [{','.join([f'*a{n}'] * 10)}]\n" for n in range(30)
    )
    assert "aliases for at most" in malformed(bomb).expected


@pytest.mark.parametrize("text", ["a: *x", "a: &x [*x]", "&x a: *y"])
def test_aliases_of_nothing_complete_are_told(text: str) -> None:
    """An unknown alias, and one inside its own anchor."""
    assert "alias" in composed(text)[1][0][4]


@pytest.mark.parametrize(
    "text",
    ["a: [1, 2", "a: b: c", "\ta: 1", "a: 'x", "{", "- a\nb: 1", "a: @x", "a: 1\n--- \nb: 2", "a: \x07"],
)
def test_what_is_no_yaml_is_one_complaint_with_its_place(text: str) -> None:
    """The parser's mark is kept."""
    assert 0 <= malformed(text).line <= text.count("\n")


def test_keys_and_values_are_bounded() -> None:
    """At the bound a text is read, one value more ends it at its place."""
    fill = ", ".join("1" * (MOST_VALUES - 1))
    assert MOST_VALUES - 1 == len(composed(f"[{fill}]")[0])
    assert "at most 50,000 keys and values" in malformed(f"[{fill}, 1]").expected


def test_nesting_is_bounded() -> None:
    """Deep nesting ends in a message, not in the interpreter's limit."""
    assert f"at most {DEEPEST}" in malformed("[" * 5_000).expected


def test_empty_texts_have_no_tree() -> None:
    """Nothing, blanks and comments."""
    for text in ("", "  \n", "# words\n", "---\n"):
        assert (None, []) == composed(text)


@given(st.text(max_size=300))
def test_any_text_is_read_or_malformed(text: str) -> None:
    """No text gets an exception out of the parser; what is wrong with it says what is expected."""
    assert all(complaint.expected for complaint in composed(text)[1])


plain = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False)
    | st.text("ab #'\"\n", max_size=8)
)
nested = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=25)
@given(st.dictionaries(st.text("abc", min_size=1), nested, min_size=1, max_size=4))
def test_data_agrees_with_the_reference_reader(data: dict[str, Any]) -> None:
    """What ruamel writes, block and flow style, is read as it was."""
    for flow in (True, False):
        yaml: Any = YAML(typ="safe", pure=True)
        yaml.default_flow_style = flow
        out = io.StringIO()
        yaml.dump(data, out)
        assert (data, []) == composed(out.getvalue())


def test_json_text_beyond_the_basic_plane_is_one_letter() -> None:
    """JSON spells such letters as two halves, which belong together; a half alone is no text."""
    whole, complaints = composed('{"a": "\\ud83d\\ude00"}')
    assert {"a": "😀"} == whole
    assert [] == complaints
    _, complaints = composed('{"a": "\\ud83d"}')
    assert 1 == len(complaints)


def test_a_text_that_is_off_has_no_tree() -> None:
    """Nor has one that is no YAML, or empty; any other has what it says."""
    assert [None, None, None] == [tree_of(text) for text in ("a: 1\na: 2\n", "a: [", "")]
    tree = tree_of("a: 1\n")
    assert tree is not None
    assert {"a": 1} == tree.data


def test_a_file_of_the_package_is_read_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is off names its place, an empty one itself."""
    package = tmp_path / "shipping"
    package.mkdir()
    (package / "__init__.py").touch()
    for name, text in (("good", "a: 1\n"), ("twice", "a: 1\na: 2\n"), ("empty", "")):
        (package / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert {"a": 1} == shipped("shipping", "good.yaml")
    with pytest.raises(FileInvalid, match=r"^twice\.yaml:1:0 the key 'a': expected once"):
        shipped("shipping", "twice.yaml")
    with pytest.raises(FileInvalid, match=r"^empty\.yaml: an empty file$"):
        shipped("shipping", "empty.yaml")

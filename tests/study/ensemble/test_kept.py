"""A study that is killed loses no more than what it was at."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from demerit.study.ensemble.kept import Answered, KeptAnswers


def kept(path: Path, key: str = "study") -> KeptAnswers[list[int]]:
    """A file of answers that are lists of numbers."""
    return KeptAnswers(path, key, to_json=list, of_json=list)


def fill(path: Path) -> None:
    """Three worlds, of which one failed."""
    file = kept(path)
    for number, answer in enumerate(([1, 2], None, [3])):
        failure = None if answer else "too many"
        file.keep(Answered(number=number, answer=answer, failure=failure))


def test_what_was_kept_is_known_again(tmp_path: Path) -> None:
    """Answers and failures come back as they were."""
    path = tmp_path / "answers.jsonl"
    fill(path)
    found = kept(path).known
    assert {0: [1, 2], 1: None, 2: [3]} == {number: each.answer for number, each in found.items()}
    assert [None, "too many", None] == [each.failure for each in found.values()]


def test_another_study_begins_anew(tmp_path: Path) -> None:
    """What belongs to another study is not taken for an answer to this one."""
    path = tmp_path / "answers.jsonl"
    fill(path)
    assert {} == kept(path, "another").known
    assert "" == path.read_text()


@given(st.integers(0, 400))
def test_a_cut_line_was_never_written(tmp_path_factory: object, at: int) -> None:
    """Cut anywhere, the file has the whole lines before it, takes the next answer, and keeps that."""
    path = Path(str(tmp_path_factory.mktemp("cut"))) / "answers.jsonl"  # type: ignore[attr-defined]
    fill(path)
    whole = path.read_bytes()
    cut = whole[: min(at, len(whole))]
    path.write_bytes(cut)
    file = kept(path)
    lines = cut.count(b"\n") + (cut + b"\n" in whole and not cut.endswith(b"\n") and bool(cut))
    assert lines == len(file.known)
    file.keep(Answered(number=9, answer=[9]))
    assert lines + 1 == len(kept(path).known)


def test_a_line_that_was_altered_is_not_believed(tmp_path: Path) -> None:
    """An answer that is not what its checksum says is worked out again."""
    path = tmp_path / "answers.jsonl"
    fill(path)
    path.write_text(path.read_text().replace("[1, 2]", "[1, 3]"))
    assert {1, 2} == set(kept(path).known)

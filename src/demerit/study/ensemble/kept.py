"""Answers of worlds kept as they come: a line a world, each under a checksum, so that a killed study goes on.

Lines are only ever added. One that was cut off, or is not what its checksum says, counts as never written,
and a file that another study began is begun anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from demerit.runs.contents import seal_of

A = TypeVar("A")


@dataclass(frozen=True, kw_only=True)
class Answered(Generic[A]):
    """A world's answer; or None, and why there is none."""

    number: int
    answer: A | None
    failure: str | None = None


class KeptAnswers(Generic[A]):
    """A file of answers that belong to the study of this key."""

    def __init__(
        self, path: Path, key: str, *, to_json: Callable[[A], Any], of_json: Callable[[Any], A]
    ) -> None:
        """Go on with what the study has left in `path`; `to_json` and `of_json` undo each other."""
        self._path, self._key = path, key
        self._to_json, self._of_json = to_json, of_json
        self.known = {answered.number: answered for answered in self._read()}
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self.known:
            path.write_text("", encoding="utf-8")
        elif not path.read_bytes().endswith(b"\n"):
            self._add("\n")

    def keep(self, answered: Answered[A]) -> None:
        """Add a world's answer."""
        answer = None if answered.answer is None else self._to_json(answered.answer)
        content = {"world": answered.number, "answer": answer, "failure": answered.failure}
        self._add(json.dumps({**content, "seal": seal_of([self._key, content])}) + "\n")
        self.known[answered.number] = answered

    def _add(self, text: str) -> None:
        """Write at the end of the file."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(text)

    def _read(self) -> Iterator[Answered[A]]:
        """The answers whose checksums hold."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return
        for line in lines:
            try:
                content = json.loads(line)
                seal = content.pop("seal")
                if seal == seal_of([self._key, content]):
                    answer = None if content["answer"] is None else self._of_json(content["answer"])
                    yield Answered(number=content["world"], answer=answer, failure=content["failure"])
            except (ValueError, KeyError, TypeError, AttributeError):
                continue


def answers_in(
    folder: Path | None,
    name: str,
    key: Iterable[object],
    *,
    to_json: Callable[[A], Any],
    of_json: Callable[[Any], A],
) -> KeptAnswers[A] | None:
    """Where a folder keeps answers, None without one; of what was asked with another key, none is known."""
    if folder is None:
        return None
    return KeptAnswers(folder / name, " ".join(map(str, key)), to_json=to_json, of_json=of_json)

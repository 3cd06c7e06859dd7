"""What the server answers where it cannot do what was asked: one shape, whatever went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from demerit.errors import DemeritError, FileInvalid, WrongUse
from demerit.formats.problems import Problem, Problems

Kind = Literal[
    "wrong-use", "forbidden", "not-found", "conflict", "too-large", "too-slow", "invalid", "busy", "internal"
]  # fmt: skip
STATUS: Final[dict[Kind, int]] = {
    "wrong-use": 400, "forbidden": 403, "not-found": 404, "too-slow": 408, "conflict": 409, "too-large": 413,
    "invalid": 422, "busy": 429, "internal": 500,
}  # fmt: skip
INTERNAL: Final = "something went wrong in demerit itself; the terminal that it runs in says what"


class RefusedRequest(DemeritError):
    """A request that is not carried out, with its kind and a sentence for people."""

    def __init__(self, kind: Kind, message: str) -> None:
        """`kind` decides the status."""
        super().__init__(message)
        self.kind: Kind = kind


@dataclass(frozen=True, kw_only=True)
class Fault:
    """An answer that says what is wrong: its kind, one message, and the places in files."""

    kind: Kind
    message: str
    problems: tuple[Problem, ...] = ()

    @property
    def status(self) -> int:
        """The HTTP status."""
        return STATUS[self.kind]

    def as_json(self) -> dict[str, Any]:
        """The body of the answer."""
        error = {"kind": self.kind, "message": self.message, "problems": list(map(_told, self.problems))}
        return {"error": error}


def fault_of(error: Exception) -> Fault:
    """What a browser is told of an error; of a fault of the program itself, nothing but that it is one."""
    if isinstance(error, RefusedRequest):
        return Fault(kind=error.kind, message=str(error))
    if isinstance(error, Problems):
        return Fault(kind="invalid", message=str(error), problems=error.problems)
    if isinstance(error, FileInvalid):
        return Fault(kind="invalid", message=str(error))
    if isinstance(error, WrongUse):
        return Fault(kind="wrong-use", message=str(error))
    return Fault(kind="internal", message=INTERNAL)


def _told(problem: Problem) -> dict[str, Any]:
    """A problem by its parts, and as one line."""
    return {
        "file": problem.file, "line": problem.line, "column": problem.column, "place": problem.place,
        "value": problem.value, "expected": problem.expected, "near": problem.near,
        "says": problem.says(), "text": problem.text(),
    }  # fmt: skip

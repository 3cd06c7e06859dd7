"""Claims about findings as people write them: 'wrong.people_share > 0.1', 'a.score.mean < b.score.mean'.

A claim compares two sums. A term is a number, a finding, or a number times a finding; a finding's group
stands in brackets ('wrong.people_share[minority]'), an entry of a table behind a dot. Of two schemes, the
finding has the scheme's letter in front. As ids hold hyphens, a minus stands apart from what it takes away.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NoReturn, cast

import numpy as np

from demerit.errors import WrongUse
from demerit.findings.finding import Finding, FloatArray
from demerit.findings.wording import as_number
from demerit.formats.plain import is_mapping
from demerit.formats.problems import nearest

Sign = Literal["<", "<=", ">", ">="]
SIGNS: Final[tuple[Sign, ...]] = ("<=", ">=", "<", ">")
TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?P<percent>\s?%)?)(?![\w.])|(?P<sign><=|>=|<|>)"
    r"|(?P<ref>[^\W\d][\w.-]*)(?:\[(?P<group>[^\[\]]*)\])?|(?P<plus>\+)|(?P<minus>-)|(?P<times>\*))"
)
TERM: Final = "a number or a finding"


@dataclass(frozen=True, kw_only=True)
class Ref:
    """A finding that a claim names, of the scheme with this letter ('' where there is one), and its group.

    `at` is the place in the claim's text.
    """

    scheme: str
    name: str
    group: str | None
    at: int

    @property
    def text(self) -> str:
        """As it was written."""
        group = "" if self.group is None else f"[{self.group}]"
        return f"{self.scheme}{'.' if self.scheme else ''}{self.name}{group}"

    def value(self, findings: Mapping[str, Finding]) -> tuple[float | None, FloatArray]:
        """What it is in a run, None where it has no number, and it without each of the districts.

        Raises:
            KeyError: no such finding, group or entry; it holds what is not there and what there is.
        """
        finding, below = self._finding(findings)
        if self.group is not None:
            return self._of_group(finding, self.group)
        value: Any = finding.value
        for key in below:
            if not is_mapping(value) or key not in value:
                raise KeyError(key, [*value] if is_mapping(value) else [])
            value = value[key]
        replicates = finding.replicates if not below and finding.replicates is not None else np.empty(0)
        return as_number(value), replicates

    def names(self, finding: str) -> bool:
        """Whether it is of the finding with this id, or of an entry of it."""
        return self.name == finding or self.name.startswith(f"{finding}.")

    def finding(self, findings: Mapping[str, Finding]) -> Finding:
        """The finding that it is, or is part of. Raises KeyError as `value` does."""
        return self._finding(findings)[0]

    def _finding(self, findings: Mapping[str, Finding]) -> tuple[Finding, list[str]]:
        """The finding with the longest id that the name begins with, and the keys behind it."""
        parts = self.name.split(".")
        for count in range(len(parts), 0, -1):
            name = ".".join(parts[:count])
            if name in findings and (count == len(parts) or is_mapping(findings[name].value)):
                return findings[name], parts[count:]
        raise KeyError(self.name, [*findings])

    @staticmethod
    def _of_group(finding: Finding, group: str) -> tuple[float | None, FloatArray]:
        """A group's own value, or its ratio where groups are compared."""
        if group not in finding.groups:
            raise KeyError(group, [*finding.groups])
        ends = finding.groups[group]
        if finding.sums is not None and "value" in ends:
            estimate = finding.sums.estimate([*finding.groups].index(group))
            return estimate.value, np.empty(0) if estimate.replicates is None else estimate.replicates
        return as_number(ends.get("value", ends.get("ratio"))), np.empty(0)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A claim: the sum of `terms` and `constant` stands to 0 as `sign` says.

    `terms` are findings with their weights; left-hand terms as written, right-hand ones with the other sign.
    """

    text: str
    terms: tuple[tuple[float, Ref], ...]
    constant: float
    sign: Sign

    def holds(self, margin: FloatArray) -> Any:
        """Whether it holds for each sum: bool of its shape."""
        return {
            "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
        }[self.sign](margin, 0.0)  # fmt: skip

    def checked(self, findings: Mapping[str, Mapping[str, Finding]], *, option: str = "--claim") -> Claim:
        """The claim, of which every finding is there; `findings` by the letter of their scheme.

        Raises:
            WrongUse: one is not, with the nearest that is.
        """
        for _, ref in self.terms:
            try:
                value, _ = ref.value(findings[ref.scheme])
            except KeyError as missing:
                asked, known = missing.args
                what = "a group of this finding" if asked == ref.group else "a finding of this run"
                near = nearest(asked, known) or (str(known[0]) if 0 < len(known) < MOST_NAMED else None)
                refuse(self.text, ref.at, f"{what}, not {asked!r}", near, option=option)
            if value is None:
                finding = ref.finding(findings[ref.scheme])
                why = f": {finding.reason}" if finding.reason else ""
                entries = finding.value if is_mapping(finding.value) and not why else None
                number, entry = f"a number in this run{why}", "one of its entries, as it is a table"
                near = next((f"{ref.text}.{key}" for key in entries or ()), None)
                refuse(self.text, ref.at, number if entries is None else entry, near, option=option)
        return self


MOST_NAMED: Final = 12
"""So many names are few enough that one of them is worth showing."""


def refuse(
    text: str, at: int, expected: str, near: str | None = None, *, option: str = "--claim"
) -> NoReturn:
    """Say where a claim cannot be read, and what was expected there.

    Raises:
        WrongUse: always.
    """
    asks = "" if near is None else f"; did you mean {near}?"
    lead = f"{option} "
    shown = text if len(text) + len(lead) <= WIDEST and text.isprintable() else None
    place = "" if shown is None else f"\n  {shown}\n  {'':<{at}}^"
    raise WrongUse(f"{lead}{text!r}: character {at + 1}: expected {expected}{asks}{place}")


WIDEST: Final = 78


def read_claim(text: str, schemes: Sequence[str] = ("",), *, option: str = "--claim") -> Claim:
    """A claim from its text; `schemes`: the letters that findings begin with, '' where there is one scheme.

    Raises:
        WrongUse: it is none, with the place of what is wrong.
    """
    reader = _Reader(text, schemes, option)
    left, constant = reader.side()
    sign = reader.take("sign")
    if sign is None:
        reader.refuse("one of <, <=, > and >=")
    right, other = reader.side()
    if not reader.done:
        reader.refuse("nothing more")
    terms = (*left, *((-weight, ref) for weight, ref in right))
    if not terms:
        refuse(text, 0, "a finding on one side at least", option=option)
    if not all(np.isfinite([weight for weight, _ in terms] + [constant - other])):
        refuse(text, 0, "numbers that are finite", option=option)
    return Claim(text=text.strip(), terms=terms, constant=constant - other, sign=cast("Sign", sign["sign"]))


class _Reader:
    """A claim's text, read token by token."""

    def __init__(self, text: str, schemes: Collection[str], option: str) -> None:
        self._text, self._schemes, self._option = text.rstrip(), schemes, option
        self._at = 0

    @property
    def done(self) -> bool:
        """Whether all is read."""
        return self._at >= len(self._text)

    def refuse(self, expected: str, at: int | None = None, near: str | None = None) -> NoReturn:
        """Refuse what stands here."""
        here = len(self._text) - len(self._text[self._at :].lstrip()) if at is None else at
        refuse(self._text, here, expected, near, option=self._option)

    def take(self, *kinds: str) -> re.Match[str] | None:
        """The next token if it is of one of these kinds, which are groups of TOKEN."""
        match = TOKEN.match(self._text, self._at)
        if match is None or not any(match[kind] for kind in kinds):
            return None
        self._at = match.end()
        return match

    def side(self) -> tuple[list[tuple[float, Ref]], float]:
        """A sum: its findings with their weights, and what its numbers come to."""
        terms: list[tuple[float, Ref]] = []
        constant, sign = 0.0, -1.0 if self.take("minus") else 1.0
        while True:
            times, ref = self.term()
            if ref is None:
                constant += sign * times
            else:
                terms.append((sign * times, ref))
            if self.take("plus"):
                sign = 1.0
            elif self.take("minus"):
                sign = -1.0
            else:
                return terms, constant

    def term(self) -> tuple[float, Ref | None]:
        """A number, a finding, or one times the other."""
        times, ref = self.factor()
        while self.take("times"):
            at = self._at
            more, other = self.factor()
            if ref is not None and other is not None:
                self.refuse("a number, as findings are not multiplied with each other", at + 1)
            times, ref = times * more, ref or other
        return times, ref

    def factor(self) -> tuple[float, Ref | None]:
        """A number, or a finding as once itself."""
        match = self.take("number", "ref")
        if match is None:
            self.refuse(TERM)
        if match["number"]:
            value = float(match["number"].rstrip("% "))
            return value / 100 if match["percent"] else value, None
        return 1.0, self._ref(match)

    def _ref(self, match: re.Match[str]) -> Ref:
        """A finding, with the letter of its scheme where there are several."""
        at, name = match.start("ref"), match["ref"]
        scheme = ""
        if "" not in self._schemes:
            scheme, dot, name = name.partition(".")
            if not dot or scheme not in self._schemes:
                letters = " or ".join(f"{letter}." for letter in self._schemes)
                self.refuse(f"{letters} before the finding, for its scheme", at, f"a.{match['ref']}")
        if not name or name.endswith("."):
            self.refuse("a finding's id", at)
        return Ref(scheme=scheme, name=name, group=match["group"], at=at)


def findings_in(claims: Sequence[Claim]) -> Iterator[Ref]:
    """Every finding that some claims name, each once, by what it is called."""
    yield from {ref.text: ref for claim in claims for _, ref in claim.terms}.values()

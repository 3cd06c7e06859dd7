"""From elements to clauses: indicated, absent, needs-facts or not-applicable; never a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from demerit.law.case import Case
from demerit.law.elements import ELEMENTS
from demerit.law.elements.element import Seen
from demerit.law.elements.scope import PHRASES
from demerit.law.law import timeline
from demerit.law.provisions import Instrument, Provision, instruments

if TYPE_CHECKING:
    from demerit.law.evidence import ClauseEvidence  # with numpy: an audit without a run does without

ClauseStatus = Literal["indicated", "absent", "needs-facts", "not-applicable"]
SENTENCES: Final = re.compile(r"(?<=[.?]) (?=[A-Z'])")
PROTECTS: Final = "natural-persons"
GATES: Final = (
    PROTECTS, "in-united-states", "in-canada", "competent-authority", "online-platform", "union-body",
    "not-police",
)  # fmt: skip
"""Elements without which a law is not about the case at all."""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """What a scheme file says about one provision.

    `elements` are those of the provision after those of its scope; `provided` are those of the scope that the
    file leaves open. `evidence` is a run's and changes nothing else.
    """

    instrument: Instrument
    provision: Provision
    status: ClauseStatus
    elements: Mapping[str, Seen]
    provided: tuple[str, ...]
    reason: str
    evidence: tuple[ClauseEvidence, ...] = field(default=())

    @property
    def lines(self) -> list[int]:
        """Lines of all elements, ascending."""
        return sorted({line for seen in self.elements.values() for line in seen.lines})

    @property
    def rules(self) -> list[str]:
        """Entries of all elements, each once."""
        return list(dict.fromkeys(rule for seen in self.elements.values() for rule in seen.rules))

    @property
    def condition(self) -> str:
        """Under which conditions it is indicated: none where the file settles all of its scope."""
        return _condition(self.provision.scope, self.provided)

    @property
    def dated_by(self) -> str:
        """Where the law gives the date of application, with its words where they are held."""
        dated = self.provision.dated
        return self.provision.dated_by if dated is None else f"Article {dated.article}: “{dated.words}”"

    @property
    def later(self) -> list[dict[str, str]]:
        """What happened to the provision later: rows of the timeline."""
        return [{"event": event, **timeline()[event]} for event in self.provision.later]

    @property
    def open(self) -> dict[str, Seen]:
        """The elements that the file leaves open: what would have to be known."""
        return {name: seen for name, seen in self.elements.items() if seen.status == "unknown"}

    @property
    def deciding(self) -> Seen:
        """The element that is most of its own: the last of the provision's, after scope and persons."""
        return self.elements[self.provision.elements[-1]]

    @property
    def questions(self) -> list[str]:
        """What would have to be known: of open elements all, of others the sentences that ask."""
        return [
            question
            for seen in self.elements.values()
            for question in ([seen.reason] if seen.status == "unknown" else asking(seen.reason))
        ]

    def as_json(self) -> dict[str, Any]:
        """The entry of the audit's JSON (DESIGN section 5)."""
        return {
            "provision": self.provision.id,
            "status": self.status,
            "severity": self.provision.severity,
            "title": self.provision.title,
            "instrument": self.instrument.instrument,
            "article": self.provision.article,
            "paragraph": self.provision.paragraph,
            "applies_from": self.provision.applies_from,
            "dated_by": self.dated_by,
            "later": self.later,
            "quotes": list(self.provision.quotes),
            "source": self.instrument.source,
            "readings": [reading.model_dump() for reading in self.provision.readings],
            "elements": [
                {"id": name, "status": seen.status, "lines": seen.lines, "reason": seen.reason}
                for name, seen in self.elements.items()
            ],
            "provided": list(self.provided),
            "lines": self.lines,
            "rules": self.rules,
            "reason": self.reason,
            "remedy": self.provision.remedy,
            "evidence": {measured.finding: measured.as_json() for measured in self.evidence},
        }


def asking(reason: str) -> list[str]:
    """The sentences of a reason that ask something."""
    return [sentence for sentence in SENTENCES.split(reason) if sentence.endswith("?")]


def clauses(case: Case, evidence: Mapping[str, ClauseEvidence] | None = None) -> list[Clause]:
    """Every provision held against a case, in the order of the instruments; each element is tested once."""
    seen: dict[str, Seen] = {}
    judged: list[Clause] = []
    for instrument in instruments():
        for provision in instrument.provisions:
            names = (*provision.scope, *provision.elements)
            for name in names:
                if name not in seen:
                    seen[name] = ELEMENTS[name](case)
            scope, elements = provision.scope, {name: seen[name] for name in names}
            status = status_of(elements, scope)
            unsettled = tuple(name for name in scope if elements[name].status == "unknown")
            provided = unsettled if status == "indicated" else ()
            bearing = [e for e in (evidence or {}).values() if set(e.bears_on) & set(provision.elements)]
            judged.append(
                Clause(
                    instrument=instrument, provision=provision, status=status, elements=elements,
                    provided=provided, reason=_reason(status, elements, scope, provided),
                    evidence=tuple(bearing),
                )
            )  # fmt: skip
    return judged


def status_of(elements: Mapping[str, Seen], scope: tuple[str, ...]) -> ClauseStatus:
    """A clause's status from its elements; of the scope, only what the file negates counts."""
    if any(name in elements and elements[name].status == "negated" for name in GATES):
        return "not-applicable"
    if any(seen.status == "negated" for seen in elements.values()):
        return "absent"
    if any(seen.status == "unknown" for name, seen in elements.items() if name not in scope):
        return "needs-facts"
    return "indicated"


def _reason(
    status: ClauseStatus, elements: Mapping[str, Seen], scope: tuple[str, ...], provided: tuple[str, ...]
) -> str:
    """The clause's status in sentences: its condition first, then what decided it."""
    own = {name: seen for name, seen in elements.items() if name not in scope}
    if status == "indicated":
        why = _once(seen.reason for name, seen in own.items() if name != PROTECTS) or "Persons are scored."
        settled = [elements[name].reason for name in scope if provided and elements[name].status == "shown"]
        return " ".join([_condition(scope, provided), *settled, why])
    if status == "needs-facts":
        return "Needs facts. " + _once(seen.reason for seen in own.values() if seen.status == "unknown")
    if status == "not-applicable":
        shut = next(name for name in GATES if name in elements and elements[name].status == "negated")
        opening = "Protects nobody here" if shut == PROTECTS else "Not applicable"
        return f"{opening}, as the file has it. {elements[shut].reason}"
    against = [(name, seen) for name, seen in elements.items() if seen.status == "negated"]
    why = _once(seen.reason for _, seen in against)
    if all(name in scope for name, _ in against):
        would = "be indicated" if status_of(own, ()) == "indicated" else "need facts"
        why += f" Were that otherwise, it would {would}."
    return f"Absent, as the file has it. {why}"


def _condition(scope: tuple[str, ...], provided: tuple[str, ...]) -> str:
    """Under which conditions a clause is indicated, all of its scope named where any of it is open."""
    return (
        f"Indicated, provided {' and '.join(PHRASES[name] for name in scope)}." if provided else "Indicated."
    )


def _once(reasons: Iterable[str]) -> str:
    """Reasons in a row, each sentence once: elements that are tested in the same way say the same."""
    return " ".join(dict.fromkeys(part for reason in reasons for part in SENTENCES.split(reason)))

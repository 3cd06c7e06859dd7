"""An audit: every clause held against one scheme, with what a run of it measured."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from demerit.formats.reading import Document
from demerit.law.case import Case
from demerit.law.clauses import Clause, ClauseStatus, clauses
from demerit.law.law import Named, to_look_up
from demerit.law.proportion import Proportion, proportions
from demerit.law.provisions import SEVERITIES, Severity
from demerit.schemes.contexts import Relation, relation
from demerit.schemes.model import Scheme

if TYPE_CHECKING:
    from demerit.law.measured import FinishedRun


@dataclass(frozen=True, kw_only=True)
class Audit:
    """What the law says about a scheme on a day, clause by clause, with a run's evidence, if any."""

    case: Case
    clauses: tuple[Clause, ...]
    day: date
    measured: FinishedRun | None = None

    @property
    def scheme(self) -> Document[Scheme]:
        """The file that was audited."""
        return self.case.document

    @cached_property
    def proportion(self) -> list[Proportion]:
        """Acts beside the burdens that they lead to."""
        return proportions(self.case)

    @cached_property
    def contexts(self) -> dict[str, dict[str, Relation]]:
        """Context of data to context of treatment to their relation, of all ways from acts to burdens."""
        relations: dict[str, dict[str, Relation]] = {}
        for path in self.case.paths:
            for source in path.generated:
                if path.treated is not None:
                    relations.setdefault(source, {})[path.treated] = relation(source, path.treated)
        return {source: dict(sorted(relations[source].items())) for source in sorted(relations)}

    @property
    def named(self) -> tuple[Named, ...]:
        """Instruments whose text is not held here, to be looked up by whoever scores: none is judged."""
        return to_look_up(self.scheme.model.authority)

    def clause(self, provision: str) -> Clause:
        """The clause of a provision's id; raises KeyError for one that is not held against schemes."""
        return {clause.provision.id: clause for clause in self.clauses}[provision]

    def applies(self, clause: Clause) -> bool:
        """Whether a clause's provision applies on the day of the audit."""
        return date.fromisoformat(clause.provision.applies_from) <= self.day

    def with_status(self, *statuses: ClauseStatus) -> list[Clause]:
        """Clauses of some statuses, one status after the other, of each the heaviest first."""
        by_weight = sorted(self.clauses, key=lambda clause: SEVERITIES.index(clause.provision.severity))
        return [clause for status in statuses for clause in by_weight if clause.status == status]

    def at_or_above(self, level: Severity) -> list[Clause]:
        """Clauses that are indicated at a level or a heavier one."""
        heavy = SEVERITIES[: SEVERITIES.index(level) + 1]
        return [clause for clause in self.with_status("indicated") if clause.provision.severity in heavy]

    def as_json(self) -> dict[str, Any]:
        """The audit as DESIGN section 5 has it, with its day, the table of proportion, what is only named."""
        return {
            "scheme": self.scheme.model.id,
            "sha256": self.scheme.sha256,
            "day": self.day.isoformat(),
            "run": None if self.measured is None else str(self.measured.folder),
            "clauses": [clause.as_json() for clause in self.clauses],
            "contexts": self.contexts,
            "proportion": [row.as_json() for row in self.proportion],
            "named": [
                {"instrument": duty.instrument, "when": duty.when, "from": duty.from_} for duty in self.named
            ],
        }

    def text(self) -> str:
        """`as_json` as a text file."""
        return json.dumps(self.as_json(), indent=1, ensure_ascii=False) + "\n"

    def __repr__(self) -> str:
        """Say what was audited; no total, which would be a grade."""
        return f"Audit({self.scheme.model.id!r})"


def audit_scheme(
    document: Document[Scheme], measured: FinishedRun | None = None, *, day: date | None = None
) -> Audit:
    """Hold every clause against a scheme; a run of the same scheme adds evidence and changes no status.

    `day` (today) is what dates of application are read against; it changes no status either.

    Raises:
        Problems: a file of the law is off.
    """
    case = Case(document)
    evidence = None if measured is None else measured.evidence
    judged = tuple(clauses(case, evidence))
    return Audit(case=case, clauses=judged, day=day or datetime.now().astimezone().date(), measured=measured)

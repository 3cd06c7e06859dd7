"""The least change: the fewest weakenings of a scheme under which harms stay below their ceilings.

Every change is judged in worlds on common luck: a ceiling is met where the upper end of the finding's 95 %
interval is below it, and no change counts under which any group's absolute harm rises. Single changes are all
tried, pairs too where there are few enough; beyond that, changes are taken one by one, each that which leaves
the least above the ceilings, and those that turn out not to be needed are put back: a smaller set may then
exist, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any, Final

from demerit.errors import FileInvalid, WrongUse
from demerit.findings.finding import Finding, rounded
from demerit.findings.jackknife import FEWEST_DISTRICTS
from demerit.formats.plain import is_mapping
from demerit.formats.reading import Document
from demerit.formats.setting import data_of
from demerit.formats.writing import flow
from demerit.schemes.model import Scheme
from demerit.study.ensemble.kept import answers_in
from demerit.study.ensemble.lived import findings_of
from demerit.study.ensemble.runner import Asked, Progress, ensemble
from demerit.study.turning.claims import Claim, read_claim, refuse
from demerit.study.turning.entries import called, rules_of
from demerit.study.turning.moves import Move, moves, with_moves
from demerit.study.turning.rises import HARM, absolute, risen
from demerit.study.turning.settled import settled
from demerit.world.job import Job, job_key
from demerit.world.run import check_job

KEPT: Final = "least.jsonl"
"""In the folder: what each world came to, as it comes."""
OPTION: Final = "--ceiling"
MOST_PAIRS: Final = 200
MOST_CHANGES: Final = 8
NO_AIM: Final = "a ceiling is on harms, and nothing here searches for a scheme that achieves something"
GONE: Final = "gone"
ABSENT: Final = "not in it"
EXACT: Final = "every single change was tried"
PAIRS: Final = "every single change and every pair of those that help was tried"
GREEDY: Final = "found step by step, then what was not needed was put back: a smaller set may exist"


@dataclass(frozen=True, kw_only=True)
class Reached:
    """What a world with some changes comes to: the findings of the ceilings, and the harms that rise."""

    findings: Mapping[str, Finding]
    rises: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tried(Reached):
    """Some weakenings, and what they come to."""

    moves: tuple[Move, ...]


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A rule of the result: its line in the file, before and after."""

    rule: str
    words: str
    line: int | None
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Least:
    """The answer: the scheme as it is, and the changes that were found, None where there are none that do.

    `method` says how far the search went; `most` is the scheme with every weakening, where that does not do.
    """

    ceilings: tuple[Claim, ...]
    people: int
    before: Tried
    enough: Tried | None
    most: Tried | None
    method: str
    worlds: int
    document: Document[Scheme]

    @property
    def changed(self) -> list[Changed]:
        """Each rule that is changed, at its line."""
        return list(_changed(self.document, self.enough.moves)) if self.enough else []

    @property
    def weakened(self) -> Document[Scheme] | None:
        """The scheme with the changes; None where there are none."""
        return (
            with_moves(self.document, list(self.enough.moves)) if self.enough and self.enough.moves else None
        )

    def as_json(self) -> dict[str, Any]:
        """The contents of `least.json`."""
        after = self.enough or self.most
        return {
            "met": self.enough is not None, "method": self.method, "worlds": self.worlds,
            "people": self.people,
            "ceilings": [
                {
                    "ceiling": ceiling.text, "before": _ends(ceiling, self.before),
                    "after": None if after is None else _ends(ceiling, after),
                }
                for ceiling in self.ceilings
            ],
            "changes": [asdict(move) for move in self.changed],
        }  # fmt: skip


def read_ceilings(texts: Sequence[str]) -> list[Claim]:
    """Ceilings from their text: 'wrong.people_share <= 0.05'.

    Raises:
        WrongUse: it cannot be read, or is no ceiling on one finding.
    """
    ceilings: list[Claim] = []
    for text in texts:
        claim = read_claim(text, option=OPTION)
        if len(claim.terms) != 1 or claim.terms[0][0] != 1.0 or claim.sign not in ("<", "<="):
            raise WrongUse(
                f"{OPTION} {text!r}: expected one harm below a number, as 'wrong.people_share <= 0.05'"
            )
        ceilings.append(claim)
    return ceilings


def least_change(
    job: Job,
    ceilings: Sequence[Claim],
    *,
    folder: Path | None = None,
    on_progress: Progress = lambda _done, _total: None,
) -> Least:
    """Search for the least change of a job's scheme.

    What an earlier command left in `folder` is gone on with; None keeps nothing.

    Raises:
        WrongUse: a ceiling on what is no harm or is not there; fewer than eight districts.
    """
    return _Search(job, ceilings, folder, on_progress).answer()


def _live(job: Job, before: Mapping[str, Finding], own: frozenset[str], chosen: tuple[Move, ...]) -> Reached:
    """What a world with some changes comes to, beside the one without, with what a file would keep of it."""
    scheme = with_moves(job.scheme, list(chosen)) if chosen else job.scheme
    findings = findings_of(replace(job, scheme=scheme), own | set(before))
    kept = {name: Finding(**findings[name].as_json()) for name in sorted(own) if name in findings}
    return Reached(findings=kept, rises=tuple(risen(before, findings)))


def _as_json(reached: Reached) -> Any:
    """What a line of the file keeps of a world."""
    return {
        "findings": {name: finding.as_json() for name, finding in reached.findings.items()},
        "rises": reached.rises,
    }


def _of_json(content: Any) -> Reached:
    """What a line of the file has kept of a world."""
    findings = {name: Finding(**finding) for name, finding in content["findings"].items()}
    return Reached(findings=findings, rises=tuple(content["rises"]))


class _Search:
    """One search: the scheme's weakenings, and every world that was lived for it."""

    def __init__(
        self, job: Job, ceilings: Sequence[Claim], folder: Path | None, on_progress: Progress
    ) -> None:
        self._job = settled(job)
        self._workers, self._crew = job.workers, job.crew
        self._tell = on_progress
        if self._job.recipe.districts < FEWEST_DISTRICTS:
            raise WrongUse(
                f"--ceiling: {self._job.people:,} people live in {self._job.recipe.districts} districts, and "
                f"an interval takes {FEWEST_DISTRICTS}: live more --people"
            )
        findings = findings_of(self._job)
        self._ceilings = [_checked(claim, findings) for claim in ceilings]
        self._own = frozenset(ref.name for claim in ceilings for _, ref in claim.terms)
        self._harms = {name: finding for name, finding in findings.items() if absolute(finding)}
        self._before = Tried(moves=(), findings=findings)
        self._worlds = 1
        key = (job_key(self._job), self._job.recipe.district_people, *(ceiling.text for ceiling in ceilings))
        self._kept = answers_in(folder, KEPT, key, to_json=_as_json, of_json=_of_json)

    def answer(self) -> Least:
        """The search, from the smallest set on."""
        if self._met(self._before):
            return self._told(self._before, None, EXACT)
        every = [move for move in moves(self._job.scheme) if self._stands(move)]
        (most,) = self._lived([_strongest(every)])
        if not self._below(most):
            return self._told(None, most, "even every weakening at once does not meet it")
        singles = self._lived([(move,) for move in every])
        if met := self._good(singles):
            return self._told(met, None, EXACT)
        helping = [single.moves[0] for single in singles if self._excess(single) < self._excess(self._before)]
        pairs = [pair for pair in combinations(helping, 2) if pair[0].rule != pair[1].rule]
        if len(pairs) <= MOST_PAIRS and (met := self._good(self._lived(pairs))):
            return self._told(met, None, PAIRS)
        return self._told(self._stepwise(every), most, GREEDY)

    def _stepwise(self, every: Sequence[Move]) -> Tried | None:
        """Changes taken one by one until the ceilings are met, then those put back that are not needed."""
        best: Tried | None = self._before
        for _ in range(MOST_CHANGES):
            taken = {move.rule for move in best.moves}
            further = [(*best.moves, move) for move in every if move.rule not in taken]
            allowed = [tried for tried in self._lived(further) if not tried.rises]
            lower = [tried for tried in allowed if self._excess(tried) < self._excess(best)]
            if not lower:
                return None
            best = min(lower, key=self._excess)
            if self._met(best):
                return self._needed(best)
        return None

    def _needed(self, enough: Tried) -> Tried:
        """The set without what it does not need."""
        for move in enough.moves:
            left = tuple(step for step in enough.moves if step is not move)
            (without,) = self._lived([left])
            if self._met(without):
                return self._needed(without)
        return enough

    def _stands(self, move: Move) -> bool:
        """Whether a scheme with this change is one."""
        try:
            check_job(replace(self._job, scheme=with_moves(self._job.scheme, [move])))
        except FileInvalid:
            return False
        return True

    def _lived(self, sets: Sequence[tuple[Move, ...]]) -> list[Tried]:
        """What each set of changes comes to; those whose worlds fail are left out."""
        live = partial(_live, self._job, self._harms, self._own)
        asked = [Asked(answer=partial(live, chosen)) for chosen in sets]
        done, self._worlds = self._worlds, self._worlds + len(sets)
        answers = ensemble(
            asked, workers=self._workers, crew=self._crew, kept=self._kept, first=done, on_progress=self._tell
        )
        return [
            Tried(moves=chosen, findings=reached.answer.findings, rises=reached.answer.rises)
            for chosen, reached in zip(sets, answers, strict=True)
            if reached.answer is not None
        ]

    def _good(self, tried: Sequence[Tried]) -> Tried | None:
        """Of the sets that do, the mildest; of those alike the one furthest below the ceilings."""
        met = [one for one in tried if self._met(one)]
        return min(
            met,
            key=lambda one: (sum(move.strength for move in one.moves), self._height(one)),
            default=None,
        )

    def _met(self, tried: Tried) -> bool:
        """Whether every ceiling is met, and no group is worse off."""
        return not tried.rises and self._below(tried)

    def _below(self, tried: Tried) -> bool:
        """Whether the upper end of each interval is below its ceiling."""
        return all(_upper(claim, tried) <= 0 for claim in self._ceilings)

    def _excess(self, tried: Tried) -> float:
        """How far the upper ends are above the ceilings in all, in parts of what they are above now."""
        excess = 0.0
        for claim in self._ceilings:
            now = _upper(claim, self._before)
            above = max(0.0, _upper(claim, tried))
            excess += above / now if now > 0 else above
        return excess

    def _height(self, tried: Tried) -> float:
        """How near the ceilings it comes."""
        return sum(_upper(claim, tried) for claim in self._ceilings)

    def _told(self, enough: Tried | None, most: Tried | None, method: str) -> Least:
        """The answer."""
        return Least(
            ceilings=tuple(self._ceilings),
            people=self._job.people,
            before=self._before,
            enough=enough,
            most=most,
            method=method,
            worlds=self._worlds,
            document=self._job.scheme,
        )


def _strongest(every: Sequence[Move]) -> tuple[Move, ...]:
    """Of every rule its strongest weakening."""
    by_rule: dict[Any, Move] = {}
    for move in every:
        if move.rule not in by_rule or move.strength >= by_rule[move.rule].strength:
            by_rule[move.rule] = move
    return tuple(by_rule.values())


def _checked(claim: Claim, findings: Mapping[str, Finding]) -> Claim:
    """A ceiling on a harm that is there."""
    claim.checked({"": findings}, option=OPTION)
    (_, ref), *_ = claim.terms
    direction = ref.finding(findings).direction
    if direction != HARM:
        kind = "what people do" if direction == "neutral" else "something good"
        refuse(claim.text, ref.at, f"a harm, and {ref.name} is {kind}: {NO_AIM}", option=OPTION)
    return claim


def _upper(claim: Claim, tried: Tried) -> float:
    """How far the upper end of the interval lies above the ceiling; nothing of the kind is below any."""
    ends = _ends(claim, tried)
    if ends["value"] is None:
        return -1.0
    return float("inf") if ends["high"] is None else ends["high"] + claim.constant


def _ends(claim: Claim, tried: Tried) -> dict[str, Any]:
    """What a ceiling is about, with its interval."""
    (_, ref), *_ = claim.terms
    finding = tried.findings.get(ref.name)
    ends: Mapping[str, Any] = {}
    if finding is not None:
        ends = vars(finding) if ref.group is None else finding.groups.get(ref.group, {})
    value = ends.get("value", ends.get("ratio"))
    return {"value": rounded(value), "low": rounded(ends.get("low")), "high": rounded(ends.get("high"))}


def _changed(document: Document[Scheme], these: Sequence[Move]) -> Iterator[Changed]:
    """Each rule that is changed, with its line in the file, and the entry before and after."""
    before = rules_of(data_of(document))
    after = rules_of(data_of(with_moves(document, list(these))))
    for move in these:
        part, name = move.rule
        line = None
        if move.rule in before and name is not None:
            step: str | int = name
            if part != "redress":
                step = [rule[1] for rule in before if rule[0] == part].index(name)
            line = document.place(part, step)[0]
        old, new = _apart(before.get(move.rule), after.get(move.rule))
        yield Changed(rule=called(move.rule), words=move.words, line=line, before=old, after=new)


def _apart(before: Any, after: Any) -> tuple[str, str]:
    """An entry before and after, as a file has them; of two that are both there, the keys that differ."""
    if before is None or after is None:
        return (ABSENT if before is None else flow(before)), (GONE if after is None else flow(after))
    if not (is_mapping(before) and is_mapping(after)):
        return flow(before), flow(after)
    keys = [key for key in dict.fromkeys([*before, *after]) if before.get(key) != after.get(key)]
    old, new = ({key: entry[key] for key in keys if key in entry} for entry in (before, after))
    return (flow(old) if old else ABSENT), (flow(new) if new else GONE)

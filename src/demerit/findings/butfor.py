"""But for: which refused needs a subject's ledger would have granted without some of its entries."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.columns import NONE, BoolArray, Codes
from demerit.findings.courses import edges
from demerit.findings.entries import CONTEXTS, Refusals
from demerit.findings.finding import Estimate
from demerit.findings.jackknife import Sums, abreast, table_of
from demerit.findings.needs import LEDGER, REFUSALS, Lack
from demerit.findings.pooled import Pooled
from demerit.findings.possible import can_associate, can_err
from demerit.findings.registry import Ask, question
from demerit.findings.wording import OF_REFUSALS, Noun, Words, alike
from demerit.schemes.contexts import relation
from demerit.schemes.rights import is_expressive
from demerit.schemes.treatments import REFUSING, Effect
from demerit.world.columns.encode_scheme import kept_units
from demerit.world.columns.state import ASSOCIATION, LAPSE, RANK, REDRESS, REPAIR, TURNOVER
from demerit.world.rules import replay


class Replayed:
    """A run's ledger and denied needs as the replay's tables.

    `barring`: the effects that stand in a need's way: a delayed need must meet neither denial nor wait.
    """

    def __init__(self, run: Coded, refusals: Refusals, barring: Collection[Effect] = REFUSING) -> None:
        self.run = run
        self.entries = run.every_entry
        self.refusals = refusals
        self.barring = barring
        self.overriding = [c for c in run.all_conducts if c.to_band is not None]

    @cached_property
    def rules(self) -> replay.ScoreRules:
        """Score, bands and overrides of the scheme."""
        begins = edges(self.run)
        brought = [c.to_band for c in self.overriding if c.to_band is not None]
        names = [conduct.id for conduct in self.run.all_conducts]
        band, fades = self.run.scheme.ranked, self.run.scheme.score.fades
        ranked = [self.run.bands.index(band.id)] if band else []
        return replay.ScoreRules(
            least=self.run.scheme.score.min,
            most=self.run.scheme.score.max,
            start=np.repeat(self.run.column("score_start").astype(np.int64), self.run.providers),
            edges=np.repeat(begins, self.run.providers, axis=0) if len(begins) > 1 else begins,
            override_band=np.array([*(self.run.bands.index(to.id) for to in brought), *ranked], np.int64),
            override_days=np.array([*(to.days or 0 for to in brought), *(0 for _ in ranked)], np.int64),
            override_until=np.array(
                [*(names.index(to.until) if to.until else NONE for to in brought), *(NONE for _ in ranked)],
                np.int64,
            ),
            every=fades.every_days if fades else 0,
            keep=kept_units(fades.kept) if fades else 0,
        )

    @cached_property
    def ledger(self) -> replay.Ledger:
        """The entries, and under which questions each did not happen."""
        entries = self.entries
        persons = np.arange(self.run.persons * self.run.providers + 1)
        return replay.Ledger(
            first=np.searchsorted(entries.person, persons).astype(np.int64),
            day=entries.day,
            record=entries.record,
            drawn=entries.drawn,
            score=entries.score,
            what=self._what(),
            root=entries.root,
            sets=self._sets(),
            conduct=np.where(entries.is_record, entries.conduct, NONE).astype(np.int16),
            left_out=self._left_out(),
        )

    @cached_property
    def denied(self) -> replay.Denied:
        """The denied needs, and which bands deny what."""
        refusals = self.refusals
        return replay.Denied(
            subject=refusals.ledger,
            day=refusals.day,
            after=refusals.after,
            need=refusals.need.astype(np.int64),
            context=refusals.context.astype(np.int64),
            refuses=self._refuses(),
        )

    def granted(self) -> BoolArray:
        """For each denied need and question, whether the replay grants it: bool[denied, 4]."""
        return replay.but_for(self.ledger, self.rules, self.denied)

    def _what(self) -> np.ndarray:
        """What each entry does to the score."""
        entries = self.entries
        what = np.full(len(entries.person), replay.DRAWN, np.int8)
        given_back = (entries.cause == REDRESS) | (entries.cause == LAPSE)
        what[given_back & (entries.root >= 0)] = replay.RETURNED
        alone = (entries.cause == LAPSE) & (entries.root < 0) & (entries.conduct == NONE)
        what[alone] = np.where(entries.points[alone] != 0, replay.FADED, replay.LET_GO)
        what[entries.cause == RANK] = replay.RANKED
        what[entries.cause == REPAIR] = replay.REPAIRED
        what[entries.cause == TURNOVER] = replay.RENEWED
        return what

    def _sets(self) -> Codes:
        """The override that each entry brings: of records against the subject itself."""
        places = {conduct.id: place for place, conduct in enumerate(self.overriding)}
        table = np.array([*(places.get(c.id, NONE) for c in self.run.all_conducts), NONE], np.int16)
        return np.where(self.entries.is_record, table[self.entries.conduct], NONE).astype(np.int16)

    def _left_out(self) -> np.ndarray:
        """Bits of the questions under which each entry did not happen: uint32[entries]."""
        entries = self.entries
        conducts = self.run.all_conducts
        expressive = np.array([*(is_expressive(c) for c in conducts), False])
        overriding = np.array([*(c.to_band is not None for c in conducts), False])
        scored = entries.is_record | (entries.cause == ASSOCIATION)
        sanction = overriding[entries.conduct] & (entries.drawn <= 0)
        loss = scored & ((entries.drawn < 0) | sanction)
        out = entries.wrong.astype(np.uint32) << np.uint32(replay.WRONG)
        out |= (entries.cause == ASSOCIATION).astype(np.uint32) << np.uint32(replay.ASSOCIATION)
        out |= (scored & expressive[entries.conduct]).astype(np.uint32) << np.uint32(replay.EXPRESSIVE)
        return out | np.where(loss, _unrelated_bits()[entries.context], 0).astype(np.uint32)

    def _refuses(self) -> BoolArray:
        """Which needs are denied in which bands: bool[needs, bands]."""
        refuses = np.zeros((len(self.run.needs), len(self.run.bands)), np.bool_)
        for treatment in self.run.scheme.treatments:
            if treatment.effect in self.barring and treatment.need in self.run.needs:
                for band in treatment.bands:
                    refuses[self.run.needs.index(treatment.need), self.run.bands.index(band)] = True
        return refuses


def _unrelated_bits() -> np.ndarray:
    """For each context of an entry, the bits of those that it has nothing to do with; last: no context.

    Pairs that nobody can call unrelated with reason ("unclear") count as related.
    """
    bits = np.zeros(len(CONTEXTS) + 1, np.uint32)
    for place, context in enumerate(CONTEXTS):
        for other, need in enumerate(CONTEXTS):
            if relation(context, need) == "unrelated":  # type: ignore[arg-type]
                bits[place] |= np.uint32(1 << (replay.UNRELATED + other))
    return bits


def share_of(run: Coded, refusals: Refusals, asked: int, barring: tuple[Effect, ...]) -> Sums:
    """Needs that the replay grants, over all those that were denied or delayed."""
    chosen = run.once(f"granted {barring}", Replayed(run, refusals, barring).granted)[:, asked]
    return _share_of(run, refusals, chosen, fixed=_impossible(run, asked))


def _share_of(run: Coded, refusals: Refusals, chosen: BoolArray, fixed: float | None = None) -> Sums:
    """Those of the needs over all of them."""
    sums = abreast(run.summed(rows=refusals.person[chosen]), run.summed(rows=refusals.person))
    return Sums(sums=sums, squares=run.squared(refusals.person), among=True, fixed=fixed)


def _impossible(run: Coded, asked: int) -> float | None:
    """0 where the scheme brings no record of the kind that is left out."""
    possible = {
        replay.WRONG: can_err(run),
        replay.ASSOCIATION: can_associate(run),
        replay.EXPRESSIVE: any(is_expressive(conduct) for conduct in run.all_conducts),
    }
    return None if possible.get(asked, True) else 0.0


@dataclass(frozen=True, kw_only=True)
class ButFor:
    """What a refusal or delay may hang on: which entries are left out, in words, and where that bears.

    `left` names the question to the replay, `clause` ends the definition.
    """

    id: str
    left: int
    clause: str
    called: str
    headline: int | None = None
    bears_on: tuple[str, ...] = ()


CAUSES: Final = (
    ButFor(
        id="wrong",
        left=replay.WRONG,
        clause="but for records of somebody else's act or of nobody's: the person's ledger replayed without "
        "them.",
        called="a wrong record",
        headline=30,
        bears_on=("unjustified-or-disproportionate", "stays-wrong", "no-hearing"),
    ),
    ButFor(
        id="association",
        left=replay.ASSOCIATION,
        clause="but for ties' records.",
        called="records of ties",
        bears_on=("unjustified-or-disproportionate", "touches-association"),
    ),
    ButFor(
        id="expressive",
        left=replay.EXPRESSIVE,
        clause="but for records of speech, belief, conscience, assembly or association.",
        called="speech, belief or protest",
        headline=50,
        bears_on=(
            "unjustified-or-disproportionate",
            "touches-expression",
            "touches-belief",
            "touches-assembly",
        ),
    ),
    ButFor(
        id="unrelated",
        left=replay.UNRELATED,
        clause="with only the losses from contexts related to the need's own (same, related or unclear), "
        "gains kept.",
        called="conduct unrelated to the service",
        headline=40,
        bears_on=("unrelated", "other-purpose"),
    ),
)


def asking(cause: ButFor, prefix: str, kind: EventKind) -> Callable[[Ask], Ask]:
    """Register the function below as the answer to how many of a kind of events hang on a cause."""
    return question(
        f"{prefix}.but_for_{cause.id}",
        unit=f"share of {kind.done} needs",
        definition=f"Of {kind.done} needs, the share that would have been granted {kind.how}{cause.clause}",
        direction="harm",
        words=Words(
            label=f"{kind.label} for {cause.called}",
            what=alike(f"would not have happened but for {cause.called}"),
            of=100,
            whom=kind.whom,
            per_case=True,
            headline=cause.headline,
            bears_on=cause.bears_on if kind.bears else (),
            section="Refusals and delays",
        ),
        needs=kind.needs,
        nothing=kind.nothing,
    )


@dataclass(frozen=True, kw_only=True)
class EventKind:
    """Events that may hang on a cause, in words; `how` they would have been granted, `needs` of the question.

    `bears`: whether they bear on the elements of the law that the cause does.
    """

    label: str
    done: str
    whom: Noun
    needs: tuple[Lack, ...]
    nothing: str
    how: str = ""
    bears: bool = False


REFUSED: Final = EventKind(
    label="Refusals",
    done="denied",
    whom=OF_REFUSALS,
    needs=(LEDGER, REFUSALS),
    nothing="nobody was refused anything",
    bears=True,
)


def _of_refusals(left: int) -> Ask:
    """How many refusals would have been granted without what is left out."""
    return lambda run: share_of(run, run.refusals, left, REFUSING)


for _cause in CAUSES:
    asking(_cause, "access", REFUSED)(_of_refusals(_cause.left))


_FIRST: Final = (("wrong", replay.WRONG), ("expressive", replay.EXPRESSIVE), ("unrelated", replay.UNRELATED))


@question(
    "access.but_for_first",
    unit="share of denied needs",
    definition="Denied needs by the first of these that they would not have happened but for, in this order: "
    "wrong records; speech, belief or protest; losses from unrelated contexts; none of these.",
    direction="harm",
    words=Words(
        label="Refusals by their first cause",
        what=alike("have it as their first cause"),
        of=100,
        whom=OF_REFUSALS,
        per_case=True,
        section=None,
    ),
    needs=(LEDGER, REFUSALS),
    nothing="nobody was refused anything",
)
def first(run: Coded) -> Pooled:
    """Each refusal once, under its first cause, so that the shares add up to one though causes overlap."""
    refusals = run.refusals
    chosen = run.once(f"granted {REFUSING}", Replayed(run, refusals).granted)
    left = np.ones(len(refusals.person), np.bool_)
    parts: dict[str, Sums] = {}
    for name, asked in _FIRST:
        fixed = _impossible(run, asked)
        parts[name] = _share_of(run, refusals, left & chosen[:, asked], fixed)
        left &= ~chosen[:, asked]
    parts["other"] = _share_of(run, refusals, left)
    return Pooled(parts=parts, work_out=_by_first)


def _by_first(shares: Mapping[str, Sums]) -> Estimate | None:
    """Shares by first cause; none where nobody was refused anything."""
    refused = int(shares["other"].sums[..., 1].sum())
    if not refused:
        return None
    parts = {name: share.estimate() for name, share in shares.items()}
    return table_of(parts, events=refused, reason=parts["other"].reason)

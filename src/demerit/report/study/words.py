"""What a study found, in words: for terminal and page alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demerit.findings.catalogue import owner
from demerit.findings.wording import is_finite, plain
from demerit.report.second import MOST, failing_words, number_words
from demerit.report.words import interval, is_share, listed, many, percent, years

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from demerit.study.inquiry.indices import Index
    from demerit.study.inquiry.studied import Studied

HARDLY: Final = 0.05
"""Of the variance: what gives less hardly matters."""
METHODS: Final = {
    "grid": "every combination",
    "latin-hypercube": "a Latin hypercube",
    "morris": "Morris's trajectories",
    "sobol": "Sobol's two samples",
}
HEADS: Final = {
    "grid": ("of its variance", "95 %, over seeds"),
    "latin-hypercube": ("of its ranks", "95 %"),
    "morris": ("moves it by", "95 %"),
    "sobol": ("of its variance", "95 %"),
}
MEANING: Final = {
    "grid": "The share of the variance between worlds that lies between the means at each value.",
    "latin-hypercube": "The square of the rank correlation: how well the order of worlds follows this alone.",
    "morris": "How far the finding moves, on average and whichever way, when this goes through its range.",
    "sobol": "The total index: the share of the variance that would be left if all but this were known; they "
    "may add up to more than 100 %, as what two do together counts for both.",
}


def about(studied: Studied) -> str:
    """What was lived: title, method, how many worlds of how many people."""
    inquiry = studied.last.inquiry
    rows, seeds = len(inquiry.design.shares), len(inquiry.seeds)
    under = f" under {many(seeds, 'seed')}" if seeds > 1 else f", seed {inquiry.seeds[0]}"
    size = (
        f"{many(inquiry.base.people, 'synthetic person', 'synthetic people')} over {years(inquiry.base.days)}"
    )
    how = f"{METHODS[inquiry.design.method]}: {many(rows, 'world')} of {size}{under}"
    return f"{inquiry.title} · {how}"


def shown(index: Index, method: str) -> str:
    """An index as read: a share in per cent, of morris in the finding's own unit."""
    value = index.get("index")
    if not is_finite(value):
        return "not measurable"
    return plain(value) if method == "morris" else percent(possible(value, method))


def interval_of(index: Index, method: str) -> str:
    """The interval of an index as read."""
    low, high = index.get("low"), index.get("high")
    if is_finite(low) and is_finite(high) and low == high == 0:
        return "nothing moves it"
    if method == "morris" or not (is_finite(low) and is_finite(high)):
        return interval(low, high, "" if method == "morris" else "share")
    return interval(possible(low, method), possible(high, method), "share")


def possible(value: float, method: str) -> float:
    """An estimate as what it can be: of a share, few samples may give less than nothing, or more than all."""
    return max(0.0, value) if method == "morris" else min(1.0, max(0.0, value))


def ordered(rows: Mapping[str, Index]) -> list[tuple[str, Index]]:
    """What moves a finding, most first; what has no index last."""
    return sorted(rows.items(), key=lambda row: -(row[1].get("index") or 0.0))


def told_outcome(studied: Studied, outcome: str) -> str:
    """What a finding is, how far it goes over the worlds, and what moves it most."""
    stage = studied.last
    column = stage.inquiry.outcomes.index(outcome)
    known = [v for v in stage.lived.values[:, :, column].ravel().tolist() if v == v]  # noqa: PLR0124 - NaN
    if not known:
        return "No world has a number for it."
    write = written(outcome)
    if min(known) == max(known):
        return f"It is {write(known[0])} in every world: nothing that varies here moves it."
    lead = [
        (name, index) for name, index in ordered(stage.sensitivity[outcome]) if (index.get("index") or 0) > 0
    ]
    method = stage.inquiry.design.method
    by = listed(f"{called(name)} ({shown(index, method)})" for name, index in lead[:3])
    moved = f" Most moved by {by}." if by else ""
    if len(studied.stages) > 1:
        moved = driven(stage.sensitivity[outcome])
    return f"Between {write(min(known))} and {write(max(known))} over the worlds.{moved}"


def called(name: str) -> str:
    """What an assumed number is called, by what it belongs to; anything else as its file names it."""
    return number_words(name) if ":" in name else name


def driven(rows: Mapping[str, Index]) -> str:
    """Which of all assumed numbers a finding's range comes from: those told from nothing, and all others."""
    numbers = [
        (name, index)
        for name, index in ordered(rows)
        if ":" in name and (index.get("low") or 0) > 0 and (index.get("index") or 0) >= HARDLY
    ]
    rest = "".join(
        f" {name[0].upper()}{name[1:]} hardly matter ({shown(index, 'sobol')})."
        if (index.get("index") or 0) < HARDLY
        else f" {name[0].upper()}{name[1:]} together give {shown(index, 'sobol')}."
        for name, index in rows.items()
        if ":" not in name
    )
    if not numbers:
        return f" No number by itself stands out.{rest}"
    by = listed(f"{called(name)} ({shown(index, 'sobol')})" for name, index in numbers[:3])
    mostly = sum(index.get("first") or 0 for _, index in numbers[:3]) > MOST
    return f" {'Most' if mostly else 'Part'} of the range comes from {by}.{rest}"


def written(outcome: str) -> Callable[[float], str]:
    """How a value of a finding is written: shares in per cent, the rest plain."""
    owned_by = owner(outcome)
    return percent if owned_by is not None and is_share(owned_by[0].unit) else plain


def told_gain(studied: Studied) -> str:
    """What shared luck is worth here."""
    known = [(name, gain) for name, gain in studied.gain.items() if gain is not None]
    if not known:
        return "What shared luck gave is not known here: too few districts, or seeds, show chance."
    gains = listed(f"{plain(gain)} times ({name})" for name, gain in known)
    without = (
        f"With luck of its own for each, it would take {gains} as many to know what two differ by as well."
    )
    return f"All worlds share their luck. {without}"


def told_failed(studied: Studied) -> str:
    """How many worlds failed; '' for none."""
    count = len(studied.failed)
    if not count:
        return ""
    common = [stage.lived.failed.common for stage in studied.stages if stage.lived.failed.common]
    design = "" if len(studied.stages) == 1 else "Of one design: "
    why = "".join(f" {design}{failing_words(pattern.as_json())}" for pattern in common[:1])
    return f"{count:,} of {many(studied.worlds, 'world')} failed, and the others went on.{why}"

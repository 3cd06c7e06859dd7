"""Cross checks of score and bands: what starts, what begins where, and in which order."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.formats import limits
from demerit.formats.name_checks import at_most
from demerit.formats.problems import Problem
from demerit.formats.sheet import Part
from demerit.formats.value_checks import by_problems, sums_to_one


def score_problems(score: Part) -> Iterable[Problem]:
    """Least below greatest, and every start between them; start shares add up to 1."""
    least, most = score["min"].number(), score["max"].number()
    if least is not None and most is not None and least >= most:
        yield score["max"].problem(f"a whole number above min, {least:g}")
        return
    start = score["start"]
    if start.number() is not None:
        yield from within([start], score)
    if start["by"].text() is not None:
        yield from by_problems(start, {}, under="shares")
    for shares in start["shares"].values():
        yield from sums_to_one(shares.values(), shares)
        for key, part in shares.items():
            if isinstance(key, int) and not _inside(key, least, most):
                yield part.problem(f"a score from {least} to {most}", key=True)


def fading_problems(top: Part) -> Iterable[Problem]:
    """Fades say how fast, once, and stand alone: repair would give back what has faded already."""
    fades = top["score"]["fades"]
    if not fades.present:
        return
    ways = [fades[key] for key in ("keeps", "half_life_days")]
    if all(way.present for way in ways):
        yield ways[1].problem("either keeps or half_life_days", key=True)
    elif not any(way.present for way in ways):
        yield ways[0].problem("keeps, or half_life_days: how much is left")
    if top["redress"]["repair"].present:
        yield top["redress"]["repair"].problem(
            "nothing beside score.fades, which gives points back", key=True
        )


def rank_problems(bands: Part) -> Iterable[Problem]:
    """One band by rank, with a worse or an equal one below nobody's best."""
    ranked = [band for band in bands.entries() if band["rank"].present]
    for band in ranked[1:]:
        yield band["rank"].problem("one band by rank in a scheme", key=True)
    if ranked and ranked[0].path == bands.entries()[-1].path:
        yield ranked[0]["rank"].problem("a band below the best, as of two bands the worse holds", key=True)


def within(parts: Iterable[Part], score: Part) -> Iterable[Problem]:
    """Numbers that lie outside the score."""
    least, most = _limits(score)
    for part in parts:
        number = part.number()
        if number is not None and not _inside(number, least, most):
            yield part.problem(f"a number from min to max of the score, {least} to {most}")


def _limits(score: Part) -> tuple[float | None, float | None]:
    """Least and greatest score, none where they contradict each other: that is told once, at `max`."""
    least, most = score["min"].number(), score["max"].number()
    return (None, None) if least is not None and most is not None and least >= most else (least, most)


def _inside(number: float, least: float | None, most: float | None) -> bool:
    """Whether a number lies between limits, as far as there are any."""
    return least is None or most is None or least <= number <= most


def band_problems(bands: Part, score: Part) -> Iterable[Problem]:
    """The lowest band begins at the least score; the others follow in rising order, within the score."""
    least, _ = _limits(score)
    yield from at_most(bands, limits.BANDS, "bands")
    for band in bands.entries():
        yield from unmoving(band["weight"])
    entries = bands.entries()
    for index, band in enumerate(entries):
        begins = band["from"]
        for part in begins.everything():
            if part["by"].text() in {"score", "band"}:
                yield part["by"].problem("another column, as a band cannot begin by itself")
        outside = list(within(begins.numbers(), score))
        yield from outside
        if outside:
            continue
        if index == 0:
            for number in begins.numbers():
                if least is not None and number.number() != least:
                    yield number.problem(f"{least:g}, the least score, where the lowest band begins")
        else:
            alone = entries[index - 1]["rank"].present
            yield from _order(entries[index - 1]["from"], begins, equal=alone)


def unmoving(part: Part) -> Iterable[Problem]:
    """Numbers by score or band where a run reads one number a subject."""
    for entry in part.everything():
        if entry["by"].text() in {"score", "band"}:
            yield entry["by"].problem("one number a subject, as this does not change with score or band")


def _order(lower: Part, upper: Part, *, equal: bool) -> Iterable[Problem]:
    """A band begins above the one before it, for everybody; at it where rank alone leads there."""
    anywhere = _beginnings(lower)
    for number in upper.numbers():
        beginning = number.number()
        limit = max(_rivals(lower, upper, number) or anywhere, default=None)
        if beginning is None or limit is None or (equal and beginning == limit):
            continue
        if beginning <= limit:
            yield number.problem(f"a number above {limit:g}, where the band before begins (worst first)")


def _rivals(lower: Part, upper: Part, number: Part) -> list[float]:
    """Where the band before begins for those for whom alone `number` holds; none for steps."""
    same = isinstance(number.path[-1], str) and lower["by"].text() == upper["by"].text() is not None
    there = same and len(number.path) == len(upper.path) + 2
    return _beginnings(lower["values"][number.path[-1]]) if there else []


def _beginnings(begins: Part) -> list[float]:
    """All numbers at which a band begins."""
    return [value for part in begins.numbers() if (value := part.number()) is not None]

"""Checks on opportunities and needs, wherever a file writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from demerit.formats.columns import AGE, LAST_AGE, find
from demerit.formats.plain import is_mapping
from demerit.formats.problems import Problem
from demerit.formats.sheet import Part
from demerit.formats.value_checks import low_first, one_of_two, span_problems

THRESHOLDS = ("counts", "normal", "uniform")
LEAST_SPREAD = 0.001


def occasion_problems(
    life: Part, *, groups: Collection[str] | None = None, closed: bool = True
) -> Iterable[Problem]:
    """Every problem of the opportunities and needs under `life`.

    Args:
        life: what holds `opportunities` and `needs`.
        groups: the groups of the society, None where the file does not know them.
        closed: whether no need elsewhere could open an opportunity of these.
    """
    opened = {wanted["opens"].text() for wanted in life["needs"].values()}
    for name, opportunity in life["opportunities"].items():
        yield from _when_problems(opportunity, needed=closed and name not in opened)
        yield from _branch_problems(str(name), opportunity)
        yield from _follows_problems(opportunity["follows"])
        yield from _spread_problems(opportunity["spread"])
        yield from who_problems(opportunity["who"], groups)
    for need in life["needs"].values():
        yield from _when_problems(need, needed=True)
        yield from who_problems(need["who"], groups)


def organisation_problems(life: Part) -> Iterable[Problem]:
    """What an organisation's life cannot say: it has no age, sex, group or income, and works for nobody."""
    for section in ("opportunities", "needs"):
        for entry in life[section].values():
            for key in ("who", "employment", "hardship_of", "kind"):
                if entry[key].present:
                    yield entry[key].problem("nothing here: this is the life of organisations", key=True)
    yield from personal_numbers(life)


def personal_numbers(part: Part) -> Iterable[Problem]:
    """Numbers below a part that go by what only persons have, outside a table by kind."""
    if part["by"].text() == "kind":
        others = (inner for name, inner in part["values"].items() if name != "person")
        yield from (problem for other in others for problem in personal_numbers(other))
        return
    by = find(part["by"].text())
    if by is not None and by.about == "person":
        yield part["by"].problem(
            f"another column: organisations are meant too, and have no {by.name} (or by: kind)"
        )
    for entry in part.entries() or part.values():
        yield from personal_numbers(entry)


def _when_problems(occasion: Part, *, needed: bool) -> Iterable[Problem]:
    """It comes so often a year, or on given days, not both; what a need opens may do without."""
    missing = "per_year or at_days, which say when it comes" if needed else None
    yield from one_of_two(occasion, "per_year", "at_days", missing)


def _branch_problems(name: str, opportunity: Part) -> Iterable[Problem]:
    """What is done by taking it and by letting it go are two things."""
    takes, leaves = opportunity["takes"].text() or name, opportunity["leaves"].text()
    if takes == leaves:
        yield opportunity["leaves"].problem("another conduct than the one that taking it is")
    if opportunity["strains"].text() == "leaves" and leaves is None:
        yield opportunity["strains"].problem("takes, as no conduct of leaving it is named (leaves)")


def _spread_problems(spread: Part) -> Iterable[Problem]:
    """A spread that is none, or one that quantiles can tell from none."""
    for number in spread.numbers():
        if 0 < (number.number() or 0.0) < LEAST_SPREAD:
            yield number.problem(f"0, or at least {LEAST_SPREAD:g}, below which all are alike")


def _follows_problems(follows: Part) -> Iterable[Problem]:
    """Exactly one threshold, rising where it is a span."""
    threshold = follows["threshold"]
    given = [name for name in THRESHOLDS if threshold[name].present]
    if is_mapping(threshold.raw) and len(given) != 1:
        chosen = " and ".join(given) if given else "none"
        yield threshold.problem("exactly one of counts, normal and uniform", says=chosen)
    yield from low_first(threshold["uniform"])


def who_problems(who: Part, groups: Collection[str] | None) -> Iterable[Problem]:
    """Ages rise; groups are the society's."""
    yield from span_problems(who[AGE], LAST_AGE)
    for group in who["group"].entries():
        if groups is not None:
            yield from group.unless(groups, "a group of this society")

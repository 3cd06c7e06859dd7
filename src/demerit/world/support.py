"""What a run needs of its files beyond each of them: names that meet, and parts that are acted on already."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.formats.problems import Problem
from demerit.formats.reading import Document
from demerit.formats.sheet import Part
from demerit.scheme.model import Scheme
from demerit.society.life import FixedLife, conducts_of
from demerit.society.margins import group_names
from demerit.society.model import Society

PERSON = "person"


def cross_problems(scheme: Document[Scheme], society: Document[Society], life: FixedLife) -> list[Problem]:
    """Every name in the scheme that the society and its life do not have, each at its line in the scheme."""
    top = scheme.top()
    done = sorted(frozenset[str]().union(*(conducts_of(*each) for each in life.opportunities.items())))
    problems: list[Problem] = []
    for conduct in _of_persons(top["conducts"]):
        problems += conduct["id"].unless(done, "a conduct that life in this society has an opportunity for")
    for treatment in _of_persons(top["treatments"]):
        problems += treatment["need"].unless(sorted(life.needs), "a need of life in this society")
    for channel in top["channels"].entries():
        tables = sorted(society.model.error_tables)
        problems += channel["misnamed_by"].unless(tables, f"an error table of the society {society.model.id}")
    problems += _unknown_groups(top, society)
    problems += _startless(top, society)
    problems += _never_lived(society, life)
    problems += _waits_that_open(top, life)
    problems += _prices_on_given_days(top, life)
    return problems


def unsupported(scheme: Document[Scheme], society: Document[Society]) -> list[Problem]:
    """Everything that the formats can say and this version of a run would not act on; never ignored."""
    top, town = scheme.top(), society.top()
    found = [
        *((entry["subject"], "scoring anybody but persons") for entry in _of_others(top)),
        *((entry, "influence of ties") for entry in top["influence"].entries()),
        *((each, f"redress ({name})") for name, each in top["redress"].items() if each.present),
        *((phase, "a rollout") for phase in top["rollout"].entries()),
        *((kind, "scoring anybody but persons") for kind in _occasions_of_others(top["assumes"])),
        *((each, "organisations") for each in town["organisations"].values()),
        *((kind, "scoring anybody but persons") for kind in _occasions_of_others(town["life"])),
    ]
    count = top["providers"]["count"]
    if (count.number() or 1) > 1:
        found.append((count, "more than one provider"))
    allocations = [channel["allocation"] for channel in top["channels"].entries()]
    found += [
        (each, "an allocation other than even") for each in allocations if each.present and each.raw != "even"
    ]
    found += [(number, "turnover") for number in town["turnover"].numbers() if number.number()]
    found += [
        (ties, "following a household")
        for life in (top["assumes"], town["life"])
        for ties in _households(life)
    ]
    found += [(by, "a number here that changes with score or band") for by in _moving(top)]
    return [part.problem(f"nothing, as {what} is not supported yet by a run") for part, what in found]


def _households(life: Part) -> list[Part]:
    """Opportunities that wait for a household's members."""
    ties = [each["follows"]["ties"] for _, each in life["opportunities"].items()]
    return [each for each in ties if each.raw == "household"]


def _moving(top: Part) -> list[Part]:
    """Numbers by score or band where a run reads one number a subject: weights of bands, and alarms."""
    fixed = [band["weight"] for band in top["bands"].entries()]
    fixed += [channel["alarms"] for channel in top["channels"].entries()]
    return [part["by"] for each in fixed for part in each.everything() if part["by"].raw in {"score", "band"}]


def _startless(top: Part, society: Document[Society]) -> Iterable[Problem]:
    """Start scores by a column that leave somebody without one."""
    start = top["score"]["start"]
    names = {"group": group_names(society.model), "sex": ("female", "male")}.get(start["by"].text() or "", ())
    said = {str(name) for name, _ in start["shares"].items()}
    for name in names if said <= set(names) else ():
        if name not in said:
            yield start["shares"].problem(f"shares for every {start['by'].raw} ({name} has none)")


def _of_persons(entries: Part) -> list[Part]:
    """Entries that are about persons."""
    return [entry for entry in entries.entries() if entry["subject"].raw == PERSON]


def _of_others(top: Part) -> list[Part]:
    """Conducts and treatments of companies, government entities and organisations."""
    rules = [*top["conducts"].entries(), *top["treatments"].entries()]
    return [rule for rule in rules if rule["subject"].raw != PERSON]


def _occasions_of_others(life: Part) -> list[Part]:
    """Where opportunities and needs say that they befall somebody else than persons."""
    occasions = [*life["opportunities"].items(), *life["needs"].items()]
    return [each["kind"] for _, each in occasions if each["kind"].present and each["kind"].raw != PERSON]


def _unknown_groups(top: Part, society: Document[Society]) -> Iterable[Problem]:
    """Groups that the scheme has numbers for and the society lacks."""
    known = group_names(society.model)
    expected = f"a group of the society {society.model.id}"
    for part in top.everything():
        if part["by"].raw == "group":
            for name, each in [*part["values"].items(), *part["shares"].items()]:
                if name not in known:
                    yield each.problem(expected, known=known, key=True)
        if part.path[-2:] == ("who", "group"):
            for each in part.entries():
                yield from each.unless(known, expected)


def _never_lived(society: Document[Society], life: FixedLife) -> Iterable[Problem]:
    """Opportunities that come neither by themselves nor by a need."""
    opened = {need.opens for need in life.needs.values()}
    for name, each in life.opportunities.items():
        if each.per_year is None and each.at_days is None and name not in opened:
            place = ("life", "opportunities", name)
            expected = f"per_year or at_days, or a need that opens {name}"
            yield society.problem((*place, "per_year"), expected=expected)


def _prices_on_given_days(top: Part, life: FixedLife) -> Iterable[Problem]:
    """Prices on a need that falls on given days: prices are accounted by time in band and yearly rate."""
    for treatment in _of_persons(top["treatments"]):
        need = life.needs.get(treatment["need"].text() or "")
        if treatment["effect"].raw == "price" and need is not None and need.at_days:
            what = "a price on a need that falls on given days"
            yield treatment["effect"].problem(f"another effect, as {what} is not supported yet by a run")


def _waits_that_open(top: Part, life: FixedLife) -> Iterable[Problem]:
    """Waits for a need whose granting opens an opportunity."""
    for treatment in _of_persons(top["treatments"]):
        need = life.needs.get(treatment["need"].text() or "")
        if treatment["effect"].raw == "wait" and need is not None and need.opens is not None:
            what = f"a wait for a need that opens an opportunity ({need.opens})"
            yield treatment["effect"].problem(f"another effect, as {what} is not supported yet by a run")

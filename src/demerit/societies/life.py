"""What life brings in a run, fixed before any world starts: so that all worlds share what is scheduled.

The society's own life comes first (with `catalogue: everyday`, the shared catalogue under it), then what
the schemes compared assume, by id, then whatever they name that is still missing, from the catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeVar

from demerit.errors import FileInvalid
from demerit.formats.files import json_of
from demerit.formats.occasions import Assumes, Id, Need, Opportunity
from demerit.formats.problems import Place, Problem, Problems
from demerit.formats.reading import Document, read
from demerit.formats.values import Model, number

if TYPE_CHECKING:
    from demerit.formats.vocabulary import Family, Kind
    from demerit.societies.model import Life, OrganisationLife, Society

E = TypeVar("E", Opportunity, Need)
PERSON: Final[Kind] = "person"
EVERYDAY: Final = Path(__file__).parent / "catalogue" / "everyday.yaml"
LONGEST: Final = 8
"""Needs that stand in one for another, before whoever is refused gives up."""
TOLD: Final = frozenset({"title", "source", "assumed", "note"})
"""What entries say about themselves and nobody lives: two may differ in it and still agree."""


class Catalogue(Model):
    """A whole catalogue file: opportunities and needs that any society may take in."""

    format: Literal["demerit/catalogue/1"]
    id: Id
    title: str
    opportunities: dict[Id, Opportunity] = {}
    needs: dict[Id, Need] = {}
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class FixedLife:
    """Life in every world of a run: entries sorted by id.

    `shared` (0-1) is how much of the spread of propensities is one factor a person for all families.
    """

    opportunities: dict[str, Opportunity]
    needs: dict[str, Need]
    shared: float

    @property
    def families(self) -> dict[str, Family]:
        """The family of each opportunity that has one."""
        return {name: entry.family for name, entry in self.opportunities.items() if entry.family is not None}


@cache
def catalogue() -> Document[Catalogue]:
    """The shared catalogue that ships with demerit.

    Raises Problems where the shipped file has been spoilt.
    """
    return read(EVERYDAY, Catalogue)


def conducts_of(name: str, opportunity: Opportunity) -> frozenset[str]:
    """The conducts that an opportunity leads to: by taking it (its own id unless said), by leaving it."""
    taking = opportunity.takes or name
    return frozenset({taking, opportunity.leaves or taking})


def fix_life(
    society: Document[Society],
    assumed: Sequence[tuple[str, Assumes]] = (),
    named: Collection[str] = (),
    *,
    schemes: Sequence[Document[Any]] = (),
) -> FixedLife:
    """The life of a society under the schemes compared, the same in any order of files and entries.

    `assumed` holds a scheme's name and what it assumes, `named` the ids of the conducts and needs that the
    schemes' rules use; `schemes` are the files themselves, only to say at which of their lines a problem is.

    Raises:
        Problems: two schemes assume different things under one id; something named or opened is nowhere.
    """
    opportunities, needs = _own(society.model)
    problems = [
        *_add(opportunities, "opportunities", assumed, schemes),
        *_add(needs, "needs", assumed, schemes),
    ]
    missing = [name for name in sorted(set(named)) if not _find(name, opportunities, needs)]
    problems += [_missing(name, society, schemes, _names(opportunities, needs)) for name in missing]
    problems += [*_replaced(society, needs), *_opened(society, opportunities, needs)]
    if problems:
        raise Problems(problems)
    shared = number(society.model.life.propensity.shared)
    return FixedLife(
        opportunities=dict(sorted(opportunities.items())), needs=dict(sorted(needs.items())), shared=shared
    )


def _own(society: Society) -> tuple[dict[str, Opportunity], dict[str, Need]]:
    """The society's own life, of all kinds of subject, over the catalogue's where it takes that in."""
    opportunities: dict[str, Opportunity] = {}
    needs: dict[str, Need] = {}
    lives: dict[Kind, Life | OrganisationLife] = {PERSON: society.life}
    for kind, organisation in society.organisations.items():
        lives[kind] = organisation.life
    for kind, life in lives.items():
        if life.catalogue is not None:
            opportunities |= _of_kind(catalogue().model.opportunities, kind)
            needs |= _of_kind(catalogue().model.needs, kind)
        opportunities |= {name: _befalling(kind, entry) for name, entry in life.opportunities.items()}
        needs |= {name: _befalling(kind, entry) for name, entry in life.needs.items()}
    return opportunities, needs


def _of_kind(entries: Mapping[str, E], kind: Kind) -> dict[str, E]:
    """The entries that befall a kind of subject."""
    return {name: entry for name, entry in entries.items() if (entry.kind or PERSON) == kind}


def _befalling(kind: Kind, entry: E) -> E:
    """An entry that says whom it befalls; persons where it does not say."""
    return entry if kind == PERSON else entry.model_copy(update={"kind": kind})


def _add(
    lived: dict[str, Any],
    section: Literal["opportunities", "needs"],
    assumed: Sequence[tuple[str, Assumes]],
    schemes: Sequence[Document[Any]],
) -> list[Problem]:
    """Add to `lived` what schemes assume and the society lacks; problems where two of them disagree."""
    problems: list[Problem] = []
    first: dict[str, tuple[str, Model]] = {}
    own = frozenset(lived)
    for scheme, assumes in sorted(assumed, key=lambda pair: pair[0]):
        entries: Mapping[str, Model] = getattr(assumes, section)
        for name in sorted(set(entries) - own):
            elsewhere, entry = first.setdefault(name, (scheme, entries[name]))
            lived[name] = entry
            if _lived_part(entry) != _lived_part(entries[name]):
                problems.append(_disagreement((section, name), scheme, elsewhere, schemes))
    return problems


def _lived_part(entry: Model) -> dict[str, Any]:
    """An entry without what it says about itself."""
    return entry.model_dump(exclude=set(TOLD))


def _find(name: str, opportunities: dict[str, Opportunity], needs: dict[str, Need]) -> bool:
    """Whether a conduct or need is lived; the catalogue's entry for it is added where it was not."""
    if name in needs or any(name in conducts_of(key, entry) for key, entry in opportunities.items()):
        return True
    shared = catalogue().model
    if name in shared.needs:
        needs[name] = shared.needs[name]
        return True
    shipped = {
        key: entry
        for key, entry in shared.opportunities.items()
        if name in conducts_of(key, entry) and key not in opportunities
    }
    opportunities.update(shipped)
    return bool(shipped)


def _opened(
    society: Document[Society], opportunities: dict[str, Opportunity], needs: Mapping[str, Need]
) -> list[Problem]:
    """Add the catalogue's entry for opportunities that needs open; problems for those that are nowhere."""
    problems: list[Problem] = []
    shared = catalogue().model.opportunities
    for name, need in sorted(needs.items()):
        if need.opens is None or need.opens in opportunities:
            continue
        if need.opens in shared:
            opportunities[need.opens] = shared[need.opens]
        else:
            problems.append(
                society.problem(
                    ("life", "needs", name, "opens"),
                    value=f"'{need.opens}'",
                    expected="an opportunity of this life or of the shared catalogue",
                    known=sorted({*opportunities, *shared}),
                )
            )
    return problems


def _replaced(society: Document[Society], needs: dict[str, Need]) -> list[Problem]:
    """Add the catalogue's entry for needs asked for in place of others; problems for none and for circles."""
    problems: list[Problem] = []
    shared = catalogue().model.needs
    for first in sorted(needs):
        name, chain = first, [first]
        while (rule := needs[name].refused) is not None and rule.instead is not None:
            if rule.instead in shared:
                needs.setdefault(rule.instead, shared[rule.instead])
            elsewhere = [need for need in sorted({*needs, *shared}) if need not in chain]
            if rule.instead not in needs or rule.instead in chain or len(chain) == LONGEST:
                place = ("life", "needs", name, "refused", "instead")
                expected = (
                    f"a need of this life or the catalogue; never back, {LONGEST} at most one after another"
                )
                problem = society.problem(
                    place, value=f"'{rule.instead}'", expected=expected, known=elsewhere
                )
                problems += [] if problem in problems else [problem]
                break
            name = rule.instead
            chain.append(name)
    return problems


def _names(opportunities: Mapping[str, Opportunity], needs: Mapping[str, Need]) -> list[str]:
    """All conducts and needs that could have been meant."""
    shared = catalogue().model
    everything = {**shared.opportunities, **opportunities}
    conducts = {conduct for name, entry in everything.items() for conduct in conducts_of(name, entry)}
    return sorted(conducts | set(needs) | set(shared.needs))


def _missing(
    name: str, society: Document[Society], schemes: Sequence[Document[Any]], known: Sequence[str]
) -> Problem:
    """The problem of a conduct or need that neither life nor catalogue has, at the rule that names it."""
    expected = "a conduct or need that the society, an 'assumes' or the shared catalogue has"
    for scheme in schemes:
        for place in _places_of(name, scheme):
            return scheme.problem(place, value=f"'{name}'", expected=expected, known=known)
    return society.problem(("life",), value=f"'{name}'", expected=expected, known=known)


def _places_of(name: str, scheme: Document[Any]) -> Iterator[Place]:
    """Where a scheme's file names a conduct or a need."""
    for section, key in (("conducts", "id"), ("treatments", "need")):
        for rule in scheme.top()[section].entries():
            if rule[key].raw == name:
                yield rule[key].path


def _disagreement(
    place: tuple[str, str], scheme: str, elsewhere: str, schemes: Sequence[Document[Any]]
) -> Problem:
    """The problem of an id under which two schemes assume different things, at the later one's line."""
    expected = f"what {elsewhere} assumes under this id, or an id of its own: all worlds share one life"
    path = ("assumes", *place)
    for document in schemes:
        if document.name == scheme:
            return document.problem(path, value="another assumption", expected=expected)
    return Problem(file=scheme, place=".".join(path), value="another assumption", expected=expected)


def write_life(life: FixedLife, path: Path) -> None:
    """Keep a fixed life as JSON, for who reads a run's folder or lives it again."""
    entries = {
        part: {name: entry.model_dump(mode="json", exclude_defaults=True) for name, entry in rows.items()}
        for part, rows in (("opportunities", life.opportunities), ("needs", life.needs))
    }
    text = json.dumps({**entries, "shared": life.shared}, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def read_life(path: Path) -> FixedLife:
    """A life that `write_life` kept.

    Raises FileInvalid for a file that is none.
    """
    try:
        raw = json_of(path, _numbered)
        return FixedLife(
            opportunities={k: Opportunity.model_validate(v) for k, v in raw["opportunities"].items()},
            needs={k: Need.model_validate(v) for k, v in raw["needs"].items()},
            shared=float(raw["shared"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise FileInvalid(f"{path}: not the life of a run ({cause})") from cause


def _numbered(pairs: list[tuple[str, Any]]) -> dict[str | int | float, Any]:
    """JSON writes all keys as text: those of tables by age, decile or score are numbers again."""
    return {_key(key): value for key, value in pairs}


def _key(text: str) -> str | int | float:
    """A key as YAML would have read it: a whole number, a number, or a name."""
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text

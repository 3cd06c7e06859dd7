"""The columns that numbers may differ by, each declared once: here, or from outside with `register`.

Files, margins, people, cells, tables, checks, schemas and the reference loop over these declarations. What a
column is `about` says who has it and where it may stand:

- `person`: a trait. Margins count it, `who` asks for it, start scores and any number may go by it,
  `people.parquet` shows it; organisations have none.
- `place`: where somebody lives; start scores and any number may go by it.
- `start`: where somebody began under the scheme; any number may go by it.
- `standing`: what changes during a run; any number but how often life brings something.
- `kind`: person or organisation.
- `conduct`: what there is to see; only what a channel detects or misnames.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from pydantic_core import PydanticKnownError, core_schema

from demerit.formats.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler

AGE: Final = "age"
GROUP: Final = "group"
DECILE: Final = "income_decile"
About = Literal["person", "place", "start", "standing", "kind", "conduct"]
STATIC: Final[tuple[About, ...]] = ("person", "place", "start")
"""What stays as it is during a run: subjects alike in it share a cell."""
ANYBODYS: Final[tuple[About, ...]] = ("place", "start")
"""What organisations have, too, and cells can tell apart."""
TRAITS: Final[tuple[About, ...]] = ("person", "place")
"""What start scores may go by, and rates only with a source."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column.

    Keys by `names` are the same in every file where the column has names, else a society or scheme defines
    them; keys by `edges` are lower edges, whole numbers within `limits`, everybody having at least `least`;
    keys by `numbers` count from 0. A trait that not every society counts people by (`everywhere` false) is
    there where a margin names it. `fitted`: a trait's place in the order in which cells are fitted and people
    numbered; another order gives other people. `apart`: told apart after all else is fitted, so that nobody's
    other traits change by it; people show it where a run's files ask. `every` are all its names in a message;
    `of_whom` says of each name who has it; `asked`, `unit` and `example` tell of a trait as a key of `who`.
    """

    name: str
    about: About
    what: str
    asked: str = ""
    unit: str = ""
    example: Any = field(default=None, hash=False)
    keys: Literal["names", "edges", "numbers"] = "names"
    names: tuple[str, ...] = ()
    every: str = ""
    of_whom: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)
    limits: tuple[int, int] | None = None
    least: int | None = None
    everywhere: bool = False
    fitted: int = 99
    apart: bool = False

    @property
    def stepped(self) -> bool:
        """Whether its keys are lower edges."""
        return self.keys == "edges"

    @property
    def whole(self) -> str:
        """All its names, as a message says it."""
        return self.every or f"every {self.name.replace('_', ' ')}"

    @property
    def values(self) -> tuple[str | int, ...]:
        """All values of a trait that are the same in every file: names, or whole numbers."""
        return self.names or (tuple(range(self.limits[0], self.limits[1] + 1)) if self.limits else ())


_DECLARED: Final[dict[str, Column]] = {}


def register(column: Column) -> None:
    """Declare a column.

    Raises ValueError for a name that is taken, and for a trait of more values than a byte can number.
    """
    if column.name in _DECLARED:
        raise ValueError(f"{column.name}: there is a column of this name")
    low, high = column.limits or (0, len(column.names))
    if column.about == "person" and not 0 <= low <= high < BYTE:
        raise ValueError(f"{column.name}: the values of a trait are whole numbers from 0 to {BYTE - 1}")
    _DECLARED[column.name] = column


def unregister(name: str) -> None:
    """Take a column back; files that name it are refused from then on."""
    del _DECLARED[name]


def columns(*about: About) -> tuple[Column, ...]:
    """The columns about any of these things, all where none is named, in the order of their declaration."""
    return tuple(declared for declared in _DECLARED.values() if not about or declared.about in about)


def names_of(*about: About) -> tuple[str, ...]:
    """The names of `columns`."""
    return tuple(declared.name for declared in columns(*about))


def traits() -> tuple[Column, ...]:
    """The columns about persons in the order in which cells are fitted."""
    return tuple(sorted(columns("person"), key=lambda trait: trait.fitted))


def column(name: str) -> Column:
    """A column by its name; `KeyError` for none."""
    return _DECLARED[name]


def find(name: object) -> Column | None:
    """A column by what a file wrote, None where it is the name of none."""
    return _DECLARED.get(name) if isinstance(name, str) else None


class NameOf:
    """Annotates `str` as the name of a column about any of these things, whichever are declared just then."""

    def __init__(self, *about: About) -> None:
        self.names: Callable[[], tuple[str, ...]] = lambda: names_of(*about)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> Any:
        """Plain text, looked up."""
        return core_schema.no_info_after_validator_function(self._known, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The names, as a choice of words."""
        return {"enum": list(self.names()), "type": "string"}

    def _known(self, name: str) -> str:
        """The name itself; as of a word outside a list of words, pydantic complains of any other."""
        if name not in self.names():
            raise PydanticKnownError("literal_error", {"expected": " or ".join(map(repr, self.names()))})
        return name


BYTE: Final = 256
SEXES: Final = ("female", "male")
LAST_AGE: Final = 150

for one in (
    Column(name="kind", about="kind", what="kind of subject", names=get_args(Kind)),
    Column(
        name=GROUP, about="person", what="group of the society", everywhere=True, fitted=2,
        asked="Only persons of these groups of the society.", example=["minority"],
    ),
    Column(
        name="sex", about="person", what="sex", names=SEXES, every="both sexes", everywhere=True, fitted=1,
        asked="Only persons of these sexes.", example=["female"],
    ),
    Column(
        name=AGE, about="person", what="age in years", keys="edges", limits=(0, LAST_AGE), everywhere=True,
        fitted=0, asked="From the first age to below the second; everybody where it is absent.",
        unit="years", example=[18, 65],
    ),
    Column(
        name=DECILE, about="person", what="tenth of incomes, the poorest is 1", keys="edges", limits=(1, 10),
        least=1, everywhere=True, fitted=3,
        asked="Only persons of these tenths, the poorest is 1.", unit="tenth of incomes", example=[1, 2],
    ),
    Column(
        name="licence", about="person", what="whether one may drive", names=("none", "held"), apart=True,
        every="having a licence and none", of_whom={"none": "may not drive", "held": "may drive"},
        asked="Only persons with or without a driving licence.",
        example=["held"],
    ),
    Column(
        name="benefits", about="person", what="whether one draws benefits that depend on means",
        names=("none", "drawn"), apart=True, every="drawing benefits and none",
        of_whom={"none": "draw no such benefits", "drawn": "draw benefits that depend on means"},
        asked="Only persons who draw benefits that depend on means, or none.", example=["drawn"],
    ),
    Column(
        name="labour", about="person", what="seeking work, working through a platform, or neither",
        names=("other", "seeking", "platform"), apart=True, every="other, seeking and platform",
        of_whom={
            "other": "neither seek work nor work through platforms", "seeking": "seek work",
            "platform": "work through platforms",
        },
        asked="Only persons who seek work, work through a platform, or neither.", example=["seeking"],
    ),
    Column(name="district", about="place", what="number of the district, from 0", keys="numbers"),
    Column(name="score", about="standing", what="score at the moment", keys="edges"),
    Column(name="band", about="standing", what="band at the moment; a key holds at it and in better ones"),
    Column(name="start_score", about="start", what="score that one began with", keys="edges"),
    Column(name="conduct", about="conduct", what="conduct that there is to see"),
):  # fmt: skip
    register(one)

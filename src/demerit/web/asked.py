"""What a browser may ask for: a scheme by name or by its text, changes to rules, and sizes within bounds.

There is no field for a person: who lives in a world is drawn from a society's published figures.
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, ClassVar, Final, Literal, TypeVar

from annotated_types import Ge, Le, MaxLen
from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints, ValidationError, model_validator

from demerit import api
from demerit.formats.plain import is_mapping
from demerit.web.faults import RefusedRequest

LEAST_PEOPLE, MOST_PEOPLE = 400, 100_000
LEAST_DAYS, MOST_DAYS = 7, 3_650
MOST_CHANGES: Final = 64
LONGEST_CHANGE: Final = 2_000
LONGEST_TEXT: Final = 262_144
MOST_DRAWS, LEAST_DRAWS, DRAWS = 64, 39, 64
"""How many draws of the assumed numbers may be asked for, and how many there are unless said."""
MOST_CLAIMS, LONGEST_CLAIM = 8, 200
FEWEST_CLAIM_DRAWS, MOST_CLAIM_DRAWS, CLAIM_DRAWS = 64, 256, 128
"""How many draws claims may be held over, and how many they are unless said."""
PEOPLE: Final = 20_000
DAYS: Final = 1_825
MOST_SAID: Final = 8
ID: Final = r"^[a-z0-9][a-z0-9-]{0,63}$"
"""Names of the library; no path is one."""

Name = Annotated[str, StringConstraints(pattern=ID)]
Whole = Annotated[int, Strict()]
Change = Annotated[str, StringConstraints(min_length=3, max_length=LONGEST_CHANGE)]
Rule = Annotated[str, StringConstraints(min_length=3, max_length=200)]
M = TypeVar("M", bound=BaseModel)


class Ask(BaseModel):
    """A request: unknown keys are errors, and what was asked does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    kind: ClassVar[str] = ""

    @property
    def id(self) -> str:
        """24 hexadecimal digits over kind and all that was asked, so that the same is asked for once."""
        asked = json.dumps([self.kind, self.model_dump()], sort_keys=True)
        return hashlib.sha256(asked.encode()).hexdigest()[:24]


class Spec(Ask):
    """A world: a scheme of the library or a text of one, a society, a size, and what is changed."""

    kind = "world"
    scheme: Name | None = None
    text: Annotated[str, StringConstraints(max_length=LONGEST_TEXT)] | None = None
    society: Name = api.DEFAULT_SOCIETY
    behaviour: Name = api.DEFAULT_BEHAVIOUR
    people: Annotated[Whole, Ge(LEAST_PEOPLE), Le(MOST_PEOPLE)] = PEOPLE
    days: Annotated[Whole, Ge(LEAST_DAYS), Le(MOST_DAYS)] = DAYS
    seed: Annotated[Whole, Ge(0), Le(2**53)] = 1
    sets: Annotated[tuple[Change, ...], MaxLen(MOST_CHANGES)] = ()
    off: Annotated[tuple[Rule, ...], MaxLen(MOST_CHANGES)] = ()

    @model_validator(mode="before")
    @classmethod
    def _named(cls, raw: Any) -> Any:
        """Give a request without a scheme the default one; one of both is refused below."""
        if not is_mapping(raw) or raw.get("scheme") is not None or raw.get("text") is not None:
            return raw
        return {**raw, "scheme": api.DEFAULT_SCHEME}

    @model_validator(mode="after")
    def _one(self) -> Spec:
        """Refuse a name and a text at once."""
        if self.scheme is not None and self.text is not None:
            raise ValueError("a scheme by name or by its text, not both")
        return self

    @property
    def spec(self) -> Spec:
        """The world alone, of whatever else is asked of it."""
        return Spec(**self.model_dump(include=set(Spec.model_fields)))


class Draws(Ask):
    """How many draws of the assumed numbers make the second range.

    `unasked`: a page asks by itself, so that everything that a reader asks for goes first.
    """

    draws: Annotated[Whole, Ge(LEAST_DRAWS), Le(MOST_DRAWS)] = DRAWS
    unasked: Annotated[bool, Strict()] = False


class Pair(Ask):
    """Two worlds side by side; all but the scheme and its rules is the first one's."""

    kind = "pair"
    a: Spec
    b: Spec


class Audited(Spec):
    """A scheme to be held against the law, with what a world measured, where one is named."""

    world: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{24}$")] | None = None


class StudyQuestion(Spec):
    """What drives a scheme's findings, or where claims about them turn (none: the headline's own).

    `draws` are those that claims are held over; `samples` the base samples of a screening, with which it
    takes some twelve times as many small worlds.
    """

    kind = "study"
    question: Literal["drives", "claims"]
    claims: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=3, max_length=LONGEST_CLAIM)], ...],
        MaxLen(MOST_CLAIMS),
    ] = ()
    draws: Annotated[Whole, Ge(FEWEST_CLAIM_DRAWS), Le(MOST_CLAIM_DRAWS)] = CLAIM_DRAWS
    samples: Literal[16, 32, 64] = 32


class Text(Ask):
    """The text of a scheme."""

    text: Annotated[str, Field(max_length=LONGEST_TEXT)]


def read_ask(model: type[M], body: bytes) -> M:
    """A request from its body. Raises `RefusedRequest` that names every part that is off."""
    try:
        raw = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise RefusedRequest("wrong-use", f"the body is no JSON: {error}") from None
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        problems = [_said(problem) for problem in error.errors(include_url=False, include_context=False)]
        more = [f"… and {len(problems) - MOST_SAID} more"] if len(problems) > MOST_SAID else []
        raise RefusedRequest("wrong-use", "\n".join([*problems[:MOST_SAID], *more])) from None


def _said(error: Any) -> str:
    """'people: Input should be less than or equal to 100000'."""
    where = ".".join(map(str, error["loc"])) or "the request"
    return f"{where[:80]}: {error['msg']}"

"""The format demerit/society/1 (DESIGN section 4), field by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from annotated_types import Ge, Le
from pydantic import Discriminator, Field, Tag

from demerit.formats.columns import NameOf
from demerit.formats.occasions import Id, Need, Opportunity
from demerit.formats.values import (
    Count,
    Finite,
    Flag,
    Integer,
    Model,
    Multiple,
    NonNegative,
    Number,
    Scalar,
    Share,
    Whole,
)
from demerit.formats.vocabulary import OrganisationKind


class FileMargin(Model):
    """A margin read from a table that ships with demerit or lies beside the society's file."""

    file: str
    area: str | None = None
    source: str | None = None


class TableMargin(Model):
    """A margin written in place: rows of column values with the number of people they stand for."""

    columns: Annotated[tuple[Annotated[str, NameOf("person")], ...], Field(min_length=1)]
    rows: Annotated[tuple[tuple[Whole | str | Number, ...], ...], Field(min_length=1)]
    source: str | None = None
    assumed: Flag = False


def _margin_shape(raw: Any) -> str:
    """Whether a margin names a file or is written in place."""
    in_place = isinstance(raw, TableMargin) or (isinstance(raw, Mapping) and "file" not in raw)
    return "<table>" if in_place else "<file>"


Margin = Annotated[
    Annotated[FileMargin, Tag("<file>")] | Annotated[TableMargin, Tag("<table>")],
    Discriminator(_margin_shape),
]


class Income(Model):
    """Gini coefficient, or ten shares of income by decile; incomes are multiples of the mean."""

    gini: Scalar[Share] | None = None
    decile_shares: tuple[NonNegative, ...] | None = None
    source: str | None = None


class Margins(Model):
    """What is known of the society, a table a margin; iterative fitting joins them."""

    age_sex: Margin | None = None
    income: Income = Income()
    joint: dict[Id, Margin] = {}


class Group(Model):
    """A part of society; `columns` name its row in an error table."""

    id: Id
    share: Share
    columns: dict[str, str] = {}
    title: str | None = None
    source: str | None = None
    assumed: Flag = False


class Friends(Model):
    """Mean number of friends, local clustering, and share of ties beyond chance within the group."""

    mean: Scalar[Annotated[Finite, Ge(0), Le(200)]] = 8
    clustering: Scalar[Share] = 0.0
    homophily: Scalar[Share] = 0.0


class Household(Model):
    """Mean number of people who live together."""

    mean_size: Scalar[Annotated[Finite, Ge(1), Le(20)]] = 2.5


class Employment(Model):
    """Who may work for an organisation of the district: ages [from, below]."""

    ages: tuple[Count, Count] = (18, 65)
    source: str | None = None
    assumed: Flag = False
    note: str | None = None


class Ties(Model):
    """Who is tied to whom; all ties lie within a district."""

    friends: Friends = Friends()
    household: Household = Household()
    employment: Employment = Employment()


class Propensity(Model):
    """How much of the spread of propensities is one factor a person for all families."""

    shared: Scalar[Share] = 0.5


class Life(Model):
    """What life brings; `catalogue: everyday` takes in the shared catalogue, own entries winning."""

    catalogue: Literal["everyday"] | None = None
    propensity: Propensity = Propensity()
    opportunities: dict[Id, Opportunity] = {}
    needs: dict[Id, Need] = {}


class OrganisationLife(Model):
    """What life brings to an organisation; `catalogue: everyday` takes in what is there for its kind."""

    catalogue: Literal["everyday"] | None = None
    opportunities: dict[Id, Opportunity] = {}
    needs: dict[Id, Need] = {}


class Organisations(Model):
    """How many of a kind there are, how many people each employs in the mean, and their life."""

    per_1000_people: Scalar[Multiple]
    employees: Scalar[Annotated[Finite, Ge(0), Le(20_000)]] = 0.0
    life: OrganisationLife = OrganisationLife()
    source: str | None = None
    assumed: Flag = False
    note: str | None = None


class Society(Model):
    """A whole society file."""

    format: Literal["demerit/society/1"]
    id: Id
    title: str
    people: Annotated[Integer, Ge(1), Le(10_000_000_000)] = 20_000
    ages: tuple[Count, Count] = (18, 100)
    district_people: Annotated[Integer, Field(ge=2, le=20_000)] = 2_000
    margins: Margins = Margins()
    groups: tuple[Group, ...] = ()
    error_tables: dict[str, str] = {}
    ties: Ties = Ties()
    turnover: Scalar[Share] = 0.0
    life: Life = Life()
    organisations: dict[OrganisationKind, Organisations] = {}
    sources: dict[str, str] = {}
    note: str | None = None

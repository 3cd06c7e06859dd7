"""Whose life it is: a person in coarse columns, or an organisation as what it is; both worlds in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.findings.wording import KIND_NOUNS, is_finite
from demerit.formats.columns import columns
from demerit.report.folder import PERSON
from demerit.report.life.story import Row, SubjectLife
from demerit.report.words import many

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder

Column = tuple[str, str, str]
"""A column of people.parquet, what it counts, and how it is read: count, share or number."""

TENTHS = {
    1: "lowest", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth",
    9: "ninth", 10: "highest",
}  # fmt: skip
"""Income deciles as said, by their own number."""
KINDS = {
    PERSON: "a person",
    "company": "a company",
    "government": "a government entity",
    "organisation": "a social organisation",
}
NOUNS = {kind: one for kind, (one, _) in KIND_NOUNS.items()}
PLURALS = {kind: more for kind, (_, more) in KIND_NOUNS.items()}
COMPARED: tuple[Column, ...] = (
    ("acts", "acts that life brought and they did", "count"),
    ("acts_unlawful", "of these, unlawful", "count"),
    ("withheld", "acts of speech, belief or protest kept back", "count"),
    ("performed", "acts done only for a reward", "count"),
    ("records", "records", "count"),
    ("needs", "services asked for", "count"),
    ("denied", "refused", "count"),
    ("points_lost", "points lost", "count"),
    ("points_by_association", "of these, for what their ties did", "count"),
    ("points_gained", "points gained", "count"),
    ("appeals", "appeals lodged", "count"),
    ("corrections", "records corrected", "count"),
    ("paid_extra", "paid more, as a share of a mean year's income", "share"),
    ("friends", "friends on the last day", "count"),
    ("staff", "people who work for it on the last day", "count"),
    ("hardship", "hardship on the last day", "number"),
)
OF_PERSONS = ("withheld", "paid_extra", "friends")
OF_PROVIDERS = {
    "records": "records with the first provider",
    "appeals": "appeals lodged, with all providers",
    "corrections": "records corrected, with the first provider",
}
"""What is said of a column where several providers keep ledgers."""


def who(run: RunFolder, life: SubjectLife) -> str:
    """The subject in coarse columns: id, sex, age, income decile, group; or what kind of organisation."""
    if life.kind != PERSON:
        return f"Subject {life.subject} is {KINDS[life.kind]}{_staff(life)}. Nothing real stands behind it."
    row = life.lived
    decile = int(row["income_decile"])
    tenth = TENTHS.get(decile, f"{decile}th")
    sex = {"female": "a woman", "male": "a man"}.get(str(row["sex"]), "a person")
    group = f", group “{run.title(str(row['group']))}”" if row.get("group") is not None else ""
    more = [column.name for column in columns("person") if not column.everywhere]
    others = "".join(f", {name} {row[name]}" for name in more if row.get(name) is not None)
    coarse = f"{sex} aged {row['age']} in the {tenth} tenth of incomes{group}{others}"
    return f"Subject {life.subject} is {coarse}. Nobody real stands behind it."


def _staff(life: SubjectLife) -> str:
    """How many work for an organisation, where the run says so."""
    staff = life.lived.get("staff")
    if not is_finite(staff):
        return ""
    return f" for which {many(int(staff), 'person works', 'people work')} on the last day"


def work(life: SubjectLife) -> str:
    """Whom a person works for on the last day, and without the scheme; '' where nothing is to be said."""
    here = life.lived.get("employer")
    there = here if life.without is None else life.without.get("employer")
    if here is None and there is None:
        return ""
    now = f"They work for {here} on the last day" if here else "They are without work on the last day"
    if here == there:
        return f"{now}." if life.without is None else f"{now}, with the scheme and without it."
    other = f"work for {there}" if there else "be without work"
    return f"{now}; without the scheme they would {other}."


def compared(run: RunFolder, life: SubjectLife) -> list[Column]:
    """What both worlds are compared in: only what this kind of subject, scheme and run knows of."""
    scheme, left_out = run.scheme.model, set[str]()
    if life.kind != PERSON:
        left_out |= set(OF_PERSONS)
    if scheme.redress is None:
        left_out |= {"appeals", "corrections"}
    if not scheme.influence:
        left_out |= {"points_by_association"}
    kept = [column for column in COMPARED if column[0] not in left_out and column[0] in life.lived]
    of_providers = OF_PROVIDERS if life.providers else {}
    return [(name, of_providers.get(name, words), kind) for name, words, kind in kept]


def cell(row: Row | None, column: str, kind: str) -> str:
    """A column of a world's row as read; 'not lived' where there is no such world."""
    if row is None:
        return "not lived"
    value = row.get(column)
    if not is_finite(value):
        return "-"
    return {"share": f"{value * 100:.1f} %", "count": f"{value:,.0f}"}.get(kind, f"{value:.2f}")

"""Cells and steps: every number of a file as a small table."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import WrongUse
from demerit.formats.values import Model, Rate
from demerit.world.columns.cells import Space, columns_used, make_space
from made_up import by_column
from worlds import a_society, job_of

BANDS = ("low", "middle", "high")


class Holder(Model):
    """A part of a file that holds one number."""

    rate: Rate


def read(raw: Any) -> Any:
    """A number as a file's reader gives it."""
    return Holder.model_validate({"rate": raw}).rate


def space_for(*parts: Any, **options: Any) -> Space:
    """The space of some numbers, scores from 600 on."""
    asked: dict[str, Any] = {
        "names": {"group": ("many", "few"), "sex": ("female", "male")}, "districts": 3, "asked": {},
        "bands": BANDS, "lowest": 600, **options,
    }  # fmt: skip
    return make_space(parts, **asked)


Person = dict[str, Any]
people = st.fixed_dictionaries({
    "group": st.sampled_from(["many", "few"]),
    "sex": st.sampled_from(["female", "male"]),
    "age": st.integers(0, 99),
    "income_decile": st.integers(1, 10),
    "start_score": st.integers(600, 1300),
    "score": st.integers(600, 1300),
    "band": st.sampled_from(BANDS),
})  # fmt: skip
values = by_column(by_column(st.integers(0, 99)))


def told(raw: Any, person: Person) -> float:
    """A number read in the plainest way: equal names, the key at or below, the worse band at or below."""
    if not isinstance(raw, dict):
        return float(raw)
    own, keys = person[raw["by"]], list(raw["values"])
    if raw["by"] == "band":
        reached = [key for key in keys if BANDS.index(key) <= BANDS.index(own)]
        return told(raw["values"][max(reached, key=BANDS.index, default=keys[0])], person)
    if isinstance(own, str):
        return told(raw["values"][own], person)
    return told(raw["values"][max((key for key in keys if key <= own), default=min(keys))], person)


@given(values, values, st.lists(people, min_size=1, max_size=5))
def test_tables_say_what_files_say(one: Any, other: Any, town: list[Person]) -> None:
    """For every person, score and band: the table at (cell, step) is the number read by hand."""
    numbers = [read(one), read(other)]
    space = space_for(*numbers)
    columns: dict[str, Any] = {
        "group": np.array([("many", "few").index(p["group"]) for p in town]),
        "sex": np.array([("female", "male").index(p["sex"]) for p in town]),
        "district": np.zeros(len(town), np.int64),
        **{name: np.array([p[name] for p in town]) for name in ("age", "income_decile", "start_score")},
    }
    cells, first = space.cell_of(columns), space.score_step(600, 1300)
    for raw, number in ((one, numbers[0]), (other, numbers[1])):
        table = space.table(number)
        assert (space.cells, space.steps) == table.shape
        for cell, person in zip(cells, town, strict=True):
            step = first[person["score"] - 600] + (BANDS.index(person["band"]) if space.by_band else 0)
            assert told(raw, person) == table[cell, step]


@given(values)
def test_a_number_distinguishes_what_it_names_and_no_more(raw: Any) -> None:
    """A plain number makes one cell and one step."""
    used = columns_used([read(raw)])
    space = space_for(read(raw))
    assert set(space.keys) == set(used) - {"score", "band"}
    assert (space.by_band, len(space.score_edges) > 1) == ("band" in used, len(used.get("score", ())) > 1)
    if not isinstance(raw, dict):
        assert (1, 1) == (space.cells, space.steps)


def test_columns_are_found_wherever_they_stand() -> None:
    """In lists, mappings and nested tables, sourced or not."""
    nested = {
        "value": {"by": "age", "values": {18: 1, 65: {"by": "sex", "values": {"female": 1, "male": 2}}}}
    }
    part = {"a": [read({**nested, "assumed": True})], "b": read({"by": "age", "values": {40: 1}})}
    assert {"age": {18, 40, 65}, "sex": {"female", "male"}} == columns_used([part])


def test_a_channels_table_by_conduct_leaves_out_what_it_does_not_see() -> None:
    """A conduct that it does not name has 0."""
    number = read({"by": "conduct", "values": {"cross": {"by": "sex", "values": {"female": 1, "male": 2}}}})
    space = space_for(number)
    assert [[1.0], [2.0]] == space.table(number, conduct="cross").tolist()
    assert [[0.0], [0.0]] == space.table(number, conduct="speak").tolist()


def test_points_are_read_by_their_leaf() -> None:
    """Either end of a span."""
    assert 4.0 == space_for().table((4, 9), leaf=lambda pair: float(pair[0]))[0, 0]  # type: ignore[index]


def test_eligibility_adds_edges_and_columns() -> None:
    """Who is asked may tell apart what no number does."""
    space = space_for(asked={"age": [65], "income_decile": [3, 4], "sex": []})
    assert 2 * 2 * 3 == space.cells
    assert [space.parts[name].max() + 1 for name in ("sex", "age", "income_decile")] == [2, 2, 3]


def test_too_many_kinds_of_people_are_refused() -> None:
    """More cells than two bytes number: a message with a remedy."""
    numbers = [read({"by": "age", "values": {year: year for year in range(100)}})]
    numbers += [read({"by": "start_score", "values": {600 + n: n for n in range(700)}})]
    with pytest.raises(WrongUse, match=r"70,801 kinds of people apart; .* by fewer keys"):
        space_for(*numbers)


def test_district_numbers_differ_by_district() -> None:
    """Each district its own cells, however files write the key."""
    act = {"by": "district", "values": {0: 0.0, 1: 1.0, 2: 0.5}}
    raw = {"value": act, "assumed": True, "range": [0, 1]}
    life = {"opportunities": {"walk": {"per_year": 9, "act": raw}}}
    job = job_of({}, a_society(life, people=600), people=600)
    space = job.plan.space
    table = space.table(job.life.opportunities["walk"].act)
    cells = [int(space.cell_of({"district": np.array([d])})[0]) for d in range(3)]
    assert [0.0, 1.0, 0.5] == [table[cell, 0] for cell in cells]

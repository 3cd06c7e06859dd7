"""Margins: what files say of a society, cut to the ages asked, and what is refused."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from demerit.formats.problems import Problems
from demerit.formats.reading import Document, read
from demerit.societies.margins import read_margin, read_margins
from demerit.societies.model import Society, TableMargin

Town = Callable[..., Document[Society]]
PLACE = ("margins", "age_sex")


def table(*rows: tuple[Any, ...], columns: tuple[str, ...] = ("age", "sex")) -> dict[str, Any]:
    """A margin written in place."""
    return {"columns": columns, "rows": rows}


def test_a_band_that_the_ages_cut_is_cut_evenly(town: Town) -> None:
    """Of the band 15-19 the ages from 18 on hold two fifths; what lies below is left out."""
    margin = table(("15-19", 1000), ("20-24", 1000), columns=("age",))
    shares = read_margins(town(ages=[18, 25], margins={"age_sex": margin}))[0].shares
    assert {((18, 20),): 400 / 1400, ((20, 25),): 1000 / 1400} == pytest.approx(shares)


def test_shares_are_those_of_the_published_table(town: Town) -> None:
    """German women of 40-44, over all of 18-99, straight from the lines of the UN's table."""
    margin = read_margins(town())[0]
    text = (Path(__file__).parents[2] / "src/demerit/societies/data/wpp2019_age5_sex_2020.csv").read_text(
        "utf-8"
    )
    rows = [line.split(",") for line in text.splitlines() if ",Germany," in line]
    counted = {row[3]: (float(row[4]), float(row[5])) for row in rows}
    bands = [(int(age.split("-")[0].rstrip("+")), both) for age, both in counted.items()]
    adults = math.fsum(sum(both) for low, both in bands if 20 <= low < 100)
    adults += sum(counted["15-19"]) * 2 / 5
    assert counted["40-44"][1] / adults == pytest.approx(margin.shares[(40, 45), "female"])
    assert math.fsum(margin.shares.values()) == pytest.approx(1)


def test_the_open_band_stands_at_a_hundred(town: Town) -> None:
    """Ages up to 120 take `100+` in, as people of 100."""
    bands = read_margins(town(ages=[18, 120]))[0].bands()
    assert (100, 101) == bands[-1]


def test_lower_edges_make_bands(town: Town) -> None:
    """Ages written as numbers are lower edges; the last band ends with the ages asked."""
    margin = table((0, 500), (30, 300), (60, 200), columns=("age",))
    assert ((18, 30), (30, 60), (60, 100)) == read_margins(town(margins={"age_sex": margin}))[0].bands()


def test_few_people_are_refused(town: Town) -> None:
    """A cell of nine people is refused at its row; one outside the ages asked is nobody's business."""
    with pytest.raises(Problems) as refused:
        read_margins(town(margins={"age_sex": table((18, 100), (40, 9), columns=("age",))}))
    assert "at least 10 people" in str(refused.value)
    assert "rows[1]" in str(refused.value)
    kept = read_margins(town(margins={"age_sex": table(("0-4", 9), ("18-99", 100), columns=("age",))}))
    assert [((18, 100),)] == list(kept[0].shares)


@pytest.mark.parametrize(
    ("margin", "message"),
    [
        ({"file": "data/no-such-table.csv"}, "no-such-table"),
        ({"file": "data/wpp2019_age5_sex_2020.csv", "area": "Germny"}, "did you mean 'Germany'?"),
        ({"file": "data/wpp2019_age5_sex_2020.csv"}, "each cell once"),
        ({"file": "data/nist_frvt11_2020_mean_log10_fmr_by_region.csv"}, "column people or thousands"),
        (table((18, "male", 50), (18, "male", 50)), "each cell once"),
        (table((18, "man", 50)), "known sex"),
        (table((18, "male")), "then the number of people"),
        (table((18, "male", -50)), "at least 0"),
        (table((18, "male", "many")), "at least 0"),
        (table(("eighteen", "male", 50)), "lower edge"),
        (table(("25-20", "male", 50)), "from low to high"),
        (table(("18-29", "male", 50), ("25-39", "male", 50)), "neither overlap nor leave a gap"),
        (table(("18-19", "male", 50), ("25-39", "male", 50)), "neither overlap nor leave a gap"),
        (table(("30-39", "male", 50)), "begin at 18"),
        (table(("18-44", 50), ("45-64", 50), columns=("age",)), "'45+' counts everybody from 45 on"),
        (table((18, 50), (19, 50), columns=("age",)), "'19+' for everybody from 19 on"),
        (table(("18-99", "male", 50)), "both sexes (18-99 female has none)"),
        (table(("male", 50), columns=("sex",)), "both sexes (female has none)"),
        (table((18, "male", 50), (18, "female", 50), (50, "male", 50)), "50-99 female has none"),
        (table(("²", 50), columns=("income_decile",)), "1 to 10"),
        (table(("²", 50), columns=("age",)), "lower edge"),
        (table(("0-9", "male", 50)), "people of ages"),
        (table((11, 50), columns=("income_decile",)), "1 to 10"),
        (table(("majrity", 50), columns=("group",)), "did you mean 'majority'?"),
    ],
)
def test_what_cannot_be_a_margin_is_refused_with_a_remedy(
    town: Town, margin: dict[str, Any], message: str
) -> None:
    """Each wrong margin ends in one sentence about what was expected."""
    with pytest.raises(Problems, match="margins") as refused:
        read_margins(town(margins={"age_sex": margin}))
    assert message in str(refused.value)


def test_groups_add_up(town: Town) -> None:
    """Shares of 0.9 and 0.2 are no society."""
    groups = [{"id": "a", "share": 0.9}, {"id": "b", "share": 0.2}]
    with pytest.raises(Problems, match="add up to 1"):
        read_margins(town(groups=groups, error_tables={}))


def test_a_society_without_groups_is_one(town: Town) -> None:
    """Everybody is of the group `everyone`."""
    margins = {margin.name: margin.shares for margin in read_margins(town(groups=[], error_tables={}))}
    assert {("everyone",): 1.0} == margins["group"]


@pytest.mark.parametrize("ages", [[30, 30], [40, 20], [18, 1000]])
def test_ages_that_hold_nobody_are_refused(town: Town, ages: list[int]) -> None:
    """The first age lies below the last, and the last below what anybody reaches."""
    with pytest.raises(Problems, match="the age below which all are"):
        read_margins(town(ages=ages))


def test_counted_by_hand(town: Town) -> None:
    """A table in place: 300 of 400 people are of the majority."""
    written = TableMargin(columns=("group",), rows=(("majority", 300), ("minority", 100)))
    margin = read_margin(town(), written, PLACE)
    assert {("majority",): 0.75, ("minority",): 0.25} == margin.shares


def written(rows: list[tuple[Any, ...]]) -> str:
    """Rows by age and sex as a tidy CSV file."""
    return "age,sex,people\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)


KEYS = {
    "bands": ["18-44", "45-99"],
    "lower edges": [18, 45],
    "an open end": ["18-44", "45+"],
    "lower edges and an open end": [18, "45+"],
    "single years": list(range(18, 100)),
    "single years with an open end": [*range(18, 85), "85+"],
    "single years with a coded end": list(range(18, 86)),
    "bands that end early": ["18-44", "45-64"],
    "bands that begin late": ["25-44", "45-99"],
    "a gap": ["18-44", "50-99"],
}


@pytest.mark.parametrize("keys", KEYS.values(), ids=KEYS)
def test_a_table_means_the_same_in_a_file_and_in_place(town: Town, tmp_path: Path, keys: list[Any]) -> None:
    """The same bands from the same keys, or a refusal with the same words; what is read covers all ages."""
    rows = [(key, sex, 1000 + 10 * at) for at, key in enumerate(keys) for sex in ("female", "male")]
    (tmp_path / "ages.csv").write_text(written(rows), encoding="utf-8")
    told: list[Any] = []
    for margin in (table(*rows), {"file": "ages.csv"}):
        (tmp_path / "town.yaml").write_text(town(margins={"age_sex": margin}).text, encoding="utf-8")
        try:
            shares = read_margins(read(tmp_path / "town.yaml", Society))[0].shares
        except Problems as refused:
            told.append(re.sub(r"\(.*?\)", "", refused.problems[0].expected))
            continue
        ages = [age for age, _ in shares if isinstance(age, tuple)]
        assert (18, 100) == (min(ages)[0], max(ages)[1])
        told.append(shares)
    assert told[0] == told[1]


def test_every_margin_that_cannot_be_is_told(town: Town) -> None:
    """Two margins with a fault each: both at once."""
    late, early = table(("30-99", 50), columns=("age",)), table(("18-29", 50), columns=("age",))
    with pytest.raises(Problems) as refused:
        read_margins(town(margins={"age_sex": late, "joint": {"j": early}}))
    assert ["margins.age_sex", "margins.joint.j"] == [each.place for each in refused.value.problems]

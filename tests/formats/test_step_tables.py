"""Step tables say something for the least value, or are refused at their lowest key."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.errors import FileInvalid
from demerit.schemes.loading import library
from demerit.societies.loading import societies
from worlds import Part, a_job, a_scheme, a_society, channel, conduct, job_of, treatment


def table(column: str, *keys: Any) -> Part:
    """A number by column, with a source."""
    values = dict.fromkeys(keys, 0.5)
    return {"value": {"by": column, "values": values}, "assumed": True, "range": [0, 1]}


def life(act: Any, **parts: Any) -> Part:
    """A life of one opportunity, and a need."""
    needs = {"rail": {"context": "travel", "per_year": 1}}
    return {"opportunities": {"cross": {"per_year": 1, "act": act, **parts}}, "needs": needs}


def job(act: Any = 0.5, *, who: Any = None, scheme: Part | None = None, behaviour: Part | None = None) -> Any:
    """A run of these, whose people are 18 and older, scores 600 to 1300 and bands low and high."""
    town = a_society(life(act, **({"who": who} if who else {})))
    return job_of(scheme, town, behaviour)


@pytest.mark.parametrize(
    ("column", "keys", "wanted"),
    [
        ("age", (65,), "a key at 18, the least age here"),
        ("age", (19, 65), "a key at 18, the least age here"),
        ("income_decile", (4, 7), "a key at 1, the least income decile here"),
        ("score", (601, 700), "a key at 600, the least score here"),
        ("start_score", (1001,), "a key at 1000, the least start score here"),
        ("band", ("high",), "a key at 'low', the lowest band here"),
    ],
)
def test_a_table_that_begins_late_is_refused(column: str, keys: tuple[Any, ...], wanted: str) -> None:
    """In society, scheme and behaviour alike: at the lowest key, with the key that is wanted."""
    number = table(column, *keys)
    places = {
        f"act.value.values.{keys[0]}": {"act": number},
        f"notice.value.values.{keys[0]}": {"scheme": {"redress": {"notice": number}}},
        f"aware.value.values.{keys[0]}": {"behaviour": {"aware": number}},
    }
    for place, parts in places.items():
        with pytest.raises(FileInvalid) as refused:
            job(**parts)
        assert f"{wanted}, as each key holds at and above it" in str(refused.value)
        assert place.rsplit(".", 1)[0] in str(refused.value)


@pytest.mark.parametrize(
    ("column", "keys"),
    [
        ("age", (0, 65)), ("age", (18,)), ("income_decile", (1, 9)), ("score", (-5, 700)),
        ("start_score", (1000,)), ("band", ("low", "high")), ("band", ("low",)),
    ],
)  # fmt: skip
def test_a_table_from_the_least_value_on_is_read(column: str, keys: tuple[Any, ...]) -> None:
    """Or from below it: nothing is left to be filled in."""
    number = table(column, *keys)
    assert job(number, scheme={"redress": {"notice": number}}, behaviour={"aware": number})


def test_a_table_for_some_begins_where_they_do() -> None:
    """Among who is 60 and older, or in the deciles from 5 on, or in a treatment's own bands."""
    assert job(table("age", 60, 80), who={"age": [60, 90]})
    assert job(table("income_decile", 5), who={"income_decile": [6, 5]})
    with pytest.raises(FileInvalid, match="a key at 60, the least age here"):
        job(table("age", 61), who={"age": [60, 90]})
    for bands, works in ((["high"], True), (["low", "high"], False)):
        for column, keys in (("band", ("high",)), ("score", (980, 1100))):
            dear = treatment("dear", "rail", "price", factor=table(column, *keys), bands=bands)
            if works:
                assert job(scheme={"treatments": [dear]})
                continue
            with pytest.raises(FileInvalid, match="as each key holds at and above it"):
                job(scheme={"treatments": [dear]})


def test_start_scores_begin_at_the_least_age() -> None:
    """Shares by age, too, hold at and above their key."""
    score: Part = {"start": {"by": "age", "shares": {40: {700: 1.0}}}, "min": 600, "max": 1300}
    with pytest.raises(FileInvalid, match="a key at 18, the least age here"):
        job(scheme={"score": score})


@pytest.mark.parametrize("column", ["group", "sex", "district"])
def test_a_table_by_name_leaves_nobody_out(column: str) -> None:
    """One group of two, one sex, four districts of five: refused at the table, with who has no number."""
    keys: dict[str, tuple[Any, ...]] = {"group": ("many",), "sex": ("male",), "district": (0, 1, 2, 3)}
    missing = {"group": "few has none", "sex": "female has none", "district": "4 has none"}
    number = table(column, *keys[column])
    for parts in (
        {"scheme": {"redress": {"notice": number}}},
        {"act": number},
        {"behaviour": {"aware": number}},
    ):
        with pytest.raises(FileInvalid) as refused:
            job(**parts)
        assert missing[column] in str(refused.value)


def test_what_a_channel_sees_is_no_step_table() -> None:
    """Detection by conduct sees nothing of a conduct that it does not name."""
    camera = channel(detects={"by": "conduct", "values": {"cross": 1.0}})
    rules = [conduct("cross", channels=["camera"]), conduct("speak", channels=["camera"])]
    town = a_society({"opportunities": {name: {"per_year": 1, "act": 1} for name in ("cross", "speak")}})
    assert a_job(a_scheme(channels=[camera], conducts=rules), town)


def test_nothing_that_ships_begins_late() -> None:
    """Schemes and societies are read with these checks."""
    assert library()
    assert societies()

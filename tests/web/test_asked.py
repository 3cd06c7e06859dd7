"""What may be asked for, and what is refused before anything is done."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.web.asked import LONGEST_TEXT, MOST_PEOPLE, Audited, Pair, Spec, read_ask
from demerit.web.faults import RefusedRequest

KEYS = {"scheme", "text", "society", "behaviour", "people", "days", "seed", "sets", "off"}


def refused(asked: Any) -> str:
    """With which words a request for a world is refused."""
    with pytest.raises(RefusedRequest) as refusal:
        read_ask(Spec, json.dumps(asked).encode())
    assert "wrong-use" == refusal.value.kind
    return str(refusal.value)


def test_a_world_has_no_field_for_a_person() -> None:
    """A world is a scheme, a society, a behaviour, sizes and changes of rules: there is no other field."""
    assert KEYS == set(Spec.model_fields)


@pytest.mark.parametrize("key", ["rows", "people_table", "name", "subjects", "csv"])
def test_another_field_is_refused(key: str) -> None:
    """Rows about people are no field, whatever they are called."""
    assert key in refused({key: [{"age": 34}]})


@pytest.mark.parametrize(
    "asked",
    [
        {"people": MOST_PEOPLE + 1}, {"people": 0}, {"people": 1e4}, {"people": "20000"}, {"people": True},
        {"days": 0}, {"days": 100_000}, {"seed": -1}, {"sets": ["x=1"] * 65}, {"sets": ["x" * 3_000]},
        {"scheme": "../../etc/passwd"}, {"scheme": "/etc/passwd"}, {"scheme": "a.yaml"}, {"society": "~/x"},
        {"text": "x" * (LONGEST_TEXT + 1)}, {"scheme": "as-described", "text": "x"}, [], 1, None, "scheme",
    ],
)  # fmt: skip
def test_what_is_beyond_bounds_is_refused(asked: Any) -> None:
    """Sizes, counts and names have bounds, and a name is never a path."""
    assert refused(asked)


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[" * 100_000, b'{"people": NaN}', b'{"people": 1e999}'])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    """A body that cannot be read, or that is nested without end, is refused in words."""
    with pytest.raises(RefusedRequest):
        read_ask(Spec, body)


def test_without_a_scheme_the_default_is_meant() -> None:
    """An empty request is the default world, as `demerit run` has it but smaller."""
    spec = read_ask(Spec, b"")
    assert ("as-described", "china-2020", 20_000, 1_825, 1) == (
        spec.scheme, spec.society, spec.people, spec.days, spec.seed,
    )  # fmt: skip


@given(
    st.integers(400, MOST_PEOPLE), st.integers(0, 2**53), st.lists(st.text("abc=", min_size=3), max_size=5)
)
def test_the_same_is_called_the_same(people: int, seed: int, sets: list[str]) -> None:
    """An id is a function of what is asked, however often and in whichever order of keys."""
    asked = {"people": people, "seed": seed, "sets": sets}
    turned = dict(reversed(asked.items()))
    one, other = (read_ask(Spec, json.dumps(each).encode()) for each in (asked, turned))
    assert one.id == other.id
    assert one.id != read_ask(Spec, json.dumps(asked | {"days": 77}).encode()).id


def test_a_pair_is_no_world() -> None:
    """A comparison of a world with itself is called otherwise than the world."""
    spec = Spec(scheme="as-described")
    assert spec.id != Pair(a=spec, b=spec).id


def test_an_audit_names_its_world_apart() -> None:
    """The world that adds evidence is no part of the scheme that is audited."""
    asked = Audited(scheme="as-described", world="0" * 24)
    assert Spec(scheme="as-described").id == asked.spec.id

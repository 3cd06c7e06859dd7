"""Which rules differ between two schemes."""

from __future__ import annotations

from demerit.formats.setting import with_set
from demerit.report.comparison.changed import ABSENT, WIDEST, changes
from demerit.schemes.loading import library, load_scheme
from worlds import a_scheme, channel, conduct, treatment


def test_a_scheme_differs_from_itself_in_nothing() -> None:
    """Every scheme of the library."""
    assert [] == [path for each in library() for path in changes(each.model, each.model)]


def test_one_changed_rule_is_one_line() -> None:
    """At its path with ids, with both values."""
    whole = load_scheme("as-described")
    changed = with_set(whole, "conducts.jaywalking.points", 0)
    assert [("conducts.jaywalking.points", "[-3, -2]", "0")] == changes(whole.model, changed.model)


def test_an_entry_of_one_only_is_told_as_that() -> None:
    """Not field by field; and what is about a scheme, as its title, is no rule."""
    rules = {"channels": [channel()], "conducts": [conduct("cross", channels=["camera"])]}
    a = a_scheme(**rules)
    more = {"treatments": [treatment("shown", effect="exposure")], "title": "Another"}
    b = a_scheme(**rules, **more)
    assert [("treatments.shown", ABSENT, "effect exposure")] == changes(a.model, b.model)
    assert [("treatments.shown", "effect exposure", ABSENT)] == changes(b.model, a.model)


def test_values_are_cut_where_they_are_long() -> None:
    """Between any two schemes of the library."""
    models = [each.model for each in library()]
    longest = max(
        len(value) for a in models for b in models[:3] for _, *both in changes(a, b) for value in both
    )
    assert longest <= WIDEST

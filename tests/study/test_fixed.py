"""Life is fixed for all schemes compared, before any world starts."""

from __future__ import annotations

from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_society
from demerit.study.fixed import life_of


def test_what_any_scheme_names_is_lived() -> None:
    """Every need that a treatment names is among the needs, whichever scheme names it, in any order."""
    schemes = [load_scheme("as-described"), load_scheme("brackwater-standing")]
    life = life_of(schemes, load_society("brackwater"))
    named = {treatment.need for scheme in schemes for treatment in scheme.model.treatments} - {None}
    assert named <= set(life.needs)
    assert sorted(life.needs) == list(life.needs)

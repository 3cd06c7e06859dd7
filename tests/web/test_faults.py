"""Whatever goes wrong is told in one shape."""

from __future__ import annotations

import pytest

from demerit.errors import FileInvalid, WrongUse
from demerit.schemes.loading import scheme_from_text
from demerit.web.faults import INTERNAL, STATUS, Kind, RefusedRequest, fault_of


@pytest.mark.parametrize("kind", STATUS)
def test_a_refusal_keeps_its_kind_and_words(kind: Kind) -> None:
    """A refusal is told by its kind, with the status of that kind, in its own words."""
    fault = fault_of(RefusedRequest(kind, "no"))
    assert (kind, "no", STATUS[kind]) == (fault.kind, fault.message, fault.status)


def test_problems_of_a_file_are_told_with_their_places() -> None:
    """Each problem of a scheme is told by line, column, value and the nearest name, all at once."""
    text = "format: demerit/scheme/1\nid: x\ntitle: x\nscore: {start: 1, min: 0, max: 2}\nbandz: []\n"
    with pytest.raises(FileInvalid) as invalid:
        scheme_from_text(text, "the scheme")
    told = fault_of(invalid.value).as_json()["error"]
    assert "invalid" == told["kind"]
    assert {"the scheme"} == {problem["file"] for problem in told["problems"]}
    (near,) = [problem for problem in told["problems"] if "bandz" in problem["value"]]
    assert (5, 1, "bands") == (near["line"], near["column"], near["near"])


def test_wrong_use_is_the_askers() -> None:
    """Words that are off are answered with 400."""
    assert 400 == fault_of(WrongUse("--days 0")).status


def test_a_fault_of_the_program_tells_nothing_of_itself() -> None:
    """What demerit did wrong is no news for a browser: no path, no value, no traceback."""
    fault = fault_of(ValueError("where/somebody/keeps/it"))
    assert (500, INTERNAL) == (fault.status, fault.message)

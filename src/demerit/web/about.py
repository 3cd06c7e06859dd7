"""What the server is, what it does unless told otherwise, and its bounds."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Final

from demerit import api
from demerit.web.asked import (
    DAYS,
    DRAWS,
    LEAST_DAYS,
    LEAST_DRAWS,
    LEAST_PEOPLE,
    LONGEST_TEXT,
    MOST_CHANGES,
    MOST_DAYS,
    MOST_DRAWS,
    MOST_PEOPLE,
    PEOPLE,
)
from demerit.web.desk import MOST_UNFINISHED
from demerit.web.guard import LARGEST_BODY

API: Final = 1
NOT: Final = (
    "A simulation of synthetic people, lived under assumptions that are listed: nobody in it is real, and "
    "nothing in it scores anybody."
)


def about() -> dict[str, Any]:
    """Version, defaults and bounds."""
    return {
        "version": version("demerit"),
        "api": API,
        "defaults": {
            "scheme": api.DEFAULT_SCHEME, "society": api.DEFAULT_SOCIETY, "behaviour": api.DEFAULT_BEHAVIOUR,
            "people": PEOPLE, "days": DAYS, "seed": 1, "draws": DRAWS,
        },
        "limits": {
            "people": [LEAST_PEOPLE, MOST_PEOPLE], "days": [LEAST_DAYS, MOST_DAYS], "sets": MOST_CHANGES,
            "off": MOST_CHANGES, "body": LARGEST_BODY, "text": LONGEST_TEXT, "worlds": MOST_UNFINISHED,
            "draws": [LEAST_DRAWS, MOST_DRAWS],
        },
        "not": NOT,
    }  # fmt: skip

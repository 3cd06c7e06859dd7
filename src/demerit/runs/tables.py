"""A run's tables: which there are."""

from __future__ import annotations

from typing import Final, Literal, get_args

BASELINE: Final = "baseline"  # the folder of the world without the scheme, in a run's folder

Always = Literal["people", "days", "tallies"]
"""Tables that every world has."""
Sometimes = Literal["ledger", "needs", "ties", "providers", "allocation", "counterparts"]
"""Tables that a run has where it kept a ledger, has ties, providers or patrols, or a baseline."""
Table = Literal[Always, Sometimes]
TABLES: Final[tuple[Table, ...]] = (*get_args(Always), *get_args(Sometimes))

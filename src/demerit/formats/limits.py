"""How much the engine holds: one place, from which the checks of files and the widths of columns derive.

Every number here is one that a file or an option can ask for. Below and at it a run is exact; above it the
file is refused at its line. State and tables in `demerit.world.columns` choose their integer types by these,
so that raising a limit widens the columns with it.
"""

from __future__ import annotations

from typing import Final

BANDS: Final = 128
"""Of a scheme: a band's rank fits a signed byte."""
GROUPS: Final = 253
"""Of a society: with the three kinds of organisations, a group's number fits a byte."""
ERROR_CLASSES: Final = 256
"""Rows of an error table: a class fits a byte."""
CHANNELS: Final = 1_000
"""Of a scheme: its clocks of alarms, one a channel and provider, are numbered in 16 bits."""
PROVIDERS: Final = 64
RULES: Final = 32_768
"""Conducts and needs of a life and a scheme together, occasions of a life, treatments: 15 bits."""
POINTS: Final = 1_000_000
"""Least and greatest score, and what a record draws, in both directions."""
DRAWN: Final = 2**30
"""Points of a record once its repeats are counted: more moves no score further."""
OLDEST: Final = 120
"""Years: nobody is of this age or above."""
DISTRICT_PEOPLE: Final = 20_000
SUBJECTS: Final = 65_535
"""People and organisations of a district: 16 bits, of which the greatest number stands for nobody."""
DISTRICTS: Final = 2**31 - 1
"""Of a society: a district's number fits 32 bits."""
DAYS: Final = 7_300
"""Of a run: counters hold 20 years."""
EVENTS: Final = 50_000
"""Occasions, or alarms of a channel, that a subject may expect over a run: 16 bits, with room for chance."""
CELLS: Final = 60_000
"""Kinds of subject that numbers by column tell apart: 16 bits."""

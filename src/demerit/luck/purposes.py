"""What a draw is for. Numbers are never reused: a retired purpose keeps its number.

A counter's last word is `purpose << 20 | index`: 12 bits of purpose, 20 bits of index
(a channel, a neighbour, a provider, a treatment). The first three words are the subject's
number in its district, the district, and the occasion number.
"""

from typing import Final

INDEX_BITS: Final = 20

# society
PERMUTATION: Final = 1
PERSON: Final = 2
PROPENSITY: Final = 3
PROPENSITY_MORE: Final = 4
TIES: Final = 5
HOUSEHOLD: Final = 6
THRESHOLD: Final = 7
START_SCORE: Final = 8
INCOME: Final = 9
EMPLOYMENT: Final = 10
RESPONSIBLE: Final = 11

# world
FIRST_OCCASION: Final = 32
OCCASION: Final = 33
CHANNEL: Final = 34
VICTIM: Final = 35
ALARM: Final = 36
AWARE: Final = 37
SCHEDULED: Final = 38
OPENED: Final = 39
OPENED_CHANNEL: Final = 40
OPENED_VICTIM: Final = 41
ROUNDING: Final = 42
ALARM_POINTS: Final = 43
ALARM_ROUNDING: Final = 44
SHARED: Final = 45
ASKED: Final = 46
INFLUENCE: Final = 47
ALARM_INFLUENCE: Final = 48
REDRESS: Final = 49
ALARM_REDRESS: Final = 50
CUT: Final = 51
MADE: Final = 52
HIRED: Final = 53
TURNOVER: Final = 54
PATROL: Final = 55
THINNED: Final = 56
ROLLOUT: Final = 57
RANKED: Final = 58

# studies
HYPERCUBE: Final = 96
TRAJECTORY: Final = 97
SHIFT: Final = 98
RESAMPLE: Final = 99

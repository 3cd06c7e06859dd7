"""What findings must know of all persons before they look at those of a block of districts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A whole society in whole numbers.

    `groups` of persons that occur, by their places in the society's file; `kinds` of subjects that are no
    persons; of persons' scores on the last day their number, sum, least and most; `needs`: the sum of how
    often each person asked for anything, and of its square; `asked`: how often each need was asked for.
    """

    groups: tuple[str, ...]
    kinds: tuple[str, ...]
    persons: int
    scores: int
    least: int
    most: int
    needs: int
    needs_squared: int
    asked: Mapping[str, int]


def of_blocks(blocks: Sequence[Whole], order: Sequence[str]) -> Whole:
    """The whole of several blocks; `order`: the society's groups, in which those that occur are named."""
    groups = {group for block in blocks for group in block.groups}
    settled = [block for block in blocks if block.persons]
    ids = sorted({need for block in blocks for need in block.asked})
    return Whole(
        groups=tuple(in_order_of(order, groups)),
        kinds=tuple(sorted({kind for block in blocks for kind in block.kinds})),
        persons=sum(block.persons for block in blocks),
        scores=sum(block.scores for block in blocks),
        least=min((block.least for block in settled), default=0),
        most=max((block.most for block in settled), default=0),
        needs=sum(block.needs for block in blocks),
        needs_squared=sum(block.needs_squared for block in blocks),
        asked={need: sum(block.asked.get(need, 0) for block in blocks) for need in ids},
    )


def in_order_of(order: Sequence[str], groups: set[str]) -> list[str]:
    """The groups that occur: those of the society's file as it has them, then any others by their words."""
    return [group for group in order if group in groups] + sorted(groups.difference(order))

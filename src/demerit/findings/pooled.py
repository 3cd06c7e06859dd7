"""Answers of blocks of districts put together: what districts add is joined first, and worked out then.

Whatever a finding is worked out of lies in arrays whose first axis is districts, or in spells and counts, so
that those of one block behind another's are those of all districts at once, to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from demerit.findings.finding import Estimate, FloatArray
from demerit.findings.jackknife import Sums
from demerit.findings.survival import Spells

Counts = Mapping[str, Mapping[str, int]]
"""How often, by what is counted and by id."""
Part = Sums | Spells | FloatArray | Counts
"""What districts add to an answer."""


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """An answer that is no function of one table of sums: what districts add to it, and how it is worked out.

    `work_out` gives None where there was nothing of the kind.
    """

    parts: Mapping[str, Any]
    work_out: Callable[[Mapping[str, Any]], Estimate | None]

    def estimate(self) -> Estimate | None:
        """The answer, of the parts that are here."""
        return self.work_out(self.parts)


Answer = Sums | Pooled | Estimate | None
"""None: there was nothing of the kind to measure. An Estimate is the same whatever happened."""


def in_spells(spells: Spells, work_out: Callable[[Spells], Estimate]) -> Pooled:
    """An answer that is worked out of spells."""
    return Pooled(parts={"spells": spells}, work_out=lambda parts: work_out(parts["spells"]))


def joined(answers: Sequence[Answer]) -> Answer:
    """One answer of several blocks' answers to one question, in the order of the blocks.

    Raises TypeError where they are not of one kind: then the question looked at more than its rules say.
    """
    first = answers[0]
    if any(type(answer) is not type(first) for answer in answers):
        kinds = sorted({type(answer).__name__ for answer in answers})
        raise TypeError(f"blocks of districts answer by {' and '.join(kinds)}")
    if isinstance(first, Pooled):
        each = [answer.parts for answer in answers if isinstance(answer, Pooled)]
        parts = {name: _put_together([one[name] for one in each]) for name in first.parts}
        return replace(first, parts=parts)
    if isinstance(first, Sums):
        return _sums([answer for answer in answers if isinstance(answer, Sums)])
    return first


def _put_together(parts: Sequence[Any]) -> Part:
    """One part of several blocks' parts."""
    first = parts[0]
    if isinstance(first, Sums):
        return _sums(parts)
    if isinstance(first, Spells):
        return Spells.behind_each_other(parts)
    return _added(parts) if isinstance(first, Mapping) else _stacked(parts)


def _sums(parts: Sequence[Sums]) -> Sums:
    """The sums of several blocks; what is not by district is the same in all."""
    first = parts[0]
    arrays: dict[str, Any] = {
        name: _stacked([getattr(part, name) for part in parts])
        for name in ("sums", "counts", "squares")
        if getattr(first, name) is not None
    }
    return replace(first, **arrays)


def _stacked(arrays: Sequence[FloatArray]) -> FloatArray:
    """Districts behind districts; where one block's last axis counts less far, it has 0 beyond."""
    widest = max(array.shape[-1] for array in arrays)
    wide = [np.pad(array, [(0, 0)] * (array.ndim - 1) + [(0, widest - array.shape[-1])]) for array in arrays]
    return np.concatenate(wide)


def _added(counts: Sequence[Counts]) -> Counts:
    """Counts of several blocks added up; ids that not all of them have stand in the order of their words."""
    added: dict[str, dict[str, int]] = {}
    for name in counts[0]:
        ids = [list(counted[name]) for counted in counts]
        alike = all(names == ids[0] for names in ids)
        order = ids[0] if alike else sorted({one for key in ids for one in key})
        added[name] = {one: sum(counted[name].get(one, 0) for counted in counts) for one in order}
    return added

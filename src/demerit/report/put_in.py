"""What a scheme's file states and a run can only give back: put in, not found.

A share of wrong records that the file states is no result. It is marked wherever it is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demerit.formats.values import bare, every_number
from demerit.report.folder import PERSON

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder

PUT_IN: Final = "put in, not found"
NEARLY_ALL = 0.9
"""From this share on, what people do hardly enters into what the file states."""
BY_REDRESS = ("wrong.corrected_share", "wrong.correction_days", "redress.appeals_per_100_losses")
BY_ALARMS = ("wrong.people_share", "wrong.per_1000_person_years", "kind.wrong_share.")


def put_in(run: RunFolder, name: str) -> bool:
    """Whether a finding gives back what the scheme's file states, rather than what came of it.

    - how many are wrongly recorded, where every channel has alarms at a stated rate: no act changes it;
    - how far a channel can be trusted, where that holds and nearly all its records are wrong, or where its
      only error is the stated share of misnamed records;
    - refusals for wrong records, where that holds, a single record is enough to be refused and nearly all
      refusals are for wrong ones;
    - what becomes of appeals, which chances and days of the file decide;
    - how long a band holds, where it is exactly as long as a rule says.
    """
    scheme = run.scheme.model
    appeal = scheme.redress.appeal if scheme.redress else None
    if name.startswith(BY_ALARMS):
        return _stated(run)
    if name == "access.but_for_wrong":
        return _stated(run) and _one_is_enough(run) and _value(run, name) >= NEARLY_ALL
    if name in BY_REDRESS:
        return appeal is not None
    if name == "redress.upheld_share":
        return appeal is not None and bare(appeal.upheld_if_wrong) == bare(appeal.upheld_if_right)
    if name.startswith("channel.ppv."):
        channel = next((c for c in scheme.channels if c.id == name.removeprefix("channel.ppv.")), None)
        wrong = 1 - _value(run, name, 1.0)
        certain = _stated(run) and wrong >= NEARLY_ALL
        return channel is not None and (channel.alarms is None or certain)
    if name.startswith("band.escape_days."):
        return _held_exactly(run, name)
    return False


def mark(run: RunFolder, name: str) -> str:
    """' (put in, not found)' after a number that the scheme's file states; '' after what was found."""
    return f" ({PUT_IN})" if put_in(run, name) else ""


def _value(run: RunFolder, name: str, absent: float = 0.0) -> float:
    """A finding's number, or what is taken where it has none."""
    finding = run.number(name)
    return absent if finding is None else float(finding.value)


def _stated(run: RunFolder) -> bool:
    """Whether every channel has alarms at a rate that the file states outright."""
    channels = run.scheme.model.channels
    return bool(channels) and all(c.alarms is not None and c.alarms.per_year is not None for c in channels)


def _one_is_enough(run: RunFolder) -> bool:
    """Whether one record of any conduct that costs persons takes them from the start to the lowest band."""
    scheme = run.scheme.model
    start, second = bare(scheme.score.start), bare(scheme.bands[1].from_) if len(scheme.bands) > 1 else None
    mildest = [max(every_number(c.points)) for c in scheme.conducts if c.subject == PERSON]
    losing = [points for points in mildest if points < 0]
    return start is not None and second is not None and bool(losing) and start + max(losing) < second


def _held_exactly(run: RunFolder, name: str) -> bool:
    """Whether half leave a band on the very day on which a rule lets go."""
    finding, band = run.number(name), name.removeprefix("band.escape_days.")
    holds = [c.to_band.days for c in run.scheme.model.conducts if c.to_band and c.to_band.id == band]
    return finding is not None and finding.value in holds

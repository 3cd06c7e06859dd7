"""Which findings restate what was put in, so that nobody takes them for found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder

PUT_IN = "put in, not found"


def put_in(run: RunFolder, name: str) -> bool:
    """Whether a finding is an input said again: wrong records where the alarms of all channels are given."""
    channels = run.scheme.model.channels
    stated = [channel for channel in channels if channel.alarms and channel.alarms.per_year is not None]
    about = name.startswith(("wrong.people_share", "wrong.per_1000", "channel.ppv", "kind.wrong_share"))
    return about and bool(channels) and len(stated) == len(channels)

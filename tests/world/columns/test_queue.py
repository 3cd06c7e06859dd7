"""Mail: sorted by target, source, occasion and purpose; nothing is lost between mornings."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.luck.compiled import kernel
from demerit.world.columns.queue import WHAT_BITS, enqueue, keep_tomorrows, sent_by, sort_queue
from demerit.world.columns.state import (
    BATCH,
    CASE,
    CURSOR_SIZE,
    ENTRY,
    EVENT,
    EVENTS,
    NEWS,
    REFUSAL,
    USED_SIZE,
    Log,
)
from worlds import world_of


class Place(NamedTuple):
    """As much of a state as the queue needs."""

    cursor: np.ndarray


@kernel
def send(w: Any, events: Any) -> None:
    """Queue events: what, target, source, occasion, provider; the word says which."""
    for n in range(events.shape[0]):
        what, target, source, occasion, provider = events[n]
        enqueue(w, what, target, occasion, sent_by(source, 0, 0, 0, provider, 0), np.uint64(n), 0)


@kernel
def sort(w: Any) -> None:
    """The morning's sort, by itself."""
    sort_queue(w)


@kernel
def close(w: Any) -> None:
    """What the end of a morning does, by itself."""
    keep_tomorrows(w)


def a_log(rows: int) -> Log:
    """Logs with so much room for events."""
    return Log(
        entries=np.zeros(1, ENTRY), refusals=np.zeros(1, REFUSAL), queue=np.zeros(rows, EVENT),
        cases=np.zeros(1, CASE), news=np.zeros(1, NEWS), used=np.zeros(USED_SIZE, np.int64),
    )  # fmt: skip


events = st.lists(
    st.tuples(
        st.integers(0, 9), st.integers(0, 60_000), st.integers(-1, 60_000), st.integers(0, 2**32 - 1),
        st.integers(0, 63),
    ),
    max_size=60,
)  # fmt: skip


def order(event: tuple[int, int, int, int, int]) -> tuple[int, ...]:
    """Target, source (nobody last), occasion, what, provider."""
    what, target, source, occasion, provider = event
    return target, source if source >= 0 else 2**16, occasion, what, provider


@given(events)
def test_queue_is_sorted_as_said(sent: list[tuple[int, int, int, int, int]]) -> None:
    """As the library sorts by (target, source, occasion, purpose), whole events moved, in place."""
    log, place = a_log(len(sent) + 1), Place(cursor=np.zeros(CURSOR_SIZE, np.int64))
    send(world_of(log=log), np.array(sent, np.int64).reshape(len(sent), 5))
    sort(world_of(s=place, log=log))
    found = [sent[word] for word in log.queue["word"][: len(sent)]]
    assert [order(each) for each in sorted(sent, key=order)] == [order(each) for each in found]
    assert [each[1] for each in found] == log.queue["target"][: len(sent)].tolist()
    assert [each[0] for each in found] == (log.queue["minor"][: len(sent)] >> WHAT_BITS).tolist()


@given(events, events)
def test_what_comes_while_the_queue_is_read_waits(
    today: list[tuple[int, int, int, int, int]], tomorrow: list[tuple[int, int, int, int, int]]
) -> None:
    """Events queued after the sort stand alone, in the order they came, when the morning is over."""
    log = a_log(len(today) + len(tomorrow) + 1)
    place = Place(cursor=np.zeros(CURSOR_SIZE, np.int64))
    for sent in (today, tomorrow):
        send(world_of(log=log), np.array(sent, np.int64).reshape(len(sent), 5))
        if sent is today:
            sort(world_of(s=place, log=log))
    assert len(today) == place.cursor[BATCH]
    close(world_of(s=place, log=log))
    assert (len(tomorrow), 0) == (log.used[EVENTS], place.cursor[BATCH])
    assert [each[1] for each in tomorrow] == log.queue["target"][: len(tomorrow)].tolist()

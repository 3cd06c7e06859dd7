"""Friends: circles that overlap, drawn from addresses, so that any district can be built alone.

In each layer (see circles) the share of every group that homophily asks for goes to the group's own pool,
the others to the mixed pool; pools are shuffled and cut into circles; in a circle pairs become friends by
chance. In the mixed pool ties fall within a group as chance has it, so the share of ties within
groups is chance + homophily (1 - chance). A pair drawn in both layers, and what a circle too small for
its ties lacks, are drawn again as single ties: the mean number of friends is met in small districts, too.

Numbers of friends are spread nearly as Poisson's law has it, a little narrower. MacCarron, Kaski & Dunbar
2016 (arXiv:1604.02400) find layers of 4.1, 6.9 and 18.8 people: means of 4 to 19 are what it is for.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from demerit.luck.batch import words_in_a_row, words_of_all
from demerit.luck.compiled import inline_allocating, kernel, outline
from demerit.luck.philox import below, uniform
from demerit.luck.purposes import TIES
from demerit.societies.circles import layers_and_size
from demerit.societies.words import signed, words

# Indices of the draws for ties; all but the last have one a layer.
OWN: Final = 0
PLACE: Final = 2
PAIR: Final = 4
LACK: Final = 6
AGAIN: Final = 8
SPARSE: Final = 0.05
TRIES: Final = 64
MIXED: Final = 256  # the pool of all groups; lower ones are a group's own
SURE: Final = 2.0**32
ONE: Final = np.uint64(1)


class Book(NamedTuple):
    """The ties of one district while they are drawn: a linked list a person, and what to draw again."""

    head: NDArray[np.int32]
    after: NDArray[np.int32]
    to: NDArray[np.int32]
    again: NDArray[np.int32]
    used: NDArray[np.int64]  # entries of `to`, then of `again`


@outline
def tied(book: Book, one: int, other: int) -> bool:
    """Whether two people are friends already."""
    at = book.head[one]
    while at >= 0:
        if book.to[at] == other:
            return True
        at = book.after[at]
    return False


@outline
def tie(book: Book, one: int, other: int) -> bool:
    """Make two people friends; False where they are already, or are one and the same."""
    at = book.used[0]
    if one == other or at + 2 > len(book.to) or tied(book, one, other):
        return False
    book.to[at] = other
    book.after[at] = book.head[one]
    book.head[one] = at
    book.to[at + 1] = one
    book.after[at + 1] = book.head[other]
    book.head[other] = at + 1
    book.used[0] = at + 2
    return True


@outline
def draw_again(book: Book, one: int, within: bool) -> None:
    """Note that a tie of this person is to be drawn anew, within the group or with anybody."""
    at = book.used[1]
    if at < len(book.again):
        book.again[at] = 2 * one + within
        book.used[1] = at + 1


@outline
def by_pool(pool: NDArray[np.uint16], order: NDArray[np.uint16], starts: NDArray[np.int64]) -> None:
    """People in the order of their pools, and where each pool starts (one more: the end)."""
    starts[:] = 0
    for person in range(len(pool)):
        starts[pool[person] + 2] += 1
    for i in range(2, len(starts)):
        starts[i] += starts[i - 1]
    for person in range(len(pool)):
        order[starts[pool[person] + 1]] = person
        starts[pool[person] + 1] += 1


@outline
def shuffle(luck: NDArray[np.uint32], order: NDArray[np.uint16], start: int, stop: int) -> None:
    """Put order[start:stop] into random order, by a word of luck for each place (Fisher & Yates)."""
    for last in range(stop - 1, start, -1):
        other = start + below(luck[last], last + 1 - start)
        order[last], order[other] = order[other], order[last]


@inline_allocating
def places(
    seed: np.uint64, district: int, layer: int, group: NDArray[np.uint8], homophily: float,
    order: NDArray[np.uint16], starts: NDArray[np.int64],
) -> None:  # fmt: skip
    """People of one layer, pool by pool, each shuffled; of every group the same share is among its own."""
    pool = group.astype(np.uint16)
    luck = np.empty(len(group), np.uint32)
    by_pool(pool, order, starts)
    words_of_all(seed, district, TIES, OWN + layer, luck)
    for i in range(MIXED):
        start, stop = starts[i], starts[i + 1]
        if start == stop:
            continue
        shuffle(luck, order, start, stop)
        mine = words(seed, district, i, 1, TIES, OWN + layer)
        own = signed((stop - start) * homophily + uniform(mine[0]))
        if own == 1:  # one alone would meet nobody
            own = 2 * signed(mine[1] & ONE) if stop - start > 1 else 0
        for j in range(min(start + own, stop), stop):
            pool[order[j]] = MIXED
    by_pool(pool, order, starts)
    words_of_all(seed, district, TIES, PLACE + layer, luck)
    for i in range(MIXED + 1):
        shuffle(luck, order, starts[i], starts[i + 1])


@inline_allocating
def pairs(
    seed: np.uint64, district: int, layer: int, circle: int, members: NDArray[np.uint16], chance: float,
    within: bool, book: Book,
) -> None:  # fmt: skip
    """Every pair of a circle become friends with this chance, four pairs a draw.

    Whom luck joins is listed first: a branch on luck is guessed wrong as often as it is taken.
    """
    limit = np.uint64(chance * SURE)
    asked = len(members) * (len(members) - 1) // 2
    luck = np.empty((4, (asked + 3) >> 2), np.uint32)
    words_in_a_row(seed, district, circle, TIES, PAIR + layer, luck)
    joined = np.empty((2, asked + 1), np.uint16)
    number = count = np.uint64(0)
    for i in range(1, len(members)):
        for j in range(np.uint64(i)):
            joined[0, count], joined[1, count] = members[i], members[j]
            count += np.uint64(np.uint64(luck[number & np.uint64(3), number >> np.uint64(2)]) < limit)
            number += ONE
    for i in range(count):
        one = signed(joined[0, i])
        if not tie(book, one, signed(joined[1, i])):
            draw_again(book, one, within)


@inline_allocating
def sparse_pairs(
    seed: np.uint64, district: int, layer: int, circle: int, members: NDArray[np.uint16], ties: int,
    book: Book,
) -> None:  # fmt: skip
    """So many random pairs of a large circle: to ask every pair would cost the square of its people."""
    made = 0
    attempt = 0
    while made < ties and attempt < TRIES * (ties + 1):
        luck = words(seed, district, circle, attempt, TIES, PAIR + layer)
        one = signed(members[below(luck[0], len(members))])
        other = signed(members[below(luck[1], len(members))])
        made += tie(book, one, other)
        attempt += 1


@inline_allocating
def circle_ties(
    seed: np.uint64, district: int, layer: int, circle: int, members: NDArray[np.uint16], mean: float,
    within: bool, book: Book,
) -> None:  # fmt: skip
    """Ties of one circle: `mean` a person; what so few people cannot have is drawn again elsewhere."""
    size = len(members)
    luck = words(seed, district, circle, 0, TIES, LACK + layer)
    reached = min(mean, np.float64(size - 1))
    if size > 1:
        chance = reached / (size - 1)
        if chance < SPARSE:
            ties = signed(size * reached / 2 + uniform(luck[0]))
            sparse_pairs(seed, district, layer, circle, members, ties, book)
        else:
            pairs(seed, district, layer, circle, members, chance, within, book)
    lacking = signed(size * (mean - reached) / 2 + uniform(luck[1]))
    for i in range(lacking):
        draw_again(book, signed(members[i % size]), within)


@inline_allocating
def layer_ties(
    seed: np.uint64, district: int, layer: int, order: NDArray[np.uint16], starts: NDArray[np.int64],
    size: float, mean: float, book: Book,
) -> None:  # fmt: skip
    """Cut each pool of a layer into circles of about `size` people, and draw their ties."""
    circle = 0
    for pool in range(MIXED + 1):
        people = starts[pool + 1] - starts[pool]
        circles = signed(people / size + 0.5) if people > size else min(people, 1)
        for i in range(circles):
            low, high = i * people // circles, (i + 1) * people // circles
            members = order[starts[pool] + low : starts[pool] + high]
            circle_ties(seed, district, layer, circle, members, mean, pool < MIXED, book)
            circle += 1


@inline_allocating
def single_ties(seed: np.uint64, district: int, group: NDArray[np.uint8], book: Book) -> None:
    """Draw again what circles could not hold: first as it was meant, in the end between any two."""
    people = len(group)
    order = np.empty(people, dtype=np.uint16)
    starts = np.empty(MIXED + 3, dtype=np.int64)
    by_pool(group.astype(np.uint16), order, starts)
    for i in range(book.used[1]):
        one = signed(book.again[i] >> 1)
        within = (book.again[i] & 1) == 1
        for attempt in range(TRIES):
            luck = words(seed, district, i, attempt, TIES, AGAIN)
            if attempt >= TRIES // 2:
                one = below(luck[1], people)
            other = below(luck[0], people)
            if within and attempt < TRIES // 2:
                low, high = signed(starts[group[one]]), signed(starts[group[one] + 1])
                other = signed(order[low + below(luck[0], high - low)])
            if tie(book, one, other):
                break


@inline_allocating
def write_ties(book: Book, start: int, friend_start: NDArray[np.int64], friends: NDArray[np.uint16]) -> int:
    """Write one district's friends, ascending a person, from `start` on; where the next begins."""
    people = len(book.head)
    friend_start[:people] = 0
    for at in range(book.used[0]):
        friend_start[book.to[at]] += 1
    end = start
    for person in range(people):
        friend_start[person], end = end, end + friend_start[person]
    for person in range(people):
        at = book.head[person]
        while at >= 0:
            other = book.to[at]
            friends[friend_start[other]] = person
            friend_start[other] += 1
            at = book.after[at]
    for person in range(people - 1, 0, -1):
        friend_start[person] = friend_start[person - 1]
    friend_start[0] = start
    return end


@kernel
def capacity(people: int, mean: float) -> int:
    """Entries that a district's ties need at most: twelve standard deviations above their number."""
    entries = people * min(mean, people - 1.0)
    return 2 * signed(entries / 2 + 12 * np.sqrt(entries) + 64)


@kernel
def fill_ties(
    seed: np.uint64, first: int, offsets: NDArray[np.int64], group: NDArray[np.uint8],
    mean: float, clustering: float, homophily: float,
    friend_start: NDArray[np.int64], friends: NDArray[np.uint16],
) -> int:  # fmt: skip
    """Write all friends of districts from `first` on; how many entries that took."""
    end = 0
    for d in range(len(offsets) - 1):
        mine = group[offsets[d] : offsets[d + 1]]
        people = len(mine)
        asked = min(mean, people - 1.0)
        entries = capacity(people, asked)
        book = Book(
            np.full(people, -1, dtype=np.int32),
            np.empty(entries, dtype=np.int32),
            np.empty(entries, dtype=np.int32),
            np.empty(entries, dtype=np.int32),
            np.zeros(2, dtype=np.int64),
        )
        layers, size = layers_and_size(asked, clustering, people)
        order = np.empty(people, dtype=np.uint16)
        starts = np.empty(MIXED + 3, dtype=np.int64)
        for layer in range(layers):
            places(seed, first + d, layer, mine, homophily, order, starts)
            layer_ties(seed, first + d, layer, order, starts, size, asked / layers, book)
        single_ties(seed, first + d, mine, book)
        end = write_ties(book, end, friend_start[offsets[d] : offsets[d + 1]], friends)
    friend_start[offsets[-1]] = end
    return end

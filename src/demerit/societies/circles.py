"""How large circles of acquaintance must be for friends to be as clustered as asked: closed forms.

Everybody belongs to one circle in each of two layers (say, home and work). Inside a circle of x + 1
people each pair are friends with chance q. Of a person's M = 2x possible friends, m = M q are friends,
and of two of them a share (x - 1) / (M - 1) come from the same circle, where they know each other with
chance q, whatever the number of friends. So the mean local clustering is

    c = q (x - 1) / (M - 1) = m (x - 1) / (2x (2x - 1)),

solved for x below. More than q = 1 gives, about (m - 2) / (2m - 2), takes a single layer: c = q = m / x,
and the district falls apart into islands.
"""

from __future__ import annotations

import math

from demerit.luck.compiled import kernel


@kernel
def background(mean: float, people: int) -> float:
    """The chance that two of a person's friends from different circles know each other."""
    return min(1.0, mean / (people - 1))


@kernel
def layers_and_size(mean: float, clustering: float, people: int) -> tuple[int, float]:
    """Number of layers and people to a circle (a mean: circles are whole) in a district of `people`.

    `mean` is at most people - 1; `clustering` is 0-1. Clustering that chance alone brings is deducted.
    Where chance brings all, one layer with the whole district as its circle is all there is.
    Only square roots and the four operations: the same on every machine.
    """
    by_chance = background(mean, people)
    most = float(people)
    if mean <= 0.0 or clustering <= by_chance:
        return 1, most
    wanted = (clustering - by_chance) / (1.0 - by_chance)
    half = 2.0 * wanted + mean
    root = half * half - 16.0 * wanted * mean
    slots = (half + math.sqrt(root)) / (8.0 * wanted) if root >= 0.0 else 0.0
    if 2.0 * slots >= mean and slots > 1.0 and 1.0 + slots < most:
        return 2, 1.0 + slots
    if root >= 0.0 and 1.0 + slots >= most:
        return 1, most
    return 1, min(most, 1.0 + mean / wanted)

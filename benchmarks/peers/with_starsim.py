"""Starsim: a module with a state a person, Bernoulli hits and drawn kinds, a step a day."""

# pyright: basic, reportMissingImports=false
from __future__ import annotations

import numpy as np
import starsim as ss
from tally import LEAST, MOST, POINTS, START, law, timed


class Tally(ss.Module):
    """Scores and what moves them."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.define_pars(dt=ss.days(1))
        self.define_states(ss.FloatArr("score", default=float(START)))
        chance, self.more = law(rate)
        self.hit = ss.bernoulli(p=chance)
        self.count = ss.random()
        self.kind = ss.randint(low=0, high=POINTS.size)

    def step(self) -> None:
        """A day: who is hit, how often, and by what."""
        hit = self.hit.filter()
        left = 1 + np.searchsorted(self.more, self.count.rvs(hit))
        for _ in range(int(left.max(initial=0))):
            moved = self.score[hit] + POINTS[np.asarray(self.kind.rvs(hit), np.int64)]
            self.score[hit] = np.clip(moved, LEAST, MOST)
            hit, left = hit[left > 1], left[left > 1] - 1


def live(people: int, days: int, rate: float, seed: int) -> np.ndarray:
    """The scores after some days."""
    tally = Tally(rate)
    # both ends of the duration are lived
    sim = ss.Sim(
        modules=tally, n_agents=people, start=ss.date("2020-01-01"), dur=ss.days(days - 1), dt=ss.days(1),
        rand_seed=seed, verbose=0, copy_inputs=False,
    )  # fmt: skip
    sim.run()
    return np.asarray(tally.score.values)


if __name__ == "__main__":
    timed(live)

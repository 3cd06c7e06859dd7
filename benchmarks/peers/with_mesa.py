"""Mesa: an agent a person, all shuffled to act once a day, as its documentation's first model does."""

# pyright: basic, reportMissingImports=false
from __future__ import annotations

import mesa
import numpy as np
from tally import LEAST, MOST, POINTS, START, law, timed


class Person(mesa.Agent):
    """Somebody with a score."""

    def __init__(self, model: mesa.Model) -> None:
        super().__init__(model)
        self.score = START

    def live(self) -> None:
        """A day."""
        if self.random.random() < self.model.chance:
            luck = self.random.random()
            events = 1 + sum(luck > share for share in self.model.more)
            for _ in range(events):
                self.score = min(max(self.score + self.random.choice(self.model.points), LEAST), MOST)


class Town(mesa.Model):
    """Everybody."""

    def __init__(self, people: int, rate: float, seed: int) -> None:
        super().__init__(seed=seed)
        self.chance, more = law(rate)
        self.more, self.points = more.tolist(), POINTS.tolist()
        Person.create_agents(model=self, n=people)

    def step(self) -> None:
        """A day for everybody."""
        self.agents.shuffle_do("live")


def live(people: int, days: int, rate: float, seed: int) -> np.ndarray:
    """The scores after some days."""
    town = Town(people, rate, seed)
    for _ in range(days):
        town.step()
    return np.array([person.score for person in town.agents])


if __name__ == "__main__":
    timed(live)

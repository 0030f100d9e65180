"""Repeatable chance: the same draws on every version of Python."""

import math
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """Draws that rest on `Random.random` alone, which Python keeps stable."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def share(self) -> float:
        """Return a number in [0, 1)."""
        return self._random.random()

    def happens(self, probability: float) -> bool:
        """Return true with a probability."""
        return self.share() < probability

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self.share() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[int(self.share() * len(choices))]

    def normal(self) -> float:
        """Return a nearly normal number with mean 0 and deviation 1."""
        return sum(self.share() for _ in range(12)) - 6

    def skewed(self, spread: float) -> float:
        """Return a positive number with median 1 and a long tail."""
        return math.exp(spread * self.normal())

    def shuffled(self, values: Sequence[T]) -> list[T]:
        """Return the values in another order."""
        keyed = [(self.share(), index) for index in range(len(values))]
        return [values[index] for _, index in sorted(keyed)]

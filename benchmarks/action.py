"""What a task gives to be measured."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from benchmarks.answers import Answer


def nothing() -> None:
    """Prepare nothing before a repeat."""


@dataclass(frozen=True, slots=True)
class Action:
    """`run` is timed; `before` prepares each repeat and hands it its argument.

    `answer` turns what the run returned into what must agree between
    competitors; neither of the two is timed.
    """

    run: Callable[[Any], Any]  # each task has its own argument and result
    answer: Callable[[Any], Answer]
    before: Callable[[], Any] = nothing

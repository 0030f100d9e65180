"""What is going to happen on which day, and how late a customer will pay."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from scripts.sample_company.calendar_of_trade import working_day_from
from scripts.sample_company.chance import Chance
from scripts.sample_company.customers import Habit

WORSE_FROM: Final = date(2026, 2, 1)

Event = Callable[[date], None]


@dataclass(slots=True)
class Agenda:
    """Events and planned payments by their working day."""

    _events: dict[date, list[Event]] = field(default_factory=lambda: defaultdict(list))
    _payments: dict[date, dict[str, list[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def later(self, day: date, event: Event) -> None:
        """Let something happen on a day or the next working day."""
        self._events[working_day_from(day)].append(event)

    def pay(self, day: date, customer: str, reference: str) -> None:
        """Let a customer pay a document on a day or the next working day."""
        self._payments[working_day_from(day)][customer].append(reference)

    def happen(self, day: date) -> None:
        """Let everything happen that was planned for a day."""
        for event in self._events.pop(day, []):
            event(day)

    def payers(self, day: date) -> Iterator[tuple[str, list[str]]]:
        """Give the customers who pay on a day and the documents they pay."""
        yield from sorted(self._payments.pop(day, {}).items())


def days_late(habit: Habit, issue: date, chance: Chance) -> int:
    """Return how many days after its due date a document will be paid."""
    days = habit.days_late + habit.deviation * chance.normal()
    if habit.worsens and issue >= WORSE_FROM:
        days += 30
    if chance.happens(0.03):
        days += chance.between(25, 90)
    return max(-5, round(days))

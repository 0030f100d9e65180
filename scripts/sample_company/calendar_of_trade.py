"""Working days, pay days and seasons of the invented companies."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

_SEASON: Final = (0.86, 0.92, 1.0, 0.98, 1.02, 1.04, 0.98, 0.74, 1.02, 1.1, 1.18, 1.2)
_SATURDAY: Final = 5


def is_working_day(day: date) -> bool:
    """Return true from Monday to Friday, except on the first of January."""
    return day.weekday() < _SATURDAY and (day.month, day.day) != (1, 1)


def working_day_from(day: date) -> date:
    """Return the day itself or the next working day."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def next_pay_day(day: date, days_of_month: Sequence[int]) -> date:
    """Return the next day, from `day` on, on which a customer pays."""
    while day.day not in days_of_month:
        day += timedelta(days=1)
    return working_day_from(day)


def season(day: date) -> float:
    """Return how busy a month is; the year's mean is about 1."""
    return _SEASON[day.month - 1]

"""What every competitor must answer alike: cents per currency and bucket."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

Answer = dict[str, int]

EDGES: Final = (0, 30, 60, 90, 120)
BUCKETS: Final = ("B0", "B1", "B2", "B3", "B4", "B5", "UNAPPLIED")


def add_up(rows: Iterable[tuple[str, str, int]]) -> Answer:
    """Return the sums of (currency, bucket, cents), without zeros."""
    answer: Answer = {}
    for currency, bucket, cents in rows:
        key = f"{currency} {bucket}"
        answer[key] = answer.get(key, 0) + cents
    return dict(sorted((key, cents) for key, cents in answer.items() if cents))


def to_cents(amount: Decimal | int) -> int:
    """Return an amount as whole cents; raises ValueError if it is not whole."""
    cents = Decimal(amount) * 100
    if cents != int(cents):
        raise ValueError(f"{amount} is not a whole number of cents")
    return int(cents)

"""Amounts: exact decimals, the currency's decimals, one rounding function."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from babel.numbers import get_currency_precision

LEDGER_SCALE: Final = 4
UNKNOWN_CURRENCY: Final = "XXX"


@lru_cache(maxsize=512)
def decimals_of(currency: str) -> int:
    """Return how many decimals a currency has, by ISO 4217 (CLP 0, EUR 2)."""
    return min(get_currency_precision(currency), LEDGER_SCALE)


def round_half_up(amount: Decimal, decimals: int) -> Decimal:
    """Round half away from zero; the only place where amounts are rounded."""
    return amount.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def to_json_amount(amount: Decimal, currency: str) -> str:
    """Return an amount as text with the currency's decimals: `1234.50`.

    Never loses a digit: an amount that has more decimals than its currency
    (possible in sums of unknown currency) is printed with those it has.
    """
    decimals = decimals_of(currency)
    rounded = round_half_up(amount, decimals)
    exact = rounded if rounded == amount else amount.normalize()
    return f"{exact:f}"

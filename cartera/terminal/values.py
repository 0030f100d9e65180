"""The words of an order as values: dates, pairs, amounts, choices."""

import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Final, Literal, TypeVar

from cartera.errors import UsageError
from cartera.money import decimals_of

_AMOUNT: Final = re.compile(r"^(-?\d+)(?:[.,](\d+))?$")
_CURRENCY: Final = re.compile(r"^[A-Z]{3}$")
DECIMAL_MARKS: Final[tuple[Literal[",", "."], ...]] = (",", ".")
DATE_ORDERS: Final[tuple[Literal["dmy", "mdy", "ymd"], ...]] = ("dmy", "mdy", "ymd")
CONTROL_TOTAL_FORM: Final = "EUR=1234.50"
PARAMETER_FORM: Final = "basis=due"


Choice = TypeVar("Choice", bound=str)


def read_date(option: str, text: str | None) -> date | None:
    """Read an ISO date; raises UsageError for anything else."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError("COMMAND_DATE", option=option, value=text) from None


def read_instant(option: str, text: str | None) -> datetime | None:
    """Read a date, which means its end, or a date with time.

    Where the text names no time zone it is the local one. Raises UsageError for
    anything else.
    """
    if text is None:
        return None
    try:
        if len(text.strip()) <= len("2026-03-31"):
            day = date.fromisoformat(text.strip())
            return datetime.combine(day, time.max).astimezone()
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError("COMMAND_INSTANT", option=option, value=text) from None
    return moment.astimezone()


def read_choice(
    option: str, text: str | None, choices: Sequence[Choice]
) -> Choice | None:
    """Return one of the choices; raises UsageError for another value."""
    return None if text is None else one_of(option, text, choices)


def one_of(option: str, text: str, choices: Sequence[Choice]) -> Choice:
    """Return one of the choices; raises UsageError for another value."""
    for choice in choices:
        if text == choice:
            return choice
    raise UsageError(
        "COMMAND_VALUE", option=option, value=text, choices=", ".join(choices)
    )


def read_number(option: str, text: str, low: int, high: int) -> int:
    """Read a whole number within bounds; raises UsageError for anything else."""
    if text.isascii() and text.isdigit() and low <= int(text) <= high:
        return int(text)
    raise UsageError("COMMAND_NUMBER", option=option, value=text, low=low, high=high)


def read_pairs(option: str, words: Sequence[str], form: str) -> dict[str, str]:
    """Read words such as `name=value`.

    Raises UsageError for a word without a name and for a name with two values.
    """
    pairs: dict[str, str] = {}
    for word in words:
        name, mark, value = word.partition("=")
        name = name.strip()
        if not mark or not name:
            raise UsageError("COMMAND_PAIR", option=option, value=word, form=form)
        if pairs.setdefault(name, value) != value:
            raise UsageError("COMMAND_PAIR_TWICE", option=option, name=name)
    return pairs


def read_control_totals(words: Sequence[str]) -> Mapping[str, Decimal]:
    """Read control totals per currency: `EUR=1234.50` or `EUR=1234,50`.

    A mark stands for decimals, never for thousands; more decimals than the
    currency has are a UsageError, so that `1.234` is not taken for either.
    """
    option = "--control-total"
    pairs = read_pairs(option, words, CONTROL_TOTAL_FORM)
    return {
        _currency(option, name): _amount(option, name, text)
        for name, text in pairs.items()
    }


def read_currency(option: str, text: str | None) -> str | None:
    """Read a currency code of three letters; raises UsageError otherwise."""
    return None if text is None else _currency(option, text)


def read_files(words: Sequence[str]) -> list[tuple[str, Path]]:
    """Return name and path of each file; raises UsageError if one is not there."""
    paths = [Path(word) for word in words]
    for path in paths:
        if path.is_dir():
            raise UsageError("FILE_IS_FOLDER", file=str(path))
        if not path.exists():
            raise UsageError("FILE_NOT_FOUND", file=str(path))
    return [(path.name, path) for path in paths]


def read_password() -> str:
    """Read the password of a workbook from the first line of standard input."""
    return sys.stdin.readline().rstrip("\r\n")


def _currency(option: str, text: str) -> str:
    code = text.strip().upper()
    if not _CURRENCY.match(code):
        raise UsageError("COMMAND_CURRENCY", option=option, value=text)
    return code


def _amount(option: str, currency: str, text: str) -> Decimal:
    found = _AMOUNT.match(text.strip())
    decimals = decimals_of(_currency(option, currency))
    if not found or len(found[2] or "") > decimals:
        raise UsageError(
            "COMMAND_PAIR", option=option, value=text, form=CONTROL_TOTAL_FORM
        )
    return Decimal(f"{found[1]}.{found[2] or 0}")

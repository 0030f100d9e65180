"""Numbers, amounts and dates as text in the reader's region, by Babel.

Grids and charts format by the browser, whatever the product's language; so
everything that a person reads is made here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

import polars as pl
from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_decimal_symbol,
    get_group_symbol,
)

from cartera.export.amounts import amounts_as_text
from cartera.money import LEDGER_SCALE, UNKNOWN_CURRENCY, decimals_of, round_half_up

FIGURE_SPACE: Final = "\u2007"
NO_VALUE: Final = "—"
_LETTER_BEFORE_DIGIT: Final = re.compile(r"([^\W\d_])(?=\d)")
_DEFAULTS: Final = {"es": "es_ES", "en": "en_GB"}


def reader_locale(language: str, browser: str | None) -> str:
    """Choose the region: the browser's where it speaks the page's language."""
    default = _DEFAULTS.get(language, language)
    if not browser:
        return default
    try:
        found = Locale.parse(browser, sep="-")
    except (UnknownLocaleError, ValueError):
        return default
    speaks = found.language == language and found.territory
    return f"{found.language}_{found.territory}" if speaks else default


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of one region, such as es_MX."""

    locale: str

    @property
    def decimal_mark(self) -> str:
        """The sign before decimals: a comma or a point."""
        return get_decimal_symbol(self.locale)

    @property
    def group_mark(self) -> str:
        """The sign between thousands."""
        return get_group_symbol(self.locale)

    @property
    def plotly_separators(self) -> str:
        """Decimal mark and thousands mark, as a figure's layout wants them."""
        return self.decimal_mark + self.group_mark

    @property
    def date_field(self) -> str:
        """The pattern of date fields; English readers get an unambiguous one."""
        return "DD/MM/YYYY" if self.locale.startswith("es") else "YYYY-MM-DD"

    @property
    def grid_date(self) -> str:
        """The pattern of dates in grids, equal to what `day` returns."""
        return "DD/MM/YYYY" if self.locale.startswith("es") else "D MMM YYYY"

    def amount(self, amount: Decimal | None, currency: str) -> str:
        """Return an amount with its currency's decimals, without the currency."""
        if amount is None:
            return NO_VALUE
        decimals = _decimals(amount, currency)
        pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
        exact = round_half_up(amount, decimals)
        return format_decimal(exact or Decimal(0), format=pattern, locale=self.locale)

    def money(self, amount: Decimal | None, currency: str) -> str:
        """Return an amount with its currency; an unknown one is left unnamed."""
        if amount is None:
            return NO_VALUE
        if currency == UNKNOWN_CURRENCY:
            return self.amount(amount, currency)
        exact = round_half_up(amount, decimals_of(currency))
        written = format_currency(exact or Decimal(0), currency, locale=self.locale)
        return _apart(written)

    def short_money(self, amount: Decimal, currency: str) -> str:
        """Return an amount in thousands or millions, for axes and bars only."""
        if currency == UNKNOWN_CURRENCY:
            return format_compact_decimal(amount, locale=self.locale, fraction_digits=1)
        return _apart(
            format_compact_currency(
                amount, currency, locale=self.locale, fraction_digits=1
            )
        )

    def count(self, number: int) -> str:
        """Return a whole number with its thousands marks."""
        return format_decimal(number, format="#,##0", locale=self.locale)

    def share(self, part: Decimal, whole: Decimal) -> str:
        """Return part of whole in percent, a dash where there is no whole."""
        if whole <= 0:
            return NO_VALUE
        ratio = round_half_up(part / whole, 3)
        return format_percent(ratio, format="#,##0.0 %", locale=self.locale)

    def day(self, day: date | None) -> str:
        """Return a date: 31/10/2026 in Spanish, 31 Oct 2026 in English."""
        if day is None:
            return NO_VALUE
        spanish = self.locale.startswith("es")
        pattern = "dd/MM/yyyy" if spanish else "d MMM yyyy"
        return format_date(day, pattern, locale=self.locale)

    def day_of(self, iso: str) -> str:
        """Return an ISO date as `day` writes it."""
        return self.day(date.fromisoformat(iso))

    def totals(self, totals: Mapping[str, str]) -> str:
        """Return amounts per currency, given as plain text, in one line."""
        pairs = sorted(totals.items())
        return " · ".join(self.money(Decimal(text), code) for code, text in pairs)

    def short_day(self, day: date) -> str:
        """Return a date for an axis: `oct 26` for a month's end, else `20 nov 26`."""
        is_month_end = (day + timedelta(days=1)).day == 1
        pattern = "MMM yy" if is_month_end else "d MMM yy"
        return format_date(day, pattern, locale=self.locale)

    def moment(self, moment: datetime | None) -> str:
        """Return a date with hours and minutes, in the zone the moment carries."""
        if moment is None:
            return NO_VALUE
        hours = format_datetime(moment, "HH:mm", locale=self.locale)
        return f"{self.day(moment.date())} {hours}"


def _apart(money: str) -> str:
    """Put a space between a currency in letters and its amount: `EUR 1,234.50`."""
    return _LETTER_BEFORE_DIGIT.sub("\\1\u00a0", money)


def amount_texts(
    amounts: pl.Series, currencies: pl.Series, formats: Formats
) -> pl.Series:
    """Return what `Formats.amount` returns for each row, for whole columns.

    Padded with figure spaces to one width, so that a grid that sorts these
    texts sorts the amounts.
    """
    plain = amounts_as_text(pl.DataFrame({"currency": currencies, "v": amounts}))["v"]
    return aligned(_grouped(plain, formats))


def count_texts(counts: pl.Series, formats: Formats) -> pl.Series:
    """Return what `Formats.count` returns for each row, aligned as amounts are."""
    return aligned(_grouped(counts.cast(pl.String), formats))


def aligned(texts: pl.Series) -> pl.Series:
    """Pad texts with figure spaces to the width of the longest."""
    shown = texts.fill_null(NO_VALUE)
    width = shown.str.len_chars().max()
    return shown.str.pad_start(width if isinstance(width, int) else 0, FIGURE_SPACE)


def _grouped(plain: pl.Series, formats: Formats) -> pl.Series:
    """Put the region's marks into texts such as -1234567.50."""
    digits = plain.str.extract(r"^-?(\d+)", 1)
    marked = digits.str.reverse().str.replace_all(r"(\d{3})", "$1 ").str.strip_chars()
    whole = marked.str.reverse().str.replace_all(" ", formats.group_mark, literal=True)
    rest = plain.str.extract(r"(\..*)$", 1).fill_null("")
    sign = plain.str.extract(r"^(-)", 1).fill_null("")
    return sign + whole + rest.str.replace(".", formats.decimal_mark, literal=True)


def _decimals(amount: Decimal, currency: str) -> int:
    """Return the currency's decimals, or more where the amount has them."""
    exponent = amount.normalize().as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    return min(max(decimals_of(currency), digits), LEDGER_SCALE)

"""Currencies as people write them: codes, symbols and names.

A lone `$` (or `Bs`, `¥`) belongs to several currencies, so it is recognised as a
mark but names no currency.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import polars as pl
from babel import Locale
from babel.numbers import list_currencies

from cartera.ingest.synonyms import header_currency

_SYMBOLS: Final[Mapping[str, str | None]] = MappingProxyType(
    {
        "$": None,
        "US$": "USD",
        "U$S": "USD",
        "USD$": "USD",
        "DOL": "USD",
        "€": "EUR",
        "EURO": "EUR",
        "EUROS": "EUR",
        "£": "GBP",
        "¥": None,
        "₹": "INR",
        "R$": "BRL",
        "S/": "PEN",
        "S/.": "PEN",
        "BS": None,
        "BS.": None,
        "BS.S": "VES",
        "Q": "GTQ",
        "L": "HNL",
        "LPS": "HNL",
        "LPS.": "HNL",
        "C$": "NIO",
        "₡": "CRC",
        "₲": "PYG",
        "GS": "PYG",
        "GS.": "PYG",
        "B/.": "PAB",
        "RD$": "DOP",
        "COL$": "COP",
        "COP$": "COP",
        "MX$": "MXN",
        "MXN$": "MXN",
        "MN": "MXN",
        "M.N.": "MXN",
        "AR$": "ARS",
        "PES": "ARS",
        "CLP$": "CLP",
        "$U": "UYU",
        "DIRHAM": "AED",
    }
)
# Codes that a title may hold as a word without meaning something else (TOP, ALL).
_COMMON: Final = (
    "EUR",
    "USD",
    "MXN",
    "COP",
    "CLP",
    "ARS",
    "PEN",
    "BRL",
    "UYU",
    "PYG",
    "BOB",
    "VES",
    "CRC",
    "GTQ",
    "HNL",
    "NIO",
    "DOP",
    "PAB",
    "GBP",
    "CHF",
    "CAD",
    "JPY",
    "CNY",
    "AUD",
    "INR",
    "AED",
    "SGD",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "CZK",
    "TRY",
    "ZAR",
)
_LANGUAGES: Final = ("es", "en", "pt")
_NOT_MARK: Final = r"[0-9.,'’ʼ´`()+\-−–—\s\u{a0}\u{2009}\u{202f}]+"
_SIDES: Final = ("CR", "DR", "D", "H")


@lru_cache(maxsize=1)
def marks() -> Mapping[str, str | None]:
    """Return every currency mark in upper case and the currency it names, if one."""
    codes: dict[str, str | None] = {code: code for code in list_currencies()}
    return MappingProxyType({**codes, **_SYMBOLS})


@lru_cache(maxsize=1)
def mark_pattern() -> str:
    """Return a regular expression for any mark in upper case, longest first."""
    longest_first = sorted(marks(), key=lambda mark: (-len(mark), mark))
    return "(?:" + "|".join(re.escape(mark) for mark in longest_first) + ")"


def currency_of(text: str) -> str | None:
    """Return the ISO code that a cell of a currency column names, else None."""
    upper = " ".join(text.split()).upper()
    known = marks()
    if upper in known:
        return known[upper]
    return _names().get(upper)


def currency_codes(values: pl.Series) -> pl.Series:
    """Return the ISO code for each value of a currency column, null if unknown."""
    distinct = values.drop_nulls().unique()
    codes = {text: currency_of(text) for text in distinct}
    return values.replace_strict(codes, default=None, return_dtype=pl.String)


def currency_marks(amounts: pl.Series) -> dict[str, int]:
    """Count the currency marks in a column of amounts: `{"US$": 3, "$": 40}`.

    Marks are in upper case and without points (`S/`, `BS`).
    """
    residue = amounts.drop_nulls().str.to_uppercase().str.replace_all(_NOT_MARK, "")
    counts: dict[str, int] = {}
    for text, count in residue.filter(residue != "").value_counts().iter_rows():
        mark = _bare_mark(text)
        if mark is not None:
            counts[mark] = counts.get(mark, 0) + count
    return counts


def currency_of_amounts(amounts: pl.Series) -> str | None:
    """Return the one currency that the marks in a column of amounts name.

    None without a mark, with only ambiguous ones (`$`), or with several.
    """
    codes = {_bare()[mark] for mark in currency_marks(amounts)} - {None}
    return codes.pop() if len(codes) == 1 else None


def currency_in_text(text: str) -> str | None:
    """Return the one currency named in a title or a header, else None.

    Understands codes (`Total COP`), unambiguous symbols (`Valor (R$)`) and names
    in Spanish, English and Portuguese (`Moneda: Peso mexicano`).
    """
    found = {code for code in _COMMON if re.search(rf"\b{code}\b", text)}
    found |= {
        code
        for symbol, code in _SYMBOLS.items()
        if code and not symbol[0].isascii() and symbol in text
    }
    upper = text.upper()
    for prefix in re.findall(r"(?:\b[A-Z]{1,3}\$|\$U\b|\bU\$S)", upper):
        found |= {code} if (code := marks().get(prefix)) else set()
    names = _names()
    words = " ".join(re.findall(r"[^\W\d_]+", upper))
    found |= {code for name, code in names.items() if " " in name and _has(words, name)}
    return found.pop() if len(found) == 1 else None


def currency_in_header(header: str) -> str | None:
    """Return the one currency that a header names (`Saldo EUR`, `Importe euros`)."""
    tail = header_currency(header)
    return currency_in_text(header) or (currency_of(tail) if tail else None)


def _has(words: str, name: str) -> bool:
    return f" {name} " in f" {words} "


def _bare_mark(text: str) -> str | None:
    without_sides = (text.removesuffix(side) for side in _SIDES)
    return next((mark for mark in (text, *without_sides) if mark in _bare()), None)


@lru_cache(maxsize=1)
def _bare() -> Mapping[str, str | None]:
    return {mark.replace(".", ""): code for mark, code in marks().items()}


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale(language).currencies.items():
            if code in _COMMON:
                names.setdefault(name.upper(), code)
    return names

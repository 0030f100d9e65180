"""When two ways of writing a name, a tax id or a number mean the same thing.

Keys are computed from values, never counted, so that the same files in any
order give the same keys.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import polars as pl
from stdnum.eu import vat

_LEGAL_DOTS: Final = r"\b(\p{L})[.\s]+(\p{L})[.\s]+(\p{L})\.?(\s|$)"
_LEGAL_DOTS_SHORT: Final = r"\b(\p{L})\.\s?(\p{L})\b\.?"


def fold(text: pl.Expr) -> pl.Expr:
    """Return lower-case text without accents."""
    return text.str.normalize("NFKD").str.replace_all(r"\p{M}+", "").str.to_lowercase()


def fold_text(text: str) -> str:
    """Return one lower-case text without accents, the same as `fold`."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def name_key(name: pl.Expr) -> pl.Expr:
    """Return the form in which two spellings of a name are compared.

    Case, accents, punctuation and blanks do not count, `&` reads as `y`, and
    dotted initials join (`S. A. de C.V.` is `sa de cv`). The legal form stays:
    two companies may differ in nothing else. A name without letters or digits
    gives null.
    """
    key = (
        fold(name)
        .str.replace_all("&", " y ")
        .str.replace_all(_LEGAL_DOTS, "$1$2$3$4")
        .str.replace_all(_LEGAL_DOTS_SHORT, "$1$2")
        .str.replace_all(r"['’`´]", "")
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars()
    )
    return pl.when(key != "").then(key)


def number_key(number: pl.Expr) -> pl.Expr:
    """Return a document number without leading zeros, blanks and punctuation.

    `0001-000123` and `1000123` are the same; only for suggestions and for
    references that fit exactly one document (DESIGN §2, Identity). The same as
    in `queries/staging`: leading zeros go after the punctuation.
    """
    key = (
        number.str.to_uppercase()
        .str.replace_all(r"[^0-9A-Z]", "")
        .str.strip_chars_start("0")
    )
    return pl.when(key != "").then(key)


def tax_ids(values: Iterable[str | None]) -> dict[str, str | None]:
    """Return each distinct tax id with its compact form, see `tax_id`."""
    return {value: tax_id(value) for value in values if value is not None}


@lru_cache(maxsize=65536)
def tax_id(value: str) -> str | None:
    """Return a tax id in capitals without blanks and punctuation.

    A European country prefix is dropped where python-stdnum confirms the rest
    as a valid number of that country (`ES B-58818501` is `B58818501`). Nothing
    left gives null.
    """
    compact = "".join(c for c in value.upper() if c.isalnum())
    prefixed = len(compact) > 4 and compact[:2].isalpha()
    if prefixed and vat.is_valid(compact):
        return compact[2:]
    return compact or None

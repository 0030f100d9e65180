"""An amount's text without what is written around it: signs, currency, Dr/Cr."""

from functools import lru_cache
from typing import Final

import polars as pl

from cartera.ingest.currencies import mark_pattern

_PLAIN: Final = r"^-?[0-9][0-9.,]*$"
_SIMPLE: Final = (
    r"^(?<s1>[-(]?)(?:US\$|R\$|S/|[$€£])?[ \u{a0}]?(?<s2>[-(]?)"
    r"(?<body>[0-9][0-9.,]*[0-9]|[0-9])(?<s3>[-)]?)[ \u{a0}]?[€$]?$"
)
_SPACES: Final = r"[\s\u{a0}\u{1680}\u{2000}-\u{200b}\u{202f}\u{205f}\u{3000}\u{feff}]+"
_MINUS: Final = "[\u2010-\u2015\u2212\ufe63\uff0d]"
_APOSTROPHES: Final = "[’‘ʼ´`＇]"


def split_amounts(values: pl.Series) -> pl.DataFrame:
    """Return `body` (digits and marks) and `negative` of each value.

    The body is null where the value is not a number with at most a sign, a
    currency mark and a debit or credit letter around it. Values are tried from
    the plain form to the rarest one, because the rarest costs most.
    """
    plain = values.str.contains(_PLAIN)
    body = pl.select(pl.when(plain).then(values.str.strip_prefix("-"))).to_series()
    split = pl.DataFrame(
        {"body": body, "negative": values.str.starts_with("-").fill_null(value=False)}
    )
    for undress in (_undress_simple, _undress):
        odd = (split["body"].is_null() & values.is_not_null()).arg_true()
        if odd.is_empty():
            break
        dressed = undress(values.gather(odd))
        split = split.with_columns(
            split[name].scatter(odd, dressed[name]) for name in split.columns
        )
    return split


def _undress_simple(values: pl.Series) -> pl.DataFrame:
    """Take off a sign or brackets and one of the most usual symbols."""
    return _signed(values.str.extract_groups(_SIMPLE).struct.unnest())


def _undress(values: pl.Series) -> pl.DataFrame:
    """Take off signs, brackets, any currency mark and Dr/Cr letters."""
    text = (
        values.str.replace_all(_SPACES, " ")
        .str.strip_chars()
        .str.to_uppercase()
        .str.replace_all(_MINUS, "-")
        .str.replace_all(_APOSTROPHES, "'")
        .str.replace_all(" *([^0-9 ]) *", "${1}")
        .str.replace(r"([0-9])[.,]-{1,2}$", "${1}")
    )
    signed = _signed(text.str.extract_groups(_dress()).struct.unnest())
    nothing = text.str.contains(rf"^{mark_pattern()}?-+$")
    body = pl.when(nothing).then(pl.lit("0")).otherwise(signed["body"]).alias("body")
    return signed.with_columns(body)


def _signed(parts: pl.DataFrame) -> pl.DataFrame:
    """Return `body` and `negative` of the parts of amounts (s1, body, s2 …)."""
    signs = pl.concat_str("^s[0-9]$", ignore_nulls=True).str.strip_chars("+")
    side = pl.col("side") if "side" in parts.columns else pl.lit(None, pl.String)
    credit = side.is_in(["CR", "H"]).fill_null(value=False)
    valid = signs.is_in(["", "-", "()"]) & ~(credit & (signs == "-"))
    return parts.select(
        pl.when(valid).then("body").alias("body"),
        negative=signs.is_in(["-", "()"]) | credit,
    )


@lru_cache(maxsize=1)
def _dress() -> str:
    currency = f"{mark_pattern()}?"
    return (
        rf"^(?<s1>[-+(]*){currency}(?<s2>[-+(]*)"
        r"(?<body>[0-9](?:[0-9.,' ]*[0-9])?|[.,][0-9]+)"
        rf"(?<s3>[-+)]*){currency}(?<s4>[-+)]*)(?<side>CR|DR|D|H)?\.?$"
    )

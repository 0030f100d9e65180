"""Amounts in text: which mark is the decimal one, and the values themselves.

The decision is taken for a whole column. A value such as `1.500` fits both
styles; only other values, or a currency with fewer than three decimals, settle
it. What stays open is a question, never a guess.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import polars as pl

from cartera.ingest.amount_text import split_amounts
from cartera.ingest.cells import NativeColumn

Mark = Literal[",", "."]

SCALE: Final = 12
_WIDE: Final = pl.Decimal(38, SCALE)
_LEDGER: Final = pl.Decimal(18, 4)
_WHOLE_DIGITS: Final = 14
_SAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How the amounts of one column are written.

    `decimal` is None where no value has a mark or where it is undecidable; then
    `ambiguous` tells the two apart. `evidence` is a code: NUMBER_FORCED,
    NUMBER_NATIVE, NUMBER_PLAIN, NUMBER_BY_VALUES, NUMBER_BY_CURRENCY,
    NUMBER_AMBIGUOUS (every marked value fits both styles), NUMBER_MIXED (both
    styles occur); `samples` are raw values that show it.
    """

    decimal: Mark | None
    evidence: str
    samples: tuple[str, ...] = ()
    ambiguous: bool = False

    @property
    def thousands(self) -> Mark | None:
        """The mark that groups thousands, where there is one (else blanks, ')."""
        if self.decimal is None:
            return None
        return "." if self.decimal == "," else ","


def decide_number_style(
    values: pl.Series,
    native: NativeColumn | None = None,
    *,
    currency_decimals: int | None,
    forced: Mark | None = None,
) -> NumberStyle:
    """Decide the decimal mark of a column from all its values.

    `currency_decimals` is None while the currency is unknown. Number cells of a
    workbook say nothing about how the text cells beside them are written.
    """
    if forced is not None:
        return NumberStyle(forced, "NUMBER_FORCED")
    texts = values.filter(~_is_number_cell(values, native)).drop_nulls()
    if texts.is_empty():
        return NumberStyle(None, "NUMBER_NATIVE" if native else "NUMBER_PLAIN")
    bodies = split_amounts(texts)["body"]
    proofs = {mark: _proofs(texts, bodies, mark) for mark in _MARKS}
    doubts = {mark: _matching(texts, bodies, _doubt(mark)) for mark in _MARKS}
    return _decide(proofs, doubts, currency_decimals)


def parse_amounts(
    values: pl.Series, style: NumberStyle, native: NativeColumn | None = None
) -> tuple[pl.Series, pl.Series]:
    """Return the amounts as Decimal(38, 12) and a mask of values that are none.

    Blanks are null and not bad. Digits after the twelfth decimal are cut off,
    which does not change a later rounding half up. Where the style is ambiguous
    the values that hang on it are bad.
    """
    parts = split_amounts(values)
    from_cells = _is_number_cell(values, native)
    body = parts["body"]
    as_text = _canonical(body, style.decimal)
    if from_cells.any():
        as_text = pl.select(
            pl.when(from_cells).then(_canonical(body, ".")).otherwise(as_text)
        ).to_series()
    amounts = _to_decimal(as_text, parts["negative"]).alias(values.name)
    return amounts, (amounts.is_null() & values.is_not_null()).alias("bad")


def round_to_currency(
    amounts: pl.Series, decimals: int
) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Round amounts half up to a currency's decimals (0 to 4).

    Returns the rounded amounts as Decimal(18, 4), what rounding added to each
    (rounded minus exact, Decimal(38, 12); the sum is the difference to report),
    and a mask of the amounts that were changed. The same as
    `money.round_half_up`, for a whole column.
    """
    exact = amounts.cast(_WIDE)
    rounded = exact.round(decimals, mode="half_away_from_zero")
    difference = (rounded - exact).alias("difference")
    changed = (difference != 0).fill_null(value=False).alias("rounded")
    return rounded.cast(_LEDGER), difference, changed


_MARKS: Final[tuple[Mark, Mark]] = (",", ".")


def _decide(
    proofs: dict[Mark, pl.Series],
    doubts: dict[Mark, pl.Series],
    currency_decimals: int | None,
) -> NumberStyle:
    proved = [mark for mark in _MARKS if len(proofs[mark])]
    doubted = [mark for mark in _MARKS if len(doubts[mark])]
    if len(proved) == 1:
        return NumberStyle(proved[0], "NUMBER_BY_VALUES", _first(proofs[proved[0]]))
    if proved or len(doubted) == len(_MARKS):
        both = [(proofs if proved else doubts)[mark].head(2) for mark in _MARKS]
        return NumberStyle(None, "NUMBER_MIXED", tuple(pl.concat(both)), ambiguous=True)
    if not doubted:
        return NumberStyle(None, "NUMBER_PLAIN")
    samples = _first(doubts[doubted[0]])
    if currency_decimals is not None and currency_decimals < len("500"):
        decimal: Mark = "." if doubted[0] == "," else ","
        return NumberStyle(decimal, "NUMBER_BY_CURRENCY", samples)
    return NumberStyle(None, "NUMBER_AMBIGUOUS", samples, ambiguous=True)


def _first(values: pl.Series) -> tuple[str, ...]:
    return tuple(values.head(_SAMPLES))


def _proofs(texts: pl.Series, bodies: pl.Series, decimal: Mark) -> pl.Series:
    return _matching(texts, bodies, _proof(decimal))


def _matching(texts: pl.Series, bodies: pl.Series, pattern: str) -> pl.Series:
    found = bodies.str.contains(pattern).fill_null(value=False)
    return texts.filter(found)


@lru_cache(maxsize=2)
def _proof(decimal: Mark) -> str:
    """A body that can be read with this decimal mark only."""
    mark, other = (r"\.", ",") if decimal == "." else (",", r"\.")
    return "|".join(
        (
            rf"^[0-9]*{mark}([0-9]{{1,2}}|[0-9]{{4,}})$",  # 12.5, 0.1234
            rf"^(0[0-9]*|[0-9]{{4,}}){mark}[0-9]{{3}}$",  # 0.500, 1234.500
            rf"^[0-9]{{1,3}}({other}[0-9]{{3}})+{mark}[0-9]+$",  # 1,234.5
            rf"^[0-9]{{1,3}}( [0-9]{{3}})+{mark}[0-9]+$",
            rf"^[0-9]{{1,3}}('[0-9]{{3}})+{mark}[0-9]+$",
            rf"^[0-9]{{1,3}}({other}[0-9]{{3}}){{2,}}$",  # 1,234,567
            rf"^[0-9]{{1,2}}({other}[0-9]{{2}})+{other}[0-9]{{3}}({mark}[0-9]+)?$",
        )
    )


def _doubt(mark: Mark) -> str:
    """A body that is thousands in one style and three decimals in the other."""
    return rf"^[1-9][0-9]{{0,2}}[{mark}][0-9]{{3}}$"


def _canonical(body: pl.Series, decimal: Mark | None) -> pl.Series:
    """Return bodies as `1234.5`, null where they do not fit the style."""
    grouped = r"^[0-9]{1,3}( [0-9]{3})+$|^[0-9]{1,3}('[0-9]{3})+$"
    if decimal is None:
        valid = body.str.contains(rf"^[0-9]+$|{grouped}")
        marked = body
    else:
        valid = body.str.contains(_shape(decimal))
        other = "," if decimal == "." else "."
        marked = body.str.replace_all(other, "", literal=True)
        if decimal == ",":
            marked = marked.str.replace(",", ".", literal=True)
    bare = marked.str.replace_all("[ ']", "")
    return pl.select(pl.when(valid).then(bare)).to_series()


@lru_cache(maxsize=2)
def _shape(decimal: Mark) -> str:
    mark, other = (r"\.", ",") if decimal == "." else (",", r"\.")
    tail = f"({mark}[0-9]+)?$"
    return "|".join(
        (
            rf"^[0-9]+{tail}",
            rf"^{mark}[0-9]+$",
            *(rf"^[0-9]{{1,3}}({g}[0-9]{{3}})+{tail}" for g in (other, " ", "'")),
            rf"^[0-9]{{1,2}}({other}[0-9]{{2}})+{other}[0-9]{{3}}{tail}",
        )
    )


def _to_decimal(texts: pl.Series, negative: pl.Series) -> pl.Series:
    """Return exact decimals; null where there are too many whole digits."""
    cut = texts.str.replace(rf"(\.[0-9]{{{SCALE}}})[0-9]+$", "${1}")
    short = ~cut.str.contains(rf"^0*[1-9][0-9]{{{_WHOLE_DIGITS},}}")
    amounts = pl.select(pl.when(short).then(cut)).to_series().cast(_WIDE, strict=False)
    return pl.select(pl.when(negative).then(-amounts).otherwise(amounts)).to_series()


def _is_number_cell(values: pl.Series, native: NativeColumn | None) -> pl.Series:
    if native is not None and native.mask is not None:
        return (native.mask.cast(pl.String) == "number").fill_null(value=False)
    everywhere = native is not None and set(native.kinds) == {"number"}
    return pl.repeat(everywhere, len(values), dtype=pl.Boolean, eager=True)

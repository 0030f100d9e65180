"""The currency of every row, and amounts rounded to it once, at the door."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import polars as pl

from cartera.domain.facts import FACTS, MONEY
from cartera.errors import Finding
from cartera.ingest.currencies import (
    currency_codes,
    currency_in_header,
    currency_in_text,
    marks,
)
from cartera.ingest.numbers import round_to_currency
from cartera.ingest.row_roles import DATA
from cartera.ingest.surroundings import currency_named
from cartera.ingest.understanding import Understood
from cartera.money import LEDGER_SCALE, UNKNOWN_CURRENCY, decimals_of

LEDGER: Final = pl.Decimal(18, LEDGER_SCALE)
assert MONEY == "decimal(18,4)"  # the type that LEDGER stands for

_MONEY_FIELDS: Final = ("balance", "amount", "credit_limit")
_MARKED: Final = r"[\p{L}\p{Sc}]"
_UNDRESSED: Final = r"[\d\s,'’()+−–—-]|\.\d+|\.$"


@dataclass(frozen=True, slots=True)
class RowCurrencies:
    """The code per row of a table, the file's own if it has one, findings."""

    codes: pl.Series
    findings: tuple[Finding, ...]

    @property
    def distinct(self) -> tuple[str, ...]:
        """The codes that occur, in alphabetical order."""
        return tuple(sorted(self.codes.unique().to_list()))

    @property
    def decimals(self) -> int | None:
        """The decimals that all known currencies share, else None."""
        known = {
            decimals_of(code) for code in self.distinct if code != UNKNOWN_CURRENCY
        }
        return known.pop() if len(known) == 1 else None


def currencies_of(
    understood: Understood, *, option: str | None, setting: str | None
) -> RowCurrencies:
    """Return each row's currency: column, cells or title, option, setting, XXX."""
    rows = understood.table.rows.height
    marked, common = _marked(understood)
    stated = common or _stated(understood)
    fallback = stated or option or setting or UNKNOWN_CURRENCY
    findings: list[Finding] = []
    is_data = understood.roles == DATA
    column = understood.values("currency")
    if column is None:
        codes = pl.Series("currency", [fallback]).new_from_index(0, rows)
        if marked is not None:
            codes = marked.fill_null(fallback).alias("currency")
    else:
        written = column.str.strip_chars()
        known = currency_codes(written)
        unknown = written.filter(known.is_null() & written.is_not_null() & is_data)
        alone = option or stated
        is_one = written.filter(is_data).drop_nulls().n_unique() == 1
        guess = alone if alone and is_one else UNKNOWN_CURRENCY
        codes = pl.select(
            pl.when(written.is_null())
            .then(pl.lit(fallback))
            .otherwise(known.fill_null(guess))
            .alias("currency")
        ).to_series()
        findings += _not_understood(understood, unknown, guess)
        codes, contradicted = _of_header(understood, codes, known)
        findings += contradicted
    if option and stated and option != stated and column is None:
        details = (("currency", stated), ("option", option))
        findings.append(Finding("CURRENCY_OPTION_NOT_USED", "warning", details=details))
    missing = int(((codes == UNKNOWN_CURRENCY) & is_data).sum())
    has_money = any(understood.mapping.has(name) for name in _MONEY_FIELDS)
    if missing and has_money and "currency" in FACTS[understood.kind]:
        findings.append(
            Finding(
                "CURRENCY_UNKNOWN",
                "warning",
                sheet=understood.sheet_name or None,
                details=(("rows", missing),),
            )
        )
    return RowCurrencies(codes, tuple(findings))


def round_amounts(
    amounts: pl.Series, currencies: RowCurrencies
) -> tuple[pl.Series, Mapping[str, tuple[int, Decimal]]]:
    """Return amounts with at most their currency's decimals.

    The second value has per currency how many amounts changed and by how much
    in all (rounded minus exact). Amounts of unknown currency keep four decimals.
    """
    decimals = {code: _kept_decimals(code) for code in currencies.distinct}
    result: pl.Series | None = None
    changes: dict[str, tuple[int, Decimal]] = {}
    for places in sorted(set(decimals.values())):
        rounded, difference, changed = round_to_currency(amounts, places)
        codes = [code for code, d in decimals.items() if d == places]
        here = currencies.codes.is_in(codes)
        result = rounded if result is None else rounded.zip_with(here, result)
        if (changed & here).any():
            changes |= _changes(difference, changed & here, currencies.codes)
    return (amounts.cast(LEDGER) if result is None else result), changes


def _changes(
    difference: pl.Series, changed: pl.Series, codes: pl.Series
) -> dict[str, tuple[int, Decimal]]:
    frame = pl.DataFrame({"code": codes, "d": difference}).filter(changed)
    sums = frame.group_by("code").agg(n=pl.len(), d=pl.col("d").sum()).sort("code")
    return {code: (n, d) for code, n, d in sums.iter_rows()}


def _kept_decimals(code: str) -> int:
    return LEDGER_SCALE if code == UNKNOWN_CURRENCY else decimals_of(code)


def _marked(understood: Understood) -> tuple[pl.Series | None, str | None]:
    """Return what the marks in amounts say: per row where they differ, or in all.

    One mark for all amounts that have any names the file's currency. Where
    others stand beside it (`$ 10` and `US$ 20`) a mark speaks for its row only.
    """
    for field in _MONEY_FIELDS:
        values = understood.values(field)
        if values is None or not values.str.contains(_MARKED).any():
            continue
        dress = values.str.to_uppercase().str.replace_all(_UNDRESSED, "")
        found = {text: marks().get(text) for text in dress.drop_nulls().unique()}
        seen = {code for text, code in found.items() if text in marks()}
        if seen and seen != {None}:
            if len(seen) == 1:
                return None, seen.pop()
            per_row = dress.replace_strict(found, default=None, return_dtype=pl.String)
            return per_row, None
    return None, None


def _stated(understood: Understood) -> str | None:
    """Return the currency that a header or a title names, if one does."""
    for field in _MONEY_FIELDS:
        label = understood.mapping.label(field)
        if label and (code := currency_in_text(label)):
            return code
    named = currency_named(understood.titles) or currency_named(understood.sides)
    return named.value if named else None


def _of_header(
    understood: Understood, codes: pl.Series, known: pl.Series
) -> tuple[pl.Series, list[Finding]]:
    """Return the codes with those of rows whose amounts a header says are others.

    `Saldo EUR` holds euros, whatever the column of document currencies says.
    """
    label = next(filter(None, map(understood.mapping.label, _main(understood))), None)
    named = currency_in_header(label) if label else None
    if named is None:
        return codes, []
    differs = known.is_not_null() & (known != named) & (understood.roles == DATA)
    if not differs.any():
        return codes, []
    said = pl.when(differs).then(pl.lit(named)).otherwise(codes).alias("currency")
    details = (
        ("rows", int(differs.sum())),
        ("column", label),
        ("currency", named),
        ("values", ", ".join(sorted(known.filter(differs).unique().to_list()))),
    )
    return pl.select(said).to_series(), [
        Finding(
            "CURRENCY_OF_HEADER",
            "warning",
            sheet=understood.sheet_name or None,
            column=label,
            details=details,
        )
    ]


def _main(understood: Understood) -> tuple[str, ...]:
    """Return the fields of a kind's amounts, the one that counts first."""
    if understood.kind in ("open_items", "documents"):
        return ("balance", "amount")
    return ("amount",)


def _not_understood(
    understood: Understood, unknown: pl.Series, guess: str
) -> list[Finding]:
    if unknown.is_empty() or guess != UNKNOWN_CURRENCY:
        return []
    values = ", ".join(sorted(unknown.unique().head(5).to_list()))
    return [
        Finding(
            "CURRENCY_NOT_UNDERSTOOD",
            "warning",
            sheet=understood.sheet_name or None,
            column=understood.mapping.label("currency"),
            value=values,
            details=(("rows", len(unknown)), ("values", values)),
        )
    ]

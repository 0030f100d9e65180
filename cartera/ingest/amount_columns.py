"""The amounts of a table: read, rounded at the door, with canonical signs."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import polars as pl

from cartera.domain.facts import CREDIT_TYPES
from cartera.errors import Finding
from cartera.ingest.currency_rows import RowCurrencies, round_amounts
from cartera.ingest.document_types import credit_marks
from cartera.ingest.fields import KIND_FIELDS
from cartera.ingest.numbers import (
    Mark,
    NumberStyle,
    decide_number_style,
    parse_amounts,
)
from cartera.ingest.row_roles import FOREIGN, HEADER, NOTE
from cartera.ingest.understanding import Understood
from cartera.money import LEDGER_SCALE, to_json_amount

_NOT_READ: Final = frozenset({"debit", "credit"})
_NOTHING: Final = Decimal("0.00005")


@dataclass(frozen=True, slots=True)
class AmountColumns:
    """Amounts and masks of unreadable values per field, styles, findings.

    Series are in the order of the table's rows and have values for data and for
    total rows.
    """

    amounts: Mapping[str, pl.Series]
    bad: Mapping[str, pl.Series]
    styles: Mapping[str, NumberStyle]
    findings: tuple[Finding, ...]

    @property
    def questions(self) -> tuple[Finding, ...]:
        """The findings that hold the load."""
        return tuple(f for f in self.findings if f.severity == "question")


def read_amount_columns(
    understood: Understood, currencies: RowCurrencies, *, forced: Mark | None
) -> AmountColumns:
    """Decide the decimal mark per column, read and round all amounts.

    An open column is read as having thousands marks only, so that there is
    something to show; its question holds the load.
    """
    fields = [
        field.name
        for field in KIND_FIELDS[understood.kind]
        if field.role == "amount"
        and field.name not in _NOT_READ
        and understood.mapping.has(field.name)
    ]
    readable = ~understood.roles.is_in([FOREIGN, HEADER, NOTE])
    amounts, bad, styles = {}, {}, {}
    findings: list[Finding] = []
    raw = {field: _only(understood.values(field), readable) for field in fields}
    decided = _styles(understood, raw, currencies, forced)
    for field in fields:
        native, style = understood.native(field), decided[field]
        exact, unreadable = parse_amounts(raw[field], _assumed(style), native)
        rounded, changes = round_amounts(exact, currencies)
        amounts[field], bad[field], styles[field] = rounded, unreadable, style
        if style.ambiguous:
            findings.append(_question(understood, field, style))
        findings += _rounding(understood, field, changes)
    return AmountColumns(amounts, bad, styles, tuple(findings))


def canonical_signs(
    amounts: Mapping[str, pl.Series],
    *,
    types: pl.Series | None,
    marks: pl.Series | None,
) -> dict[str, pl.Series]:
    """Return amounts where a credit is negative.

    A debit or credit column decides where all amounts are unsigned; then the
    type does, unless the source already writes some of its credits negative.
    """
    signed = dict(amounts)
    if marks is not None:
        is_credit = marks.is_in(list(credit_marks(marks.drop_nulls().unique())))
        signed = {f: _negate_unsigned(v, is_credit, v) for f, v in signed.items()}
    if types is not None:
        is_credit = types.is_in(CREDIT_TYPES).fill_null(value=False)
        signed = {
            f: _negate_unsigned(v, is_credit, v.filter(is_credit))
            for f, v in signed.items()
        }
    return signed


def _negate_unsigned(
    values: pl.Series, is_credit: pl.Series, judged: pl.Series
) -> pl.Series:
    """Negate credits unless one of the judged values is negative already."""
    if (judged < 0).any():
        return values
    flipped = pl.when(is_credit.fill_null(value=False)).then(-values).otherwise(values)
    return pl.select(flipped.cast(values.dtype).alias(values.name)).to_series()


def _styles(
    understood: Understood,
    raw: Mapping[str, pl.Series],
    currencies: RowCurrencies,
    forced: Mark | None,
) -> dict[str, NumberStyle]:
    """Decide each column; a doubtful one follows the sure ones beside it."""
    styles = {
        field: decide_number_style(
            values,
            understood.native(field),
            currency_decimals=currencies.decimals,
            forced=forced,
        )
        for field, values in raw.items()
    }
    sure = {s.decimal for s in styles.values() if s.evidence == "NUMBER_BY_VALUES"}
    if len(sure) != 1:
        return styles
    decimal = sure.pop()
    return {
        field: NumberStyle(decimal, "NUMBER_BY_COLUMN", style.samples)
        if style.evidence == "NUMBER_AMBIGUOUS"
        else style
        for field, style in styles.items()
    }


def _assumed(style: NumberStyle) -> NumberStyle:
    if not style.ambiguous:
        return style
    comma_groups = any("," in sample for sample in style.samples)
    return NumberStyle("." if comma_groups else ",", style.evidence, style.samples)


def _only(values: pl.Series | None, mask: pl.Series) -> pl.Series:
    assert values is not None  # the caller asks for mapped fields only
    return pl.select(pl.when(mask).then(values).alias(values.name)).to_series()


def _question(understood: Understood, field: str, style: NumberStyle) -> Finding:
    samples = ", ".join(style.samples)
    mixed = style.evidence == "NUMBER_MIXED"
    return Finding(
        "DECIMAL_MARK_MIXED" if mixed else "DECIMAL_MARK_UNDECIDED",
        "question",
        sheet=understood.sheet_name or None,
        column=understood.mapping.label(field),
        value=samples,
        details=(("column", understood.mapping.label(field)), ("samples", samples)),
    )


def _rounding(
    understood: Understood, field: str, changes: Mapping[str, tuple[int, Decimal]]
) -> list[Finding]:
    return [
        Finding(
            "AMOUNT_ROUNDED",
            "warning" if abs(difference) >= _NOTHING else "info",
            sheet=understood.sheet_name or None,
            column=understood.mapping.label(field),
            details=(
                ("rows", count),
                ("difference", _plain(difference, code)),
                ("currency", code),
            ),
        )
        for code, (count, difference) in changes.items()
    ]


def _plain(difference: Decimal, code: str) -> str:
    shown = difference.quantize(Decimal(1).scaleb(-LEDGER_SCALE))
    return to_json_amount(shown + Decimal(0), code)

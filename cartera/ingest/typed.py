"""A table turned into typed facts, rejected rows, totals and findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import polars as pl

from cartera.errors import Finding
from cartera.ingest.amount_columns import (
    AmountColumns,
    read_amount_columns,
)
from cartera.ingest.credit_signs import receipts_with_terms, sign_findings
from cartera.ingest.currency_rows import RowCurrencies
from cartera.ingest.date_columns import DateColumns
from cartera.ingest.fact_columns import fact_columns, facts_of
from cartera.ingest.line_items import LineItems, find_line_items
from cartera.ingest.numbers import Mark, NumberStyle
from cartera.ingest.places import remarks, row_findings
from cartera.ingest.rejecting import reject_codes
from cartera.ingest.row_roles import DATA, FOREIGN, UNDECIDED
from cartera.ingest.running_balance import running_findings
from cartera.ingest.sections import section_findings
from cartera.ingest.text_columns import (
    read_text_columns,
)
from cartera.ingest.totals import REJECTED, TotalRow, settle_undecided, total_rows
from cartera.ingest.understanding import Understood


@dataclass(frozen=True, slots=True)
class TypedTable:
    """The facts of one table.

    `facts` has the columns of `FACTS[kind]` without `load_id`; `rejects` has
    sheet, row_no, column, value, code. `read = facts + rejects + ignored` rows.
    `sums` are the totals of the facts per currency, `written` the same with the
    signs that the source writes.
    """

    kind: str
    facts: pl.DataFrame
    rejects: pl.DataFrame
    read: int
    ignored: int
    sums: Mapping[str, Decimal]
    written: Mapping[str, Decimal]
    total_rows: tuple[TotalRow, ...]
    decimal: Mark | None
    findings: tuple[Finding, ...]


def main_amount(kind: str) -> str:
    """Return the fact column that a kind's totals are made of."""
    return "balance" if kind == "open_items" else "amount"


def type_table(
    understood: Understood,
    *,
    company: str,
    overrides_company: bool,
    currencies: RowCurrencies,
    dates: DateColumns,
    decimal: Mark | None,
    latest: date,
) -> TypedTable:
    """Return the typed facts.

    `company` is that of rows that name none, or of all if it overrides them;
    `latest` is the last day that is not the future.
    """
    money = read_amount_columns(understood, currencies, forced=decimal)
    roles = _settled_roles(understood, money)
    text = read_text_columns(understood, company, overrides=overrides_company)
    text = receipts_with_terms(understood, text, dates.dates)
    items = _line_items(understood, money, roles)
    columns = fact_columns(understood, text.texts, money, currencies, dates)
    frame = pl.DataFrame({"row_no": understood.table.rows["row_no"], **columns})
    codes = reject_codes(understood, frame, roles, dates, money)
    is_data = roles.is_in([DATA, REJECTED]) & ~items.is_repeat
    facts = facts_of(understood, frame.filter(is_data & codes["code"].is_null()))
    rejects = codes.filter(is_data & codes["code"].is_not_null())
    return TypedTable(
        kind=understood.kind,
        facts=facts,
        rejects=rejects,
        read=understood.table.rows.height,
        ignored=len(is_data) - int(is_data.sum()),
        sums=_sums(understood.kind, facts),
        written=_written(understood.kind, facts, frame, money),
        total_rows=tuple(_totals(understood, roles, money)),
        decimal=_decimal(money),
        findings=(
            *money.findings,
            *dates.questions,
            *currencies.findings,
            *text.findings,
            *_signs(understood, facts, frame, money),
            *_running(understood),
            *section_findings(
                understood.sheet_name, understood.table.rows.filter(roles == FOREIGN)
            ),
            *items.findings(understood.table, understood.mapping),
            *row_findings(rejects),
            *remarks(understood, facts, frame, dates, latest),
        ),
    )


def _settled_roles(understood: Understood, money: AmountColumns) -> pl.Series:
    amounts = _main(understood.kind, money.amounts)
    if amounts is None:
        return understood.roles.replace(UNDECIDED, DATA)
    return settle_undecided(
        understood.table, understood.mapping, understood.roles, amounts
    )


def _running(understood: Understood) -> Sequence[Finding]:
    label = understood.running_balance
    if label is None:
        return ()
    return running_findings(understood.sheet_name, understood.mapping, label)


def _signs(
    understood: Understood,
    facts: pl.DataFrame,
    frame: pl.DataFrame,
    money: AmountColumns,
) -> Sequence[Finding]:
    raw = _main(understood.kind, money.amounts)
    return () if raw is None else sign_findings(understood, facts, frame, raw)


def _main(kind: str, amounts: Mapping[str, pl.Series]) -> pl.Series | None:
    found = amounts.get(main_amount(kind))
    return amounts.get("balance") if found is None else found


def _line_items(
    understood: Understood, money: AmountColumns, roles: pl.Series
) -> LineItems:
    amounts = _main(understood.kind, money.amounts)
    if amounts is None or understood.kind not in ("open_items", "documents"):
        return LineItems(pl.repeat(False, len(roles), dtype=pl.Boolean, eager=True))
    style = next(iter(money.styles.values()), NumberStyle(None, ""))
    return find_line_items(
        understood.table, understood.mapping, roles == DATA, amounts, style
    )


def _sums(kind: str, facts: pl.DataFrame) -> dict[str, Decimal]:
    """Return the signed sum per currency; customers and disputes have none."""
    if kind not in ("open_items", "documents", "payments", "applications"):
        return {}
    wide = pl.col(main_amount(kind)).cast(pl.Decimal(38, 4)).sum().alias("sum")
    sums = facts.group_by("currency").agg(wide).sort("currency")
    return dict(sums.iter_rows())


def _written(
    kind: str, facts: pl.DataFrame, frame: pl.DataFrame, money: AmountColumns
) -> dict[str, Decimal]:
    amounts = _main(kind, money.amounts)
    if amounts is None or "currency" not in frame.columns:
        return {}
    raw = pl.DataFrame(
        {
            "row_no": frame["row_no"],
            "currency": frame["currency"],
            main_amount(kind): amounts,
        }
    )
    return _sums(kind, raw.join(facts.select("row_no"), on="row_no", how="semi"))


def _totals(
    understood: Understood, roles: pl.Series, money: AmountColumns
) -> Sequence[TotalRow]:
    amounts = _main(understood.kind, money.amounts)
    if amounts is None:
        return ()
    return total_rows(understood.table, roles, amounts)


def _decimal(money: AmountColumns) -> Mark | None:
    return next((s.decimal for s in money.styles.values() if s.decimal), None)

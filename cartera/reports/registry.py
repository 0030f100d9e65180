"""Every report: one place for pages, exports and the command line."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

import polars as pl

from cartera.errors import UsageError
from cartera.reports.ageing import label_buckets
from cartera.reports.findings import say_findings
from cartera.reports.lineage import expand_cells
from cartera.reports.model import (
    CellSource,
    Column,
    ColumnType,
    Finishing,
    Parameter,
    Report,
    ReportRequest,
)
from cartera.reports.parameters import read_values
from cartera.store.queries import load_queries
from cartera.store.warehouse import Parameter as QueryValue
from cartera.store.warehouse import Warehouse
from cartera.texts import N_

_BASIS: Final = Parameter(
    name="basis",
    type="choice",
    help=N_("Fecha desde la que se cuentan los días: de vencimiento o de factura."),
    default="due",
    choices=("due", "invoice"),
)
_EDGES: Final = Parameter(
    name="edges",
    type="edges",
    help=N_("Límites de los tramos en días, de menor a mayor."),
    default="0,30,60,90,120",
)
_DOCUMENT: Final = Parameter(
    name="document_id",
    type="text",
    help=N_("Documento cuyo origen se busca, como aparece en open_items."),
)


def _columns(**types: ColumnType) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name, kind in types.items())


_ALL: Final = (
    Report(
        name="ageing",
        title=N_("Antigüedad por moneda y tramo"),
        query="reports/ageing",
        parameters=(_BASIS, _EDGES),
        columns=_columns(
            currency="text",
            bucket="text",
            label="text",
            documents="count",
            amount="money",
            disputed="money",
        ),
        finish=label_buckets,
    ),
    Report(
        name="ageing_by_customer",
        title=N_("Antigüedad por cliente y tramo"),
        query="reports/ageing_by_customer",
        parameters=(_BASIS, _EDGES),
        columns=_columns(
            company="text",
            customer_id="text",
            customer_name="text",
            currency="text",
            bucket="text",
            documents="count",
            amount="money",
        ),
    ),
    Report(
        name="customers_open",
        title=N_("Clientes con saldo o crédito abierto"),
        query="reports/customers_open",
        parameters=(_BASIS, _EDGES),
        columns=_columns(
            company="text",
            customer_id="text",
            customer_name="text",
            currency="text",
            gross="money",
            unapplied="money",
            net="money",
            overdue="money",
            disputed="money",
            collectable="money",
            max_dpd="count",
            oldest_due="date",
        ),
    ),
    Report(
        name="open_items",
        title=N_("Documentos abiertos"),
        query="reports/open_items",
        parameters=(_BASIS, _EDGES),
        columns=_columns(
            company="text",
            document_id="text",
            customer_id="text",
            customer_name="text",
            type="text",
            number="text",
            issue_date="date",
            due_date="date",
            due_date_origin="text",
            currency="text",
            amount="money",
            open_amount="money",
            dpd="count",
            bucket="text",
            disputed="money",
            certainty="text",
            load_id="text",
        ),
    ),
    Report(
        name="lineage",
        title=N_("Origen de un documento: archivo, hoja, fila y celda"),
        query="reports/lineage",
        parameters=(_DOCUMENT,),
        columns=_columns(
            load_id="text",
            file="text",
            sheet="text",
            row="count",
            as_of="date",
            field="text",
            value="text",
        ),
        finish=expand_cells,
    ),
    Report(
        name="ledger_findings",
        title=N_("Observaciones del libro: lo que conviene revisar"),
        query="reports/ledger_findings",
        columns=_columns(
            code="text",
            severity="text",
            company="text",
            customer_id="text",
            document_id="text",
            on_date="date",
            currency="text",
            amount="money",
            documents="count",
            message="text",
            load_id="text",
            file="text",
            sheet="text",
            row="count",
        ),
        finish=say_findings,
    ),
)

REPORTS: Final[Mapping[str, Report]] = MappingProxyType({r.name: r for r in _ALL})


def find_report(name: str) -> Report:
    """Return the report of a name; raises UsageError for an unknown one."""
    if name not in REPORTS:
        raise UsageError("REPORT_UNKNOWN", report=name, known=", ".join(REPORTS))
    return REPORTS[name]


def run_report(
    warehouse: Warehouse, name: str, request: ReportRequest, *, lake: CellSource
) -> pl.DataFrame:
    """Return the rows of a report, the contract's columns first.

    Without any data in scope there is no date to report at: the result has no
    rows then. Raises UsageError for an unknown report or parameter.
    """
    report = find_report(name)
    values = read_values(report, request.values)
    companies = list(request.companies) or None
    as_of = request.as_of or latest_data_date(warehouse, request.companies)
    needed = load_queries()[report.query].params
    if is_dated(report) and as_of is None:
        return empty_report(report)
    available: dict[str, QueryValue] = {
        **values,
        "as_of": as_of,
        "companies": companies,
    }
    rows = warehouse.read(
        report.query, cursor=None, **{key: available[key] for key in needed}
    )
    if report.finish:
        rows = report.finish(rows, Finishing(values, request.language, lake))
    return _contract_first(report, rows)


def is_dated(report: Report) -> bool:
    """Tell whether a report is about a date; lineage, say, is not."""
    return "as_of" in load_queries()[report.query].params


def latest_data_date(warehouse: Warehouse, companies: tuple[str, ...]) -> date | None:
    """Return the latest data date in scope, or None where there is no data."""
    dates = warehouse.read("reports/data_dates", companies=list(companies) or None)
    latest = dates["data_date"].max()
    return latest if isinstance(latest, date) else None


def empty_report(report: Report) -> pl.DataFrame:
    """Return a report without rows that has its contract's columns."""
    return pl.DataFrame(
        schema={column.name: _DTYPES[column.type] for column in report.columns}
    )


_DTYPES: Final[Mapping[ColumnType, pl.DataType]] = MappingProxyType(
    {
        "text": pl.String(),
        "date": pl.Date(),
        "money": pl.Decimal(38, 4),
        "count": pl.Int64(),
    }
)


def _contract_first(report: Report, rows: pl.DataFrame) -> pl.DataFrame:
    contract = report.column_names
    further = [name for name in rows.columns if name not in contract]
    return rows.select(*contract, *further)

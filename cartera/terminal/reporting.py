"""Running reports from the command line, and listing them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import polars as pl

from cartera.errors import UsageError
from cartera.export.csv import find_dialect, report_csv
from cartera.export.records import as_records, as_table
from cartera.reports.model import Parameter, Report, ReportRequest
from cartera.reports.parameters import read_values
from cartera.reports.registry import REPORTS, find_report, is_dated, run_report
from cartera.store.actors import require
from cartera.store.audit import Event, Head
from cartera.store.canonical import Json
from cartera.store.warehouse import Warehouse
from cartera.terminal.output import DONE, Printer
from cartera.terminal.session import Session
from cartera.texts import N_, Texts

_DATES: Final = "reports/data_dates"

FORMATS: Final = ("table", "csv", "json")

_NO_ROWS: Final = N_("El informe no tiene filas con estos datos.")
_TOO_EARLY: Final = N_("Antes del {first} no se conoce ningún saldo.")
_HEADING: Final = N_("{title}, al {day} (datos al {data_day})")
_DEFAULT: Final = N_("Sin indicarlo: {value}.")
_AUDITED: Final = N_("Anotado en el registro de auditoría: {hash}")
_COLUMNS: Final = N_("Columnas: {names}")


@dataclass(frozen=True, slots=True)
class Question:
    """A report that a person asks for, and in which form."""

    name: str
    request: ReportRequest
    known_at: datetime | None
    form: str
    dialect: str


def check(question: Question) -> None:
    """Raise UsageError for a question that no data could answer."""
    read_values(find_report(question.name), question.request.values)
    find_dialect(question.dialect)


def query(session: Session, question: Question) -> int:
    """Run a report and print it; return the exit code."""
    warehouse = _warehouse(session, question.known_at)
    _check_companies(session, warehouse, question.request.companies)
    rows = run_report(
        warehouse, question.name, question.request, lake=session.workspace.lake
    )
    printer = session.printer
    if printer.as_json or question.form == "json":
        printer.document(as_records(rows))
    elif question.form == "csv":
        head = _record_export(session, question)
        printer.message(printer.say(_AUDITED, hash=head.hash))
        printer.raw(report_csv(rows, find_dialect(question.dialect)))
    else:
        _show(printer, warehouse, question, rows)
    return DONE


def list_reports(printer: Printer) -> int:
    """Print every report with its parameters and columns."""
    say = printer.say
    printer.result(
        [_document(report, say) for report in REPORTS.values()],
        lambda: "\n\n".join(_description(report, say) for report in REPORTS.values()),
    )
    return DONE


def _show(
    printer: Printer, warehouse: Warehouse, question: Question, rows: pl.DataFrame
) -> None:
    """Print a table; what it is about stands beside it, as a message."""
    printer.message(
        _heading(printer.say, warehouse, question, has_rows=not rows.is_empty())
    )
    printer.text(printer.say(_NO_ROWS) if rows.is_empty() else as_table(rows))


def _heading(
    say: Texts, warehouse: Warehouse, question: Question, *, has_rows: bool
) -> str:
    report, request = find_report(question.name), question.request
    dates = warehouse.read(_DATES, companies=list(request.companies) or None)
    if dates.is_empty() or not is_dated(report):
        return say(report.title)
    latest, first = dates["data_date"].max(), dates["first_date"].min()
    day = request.as_of or latest
    if not has_rows and _is_before(day, first):
        return say(_TOO_EARLY, first=first)
    return say(_HEADING, title=say(report.title), day=day, data_day=latest)


def _is_before(day: object, other: object) -> bool:
    return isinstance(day, date) and isinstance(other, date) and day < other


def _warehouse(session: Session, known_at: datetime | None) -> Warehouse:
    workspace = session.workspace
    if known_at is not None:
        return workspace.warehouse_at(known_at, actor=session.actor)
    return workspace.warehouse(workspace.current(actor=session.actor))


def _record_export(session: Session, question: Question) -> Head:
    """Write into the audit trail that data leaves as a file; return its head."""
    require(session.actor, "export")
    asked: dict[str, Json] = {
        "companies": list(question.request.companies),
        "values": dict(question.request.values),
        "dialect": question.dialect,
    }
    return session.workspace.records.note(
        Event("export", {"report": question.name}, asked), actor=session.actor
    )


def _check_companies(
    session: Session, warehouse: Warehouse, companies: tuple[str, ...]
) -> None:
    """Raise UsageError for a company that no load has ever named.

    A company whose loads were taken out, or came after the moment of a
    known-at view, is a known one without data.
    """
    if not companies:
        return
    known = set(warehouse.read(_DATES, companies=None)["company"])
    known |= {record.company for record in session.workspace.loads()} - {None}
    for company in companies:
        if known and company not in known:
            raise UsageError(
                "COMPANY_UNKNOWN", company=company, known=", ".join(sorted(known))
            )


def _document(report: Report, say: Texts) -> dict[str, Any]:
    return {
        "name": report.name,
        "title": say(report.title),
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "default": parameter.default,
                "choices": list(parameter.choices) or None,
                "help": say(parameter.help),
            }
            for parameter in report.parameters
        ],
        "columns": [
            {"name": column.name, "type": column.type} for column in report.columns
        ],
    }


def _description(report: Report, say: Texts) -> str:
    names = ", ".join(report.column_names)
    lines = [
        f"{report.name}: {say(report.title)}",
        *(_parameter_line(parameter, say) for parameter in report.parameters),
        say(_COLUMNS, names=names),
    ]
    return "\n  ".join(lines)


def _parameter_line(parameter: Parameter, say: Texts) -> str:
    line = f"--set {parameter.name}=…  {say(parameter.help)}"
    if parameter.default is None:
        return line
    return f"{line} {say(_DEFAULT, value=parameter.default)}"

"""The command line. Dates and times enter the program here.

Every command is a thin function: it reads its words, opens a session and lets
`cartera.terminal` do and print the work. Heavy imports happen inside, so that
help and usage errors come at once.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from cartera.domain.facts import KINDS
from cartera.terminal import options, values
from cartera.terminal.help import SpokenCommand, SpokenGroup
from cartera.terminal.order import Order, check_language
from cartera.terminal.running import run
from cartera.texts import N_

if TYPE_CHECKING:
    from cartera.terminal.history import Change
    from cartera.terminal.session import Session

app = typer.Typer(
    cls=SpokenGroup,
    help=N_("Antigüedad de saldos a partir de los archivos que su empresa ya tiene."),
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
)


def now() -> datetime:
    """Return the present moment in the local time zone."""
    return datetime.now().astimezone()


@app.callback()
def begin(
    data: options.Data = None,
    json: options.AsJson = False,
    lang: options.Language = None,
    actor: options.ActorName = None,
) -> None:
    """Take the options that stand before the command's name."""


@app.command(cls=SpokenCommand, help=N_("Cargar los datos de ejemplo."))
def demo(context: typer.Context) -> int:
    """Load the example exports."""
    from cartera.ingest.outcome import LoadOptions
    from cartera.terminal.loading import load as load_all
    from cartera.terminal.loading import sample_files
    from cartera.terminal.session import demo_folder

    folder = demo_folder(_order(context))
    with _session(context, folder) as work:
        return load_all(work, sample_files(), LoadOptions())


@app.command(cls=SpokenCommand, help=N_("Cargar archivos exportados."))
def load(  # noqa: PLR0913 - the options of the contract
    context: typer.Context,
    files: options.Files,
    company: options.Company = None,
    kind: options.Kind = None,
    as_of: options.AsOf = None,
    currency: options.Currency = None,
    profile: options.Profile = None,
    partial: options.Partial = False,
    control_total: options.ControlTotals = None,
    sheet: options.Sheet = None,
    decimal: options.DecimalMark = None,
    dates: options.DateOrder = None,
    password_stdin: options.PasswordFromInput = False,
    dry_run: options.DryRun = False,
) -> int:
    """Read, map, check and load each file; publish once."""
    found = values.read_files(files)

    from cartera.ingest.outcome import LoadOptions
    from cartera.terminal.loading import load as load_all

    choices = LoadOptions(
        company=company,
        kind=values.read_choice("--kind", kind, KINDS),
        as_of=values.read_date("--as-of", as_of),
        currency=values.read_currency("--currency", currency),
        profile=profile,
        partial=partial,
        control_totals=values.read_control_totals(control_total or ()),
        sheet=sheet,
        decimal=values.read_choice("--decimal", decimal, values.DECIMAL_MARKS),
        dates=values.read_choice("--dates", dates, values.DATE_ORDERS),
        password=values.read_password() if password_stdin else None,
        dry_run=dry_run,
    )
    with _session(context) as work:
        return load_all(work, found, choices)


@app.command(cls=SpokenCommand, help=N_("Ver el historial de cargas."))
def loads(context: typer.Context) -> int:
    """Print every load with its state."""
    from cartera.terminal.history import show_history

    with _session(context) as work:
        return show_history(work)


def _changing(change: "Change") -> Callable[[typer.Context, str], int]:
    def command(context: typer.Context, load_id: options.LoadId) -> int:
        from cartera.terminal.history import change_load

        with _session(context) as work:
            return change_load(work, change, load_id)

    return command


CHANGES: Final[Mapping["Change", str]] = {
    "undo": N_("Retirar una carga."),
    "redo": N_("Volver a poner una carga retirada."),
    "confirm": N_("Aceptar una carga pendiente de respuesta."),
    "discard": N_("Descartar una carga pendiente de respuesta."),
}

for _change, _help in CHANGES.items():
    app.command(_change, cls=SpokenCommand, help=_help)(_changing(_change))


@app.command(cls=SpokenCommand, help=N_("Eliminar una carga para siempre."))
def purge(context: typer.Context, load_id: options.LoadId) -> int:
    """Remove a load's files for good."""
    from cartera.terminal.erasing import purge_load

    with _session(context) as work:
        return purge_load(work, load_id)


@app.command(cls=SpokenCommand, help=N_("Borrar los datos personales de un cliente."))
def forget(context: typer.Context, customer_id: options.CustomerId) -> int:
    """Erase a person's data."""
    from cartera.terminal.erasing import forget_customer

    with _session(context) as work:
        return forget_customer(work, customer_id)


@app.command(cls=SpokenCommand, help=N_("Obtener un informe, o ver cuáles hay."))
def query(  # noqa: PLR0913 - the options of the contract
    context: typer.Context,
    name: options.ReportName = None,
    as_of: options.ReportDate = None,
    known_at: options.KnownAt = None,
    company: options.Companies = None,
    setting: options.Values = None,
    form: options.Form = "table",
    dialect: options.CsvDialect = "intl",
) -> int:
    """Run a report; without a name list them."""
    from cartera.reports.model import ReportRequest
    from cartera.terminal import reporting
    from cartera.terminal.session import printer_of

    order = _order(context)
    question = reporting.Question(
        name=name or "",
        request=ReportRequest(
            as_of=values.read_date("--as-of", as_of),
            companies=tuple(company or ()),
            values=values.read_pairs("--set", setting or (), values.PARAMETER_FORM),
            language=printer_of(order).language,
        ),
        known_at=values.read_instant("--known-at", known_at),
        form=values.one_of("--format", form, reporting.FORMATS),
        dialect=dialect,
    )
    if not name:
        return reporting.list_reports(printer_of(order))
    reporting.check(question)
    with _session(context) as work:
        return reporting.query(work, question)


@app.command(cls=SpokenCommand, help=N_("Comprobar que todo está en orden."))
def check(context: typer.Context) -> int:
    """Run every invariant and the audit chain."""
    from cartera.terminal.history import show_checks

    with _session(context) as work:
        return show_checks(work)


@app.command(cls=SpokenCommand, help=N_("Guardar una copia de todo en un archivo."))
def backup(context: typer.Context, file: options.ArchiveFile) -> int:
    """Write lake, journal and settings into one archive."""
    from cartera.terminal.copies import make_backup

    with _session(context) as work:
        return make_backup(work, Path(file))


@app.command(cls=SpokenCommand, help=N_("Recuperar una copia en una carpeta vacía."))
def restore(context: typer.Context, file: options.ArchiveFile) -> int:
    """Read an archive back; refuses to overwrite."""
    from cartera.terminal.copies import restore_backup

    return restore_backup(_order(context), Path(file), clock=now)


@app.command(cls=SpokenCommand, help=N_("Abrir el tablero en este equipo."))
def serve(context: typer.Context, port: options.Port = "8501") -> int:
    """Serve the dashboard on this machine."""
    from cartera.terminal.serving import serve as serve_dashboard
    from cartera.terminal.session import data_folder, printer_of

    order = _order(context)
    number = values.read_number("--port", port, 1, 65535)
    return serve_dashboard(
        data_folder(order), printer_of(order), language=order.lang, port=number
    )


def _session(
    context: typer.Context, folder: Path | None = None
) -> "AbstractContextManager[Session]":
    from cartera.terminal.session import session

    return session(_order(context), now, folder)


def _order(context: typer.Context) -> Order:
    order = context.find_object(Order) or Order()
    check_language(order)
    return order


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one order and return its exit code; no error ever escapes."""
    return run(app, sys.argv[1:] if arguments is None else arguments, clock=now)

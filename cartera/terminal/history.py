"""The history of loads, changes to it, and the checks."""

from typing import Final, Literal

from cartera.terminal.loads import history_lines, record_document, record_line
from cartera.terminal.output import DONE, NOT_ALL_DONE
from cartera.terminal.session import Session
from cartera.texts import N_

Change = Literal["undo", "redo", "confirm", "discard"]

_ALL_IN_ORDER: Final = N_("Todo está en orden: {count} comprobaciones.")
_BROKEN: Final = N_(
    "Hay comprobaciones que fallan. No borre nada: avise a quien administra Cartera."
)
_LEVELS: Final = {
    ("broken", False): N_("correcto"),
    ("note", False): N_("correcto"),
    ("broken", True): N_("falla (filas: {rows})"),
    ("note", True): N_("aviso (filas: {rows})"),
}


def show_history(session: Session) -> int:
    """Print every load, the oldest first."""
    records = session.workspace.loads()
    printer = session.printer
    printer.result(
        [record_document(record) for record in records],
        lambda: "\n".join(history_lines(records, printer.say)),
    )
    return DONE


def change_load(session: Session, change: Change, load_id: str) -> int:
    """Change the state of a load, publish, print the load as it is then."""
    workspace, actor = session.workspace, session.actor
    changes = {
        "undo": workspace.undo,
        "redo": workspace.redo,
        "confirm": workspace.confirm,
        "discard": workspace.discard,
    }
    record = changes[change](load_id, actor=actor)
    workspace.publish(actor=actor)
    printer = session.printer
    printer.result(record_document(record), lambda: record_line(record, printer.say))
    return DONE


def show_checks(session: Session) -> int:
    """Run every check and print its result; 1 when something is broken."""
    results = session.workspace.check()
    broken = [each for each in results if each.rows and each.level == "broken"]
    document = {
        "ok": not broken,
        "checks": [
            {"name": each.name, "rows": each.rows, "level": each.level}
            for each in results
        ],
    }
    say = session.printer.say
    lines = [
        f"{each.name}: {say(_LEVELS[each.level, each.rows > 0], rows=each.rows)}"
        for each in results
    ]
    end = say(_BROKEN) if broken else say(_ALL_IN_ORDER, count=len(results))
    session.printer.result(document, lambda: "\n".join([*lines, end]))
    return NOT_ALL_DONE if broken else DONE

"""Copies of everything in one archive, and back."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Final

from cartera.store.actors import Actor, person_at_the_machine
from cartera.store.backup import restore
from cartera.terminal.documents import plain
from cartera.terminal.order import Order
from cartera.terminal.output import DONE
from cartera.terminal.session import (
    Session,
    data_folder,
    journal_of,
    printer_of,
    session,
)
from cartera.texts import N_

_SAVED: Final = N_(
    "Copia guardada en {file} (cargas: {loads}). Huella de auditoría "
    "{audit_seq}:{audit_hash}; anótela en otro lugar para comprobarla después."
)
_RESTORED: Final = N_(
    "Copia del {created_at} recuperada en {root} (cargas: {loads}). Huella de "
    "auditoría {audit_seq}:{audit_hash}."
)


def make_backup(work: Session, file: Path) -> int:
    """Write an archive; print where it is and the head of the audit chain."""
    result = plain(asdict(work.workspace.backup(file, actor=work.actor)))
    printer = work.printer
    printer.result(result, lambda: printer.say(_SAVED, **result))
    return DONE


def restore_backup(order: Order, file: Path, *, clock: Callable[[], datetime]) -> int:
    """Fill an empty data folder from an archive, publish, print what it held."""
    root = data_folder(order)
    actor = Actor(order.actor or person_at_the_machine(), "admin")
    journal = journal_of(root)
    result = plain(
        asdict(restore(file, root, clock=clock, actor=actor, journal_url=journal))
    )
    with session(order, clock) as work:
        work.workspace.publish(actor=work.actor)
    printer = printer_of(order)
    printer.result(result, lambda: printer.say(_RESTORED, **result))
    return DONE

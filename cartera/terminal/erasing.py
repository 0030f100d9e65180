"""Erasing for good: a load, or a customer's personal data."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from cartera.errors import UsageError
from cartera.store.backups import Backup
from cartera.store.forget import ForgetResult
from cartera.terminal.documents import plain
from cartera.terminal.loads import record_document, record_line
from cartera.terminal.output import DONE
from cartera.terminal.session import Session
from cartera.texts import N_, Texts

_FORGOTTEN: Final = N_(
    "Los datos personales del cliente quedan sustituidos por «{pseudonym}» en "
    "{company} (cargas: {loads}, filas: {rows}, anotaciones: {entries})."
)
_STILL_HELD: Final = N_("Esta copia de seguridad todavía contiene los datos: {file}")


def purge_load(session: Session, load_id: str) -> int:
    """Remove a load for good; print it and the backups that still hold it."""
    workspace, printer = session.workspace, session.printer
    record = workspace.purge(load_id, actor=session.actor)
    held = workspace.backups_holding([load_id])
    printer.result(
        record_document(record) | {"backups": [each.file for each in held]},
        lambda: "\n".join(
            [record_line(record, printer.say), *_warnings(held, printer.say)]
        ),
    )
    return DONE


def forget_customer(session: Session, customer: str) -> int:
    """Erase a customer's personal data; print what was changed."""
    result = _forget(session, customer)
    printer = session.printer
    printer.result(plain(asdict(result)), lambda: "\n".join(_told(result, printer.say)))
    return DONE


def _forget(session: Session, customer: str) -> ForgetResult:
    """Take the text for a code, then for `company:code`."""
    company, mark, code = customer.partition(":")
    workspace, actor = session.workspace, session.actor
    try:
        return workspace.forget(customer, actor=actor)
    except UsageError as error:
        if error.code != "CUSTOMER_UNKNOWN" or not (company and mark and code):
            raise
    return workspace.forget(code, company=company, actor=actor)


def _told(result: ForgetResult, say: Texts) -> list[str]:
    told = say(
        _FORGOTTEN,
        pseudonym=result.pseudonym,
        company=result.company,
        rows=result.rows,
        entries=result.entries,
        loads=len(result.loads),
    )
    return [told, *_warnings(result.backups, say)]


def _warnings(held: Sequence[Backup], say: Texts) -> list[str]:
    return [say(_STILL_HELD, file=each.file) for each in held]

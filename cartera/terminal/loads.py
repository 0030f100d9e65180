"""Loads and their results as text for a person and as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Final

from cartera.messages.ingest import KIND_NAMES
from cartera.store.loads import LoadRecord
from cartera.terminal.documents import plain
from cartera.texts import N_, Texts

MOST_FINDINGS: Final = 20
ROWS: Final = ("read", "loaded", "unchanged", "rejected", "ignored")

STATUS: Final[Mapping[str, str]] = {
    "loaded": N_("cargado"),
    "duplicate": N_("ya estaba cargado"),
    "held": N_("pendiente de una respuesta"),
    "refused": N_("rechazado"),
    "dry_run": N_("comprobado, sin guardar nada"),
}
STATES: Final[Mapping[str, str]] = {
    "active": N_("activo"),
    "undone": N_("retirado"),
    "held": N_("pendiente de una respuesta"),
    "discarded": N_("descartado"),
    "purged": N_("eliminado"),
}
_ROWS: Final = N_(
    "filas leídas: {read} = {loaded} cargadas + {unchanged} sin cambios + "
    "{rejected} rechazadas + {ignored} ignoradas"
)
_TOTAL: Final = N_("total {currency} {amount}")
_AGREES: Final = N_("control {expected}: conciliado")
_DIFFERS: Final = N_("control {expected}: diferencia {difference}")
_MORE: Final = N_("… y {count} observaciones más (con --json se ven todas)")
_AT: Final = N_("al {day}")
_NO_LOADS: Final = N_("Todavía no hay ninguna carga.")


def outcome_lines(outcome: Mapping[str, Any], say: Texts) -> list[str]:
    """Return what happened to a file: `outcome` is its JSON object."""
    status = say(STATUS[outcome["status"]])
    name = f" ({outcome['load_id']})" if outcome["load_id"] else ""
    lines = [f"{outcome['file']}: {status}{name}"]
    if outcome["error"]:
        return [*lines, f"  {outcome['error']}"]
    return [
        *lines,
        *(f"  {line}" for line in _figures(outcome, say)),
        *(f"  {line}" for line in _findings(outcome["findings"], say)),
    ]


def record_document(record: LoadRecord) -> dict[str, Any]:
    """Return a load of the history, ready for JSON."""
    document = {name: plain(value) for name, value in asdict(record).items()}
    return document | {"rows": {name: record.rows.get(name, 0) for name in ROWS}}


def history_lines(records: Sequence[LoadRecord], say: Texts) -> list[str]:
    """Return the history, a line per load, the oldest first."""
    return [record_line(record, say) for record in records] or [say(_NO_LOADS)]


def record_line(record: LoadRecord, say: Texts) -> str:
    """Return a load in one line: id, state, what it is, who did it and when."""
    parts = [
        record.load_id,
        say(STATES[record.state]),
        record.file or "—",
        say(KIND_NAMES.get(record.kind, record.kind)),
        record.company or "—",
        say(_AT, day=record.as_of) if record.as_of else "",
        f"{record.changed_by} {record.changed_at.astimezone():%Y-%m-%d %H:%M}",
    ]
    return "  ".join(part for part in parts if part)


def _figures(outcome: Mapping[str, Any], say: Texts) -> list[str]:
    what = [
        say(KIND_NAMES.get(outcome["kind"], str(outcome["kind"]))),
        outcome["company"] or "",
        say(_AT, day=outcome["as_of"]) if outcome["as_of"] else "",
    ]
    totals = [
        _total_line(currency, amount, outcome["control"].get(currency), say)
        for currency, amount in outcome["totals"].items()
    ]
    return [
        " · ".join(part for part in what if part),
        say(_ROWS, **outcome["rows"]),
        *totals,
    ]


def _total_line(
    currency: str, amount: str, control: Mapping[str, Any] | None, say: Texts
) -> str:
    line = say(_TOTAL, currency=currency, amount=amount)
    if not control:
        return line
    agrees = not Decimal(control["difference"] or 0)
    return f"{line} · {say(_AGREES if agrees else _DIFFERS, **control)}"


def _findings(findings: Sequence[Mapping[str, Any]], say: Texts) -> list[str]:
    shown = [f"- {finding['message']}" for finding in findings[:MOST_FINDINGS]]
    if len(findings) > MOST_FINDINGS:
        shown.append(say(_MORE, count=len(findings) - MOST_FINDINGS))
    return shown

"""Which kind of table this is, with the evidence for it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from cartera.domain.facts import KINDS
from cartera.domain.identity import fold_text
from cartera.ingest.evidence import ColumnEvidence
from cartera.ingest.mapping import ColumnMapping, map_columns
from cartera.ingest.needs import lacking_columns, missing
from cartera.ingest.synonyms import STRONG, meanings
from cartera.ingest.tables import Table

_POINTS: Final[Mapping[str, Mapping[str, float]]] = {
    "open_items": {
        "balance": 3,
        "local_balance": 2,
        "days_late": 3,
        "as_of": 2,
        "due_date": 1,
        "number": 1,
        "promise_date": 1,
    },
    "documents": {
        "void_date": 3,
        "settled_date": 3,
        "paid_amount": 1.5,
        "status": 1.5,
        "issue_date": 1,
        "number": 1,
        "type": 0.5,
        "due_date": 1,
    },
    "payments": {
        "payment_id": 2.5,
        "value_date": 3,
        "reversed_date": 2,
        "method": 1.5,
        "payment_amount": 2,
        "reference": 0.5,
        "due_date": -3,
        "balance": -2,
    },
    "applications": {
        "source_type": 2,
        "source_id": 2,
        "target_id": 2,
        "alloc_date": 3,
        "alloc_amount": 3,
        "due_date": -3,
        "balance": -2,
        "method": -1,
    },
    "disputes": {
        "dispute_id": 3,
        "opened": 2.5,
        "resolved": 2.5,
        "outcome": 1,
        "reason": 1.5,
        "dispute_amount": 3,
        "due_date": -3,
        "balance": -2,
    },
    "customers": {
        "email": 1.5,
        "phone": 1.5,
        "address": 1,
        "city": 0.5,
        "country": 0.5,
        "contact_name": 1,
        "credit_limit": 1,
        "terms_days": 0.5,
        "collector": 1,
        "language": 1,
        "treatment": 1,
        "customer_type": 1,
        "customer_name": 0.5,
        "number": -2,
        "due_date": -4,
        "issue_date": -2,
        "balance": -4,
        "amount": -3,
    },
}

_WORDS: Final[Mapping[str, str]] = {
    "open_items": r"cartera|partidas? abiert|open (items?|invoices?)|saldos?|pendient"
    r"|antiguedad|age?ing|cxc|por cobrar|receivable|vencid|outstanding|unpaid",
    "documents": r"registro|facturas|facturacion|ventas|invoices|documentos"
    r"|documents|register",
    "payments": r"pagos|cobros|cobranzas|recibos|payments|receipts|abonos|ingresos",
    "applications": r"aplicacion|application|allocation|compensacion|imputacion",
    "disputes": r"disputa|reclam|dispute|incidencia",
    "customers": r"clientes|customers|maestro|contactos|customer list",
}

_WEAK_SHARE: Final = 0.3
_UNNAMED: Final = 3.0
_WORD_POINTS: Final = dict.fromkeys(KINDS, 1.5) | {"open_items": 3.0}


@dataclass(frozen=True, slots=True)
class KindChoice:
    """The kind chosen, its points and those of the next best that would fit."""

    mapping: ColumnMapping
    points: float
    other: str | None
    other_points: float

    @property
    def is_close(self) -> bool:
        """Tell whether another kind fits nearly as well."""
        return self.other is not None and self.points - self.other_points < 1.0


def choose_kind(
    table: Table,
    evidence: Mapping[str, ColumnEvidence],
    *,
    words: Iterable[str],
    forced: str | None,
) -> KindChoice:
    """Return the mapping of the kind that fits best.

    `words` are the file's name, the sheet's name and the title lines. Raises
    RefusedError where no kind has the columns it needs.
    """
    kinds = (forced,) if forced else KINDS
    mappings = {kind: map_columns(table, evidence, kind) for kind in kinds}
    points = kind_points(table, evidence, mappings, " ".join(words))
    ranked = sorted(kinds, key=lambda kind: (-points[kind], KINDS.index(kind)))
    fitting = [
        kind
        for kind in ranked
        if not missing(mappings[kind]) and (forced or points[kind] > 0)
    ]
    if not fitting:
        raise lacking_columns(table, mappings[ranked[0]])
    best, *others = fitting
    other = others[0] if others else None
    return KindChoice(
        mappings[best], points[best], other, points[other] if other else 0.0
    )


def kind_points(
    table: Table,
    evidence: Mapping[str, ColumnEvidence],
    mappings: Mapping[str, ColumnMapping],
    words: str,
) -> dict[str, float]:
    """Return points per kind: from headers, from words, from the balances."""
    points = dict.fromkeys(KINDS, 0.0)
    folded = fold_text(words.replace("_", " "))
    for kind in mappings:
        for column in table.columns:
            points[kind] += _column_points(kind, column.header)
        if re.search(_WORDS[kind], folded):
            points[kind] += _WORD_POINTS[kind]
    if "applications" in mappings and not _names_applications(
        table, mappings["applications"], folded
    ):
        points["applications"] -= _UNNAMED
    balance = mappings.get("documents", next(iter(mappings.values()))).cell("balance")
    if balance is not None:
        lists_settled = _zero_share(table, balance) > 0.02
        points["documents" if lists_settled else "open_items"] += 4
    settled = (
        mappings["documents"].cell("settled_date") if "documents" in mappings else None
    )
    if settled is not None and balance is None and not evidence[settled].is_empty:
        points["documents"] += 2
    return points


def _names_applications(table: Table, mapping: ColumnMapping, words: str) -> bool:
    """Tell whether anything says that money is applied, and not just received.

    A receipt with its invoice reads the same in both; taken for a payment it
    stays unapplied when the invoice is unknown, taken for an application it
    would be lost.
    """
    if mapping.cell("source_type") is not None or re.search(
        _WORDS["applications"], words
    ):
        return True
    return any(
        meaning.concept in ("alloc_date", "alloc_amount")
        and meaning.confidence >= STRONG
        for column in table.columns
        for meaning in meanings(column.header)
    )


def _column_points(kind: str, header: str) -> float:
    weights = _POINTS[kind]
    gained = [
        weights.get(m.concept, 0.0)
        * (m.confidence if m.confidence > STRONG - 0.25 else _WEAK_SHARE)
        for m in meanings(header)
    ]
    positive = max([g for g in gained if g > 0], default=0.0)
    negative = min([g for g in gained if g < 0], default=0.0)
    return positive + negative


def _zero_share(table: Table, cell: str) -> float:
    values = table.rows[cell].drop_nulls()
    if values.is_empty():
        return 0.0
    zeros = int(values.str.contains(r"^\s*-?0+([.,]0+)?\s*$").sum())
    return zeros / len(values)

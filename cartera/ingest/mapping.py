"""Which column of a table gives which fact: headers first, values as evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal

from cartera.domain.facts import FACTS
from cartera.ingest.currencies import currency_codes, currency_in_header
from cartera.ingest.evidence import ColumnEvidence
from cartera.ingest.fields import KIND_FIELDS, Field
from cartera.ingest.synonyms import FAIR, STRONG, WEAK, Meaning, meanings
from cartera.ingest.tables import Table, TableColumn

Reason = Literal["header", "header_and_values", "likeness", "only_amount", "due_date"]

_LEAST: Final = 0.35
_LOCAL: Final = 0.6
_MONEY: Final = ("balance", "amount")
_FEW: Final = 25


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """A column with the fact it gives, how sure that is (0 to 1) and why.

    `synonym` is the catalogue's header that matched; `samples` are up to three
    different values as written.
    """

    field: str
    column: TableColumn
    confidence: float
    reason: Reason
    synonym: str
    samples: tuple[str, ...]


@dataclass(frozen=True)
class ColumnMapping:
    """The mapping of one table for one kind."""

    kind: str
    columns: Mapping[str, MappedColumn]

    def cell(self, field: str) -> str | None:
        """Return the cell column that gives a field, or None."""
        mapped = self.columns.get(field)
        return mapped.column.cell if mapped else None

    def label(self, field: str) -> str | None:
        """Return the header of the column that gives a field, or None."""
        mapped = self.columns.get(field)
        return mapped.column.label if mapped else None

    def has(self, *fields: str) -> bool:
        """Tell whether at least one of the fields has a column."""
        return any(field in self.columns for field in fields)

    @cached_property
    def customer_fields(self) -> tuple[str, ...]:
        """Return those of code, tax id and name that have a column."""
        names = ("customer_code", "customer_tax_id", "customer_name")
        return tuple(name for name in names if name in self.columns)

    def headers(self) -> dict[str, str]:
        """Return canonical name to header, in the order of the sheet."""
        shown = sorted(self.columns.values(), key=lambda m: m.column.index)
        facts = FACTS[self.kind]
        return {m.field: m.column.label for m in shown if m.field in facts}


def map_columns(
    table: Table, evidence: Mapping[str, ColumnEvidence], kind: str
) -> ColumnMapping:
    """Assign columns to the facts of a kind, the surest pairs first."""
    chosen: dict[str, MappedColumn] = {}
    taken: set[str] = set()
    found = list(_candidates(table, evidence, kind))
    codes = _codes_of_rows(table, found)
    candidates = [
        (replace(m, confidence=round(m.confidence * _LOCAL, 2)), order)
        if _in_other_currency(m, codes)
        else (m, order)
        for m, order in found
    ]
    candidates.sort(key=lambda c: (-c[0].confidence, c[1], c[0].column.index))
    for mapped, _ in candidates:
        if mapped.field not in chosen and mapped.column.cell not in taken:
            chosen[mapped.field] = mapped
            taken.add(mapped.column.cell)
    _drop_other_currency(chosen, codes)
    return ColumnMapping(kind, _corrected(kind, chosen, evidence))


def _codes_of_rows(
    table: Table, candidates: Sequence[tuple[MappedColumn, int]]
) -> frozenset[str]:
    """Return the currencies that the surest column of currencies names."""
    found = [mapped for mapped, _ in candidates if mapped.field == "currency"]
    if not found:
        return frozenset()
    cell = max(found, key=lambda mapped: mapped.confidence).column.cell
    return frozenset(currency_codes(table.rows[cell]).drop_nulls())


def _in_other_currency(mapped: MappedColumn, codes: frozenset[str]) -> bool:
    """Tell whether a header of amounts names another currency than the rows do."""
    if mapped.field not in _MONEY:
        return False
    named = currency_in_header(mapped.column.header)
    return named is not None and bool(codes - {named})


def _drop_other_currency(
    chosen: dict[str, MappedColumn], codes: frozenset[str]
) -> None:
    """Leave out the amount that is in another currency than the balance."""
    pair = [chosen[field] for field in _MONEY if field in chosen]
    if len(pair) < 2 or not any(_in_other_currency(m, codes) for m in pair):
        return
    if len({currency_in_header(mapped.column.header) for mapped in pair}) > 1:
        del chosen["amount"]


def _candidates(
    table: Table, evidence: Mapping[str, ColumnEvidence], kind: str
) -> Iterator[tuple[MappedColumn, int]]:
    for column in table.columns:
        if not column.header:
            continue
        found = {m.concept: m for m in meanings(column.header)}
        seen = evidence[column.cell]
        for order, field in enumerate(KIND_FIELDS[kind]):
            mapped = _candidate(column, field, found, seen)
            if mapped is not None:
                yield mapped, order


def _candidate(
    column: TableColumn,
    field: Field,
    found: Mapping[str, Meaning],
    seen: ColumnEvidence,
) -> MappedColumn | None:
    offers = [
        (found[c].confidence * f, found[c]) for c, f in field.concepts if c in found
    ]
    if not offers:
        return None
    confidence, meaning = max(offers, key=lambda offer: offer[0])
    fit = _fit(field, seen, is_strong=meaning.confidence > WEAK)
    if confidence * fit < _LEAST:
        return None
    exact = meaning.confidence in (STRONG, FAIR, WEAK)
    reason: Reason = "likeness"
    if exact:
        reason = "header" if meaning.confidence >= FAIR else "header_and_values"
    sure = round(confidence * fit, 2)
    return MappedColumn(field.name, column, sure, reason, meaning.synonym, seen.samples)


def _fit(field: Field, seen: ColumnEvidence, *, is_strong: bool) -> float:
    """Return how well values fit a field, 0 to 1; an empty column fits any."""
    if seen.is_empty:
        return 1.0 if is_strong else 0.6
    least = 0.15 if is_strong else 0.6
    if field.role == "date":
        return 1.0 if seen.dates + 0.9 * seen.serials >= least else 0.0
    if field.role == "amount":
        looks_like_dates = seen.dates > 0.5 and seen.serials < 0.5
        return 1.0 if seen.numbers >= least and not looks_like_dates else 0.0
    if field.role == "count":
        return 1.0 if seen.numbers >= 0.3 or is_strong else 0.8
    return _text_fit(field.name, seen, is_strong=is_strong)


def _text_fit(name: str, seen: ColumnEvidence, *, is_strong: bool) -> float:
    if name == "customer_name":
        return 1.0 if is_strong else 0.5 + 0.5 * seen.names
    if name == "customer_tax_id":
        return 1.0 if is_strong else 0.4 + 0.6 * seen.tax_ids * (seen.names < 0.5)
    if name == "customer_code":
        return 1.0 if is_strong else 0.98 * (0.5 + 0.5 * seen.codes)
    if name in {"type", "status", "source_type", "currency", "company"}:
        few = seen.distinct <= _FEW and seen.dates < 0.5
        few = few and (is_strong or name != "status" or seen.numbers < 0.5)
        return 1.0 if few else 0.5 if is_strong else 0.0
    if name in {"number", "payment_id", "source_id", "target_id"} and not is_strong:
        return 0.0 if seen.dates > 0.5 else 1.0
    return 1.0


def _corrected(
    kind: str,
    chosen: dict[str, MappedColumn],
    evidence: Mapping[str, ColumnEvidence],
) -> Mapping[str, MappedColumn]:
    """Undo what headers alone get wrong (EXPORTS §3.2, false friends)."""
    if kind == "open_items":
        _move(chosen, "amount", "balance", "only_amount")
        settled = chosen.get("settled_date")
        if settled is not None and not evidence[settled.column.cell].is_empty:
            _move(chosen, "settled_date", "due_date", "due_date")
    customers = {"customer_code", "customer_tax_id", "customer_name"}
    company = chosen.get("company")
    if company is not None and company.confidence < STRONG:
        if not customers & chosen.keys():
            _move(chosen, "company", "customer_name", "header_and_values")
        elif evidence[company.column.cell].distinct > _FEW:
            del chosen["company"]
    return chosen


def _move(
    chosen: dict[str, MappedColumn], source: str, target: str, reason: Reason
) -> None:
    if target in chosen or source not in chosen:
        return
    mapped = chosen.pop(source)
    sure = round(mapped.confidence * 0.9, 2)
    chosen[target] = replace(mapped, field=target, reason=reason, confidence=sure)

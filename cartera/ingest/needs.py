"""Which columns a table of each kind cannot do without."""

from collections.abc import Mapping
from typing import Final

from cartera.errors import RefusedError
from cartera.ingest.mapping import ColumnMapping
from cartera.ingest.tables import Table

_SURE: Final = 0.85


def missing(mapping: ColumnMapping) -> tuple[str, ...]:
    """Return the canonical names a kind needs and this mapping lacks."""
    has = mapping.has
    customer = has("customer_code", "customer_tax_id", "customer_name")
    needs: Mapping[str, tuple[tuple[str, bool], ...]] = {
        "open_items": (
            ("balance", has("balance", "amount")),
            ("customer_name", customer),
        ),
        "documents": (
            ("amount", has("amount", "balance")),
            ("number", has("number")),
            ("customer_name", customer),
        ),
        "payments": (
            ("amount", has("amount")),
            ("value_date", has("value_date")),
            ("customer_name", customer or has("reference", "payment_id")),
        ),
        "applications": (
            ("amount", has("amount")),
            ("target_id", has("target_id")),
            ("alloc_date", has("alloc_date")),
            ("source_id", has("source_id", "source_type")),
            (
                "source_type",
                _is_sure(mapping, "source_id", "source_type", "alloc_date"),
            ),
        ),
        "disputes": (
            ("document", has("document")),
            ("opened", _is_sure(mapping, "opened", "resolved", "reason", "dispute_id")),
        ),
        "customers": (
            ("customer_name", customer),
            ("email", len(mapping.columns) > 1),
        ),
    }
    return tuple(name for name, present in needs[mapping.kind] if not present)


def lacking_columns(table: Table, mapping: ColumnMapping) -> RefusedError:
    """Return the refusal that names what is missing and what was seen."""
    lacking = missing(mapping)
    headers = ", ".join(c.header for c in table.columns if c.header)
    money = {"balance", "amount"} & set(lacking)
    return RefusedError(
        "HEADER_WITHOUT_AMOUNT" if money else "COLUMNS_MISSING",
        sheet=table.sheet.name,
        row=table.header_row,
        headers=headers[:400],
        kind=mapping.kind,
        missing=", ".join(lacking),
    )


def _is_sure(mapping: ColumnMapping, *fields: str) -> bool:
    """Tell whether one of the fields has a column by an unmistakable header."""
    columns = (mapping.columns.get(field) for field in fields)
    return any(column and column.confidence >= _SURE for column in columns)

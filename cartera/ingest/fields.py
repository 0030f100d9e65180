"""Which facts each kind of table has, and which concepts may give them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

Role = Literal["text", "date", "amount", "count"]


@dataclass(frozen=True, slots=True)
class Field:
    """A fact column: the concepts that fill it, each with a factor up to 1."""

    name: str
    role: Role
    concepts: tuple[tuple[str, float], ...]


def _field(name: str, role: Role, *concepts: str | tuple[str, float]) -> Field:
    given = concepts or (name,)
    pairs = tuple((c, 1.0) if isinstance(c, str) else c for c in given)
    return Field(name, role, pairs)


_PARTIES: Final = (
    _field("company", "text"),
    _field("customer_code", "text"),
    _field("customer_tax_id", "text"),
    _field("customer_name", "text"),
)
_CURRENCY: Final = _field("currency", "text", "currency", ("local_currency", 0.6))
_DOCUMENT: Final = (
    _field("type", "text"),
    _field("series", "text"),
    _field("number", "text"),
    _field("instalment", "text"),
    _field("issue_date", "date"),
    _field("due_date", "date"),
    _field("terms_days", "count"),
    _CURRENCY,
    _field("branch", "text"),
    _field("salesperson", "text"),
    _field("amount", "amount", "amount", ("local_amount", 0.6)),
    _field("balance", "amount", "balance", ("local_balance", 0.6)),
    _field("days_late", "count"),
    _field("as_of", "date"),
    _field("sign", "text"),
    _field("debit", "amount"),
    _field("credit", "amount"),
    _field("paid_amount", "amount"),
    _field("settled_date", "date"),
    _field("status", "text"),
    _field("line_amount", "amount"),
    _field("supplier", "text"),
)

_PAYMENTS: Final = (
    _field("payment_id", "text"),
    _field(
        "value_date", "date", "value_date", ("settled_date", 0.8), ("issue_date", 0.6)
    ),
    _field(
        "amount",
        "amount",
        "payment_amount",
        ("amount", 0.95),
        ("paid_amount", 0.9),
        ("local_amount", 0.6),
    ),
    _CURRENCY,
    _field("method", "text"),
    _field("reversed_date", "date"),
    _field("reference", "text", "reference", ("number", 0.8)),
    _field("series", "text"),
    _field("status", "text"),
    _field("sign", "text"),
    _field("debit", "amount"),
    _field("credit", "amount"),
)
_APPLICATIONS: Final = (
    _field("source_type", "text", "source_type", ("type", 0.7)),
    _field("source_id", "text", "source_id", ("payment_id", 0.9)),
    _field("target_id", "text", "target_id", ("number", 0.9)),
    _field("series", "text"),
    _field("target_instalment", "text"),
    _field(
        "amount", "amount", "alloc_amount", ("amount", 0.9), ("payment_amount", 0.9)
    ),
    _CURRENCY,
    _field("alloc_date", "date", "alloc_date", ("value_date", 0.8)),
    _field("reversed_date", "date"),
)
_DISPUTES: Final = (
    _field("dispute_id", "text"),
    _field("document", "text", "number", ("reference", 0.9)),
    _field("series", "text"),
    _field("amount", "amount", "dispute_amount", ("amount", 0.9), ("balance", 0.8)),
    _field("opened", "date"),
    _field("resolved", "date", "resolved", ("settled_date", 0.6)),
    _field("outcome", "text", "outcome", ("status", 0.7)),
    _field("reason", "text"),
    _CURRENCY,
)
_CUSTOMERS: Final = (
    *(
        _field(name, "text")
        for name in (
            "country",
            "customer_type",
            "language",
            "treatment",
            "timezone",
            "collector",
            "segment",
            "relationship",
            "contact_name",
            "email",
            "phone",
            "address",
            "city",
        )
    ),
    _CURRENCY,
    _field("credit_limit", "amount"),
    _field("terms_days", "count"),
)
_SUPPLIER: Final = (_field("supplier", "text"),)

KIND_FIELDS: Final[Mapping[str, tuple[Field, ...]]] = MappingProxyType(
    {
        "open_items": _PARTIES + _DOCUMENT,
        "documents": (*_PARTIES, *_DOCUMENT, _field("void_date", "date")),
        "payments": _PARTIES + _PAYMENTS + _SUPPLIER,
        "applications": _PARTIES + _APPLICATIONS + _SUPPLIER,
        "disputes": _PARTIES + _DISPUTES + _SUPPLIER,
        "customers": _PARTIES + _CUSTOMERS + _SUPPLIER,
    }
)

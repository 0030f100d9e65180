"""The canonical facts: what a file can say, one table per kind.

Grain of every table: one row of the source file. The lake stores what the file
said (typed, never concluded); staging draws the conclusions. Amounts are exact
decimals with scale 4. Signs are already canonical: what a customer owes us is
positive, a credit is negative.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

TEXT: Final = "varchar"
DATE: Final = "date"
MONEY: Final = "decimal(18,4)"
COUNT: Final = "integer"

Columns = Mapping[str, str]

_PLACE: Final = {"load_id": TEXT, "sheet": TEXT, "row_no": COUNT}
_COMPANY: Final = {"company": TEXT}
_CUSTOMER: Final = {
    "customer_code": TEXT,  # the source's own code, as written
    "customer_tax_id": TEXT,  # compact: upper case, no blanks or punctuation
    "customer_name": TEXT,  # as written, blanks collapsed
    "customer_name_key": TEXT,  # normalised for comparison, see identity.name_key
}
_DOCUMENT: Final = {
    "type": TEXT,  # INV, DN, CN, CR, PAY; null where the source has no types
    "series": TEXT,
    "number": TEXT,  # as written, outer blanks removed
    "instalment": TEXT,
    "issue_date": DATE,
    "due_date": DATE,
    "terms_days": COUNT,
    "currency": TEXT,
    "branch": TEXT,
    "salesperson": TEXT,
}

FACTS: Final[Mapping[str, Columns]] = MappingProxyType(
    {
        # What was open at the load's as-of date. `balance` is never null.
        "open_items": _PLACE
        | _COMPANY
        | _CUSTOMER
        | _DOCUMENT
        | {"amount": MONEY, "balance": MONEY},
        # A register of documents. `paid_amount`, `settled_date`, `balance` and
        # `status` (open, paid, partial, void; null = none or not understood)
        # are what the register states about settlement.
        "documents": _PLACE
        | _COMPANY
        | _CUSTOMER
        | _DOCUMENT
        | {
            "amount": MONEY,
            "balance": MONEY,
            "paid_amount": MONEY,
            "settled_date": DATE,
            "void_date": DATE,
            "status": TEXT,
            "status_raw": TEXT,
        },
        # Cash received (positive) or paid back (negative).
        "payments": _PLACE
        | _COMPANY
        | _CUSTOMER
        | {
            "payment_id": TEXT,
            "value_date": DATE,
            "amount": MONEY,
            "currency": TEXT,
            "method": TEXT,
            "reversed_date": DATE,
            "reference": TEXT,  # the document this row says it pays
        },
        # Money that reduces a document. `amount` is positive.
        "applications": _PLACE
        | _COMPANY
        | _CUSTOMER
        | {
            "source_type": TEXT,  # PAY, CN, WO, DISC, WHT
            "source_id": TEXT,
            "target_id": TEXT,
            "target_instalment": TEXT,
            "amount": MONEY,
            "currency": TEXT,
            "alloc_date": DATE,
            "reversed_date": DATE,
        },
        # A disputed document. `amount` null means all of it.
        "disputes": _PLACE
        | _COMPANY
        | _CUSTOMER
        | {
            "dispute_id": TEXT,
            "document": TEXT,
            "amount": MONEY,
            "opened": DATE,
            "resolved": DATE,
            "outcome": TEXT,
            "reason": TEXT,
        },
        # Master data of a customer.
        "customers": _PLACE
        | _COMPANY
        | _CUSTOMER
        | {
            "country": TEXT,
            "customer_type": TEXT,
            "language": TEXT,
            "treatment": TEXT,
            "timezone": TEXT,
            "currency": TEXT,
            "collector": TEXT,
            "segment": TEXT,
            "relationship": TEXT,
            "credit_limit": MONEY,
            "terms_days": COUNT,
            "contact_name": TEXT,
            "email": TEXT,
            "phone": TEXT,
            "address": TEXT,
            "city": TEXT,
        },
    }
)

KINDS: Final = tuple(FACTS)

CREDIT_TYPES: Final = ("CN", "CR", "PAY")

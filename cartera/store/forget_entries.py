"""What the journal says of a person: what stands there once it is forgotten."""

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

from cartera.store import redaction, schema
from cartera.store.canonical import Json, JsonObject, object_from_text
from cartera.store.person import Target
from cartera.store.redaction import CONTACTS, Person

FORGOTTEN_KEYS: Final = frozenset(
    {
        "customer_name",
        "customer_tax_id",
        "name",
        "contact",
        "phone",
        "note",
        "notes",
        "text",
        "message",
        "subject",
        *CONTACTS,
    }
)


def payloads(
    connection: sa.Connection, target: Target, person: Person
) -> dict[int, Mapping[str, Json]]:
    """Return what stands instead of each payload that tells of the person."""
    changed: dict[int, Mapping[str, Json]] = {}
    query = sa.select(schema.payloads.c.payload_id, schema.payloads.c.body)
    for row in connection.execute(query):
        before = object_from_text(row.body)
        after = redaction.redact_json(_without_notes(before, target, person), person)
        assert isinstance(after, dict)
        if after != before:
            changed[row.payload_id] = after
    return changed


def _without_notes(body: JsonObject, target: Target, person: Person) -> JsonObject:
    """Empty what people wrote about the customer in an entry about it."""
    is_about = (
        person.code is not None
        and body.get("customer_id") == person.code
        and body.get("company") in (None, target.company)
    )
    if not is_about:
        return body
    return {k: None if k in FORGOTTEN_KEYS else v for k, v in body.items()}


def file_names(connection: sa.Connection, person: Person) -> dict[str, str | None]:
    """Return the new names of load files whose name tells of the person."""
    named = connection.execute(sa.select(schema.loads.c.load_id, schema.loads.c.file))
    redacted = {
        row.load_id: (row.file, redaction.redact_json(row.file, person))
        for row in named
        if row.file is not None
    }
    return {
        load_id: str(after)
        for load_id, (before, after) in redacted.items()
        if before != after
    }

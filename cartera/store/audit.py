"""The audit chain: what was done, by whom, in an order nobody can rewrite."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from cartera.store import schema
from cartera.store.actors import Actor
from cartera.store.canonical import Json, object_from_text, sha256_of, to_text

START: Final = "0" * 64
ERASING: Final = "entry.erasure"


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the chain: whoever has it notices a cut tail."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done: its kind, the ids it is about, its details.

    `subject` holds ids only and can never be erased; `payload` may.
    """

    kind: str
    subject: Mapping[str, Json]
    payload: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Appended:
    """Where an event lies: its place in the chain and its payload."""

    seq: int
    payload_id: int


def head(connection: sa.Connection) -> Head:
    """Return the last row of the chain; seq 0 for an empty one."""
    row = connection.execute(
        sa.select(schema.audit.c.seq, schema.audit.c.hash)
        .order_by(schema.audit.c.seq.desc())
        .limit(1)
    ).first()
    return Head(0, START) if row is None else Head(row.seq, row.hash)


def append(
    connection: sa.Connection, event: Event, *, actor: Actor, at: datetime
) -> Appended:
    """Add an event to the chain; the connection must hold the write lock."""
    last = head(connection)
    body, salt = to_text(event.payload), secrets.token_hex(16)
    inserted = connection.execute(
        sa.insert(schema.payloads).values(salt=salt, body=body)
    )
    [payload_id] = inserted.inserted_primary_key or (0,)
    row = {
        "seq": last.seq + 1,
        "at": at,
        "actor": actor.name,
        "kind": event.kind,
        "subject": to_text(event.subject),
        "payload_hash": payload_hash(salt, body),
        "previous_hash": last.hash,
    }
    connection.execute(
        sa.insert(schema.audit).values(
            **row, payload_id=payload_id, hash=_row_hash(row)
        )
    )
    return Appended(last.seq + 1, int(payload_id))


def payload_hash(salt: str, body: str) -> str:
    """Return a payload's hash; the salt keeps an erased one from being guessed."""
    return hashlib.sha256(f"{salt}{body}".encode()).hexdigest()


def payload(connection: sa.Connection, payload_id: int) -> dict[str, Json]:
    """Return what an event or entry says now; empty if it was erased."""
    body = connection.execute(
        sa.select(schema.payloads.c.body).where(
            schema.payloads.c.payload_id == payload_id
        )
    ).scalar_one()
    return object_from_text(body)


def replace_payload(
    connection: sa.Connection,
    payload_id: int,
    body: Mapping[str, Json],
    *,
    at: datetime,
) -> None:
    """Erase a payload, leaving `body` in its place; the chain stays whole.

    The event that tells of it must name it: see `erased`.
    """
    connection.execute(
        sa.update(schema.payloads)
        .where(schema.payloads.c.payload_id == payload_id)
        .values(body=to_text(body), salt="", erased_at=at)
    )


def erased(bodies: Mapping[int, Mapping[str, Json]]) -> dict[str, Json]:
    """Return what an erasing event says of payloads: what stands there instead."""
    return {str(payload_id): sha256_of(body) for payload_id, body in bodies.items()}


def broken_rows(connection: sa.Connection) -> int:
    """Count the rows of the chain that do not follow from the row before.

    Also counts payloads that were changed without an event that says so, and
    rows of the journal whose audit row is gone.
    """
    broken, last = 0, Head(0, START)
    replaced = _replaced(connection)
    for row in connection.execute(_chain()).mappings():
        follows = row["seq"] == last.seq + 1 and row["previous_hash"] == last.hash
        genuine = row["hash"] == _row_hash(row)
        body = row["body"] or ""
        told = row["payload_hash"] == payload_hash(
            row["salt"] or "", body
        ) or hashlib.sha256(body.encode()).hexdigest() in replaced.get(
            str(row["payload_id"]), ()
        )
        broken += not (follows and genuine and told)
        last = Head(row["seq"], row["hash"])
    return broken + _without_audit(connection)


def _replaced(connection: sa.Connection) -> dict[str, set[str]]:
    rows = connection.execute(
        sa.select(schema.audit.c.subject).where(schema.audit.c.kind == ERASING)
    )
    replaced: dict[str, set[str]] = {}
    for row in rows:
        stated = object_from_text(row.subject).get("payloads")
        for payload_id, digest in (
            dict(stated) if isinstance(stated, Mapping) else {}
        ).items():
            replaced.setdefault(payload_id, set()).add(str(digest))
    return replaced


def _chain() -> sa.Select[tuple[object, ...]]:
    audit, payloads = schema.audit, schema.payloads
    return (
        sa.select(audit, payloads.c.salt, payloads.c.body, payloads.c.erased_at)
        .select_from(
            audit.outerjoin(payloads, audit.c.payload_id == payloads.c.payload_id)
        )
        .order_by(audit.c.seq)
    )


def _row_hash(row: Mapping[str, object] | sa.RowMapping) -> str:
    at = row["at"]
    assert isinstance(at, datetime)
    covered: list[Json] = [
        int(str(row["seq"])),
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        *(
            str(row[name])
            for name in ("actor", "kind", "subject", "payload_hash", "previous_hash")
        ),
    ]
    return sha256_of(covered)


def _without_audit(connection: sa.Connection) -> int:
    count = 0
    for table in schema.metadata.sorted_tables:
        if "audit_seq" in table.c:
            known = sa.select(schema.audit.c.seq)
            missing = table.c.audit_seq.not_in(known)
            count += connection.execute(
                sa.select(sa.func.count()).select_from(table).where(missing)
            ).scalar_one()
    return count

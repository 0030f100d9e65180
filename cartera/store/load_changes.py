"""Changes to loads in the journal: a new row, and from one state to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa

from cartera.errors import AppError
from cartera.store import audit, loads, schema
from cartera.store.actors import Action, Actor
from cartera.store.canonical import Json, to_text
from cartera.store.loads import STATE_AFTER, Event, LoadRecord, State


@dataclass(frozen=True, slots=True)
class Transition:
    """What an action does to a load: from which states, by which event.

    A load that is already in the state after it stays as it is: asking twice
    is not an error.
    """

    origins: frozenset[State]
    event: Event


TRANSITIONS: Final[Mapping[Action, Transition]] = MappingProxyType(
    {
        "undo": Transition(frozenset[State]({"active"}), "deactivate"),
        "redo": Transition(frozenset[State]({"undone"}), "activate"),
        "confirm": Transition(frozenset[State]({"held"}), "confirm"),
        "discard": Transition(frozenset[State]({"held"}), "discard"),
        "purge": Transition(
            frozenset[State]({"active", "undone", "held", "discarded"}), "purge"
        ),
    }
)


def insert(
    connection: sa.Connection, load_id: str, manifest: Mapping[str, Json], digest: str
) -> None:
    """Write the row of a load whose folder stands in the lake."""
    last = connection.execute(
        sa.select(sa.func.coalesce(sa.func.max(schema.loads.c.sequence), 0))
    ).scalar_one()
    connection.execute(
        sa.insert(schema.loads).values(
            load_id=load_id,
            sequence=last + 1,
            fingerprint=manifest["fingerprint"],
            sha256=manifest["sha256"],
            kind=manifest["kind"],
            company=manifest.get("company"),
            as_of=_day(manifest.get("as_of")),
            data_date=_day(manifest.get("data_date")),
            partial=bool(manifest.get("partial")),
            file=manifest.get("file"),
            figures=to_text(
                {key: manifest.get(key) or {} for key in ("rows", "totals", "control")}
            ),
            data_errors=_count_errors(manifest.get("findings")),
            manifest_sha256=digest,
        )
    )


def record_event(
    connection: sa.Connection,
    load_id: str,
    event: Event,
    *,
    actor: Actor,
    at: datetime,
    payload: Mapping[str, Json] = MappingProxyType({}),
) -> None:
    """Write one activation event and its audit row."""
    told = audit.append(
        connection,
        audit.Event(f"load.{event}", {"load_id": load_id}, payload),
        actor=actor,
        at=at,
    )
    connection.execute(
        sa.insert(schema.activations).values(
            load_id=load_id, event=event, at=at, actor=actor.name, audit_seq=told.seq
        )
    )


def change_state(
    connection: sa.Connection,
    load_id: str,
    action: Action,
    *,
    actor: Actor,
    at: datetime,
) -> LoadRecord:
    """Do an action on a load and return it as it is then.

    Raises UsageError LOAD_UNKNOWN, AppError LOAD_STATE for an action that the
    load's state does not allow, LOAD_ALREADY_ACTIVE when the same content is
    active under another id.
    """
    before, transition = loads.record(connection, load_id), TRANSITIONS[action]
    after = STATE_AFTER[transition.event]
    if before.state == after:
        return before
    if before.state not in transition.origins:
        raise AppError(
            f"LOAD_STATE_{action.upper()}", load_id=load_id, state=before.state
        )
    if after == "active":
        _refuse_a_second(connection, before)
    record_event(connection, load_id, transition.event, actor=actor, at=at)
    return loads.record(connection, load_id)


def _refuse_a_second(connection: sa.Connection, load: LoadRecord) -> None:
    active = loads.find(connection, load.fingerprint, frozenset[State]({"active"}))
    if active is not None:
        raise AppError("LOAD_ALREADY_ACTIVE", load_id=load.load_id, other=active)


def _day(value: Json) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _count_errors(findings: Json) -> int:
    if not isinstance(findings, Sequence) or isinstance(findings, str):
        return 0
    return sum(
        isinstance(finding, Mapping) and finding.get("severity") == "error"
        for finding in findings
    )

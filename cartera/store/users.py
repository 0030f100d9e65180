"""Users: who may sign in, and with which role."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from cartera.store import audit, schema
from cartera.store.actors import Actor, Role


@dataclass(frozen=True, slots=True)
class User:
    """A person who may sign in; one who left stays in the history, inactive."""

    name: str
    email: str | None
    role: Role
    active: bool = True


def put(connection: sa.Connection, user: User, *, actor: Actor, at: datetime) -> None:
    """Add a user or change the one of that name."""
    event = audit.Event("user", {"name": user.name, "role": user.role}, _values(user))
    told = audit.append(connection, event, actor=actor, at=at)
    same = schema.users.c.name == user.name
    connection.execute(sa.delete(schema.users).where(same))
    connection.execute(
        sa.insert(schema.users).values(**_values(user), audit_seq=told.seq)
    )


def everybody(connection: sa.Connection) -> list[User]:
    """Return all users, by name."""
    rows = connection.execute(sa.select(schema.users).order_by(schema.users.c.name))
    return [User(row.name, row.email, row.role, row.active) for row in rows]


def signed_in(connection: sa.Connection, email: str) -> Actor | None:
    """Return who an e-mail address belongs to; None if nobody active has it."""
    wanted = email.strip().casefold()
    found = [
        user
        for user in everybody(connection)
        if user.active and (user.email or "").casefold() == wanted
    ]
    return Actor(found[0].name, found[0].role) if found else None


def _values(user: User) -> dict[str, str | bool | None]:
    return {
        "name": user.name,
        "email": user.email,
        "role": user.role,
        "active": user.active,
    }

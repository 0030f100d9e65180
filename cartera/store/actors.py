"""Who acts, and what each role may do."""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal, get_args

from cartera.errors import PermissionRefused

Role = Literal["owner", "collector", "finance", "admin"]
Action = Literal[
    "read",
    "publish",
    "load",
    "undo",
    "redo",
    "confirm",
    "discard",
    "record",
    "export",
    "purge",
    "forget",
    "backup",
    "restore",
    "settings",
    "users",
]

ROLES: Final[tuple[Role, ...]] = get_args(Role)

_EVERYBODY: Final = frozenset(ROLES)
_LOADERS: Final = frozenset[Role]({"finance", "admin"})
_ADMIN: Final = frozenset[Role]({"admin"})

ALLOWED: Final[Mapping[Action, frozenset[Role]]] = MappingProxyType(
    {
        "read": _EVERYBODY,
        "publish": _EVERYBODY,
        "load": _LOADERS,
        "undo": _LOADERS,
        "redo": _LOADERS,
        "confirm": _LOADERS,
        "discard": _LOADERS,
        "record": frozenset[Role]({"collector", "finance", "admin"}),
        "export": frozenset[Role]({"collector", "finance", "admin"}),
        "purge": _ADMIN,
        "forget": _ADMIN,
        "backup": _ADMIN,
        "restore": _ADMIN,
        "settings": _ADMIN,
        "users": _ADMIN,
    }
)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who acts, with the role that person has now."""

    name: str
    role: Role


def require(actor: Actor, action: Action) -> None:
    """Raise PermissionRefused unless the actor's role allows the action."""
    if actor.role not in ALLOWED[action]:
        raise PermissionRefused(action=action, role=actor.role)


def person_at_the_machine() -> str:
    """Return the name of the operating system's user, who acts without sign-in."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "local"

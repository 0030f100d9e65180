"""Values of settings in the journal: versioned entries, the newest one holds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import polars as pl
import sqlalchemy as sa

from cartera.errors import UsageError
from cartera.settings import SETTINGS, Setting, Value, setting_named
from cartera.store import entries
from cartera.store.actors import Actor

KIND: Final = "setting"
STAGING: Final = tuple(setting for setting in SETTINGS if setting.staging)
_TYPES: Final[Mapping[str, type[pl.DataType]]] = {
    "text": pl.String,
    "integer": pl.Int32,
    "boolean": pl.Boolean,
}


def write(
    connection: sa.Connection,
    name: str,
    raw: Value,
    *,
    company: str | None,
    actor: Actor,
    at: datetime,
) -> None:
    """Record a new value of a setting; None takes a company's value back.

    Raises UsageError for an unknown name, a value of the wrong type, a company
    where none belongs or none where one does.
    """
    setting = setting_named(name)
    _require_scope(setting, company)
    value = None if raw is None else setting.parse(raw)
    new = entries.NewEntry(
        "structural" if setting.staging else "record",
        KIND,
        _entry_id(name, company),
        {"name": name, "company": company, "value": value},
    )
    entries.append(connection, new, actor=actor, at=at)


def read(connection: sa.Connection, name: str, company: str | None) -> Value:
    """Return a setting's value: the company's, else its default."""
    setting = setting_named(name)
    if setting.scope == "environment":
        raise UsageError("SETTING_OF_ENVIRONMENT", name=name)
    found = _newest(connection, None).get(_entry_id(name, company))
    value = None if found is None else found.payload["value"]
    return setting.default if value is None else setting.parse(_plain(value))


def staging_values(
    connection: sa.Connection, *, at: datetime | None = None
) -> pl.DataFrame:
    """Return one row per company that has values which the ledger is built with.

    Columns: company and one per such setting, null where the company has none.
    """
    by_company: dict[str, dict[str, Value]] = {}
    for entry in _newest(connection, at).values():
        company, name = entry.payload["company"], entry.payload["name"]
        if isinstance(company, str) and setting_named(str(name)).staging:
            values = by_company.setdefault(company, {"company": company})
            values[str(name)] = _plain(entry.payload["value"])
    schema = {"company": pl.String} | {
        setting.name: _TYPES[setting.kind] for setting in STAGING
    }
    rows = [row for row in by_company.values() if _says_something(row)]
    return pl.DataFrame(rows, schema=schema).sort("company")


def version(connection: sa.Connection) -> int:
    """Return a number that rises with every change of a setting."""
    return max((e.position for e in entries.since(connection, KIND, 0)), default=0)


def _newest(connection: sa.Connection, at: datetime | None) -> dict[str, entries.Entry]:
    return entries.newest(entries.since(connection, KIND, 0, until=at))


def _entry_id(name: str, company: str | None) -> str:
    return name if company is None else f"{name}:{company}"


def _require_scope(setting: Setting, company: str | None) -> None:
    if setting.scope == "environment":
        raise UsageError("SETTING_OF_ENVIRONMENT", name=setting.name)
    if (setting.scope == "company") != (company is not None):
        raise UsageError(
            "SETTING_NEEDS_COMPANY" if company is None else "SETTING_IS_GLOBAL",
            name=setting.name,
        )


def _says_something(row: Mapping[str, Value]) -> bool:
    return any(row.get(setting.name) is not None for setting in STAGING)


def _plain(value: object) -> Value:
    assert value is None or isinstance(value, str | int | bool)
    return value

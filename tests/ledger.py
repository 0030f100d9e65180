"""Build a mart from facts written down in a test."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl

from cartera.domain.facts import FACTS
from cartera.store.build import BuildInputs, build_mart
from cartera.store.warehouse import Warehouse

POLARS_TYPES = {
    "varchar": pl.String,
    "date": pl.Date,
    "decimal(18,4)": pl.Decimal(18, 4),
    "integer": pl.Int32,
}

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Load:
    """One load of facts, as a file of that kind would have said them."""

    kind: str
    rows: Sequence[Row]
    as_of: date | None = None
    data_date: date = date(2026, 11, 22)
    company: str = "X"
    partial: bool = False
    currency: str = "EUR"
    columns: Mapping[str, str] = field(default_factory=dict)


def facts_frame(load: Load) -> pl.DataFrame:
    """Return the facts of a load with every canonical column."""
    columns = {c: t for c, t in FACTS[load.kind].items() if c != "load_id"}
    defaults: dict[str, object] = {
        "sheet": "Hoja1",
        "company": load.company,
        "currency": load.currency,
    }
    rows = [
        {
            column: _typed({**defaults, "row_no": number, **row}.get(column), kind)
            for column, kind in columns.items()
        }
        for number, row in enumerate(load.rows, start=2)
    ]
    schema = {c: POLARS_TYPES[t] for c, t in columns.items()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _typed(value: object, kind: str) -> object:
    if value in (None, ""):
        return None
    if kind == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    if kind.startswith("decimal"):
        return Decimal(str(value))
    return value


def build(folder: Path, loads: Sequence[Load], settings: Sequence[Row] = ()) -> Path:
    """Build a mart file from the loads, in the order given."""
    facts: dict[str, list[tuple[str, Path]]] = {}
    listed = []
    for sequence, load in enumerate(loads, start=1):
        load_id = f"load{sequence:04d}"
        path = folder / f"{load_id}.parquet"
        facts_frame(load).write_parquet(path)
        facts.setdefault(load.kind, []).append((load_id, path))
        listed.append(
            {
                "load_id": load_id,
                "sequence": sequence,
                "kind": load.kind,
                "company": load.company,
                "as_of": load.as_of,
                "data_date": load.as_of or load.data_date,
                "partial": load.partial,
                "file": f"{load.kind}_{sequence}.csv",
            }
        )
    schema = {
        "load_id": pl.String,
        "sequence": pl.Int64,
        "kind": pl.String,
        "company": pl.String,
        "as_of": pl.Date,
        "data_date": pl.Date,
        "partial": pl.Boolean,
        "file": pl.String,
    }
    setting_schema = {
        "company": pl.String,
        "fifo": pl.Boolean,
        "terms_days": pl.Int32,
        "country": pl.String,
    }
    target = folder / "mart.duckdb"
    target.unlink(missing_ok=True)
    inputs = BuildInputs(
        loads=pl.DataFrame(listed, schema=schema, orient="row"),
        facts=facts,
        company_settings=pl.DataFrame(
            [dict.fromkeys(setting_schema) | dict(s) for s in settings],
            schema=setting_schema,
            orient="row",
        ),
    )
    build_mart(target, inputs, threads=2)
    return target


def warehouse_of(folder: Path, *loads: Load, settings: Sequence[Row] = ()) -> Warehouse:
    """Build a mart and open it."""
    mart = build(folder, loads, settings)
    return Warehouse(duckdb.connect(str(mart), read_only=True))

"""Build a mart: run the SQL of staging and marts over the active loads."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import duckdb
import polars as pl

from cartera.domain.facts import FACTS
from cartera.store.queries import Query, in_build_order, load_queries

SCHEMA_NUMBER: Final = 1

RAW_LOADS: Final[Mapping[str, str]] = {
    "load_no": "integer",
    "load_id": "varchar",
    "sequence": "bigint",
    "kind": "varchar",
    "company": "varchar",
    "as_of": "date",
    "data_date": "date",
    "partial": "boolean",
    "file": "varchar",
}
COMPANY_SETTINGS: Final[Mapping[str, str]] = {
    "company": "varchar",
    "fifo": "boolean",
    "terms_days": "integer",
    "country": "varchar",
}


@dataclass(frozen=True, slots=True)
class BuildInputs:
    """All that a mart depends on.

    `loads` has one row per active load: load_id, sequence, kind, company (null
    if the file holds several), as_of (null unless stated), data_date, partial,
    file. `facts` maps a canonical table to load ids and Parquet files.
    `company_settings` has company, fifo, terms_days, country.
    """

    loads: pl.DataFrame
    facts: Mapping[str, Sequence[tuple[str, Path]]]
    company_settings: pl.DataFrame


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How many rows offend a check; `level` is `broken` or `note`."""

    name: str
    rows: int
    level: str


def build_version(queries: Mapping[str, Query] | None = None) -> str:
    """Hash of everything besides the data that decides what a mart holds."""
    files = load_queries() if queries is None else queries
    digest = hashlib.sha256(f"{SCHEMA_NUMBER}\n{duckdb.__version__}".encode())
    for query in _building(files):
        digest.update(f"\n{query.name}\n{query.text}".encode())
    return digest.hexdigest()


def build_mart(
    target: Path,
    inputs: BuildInputs,
    *,
    memory_limit: str = "4GB",
    threads: int | None = None,
) -> None:
    """Write a mart file; the caller renames it into place when it is checked.

    The staging tables are temporary, so that the file holds nothing but marts.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "preserve_insertion_order": "false",
    }
    if threads is not None:
        config["threads"] = str(threads)
    with duckdb.connect(str(target), config=config) as connection:
        _register_inputs(connection, inputs)
        plan = _build_plan()
        for place, query in enumerate(plan):
            _materialise(connection, query)
            for table in _done_with(plan, place):
                connection.execute(f"drop table {table}").complete()
        connection.execute("checkpoint").complete()


def run_checks(connection: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """Run every query of `queries/checks` and count the rows that offend."""
    checks = [q for n, q in load_queries().items() if n.startswith("checks/")]
    return [_run_check(connection, check) for check in checks]


def check_mart(mart: Path) -> list[CheckResult]:
    """Open a mart read-only and run every check on it."""
    with duckdb.connect(str(mart), read_only=True) as connection:
        return run_checks(connection)


def _run_check(connection: duckdb.DuckDBPyConnection, check: Query) -> CheckResult:
    with connection.cursor() as cursor:
        [(rows,)] = cursor.sql(f"select count(*) from ({check.text})").fetchall()
    return CheckResult(check.table, int(rows), check.level)


def _building(queries: Mapping[str, Query]) -> list[Query]:
    return [
        query
        for name, query in sorted(queries.items())
        if name.startswith(("staging/", "marts/"))
    ]


def _build_plan() -> list[Query]:
    return in_build_order(_building(load_queries()))


def _done_with(plan: Sequence[Query], place: int) -> list[str]:
    """Return the staging tables that nothing after this place of a plan needs."""
    needed_later = {need for query in plan[place + 1 :] for need in query.needs}
    known = {query.table for query in plan[: place + 1] if _is_staging(query)}
    mentioned = {plan[place].table, *plan[place].needs}
    return sorted((known & mentioned) - needed_later)


def _is_staging(query: Query) -> bool:
    return query.name.startswith("staging/")


def _materialise(connection: duckdb.DuckDBPyConnection, query: Query) -> None:
    kind = "temp table" if _is_staging(query) else "table"
    columns = ", ".join(
        f'cast("{column}" as {kind_of}) as "{column}"'
        for column, kind_of in query.returns.items()
    )
    connection.execute(
        f"create {kind} {query.table} as select {columns} from ({query.text})"
    ).complete()


def _register_inputs(
    connection: duckdb.DuckDBPyConnection, inputs: BuildInputs
) -> None:
    loads = _in_deciding_order(inputs.loads)
    _create_from(connection, "raw_loads", loads, RAW_LOADS)
    _create_from(
        connection, "raw_company_settings", inputs.company_settings, COMPANY_SETTINGS
    )
    numbers = dict(loads.select("load_id", "load_no").iter_rows())
    for table in FACTS:
        files = [
            (numbers[load_id], path)
            for load_id, path in inputs.facts.get(table, ())
            if load_id in numbers
        ]
        connection.execute(_facts_view(connection, table, files)).complete()


def _in_deciding_order(loads: pl.DataFrame) -> pl.DataFrame:
    """Number the loads: a later data date wins, then the later load."""
    return loads.sort(pl.coalesce("as_of", "data_date"), "sequence").with_row_index(
        "load_no", offset=1
    )


def _create_from(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    frame: pl.DataFrame,
    columns: Mapping[str, str],
) -> None:
    connection.register("incoming", frame.to_arrow())
    casts = ", ".join(f'cast("{c}" as {t}) as "{c}"' for c, t in columns.items())
    connection.execute(
        f"create temp table {table} as select {casts} from incoming"
    ).complete()
    connection.unregister("incoming")


def _facts_view(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    files: Sequence[tuple[int, Path]],
) -> str:
    """Return the statement of `raw_<table>`: every row with its load's number.

    A column that an older file does not have yet is null.
    """
    columns = {c: t for c, t in FACTS[table].items() if c != "load_id"}
    selects = [
        _select_file(connection, columns, number, path) for number, path in files
    ]
    empty = ", ".join(f"cast(null as {kind}) as {c}" for c, kind in columns.items())
    selects.append(f"select cast(null as integer) as load_no, {empty} where false")
    return f"create temp view raw_{table} as " + " union all ".join(selects)


def _select_file(
    connection: duckdb.DuckDBPyConnection,
    columns: Mapping[str, str],
    number: int,
    path: Path,
) -> str:
    source = "read_parquet('" + str(path).replace("'", "''") + "')"
    present = set(connection.sql(f"select * from {source} limit 0").columns)
    casts = ", ".join(
        f"cast({c if c in present else 'null'} as {kind}) as {c}"
        for c, kind in columns.items()
    )
    return f"select cast({number} as integer) as load_no, {casts} from {source}"

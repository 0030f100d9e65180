"""Read-only access to a published mart, one cursor per query."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import duckdb
import polars as pl
import pyarrow as pa

from cartera.store.queries import Query, load_queries

Scalar = str | int | float | bool | date | None
Parameter = Scalar | Sequence[str] | Sequence[int]

HARDENED: Final[Mapping[str, str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
    "memory_limit": "2GB",
    "threads": "4",
}


class QueryParameterMismatch(ValueError):  # noqa: N818 - it says what is wrong
    """Names given to a query that its header does not list, or the reverse."""

    def __init__(self, query: str, expected: list[str], given: list[str]) -> None:
        super().__init__(f"{query}: expected {expected}, given {given}")


class Warehouse:
    """Runs named queries on a mart, each on its own cursor.

    DuckDB refuses a second call on a busy connection, and Streamlit runs every
    session on its own thread, so the connection itself is never queried. It is
    never closed either: an evicted warehouse may still have readers.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        queries: Mapping[str, Query] | None = None,
    ) -> None:
        self._connection = connection
        self._queries = load_queries() if queries is None else queries

    @classmethod
    def open(cls, mart: Path) -> "Warehouse":
        """Open a mart file read-only, without access to anything outside it."""
        return cls(duckdb.connect(str(mart), read_only=True, config=dict(HARDENED)))

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """Return a cursor of its own, for callers that register live tables."""
        return self._connection.cursor()

    def read(
        self,
        name: str,
        *,
        cursor: duckdb.DuckDBPyConnection | None = None,
        **params: Parameter,
    ) -> pl.DataFrame:
        """Run one query and return its rows.

        Raises QueryParameterMismatch unless exactly the header's parameters
        are given.
        """
        query = self._query(name, params)
        if cursor is not None:
            return _rows(cursor, query, params)
        with self._connection.cursor() as own:
            return _rows(own, query, params)

    def read_arrow(self, name: str, **params: Parameter) -> pa.Table:
        """Run one query and return an Arrow table: the light form for grids."""
        query = self._query(name, params)
        with self._connection.cursor() as own:
            return own.sql(query.text, params=params).to_arrow_table()

    def _query(self, name: str, params: Mapping[str, Parameter]) -> Query:
        query = self._queries[name]
        if params.keys() != query.params.keys():
            raise QueryParameterMismatch(name, sorted(query.params), sorted(params))
        return query


def _rows(
    cursor: duckdb.DuckDBPyConnection, query: Query, params: Mapping[str, Parameter]
) -> pl.DataFrame:
    rows: pl.DataFrame = cursor.sql(query.text, params=params).pl()
    return rows

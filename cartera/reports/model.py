"""What a report is: its name, its parameters, its columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, Protocol

import polars as pl

from cartera.store.warehouse import Parameter as QueryValue

ColumnType = Literal["text", "date", "money", "count"]
ParameterType = Literal["choice", "edges", "text"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a report always has; further ones come after these."""

    name: str
    type: ColumnType


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that `--set name=value` gives to a report.

    `help` is a Spanish sentence of the catalogue. A parameter without a default
    must be given.
    """

    name: str
    type: ParameterType
    help: str
    default: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """What a person asks of a report.

    `as_of` None means the latest data date in scope, `companies` empty means
    all. `values` are the parameters as text.
    """

    as_of: date | None = None
    companies: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    language: str = "es"


class CellSource(Protocol):
    """The part of the lake that a report reads: cells and manifests of loads."""

    def manifest(self, load_id: str) -> Mapping[str, Any]:  # JSON as it was stored
        """Return what `load.json` says."""

    def cells(self, load_id: str, places: pl.DataFrame) -> pl.DataFrame:
        """Return the cells of the rows named by `sheet` and `row_no`."""


@dataclass(frozen=True, slots=True)
class Finishing:
    """What a finishing rule gets besides the rows of the query."""

    values: Mapping[str, QueryValue]
    language: str
    lake: CellSource


Finish = Callable[[pl.DataFrame, Finishing], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Report:
    """A report of the contract: `query` is the file `queries/reports/<query>.sql`.

    `title` is a Spanish sentence of the catalogue. `finish` turns the rows of
    the query into the contract's columns where SQL alone cannot.
    """

    name: str
    title: str
    query: str
    columns: tuple[Column, ...]
    parameters: tuple[Parameter, ...] = ()
    finish: Finish | None = None

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names of the contract's columns, in its order."""
        return tuple(column.name for column in self.columns)

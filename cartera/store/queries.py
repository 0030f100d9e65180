"""The named SQL files and the contract in each one's header."""

import graphlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

QUERIES: Final = Path(__file__).parents[2] / "queries"

_KEYS: Final = ("grain", "needs", "uses", "params", "returns", "level")
_KEY_LINE: Final = re.compile(rf"^--\s*({'|'.join(_KEYS)}):\s*(.*)$")
_COMMA: Final = re.compile(r",\s*(?![^()]*\))")


@dataclass(frozen=True, slots=True)
class Query:
    """One statement with what its header promises.

    `text` is ready to run (fragments in front); `params` and `returns` map
    names to DuckDB types in the order of the header.
    """

    name: str
    text: str
    purpose: str
    grain: str
    needs: tuple[str, ...]
    uses: tuple[str, ...]
    params: Mapping[str, str]
    returns: Mapping[str, str]
    level: str

    @property
    def table(self) -> str:
        """The name of the table that a staging or mart file makes."""
        return self.name.rpartition("/")[2]


class QueryHeaderError(ValueError):
    """A SQL file whose header does not keep the form."""


@lru_cache(maxsize=4)
def load_queries(folder: Path = QUERIES) -> Mapping[str, Query]:
    """Read every query below a folder, keyed `reports/ageing`.

    Raises QueryHeaderError when a header lacks its contract.
    """
    files = sorted(folder.rglob("*.sql"))
    names = {
        file: file.relative_to(folder).with_suffix("").as_posix() for file in files
    }
    parts = {
        file.stem: _read(name, file.read_text("utf-8"), {})
        for file, name in names.items()
        if name.startswith("parts/")
    }
    return MappingProxyType(
        {
            name: _read(name, file.read_text("utf-8"), parts)
            for file, name in names.items()
            if not name.startswith("parts/")
        }
    )


def in_build_order(queries: Iterable[Query]) -> list[Query]:
    """Order staging and mart files so that each comes after what it needs."""
    by_table = {query.table: query for query in queries}
    graph = {
        table: [need for need in query.needs if need in by_table]
        for table, query in sorted(by_table.items())
    }
    order = graphlib.TopologicalSorter(graph).static_order()
    return [by_table[table] for table in order]


def _read(name: str, text: str, parts: Mapping[str, Query]) -> Query:
    header, body = _split(name, text)
    purpose, fields = _fields(header)
    if not purpose or "returns" not in fields:
        raise QueryHeaderError(f"{name}: purpose or returns missing in the header")
    params = _typed(name, fields.get("params", ""))
    uses = _names(fields.get("uses", ""))
    fragments = _with_their_own(uses, parts)
    for part in fragments:
        params |= {
            key: kind for key, kind in parts[part].params.items() if key not in params
        }
    return Query(
        name=name,
        text=_with_parts(name, body, [parts[part] for part in fragments]),
        purpose=purpose,
        grain=fields.get("grain", ""),
        needs=tuple(_names(fields.get("needs", ""))),
        uses=tuple(uses),
        params=MappingProxyType(params),
        returns=MappingProxyType(_typed(name, fields["returns"])),
        level=fields.get("level", ""),
    )


def _with_their_own(uses: Iterable[str], parts: Mapping[str, Query]) -> list[str]:
    """Order fragments, and the fragments they use, as they must be written."""
    ordered: list[str] = []
    for part in uses if parts else ():
        for name in (*_with_their_own(parts[part].uses, parts), part):
            if name not in ordered:
                ordered.append(name)
    return ordered


def _split(name: str, text: str) -> tuple[list[str], str]:
    lines = text.splitlines()
    count = next(
        (i for i, line in enumerate(lines) if not line.startswith("--")), len(lines)
    )
    body = "\n".join(lines[count:]).strip()
    if not count or not body:
        raise QueryHeaderError(f"{name}: header or statement missing")
    return lines[:count], body


def _fields(header: list[str]) -> tuple[str, dict[str, str]]:
    purpose: list[str] = []
    fields: dict[str, str] = {}
    key = ""
    for line in header:
        found = _KEY_LINE.match(line)
        content = line.removeprefix("--").strip()
        if found:
            key = found[1]
            fields[key] = found[2].strip()
        elif key:
            fields[key] = f"{fields[key]} {content}".strip()
        else:
            purpose.append(content)
    return " ".join(purpose).strip(), fields


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _typed(name: str, text: str) -> dict[str, str]:
    if text in ("", "none"):
        return {}
    columns: dict[str, str] = {}
    for item in _COMMA.split(re.sub(r"\([^()]*[a-z][^()]*\)", "", text)):
        column, _, kind = item.strip().partition(" ")
        if not kind:
            raise QueryHeaderError(f"{name}: no type for {column!r}")
        columns[column] = kind.strip()
    return columns


def _with_parts(name: str, body: str, parts: list[Query]) -> str:
    if not parts:
        return body
    if not body.startswith("with"):
        raise QueryHeaderError(f"{name}: a query that uses parts starts with `with`")
    expressions = "".join(
        f"{part.table} as (\n\n{part.text}\n\n),\n\n" for part in parts
    )
    return f"with\n\n{expressions}{body.removeprefix('with').lstrip()}"

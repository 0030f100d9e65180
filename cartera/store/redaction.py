"""Taking a person out of tables, cells and texts: pure, frame in, frame out.

What is replaced: names by a pseudonym, tax ids by a token, contacts and
addresses by nothing. Amounts, dates and numbers of documents stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from cartera.domain.facts import FACTS
from cartera.domain.identity import name_key
from cartera.store.canonical import Json

SHORTEST_TRACE: Final = 4
CONTACTS: Final = ("contact_name", "email", "phone", "address", "city")
PERSONAL: Final = ("customer_name", "customer_tax_id", *CONTACTS)
FREE_TEXT: Final = ("reason", "status_raw", "reference", "salesperson")
PLACE: Final = ("sheet", "row_no")

# Columns of a file that tell of the document and not of the person: those that
# facts are made of, and the figures that only help to understand a file.
HELPING: Final = ("days_late", "as_of", "sign", "debit", "credit", "line_amount")
KEPT_CELLS: Final = frozenset(
    name for columns in FACTS.values() for name in columns
).union(HELPING) - {*PERSONAL, "customer_name_key"}


@dataclass(frozen=True, slots=True)
class Person:
    """Who is taken out: the traces to look for and what stands there instead.

    `traces` are names, tax ids, contacts and addresses as written, `code` the
    source's own code or None, `code_is_personal` says that the code is itself
    a tax id and goes too.
    """

    pseudonym: str
    token: str
    traces: tuple[str, ...]
    code: str | None
    code_is_personal: bool = False


def redact_facts(facts: pl.DataFrame, own: pl.Expr, person: Person) -> pl.DataFrame:
    """Replace what facts say of a person in the rows where `own` holds."""
    texts: dict[str, str | None] = {
        "customer_name": person.pseudonym,
        "customer_tax_id": person.token,
        **dict.fromkeys(CONTACTS),
    }
    changes = [
        pl.when(own & pl.col(name).is_not_null())
        .then(pl.lit(text, dtype=pl.String))
        .otherwise(pl.col(name))
        .alias(name)
        for name, text in texts.items()
        if name in facts.columns
    ]
    key = name_key(pl.lit(person.pseudonym))
    changes += [_unless(own, "customer_name_key", key)]
    if person.code_is_personal:
        changes += [_unless(own, "customer_code", pl.lit(person.token))]
    free = [
        _unless(own, name, without_traces(pl.col(name), person))
        for name in FREE_TEXT
        if name in facts.columns
    ]
    return facts.with_columns(*changes, *free)


def redact_cells(
    cells: pl.DataFrame,
    own: pl.DataFrame,
    others: pl.DataFrame,
    meanings: Mapping[str, Mapping[str, str]],
    person: Person,
) -> pl.DataFrame:
    """Replace what the cells of a file say of a person.

    `own` and `others` are places (sheet, row_no) of the person's rows and of
    other customers' rows. In own rows every column is emptied that is not known
    to tell of the document; `meanings` maps a sheet to `{column: canonical
    name}`. Rows that are nobody's (titles, subtotals) lose the traces only.
    """
    marked = _mark(_mark(cells, own, "__own"), others, "__other")
    columns = [name for name in cells.columns if name not in PLACE]
    changed = [
        pl.when(pl.col("__own"))
        .then(_own_cell(name, meanings, person))
        .when(pl.col("__other"))
        .then(pl.col(name))
        .otherwise(without_traces(pl.col(name), person))
        .alias(name)
        for name in columns
    ]
    return marked.with_columns(changed).select(cells.columns)


def own_cell_rows(
    cells: pl.DataFrame, candidates: pl.DataFrame, person: Person
) -> pl.DataFrame:
    """Return the places among the candidates where a cell names the person."""
    columns = [name for name in cells.columns if name not in PLACE]
    wanted = {trace.casefold() for trace in person.traces}
    wanted |= {person.code.casefold()} if person.code else set()
    names = pl.any_horizontal(
        pl.col(columns).str.strip_chars().str.to_lowercase().is_in(sorted(wanted))
    )
    rows = _mark(cells, candidates, "__candidate").filter("__candidate")
    return rows.filter(names).select(PLACE)


def mentions(cells: pl.DataFrame, person: Person) -> bool:
    """Tell whether any cell contains a trace of the person."""
    columns = [name for name in cells.columns if name not in PLACE]
    if not columns or not person.traces:
        return False
    found = pl.any_horizontal(
        pl.col(columns).str.contains_any(
            list(person.traces), ascii_case_insensitive=True
        )
    ).any()
    return bool(cells.select(found.fill_null(value=False)).item())


def redact_rejects(
    rejects: pl.DataFrame, own: pl.DataFrame, person: Person
) -> pl.DataFrame:
    """Empty the values of rejected rows of the person, clean those of others."""
    return (
        _mark(rejects, own, "__own")
        .with_columns(
            pl.when(pl.col("__own"))
            .then(pl.lit(None, dtype=pl.String))
            .otherwise(without_traces(pl.col("value").cast(pl.String), person))
            .alias("value")
        )
        .drop("__own")
    )


def redact_json(value: Json, person: Person) -> Json:
    """Replace the traces of a person in every text of a JSON value."""
    if isinstance(value, str):
        return _redact_text(value, person)
    if isinstance(value, Mapping):
        return {key: redact_json(item, person) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [redact_json(item, person) for item in value]
    return value


def without_traces(text: pl.Expr, person: Person) -> pl.Expr:
    """Return a text with every trace of a person replaced, whatever its case."""
    if not person.traces:
        return text
    return text.str.replace_many(
        list(person.traces),
        [person.pseudonym] * len(person.traces),
        ascii_case_insensitive=True,
    )


def _own_cell(
    column: str, meanings: Mapping[str, Mapping[str, str]], person: Person
) -> pl.Expr:
    by_sheet = {sheet: names.get(column) for sheet, names in meanings.items()}
    kept = KEPT_CELLS - ({"customer_code"} if person.code_is_personal else set())
    keeps = [sheet for sheet, name in by_sheet.items() if name in kept]
    names = [sheet for sheet, name in by_sheet.items() if name == "customer_name"]
    filled = pl.col(column).is_not_null()
    return (
        pl.when(pl.col("sheet").is_in(keeps))
        .then(without_traces(pl.col(column), person))
        .when(pl.col("sheet").is_in(names) & filled)
        .then(pl.lit(person.pseudonym))
        .otherwise(pl.lit(None, dtype=pl.String))
    )


def _unless(own: pl.Expr, name: str, value: pl.Expr) -> pl.Expr:
    present = own & pl.col(name).is_not_null()
    return pl.when(present).then(value).otherwise(pl.col(name)).alias(name)


def _mark(frame: pl.DataFrame, places: pl.DataFrame, name: str) -> pl.DataFrame:
    """Add a column that tells whether a row is at one of the places."""
    marked = _places(places).unique().with_columns(pl.lit(True).alias(name))
    keyed = frame.with_columns(pl.col("row_no").cast(pl.Int64).alias("__row"))
    return (
        keyed.join(
            marked.rename({"row_no": "__row"}),
            on=["sheet", "__row"],
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.col(name).fill_null(value=False))
        .drop("__row")
    )


def _places(places: pl.DataFrame) -> pl.DataFrame:
    return places.select(pl.col("sheet"), pl.col("row_no").cast(pl.Int64))


def _redact_text(text: str, person: Person) -> str:
    for trace in person.traces:
        position = text.casefold().find(trace.casefold())
        while position >= 0:
            end = position + len(trace)
            text = text[:position] + person.pseudonym + text[end:]
            position = text.casefold().find(
                trace.casefold(), position + len(person.pseudonym)
            )
    return text

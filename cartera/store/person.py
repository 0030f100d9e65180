"""Whom to forget: the customer behind an id, and its traces in the lake."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl
import sqlalchemy as sa

from cartera.domain.facts import FACTS
from cartera.domain.identity import tax_id
from cartera.errors import UsageError
from cartera.store import schema
from cartera.store.canonical import SHORT_ID
from cartera.store.lake import CELLS, Lake, meanings_of
from cartera.store.redaction import PERSONAL, SHORTEST_TRACE, Person

NAMING: Final = (
    "company",
    "customer_code",
    "customer_tax_id",
    "customer_name_key",
    "customer_name",
)
SPEAKING: Final = tuple(name for name in PERSONAL if name != "city")
_PSEUDONYM_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class Target:
    """A customer of one company, with the rows of the lake that are its own.

    `named` has one row per way in which files name it; `own` is the condition
    for these rows in any table of facts.
    """

    company: str
    named: pl.DataFrame
    own: pl.Expr


def find_customer(
    lake: Lake, load_ids: Sequence[str], customer_id: str, company: str | None
) -> Target:
    """Return the customer that reports show under an id.

    Also understands `company:code`. Raises UsageError CUSTOMER_UNKNOWN, and
    CUSTOMER_AMBIGUOUS where several companies have the id.
    """
    named = _names_in(lake, load_ids)
    found = named.filter(_is_called(customer_id))
    if company is not None:
        found = found.filter(pl.col("company") == company)
    elif found.is_empty() and ":" in customer_id:
        company, _, code = customer_id.partition(":")
        found = named.filter(_is_called(code), pl.col("company") == company)
    companies = found["company"].drop_nulls().unique().sort().to_list()
    if not companies:
        raise UsageError("CUSTOMER_UNKNOWN", customer_id=customer_id)
    if len(companies) > 1:
        raise UsageError(
            "CUSTOMER_AMBIGUOUS",
            customer_id=customer_id,
            companies=", ".join(companies),
        )
    return _with_links(companies[0], named, found)


def person_of(
    lake: Lake, load_ids: Sequence[str], target: Target, secret: str
) -> Person:
    """Return what to look for and what to put there: stable for a customer."""
    code = target.named["customer_code"].drop_nulls().unique().sort().to_list()
    taxes = target.named["customer_tax_id"].drop_nulls().unique().sort().to_list()
    names = target.named["customer_name_key"].drop_nulls().unique().sort().to_list()
    identity = f"{target.company}|{[*code, *taxes, *names][0]}"
    digest = hmac.new(secret.encode(), identity.encode(), hashlib.sha256).hexdigest()
    short = digest[:_PSEUDONYM_DIGITS]
    return Person(
        pseudonym=f"Cliente anónimo {short}",
        token=f"ANON{short.upper()}",
        traces=_traces(lake, load_ids, target),
        code=code[0] if code else None,
        code_is_personal=bool(code) and tax_id(code[0]) in taxes,
    )


def secret_of(connection: sa.Connection) -> str:
    """Return the key that pseudonyms are made with; it never leaves the journal."""
    query = sa.select(schema.meta.c.value).where(schema.meta.c.key == "pseudonym_key")
    return str(connection.execute(query).scalar_one())


def _names_in(lake: Lake, load_ids: Sequence[str]) -> pl.DataFrame:
    frames = [
        pl.scan_parquet(path, glob=False).select(NAMING).unique().collect()
        for table in FACTS
        for path in lake.facts(load_ids, table)
    ]
    empty = pl.DataFrame(schema=dict.fromkeys(NAMING, pl.String))
    return pl.concat([empty, *frames]).unique()


def _is_called(customer_id: str) -> pl.Expr:
    """The id of a customer in reports: its code, else its tax id, else a key."""
    return pl.coalesce(
        "customer_code",
        "customer_tax_id",
        pl.struct("company", "customer_name_key").map_elements(
            _name_id, return_dtype=pl.String
        ),
    ) == pl.lit(customer_id)


def _name_id(naming: Mapping[str, str | None]) -> str | None:
    if naming["customer_name_key"] is None:
        return None
    text = f"{naming['company']}\x1fN:{naming['customer_name_key']}"
    digest = hashlib.md5(text.encode(), usedforsecurity=False)
    return digest.hexdigest()[:SHORT_ID]


def _with_links(company: str, named: pl.DataFrame, found: pl.DataFrame) -> Target:
    """Add rows without a code whose tax id or name is this customer's alone."""
    here = named.filter(pl.col("company") == company)
    found = found.filter(pl.col("company") == company)
    codes = found["customer_code"].drop_nulls().unique().to_list()
    taxes = _alone(here, "customer_tax_id", codes, found)
    names = _alone(here, "customer_name_key", codes, found)
    own = (
        pl.col("customer_code").is_in(codes)
        | (pl.col("customer_code").is_null() & pl.col("customer_tax_id").is_in(taxes))
        | (
            pl.col("customer_code").is_null()
            & pl.col("customer_tax_id").is_null()
            & pl.col("customer_name_key").is_in(names)
        )
    ) & (pl.col("company") == company)
    return Target(company, named.filter(own.fill_null(value=False)), own)


def _alone(
    here: pl.DataFrame, column: str, codes: Sequence[str], found: pl.DataFrame
) -> list[str]:
    values = found[column].drop_nulls().unique()
    others = here.filter(
        pl.col("customer_code").is_not_null(), ~pl.col("customer_code").is_in(codes)
    )
    shared = others[column].drop_nulls().unique().to_list()
    return values.filter(~values.is_in(shared)).to_list()


def _traces(lake: Lake, load_ids: Sequence[str], target: Target) -> tuple[str, ...]:
    found: set[str] = set()
    for load_id in load_ids:
        places: list[pl.DataFrame] = []
        for table in lake.tables(load_id):
            [path] = lake.facts((load_id,), table)
            own = pl.read_parquet(path, glob=False).filter(target.own)
            names = [name for name in SPEAKING if name in own.columns]
            found.update(_values(own, names))
            places.append(own.select("sheet", "row_no"))
        found.update(_cell_values(lake, load_id, places))
    spelt = {form for text in found for form in (text, text.upper(), text.lower())}
    long = (text for text in spelt if len(text) >= SHORTEST_TRACE)
    return tuple(sorted(long, key=lambda text: (-len(text), text)))


def _cell_values(lake: Lake, load_id: str, places: Sequence[pl.DataFrame]) -> set[str]:
    """Return what the person's own rows of a file say of it, as written."""
    own = [frame for frame in places if not frame.is_empty()]
    if not own or not (lake.folder(load_id) / CELLS).is_file():
        return set()
    cells = lake.cells(load_id, pl.concat(own).unique())
    found: set[str] = set()
    for sheet, names in meanings_of(lake.manifest(load_id)).items():
        columns = [c for c, name in names.items() if name in SPEAKING]
        rows = cells.filter(pl.col("sheet") == sheet)
        found |= _values(rows, [c for c in columns if c in rows.columns])
    return found


def _values(frame: pl.DataFrame, columns: Sequence[str]) -> set[str]:
    return {
        text.strip()
        for name in columns
        for text in frame[name].drop_nulls().unique().to_list()
    }

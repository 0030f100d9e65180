"""The text facts of a table: names, codes, types, states, terms."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from cartera.domain.facts import FACTS
from cartera.domain.identity import name_key, tax_id
from cartera.errors import Finding, Severity
from cartera.ingest.code_words import MAPPERS
from cartera.ingest.document_types import (
    document_types,
    says_nothing,
    source_types,
    states,
)
from cartera.ingest.row_roles import DATA
from cartera.ingest.understanding import Understood

_MAPPED: Final = frozenset(
    {
        *("type", "source_type", "status", "customer_tax_id", "customer_name"),
        *("company", *MAPPERS),
    }
)
_SHOWN: Final = 8
_DAMAGED: Final = r"^\d([.,]\d+)?[eE]\+\d{2,}$"
_IDS: Final = (
    "number",
    "payment_id",
    "source_id",
    "target_id",
    "document",
    "reference",
)
_UNKNOWN: Final[Mapping[str, tuple[str, Severity]]] = {
    "type": ("TYPE_UNKNOWN", "warning"),
    **dict.fromkeys(MAPPERS, ("VALUES_NOT_UNDERSTOOD", "info")),
    "status": ("STATUS_UNKNOWN", "question"),
}


@dataclass(frozen=True, slots=True)
class TextColumns:
    """Text facts by name, in the order of the table's rows, and findings."""

    texts: Mapping[str, pl.Series]
    findings: tuple[Finding, ...]


def read_text_columns(
    understood: Understood, company: str, *, overrides: bool
) -> TextColumns:
    """Read all text facts of the kind.

    `company` is for rows that name none, or for all rows if it overrides them.
    """
    is_data = understood.roles == DATA
    texts: dict[str, pl.Series] = {}
    findings: list[Finding] = []
    for field, sql_type in FACTS[understood.kind].items():
        values = understood.values(field)
        if values is None or sql_type != "varchar" or field in _MAPPED:
            continue
        texts[field] = _clean(_without_errors(understood, field, values))
    for field, mapper in _mappers(understood):
        values = understood.values(field)
        if values is None:
            continue
        cleaned = _clean(values)
        texts[field], unknown = _map_distinct(cleaned, is_data, mapper)
        findings += _unknown(understood, field, unknown)
        if field == "status":
            texts["status_raw"] = cleaned.alias("status_raw")
    texts |= _customers(understood)
    texts["company"] = _company(understood, company, overrides=overrides)
    findings += _damaged(understood, texts, is_data)
    return TextColumns(texts, tuple(findings))


def terms_in_days(values: pl.Series) -> pl.Series:
    """Return the days of payment terms: `30 Días`, `D(30)`; cash is 0.

    Terms with several numbers (`30/60/90`) are null.
    """
    text = pl.col("t").str.to_lowercase()
    numbers = text.str.extract_all(r"\d+")
    cash = text.str.contains(r"contado|cash|inmediat|immediate|due on receipt|vista")
    days = (
        pl.when(numbers.list.len() == 1)
        .then(numbers.list.first().cast(pl.Int32, strict=False))
        .when(cash)
        .then(0)
    )
    plausible = pl.when(days.is_between(0, 999)).then(days)
    return pl.DataFrame({"t": values}).select(plausible.cast(pl.Int32).alias("d"))["d"]


def whole_days(values: pl.Series) -> pl.Series:
    """Return days as whole numbers; text that is none is null."""
    digits = values.str.strip_chars().str.replace(r"[.,]0+$", "").str.replace("−", "-")
    return digits.cast(pl.Int32, strict=False)


def _mappers(
    understood: Understood,
) -> Iterable[tuple[str, Callable[[list[str]], Mapping[str, str | None]]]]:
    yield "type", document_types
    yield "source_type", source_types
    header = understood.mapping.label("status") or ""
    if "status" in FACTS[understood.kind]:
        yield "status", lambda values: states(values, header)
    for field, mapper in MAPPERS.items():
        if field in FACTS[understood.kind]:
            yield field, mapper


def _clean(values: pl.Series) -> pl.Series:
    trimmed = pl.col("v").str.strip_chars()
    kept = pl.when(trimmed != "").then(trimmed)
    return pl.DataFrame({"v": values}).select(kept.alias("v"))["v"]


def _without_errors(understood: Understood, field: str, values: pl.Series) -> pl.Series:
    """Blank the error cells of a workbook: `#N/A` is no number and no name."""
    native = understood.native(field)
    if native is None or not native.kinds.get("error"):
        return values
    is_error = values.str.contains(r"^#[A-Z/0-9]+[!?]?$").fill_null(value=False)
    kept = pl.when(~is_error).then(values).alias(values.name)
    return pl.select(kept).to_series()


def _map_distinct(
    values: pl.Series,
    is_data: pl.Series,
    mapper: Callable[[list[str]], Mapping[str, str | None]],
) -> tuple[pl.Series, list[tuple[str, int]]]:
    """Return mapped values and the texts that gave nothing, with their counts."""
    counts = values.filter(is_data).drop_nulls().value_counts(sort=True)
    distinct: list[str] = counts.to_series(0).to_list()
    mapped = dict(mapper(distinct))
    result = values.replace_strict(mapped, default=None, return_dtype=pl.String)
    unknown = [(text, n) for text, n in counts.iter_rows() if mapped[text] is None]
    return result, unknown


def _unknown(
    understood: Understood, field: str, unknown: list[tuple[str, int]]
) -> list[Finding]:
    asked = [(t, n) for t, n in unknown if field != "status" or not says_nothing(t)]
    if not asked or field not in _UNKNOWN:
        return []
    code, severity = _UNKNOWN[field]
    listed = ", ".join(f"{text} ({n})" for text, n in asked[:_SHOWN])
    return [
        Finding(
            code,
            severity,
            sheet=understood.sheet_name or None,
            column=understood.mapping.label(field),
            value=asked[0][0],
            details=(("values", listed), ("rows", sum(n for _, n in asked))),
        )
    ]


def _customers(understood: Understood) -> dict[str, pl.Series]:
    found: dict[str, pl.Series] = {}
    tax = understood.values("customer_tax_id")
    if tax is not None:
        tax = _without_errors(understood, "customer_tax_id", tax)
        distinct = tax.drop_nulls().unique()
        compact = {value: tax_id(value) for value in distinct}
        found["customer_tax_id"] = tax.replace_strict(
            compact, default=None, return_dtype=pl.String
        )
    names = understood.values("customer_name")
    if names is not None:
        found |= _names(_without_errors(understood, "customer_name", names))
    return found


def _names(names: pl.Series) -> dict[str, pl.Series]:
    """Return names with blanks collapsed and their keys, by distinct value."""
    collapsed = (
        pl.col("raw")
        .str.normalize("NFC")
        .str.replace_all(r"\s+", " ")
        .str.strip_chars()
    )
    table = (
        pl.DataFrame({"raw": names.drop_nulls().unique()})
        .with_columns(pl.when(collapsed != "").then(collapsed).alias("name"))
        .with_columns(name_key(pl.col("name")).alias("key"))
    )
    joined = pl.DataFrame({"raw": names}).join(
        table, on="raw", how="left", maintain_order="left"
    )
    return {"customer_name": joined["name"], "customer_name_key": joined["key"]}


def _company(understood: Understood, company: str, *, overrides: bool) -> pl.Series:
    height = understood.table.rows.height
    fixed = pl.Series("company", [company], pl.String).new_from_index(0, height)
    column = understood.values("company")
    if column is None or overrides:
        return fixed
    return _clean(column).fill_null(company)


def _damaged(
    understood: Understood, texts: Mapping[str, pl.Series], is_data: pl.Series
) -> list[Finding]:
    """Return a finding per id column in which Excel destroyed numbers."""
    findings = []
    for field in _IDS:
        if field not in texts or field not in understood.mapping.columns:
            continue
        broken = texts[field].filter(is_data).drop_nulls()
        broken = broken.filter(broken.str.contains(_DAMAGED))
        if len(broken):
            findings.append(
                Finding(
                    "NUMBER_DAMAGED",
                    "error",
                    sheet=understood.sheet_name or None,
                    column=understood.mapping.label(field),
                    value=broken[0],
                    details=(("rows", len(broken)), ("example", broken[0])),
                )
            )
    return findings

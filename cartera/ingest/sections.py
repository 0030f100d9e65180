"""Sections of a sheet that are not the customers': what we owe to suppliers."""

import re
from typing import Final

import polars as pl

from cartera.domain.identity import fold_text
from cartera.errors import Finding
from cartera.ingest.synonyms import FAIR, is_known, meanings
from cartera.ingest.tables import Table

_MAYBE: Final = r"(?i)proveedor|acreedor|supplier|vendor|fornecedor|por pagar|payable"
_SUPPLIERS: Final = re.compile(
    r"^\W*((cuentas|saldos|facturas|documentos|contas) (por|a) pagar"
    r"|(accounts )?payables?|proveedores|acreedores|fornecedores|suppliers|vendors)\W*$"
)
_CUSTOMERS: Final = re.compile(
    r"^\W*((cuentas|saldos|facturas|documentos|contas) (por cobrar|a receber)"
    r"|(accounts )?receivables?|clientes|deudores|customers|debtors)\W*$"
)
_HEADERS_NEEDED: Final = 2


def supplier_rows(
    table: Table, *, headers: pl.Series, labels: pl.Series
) -> pl.Series | None:
    """Return which rows are in a section of suppliers, None if there is no such.

    A section begins at a header row that names the supplier, or at a row that
    says so and nothing else; it ends at the next header of customers. `headers`
    marks the rows that repeat the table's header, `labels` those that may be a
    heading.
    """
    cells = [column.cell for column in table.columns]
    words = [pl.col(cell).str.contains(_MAYBE) for cell in cells]
    maybe = table.rows.select(pl.any_horizontal(words).fill_null(value=False))
    marked = table.rows.with_columns(
        maybe.to_series().alias("_maybe"),
        headers.alias("_header"),
        labels.alias("_label"),
    )
    own = {column.header for column in table.columns}
    begins = [
        int(row["row_no"])
        for row in marked.filter("_maybe").iter_rows(named=True)
        if _begins(_texts(row, cells), own, is_label=row["_label"])
    ]
    if not begins:
        return None
    ends = [
        int(row["row_no"])
        for row in marked.filter(pl.col("_header") | pl.col("_label")).iter_rows(
            named=True
        )
        if int(row["row_no"]) not in begins and _ends(_texts(row, cells), row)
    ]
    return _between(table.rows["row_no"], begins, ends)


def section_findings(sheet: str, rows: pl.DataFrame) -> list[Finding]:
    """Name the rows of suppliers that were left out."""
    if rows.is_empty():
        return []
    return [
        Finding(
            "SECTION_OF_SUPPLIERS",
            "warning",
            sheet=sheet or None,
            row=int(rows["row_no"][0]),
            details=(("rows", rows.height),),
        )
    ]


def _texts(row: dict[str, object], cells: list[str]) -> list[str]:
    found = (" ".join(str(row[cell] or "").split()) for cell in cells)
    return [text for text in found if text]


def _begins(texts: list[str], own: set[str], *, is_label: bool) -> bool:
    if is_label and len(texts) == 1:
        return _SUPPLIERS.match(fold_text(texts[0])) is not None
    headers = [text for text in texts if is_known(text)]
    return len(headers) >= _HEADERS_NEEDED and any(
        meaning.concept == "supplier" and meaning.confidence >= FAIR
        for text in headers
        if text not in own
        for meaning in meanings(text)
    )


def _ends(texts: list[str], row: dict[str, object]) -> bool:
    if row["_header"]:
        return True
    return len(texts) == 1 and _CUSTOMERS.match(fold_text(texts[0])) is not None


def _between(row_no: pl.Series, begins: list[int], ends: list[int]) -> pl.Series:
    """Return the rows that stand after a beginning and before the next end."""
    marks = pl.DataFrame(
        {
            "row_no": begins + ends,
            "inside": [True] * len(begins) + [False] * len(ends),
        },
        schema={"row_no": row_no.dtype, "inside": pl.Boolean},
    )
    joined = row_no.to_frame("row_no").join(
        marks, on="row_no", how="left", maintain_order="left"
    )
    return joined["inside"].forward_fill().fill_null(value=False)

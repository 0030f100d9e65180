"""Large exports for the rows about loading: a workbook and a text file."""

import os
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

import polars as pl
from openpyxl import Workbook

from benchmarks.book import COMPANY, LATEST, Book, make_book
from benchmarks.folders import work_folder

Cell = str | int | Decimal | date | None

WORKBOOK_HEADER: Final = (
    "Código cliente",
    "Cliente",
    "NIF",
    "Tipo",
    "Documento",
    "Fecha factura",
    "Vencimiento",
    "Días vencidos",
    "Moneda",
    "Importe",
    "Pendiente",
    "Delegación",
)
TITLE_ROWS: Final = 5
TEXT_HEADER: Final = (
    "Documento;Tipo;Fecha factura;Vencimiento;Código cliente;Cliente;NIF;Moneda;"
    "Importe;Delegación;Comercial;Condiciones de pago"
)


def open_items_workbook(rows: int, *, mixed: bool) -> Path:
    """Return a workbook of open items with 12 columns; made when missing.

    `mixed` has customer codes and document numbers that are partly numbers and
    partly text, as spreadsheets that people touched have them.
    """
    kind = "mixed" if mixed else "plain"
    file = work_folder("exports") / f"Cartera-{rows}-{kind}.xlsx"
    if not file.exists():
        book = Workbook(write_only=True)
        page = book.create_sheet("Cartera")
        for title in _titles():
            page.append([title])
        page.append(WORKBOOK_HEADER)
        for row in _workbook_rows(make_book(rows), mixed=mixed):
            page.append(row)
        book.save(_draft(file))
        _draft(file).replace(file)
    return file


def _titles() -> tuple[str | None, ...]:
    cut = f"Fecha de corte: {LATEST:%d/%m/%Y}"
    return (COMPANY, "Partidas abiertas de clientes", cut, None)


def _workbook_rows(book: Book, *, mixed: bool) -> Iterator[tuple[Cell, ...]]:
    for position, row in enumerate(book.documents.iter_rows(named=True)):
        code: Cell = row["customer"]
        number: Cell = row["number"]
        if mixed and position % 3:
            code, number = int(row["customer"][1:]), int(row["number"][2:])
        amount = Decimal(row["cents"]).scaleb(-2)
        yield (
            code,
            f"Comercial Número {row['customer']}, S.L.",
            f"B{int(row['customer'][1:]):08d}",
            "Factura",
            number,
            row["issue"],
            row["due"],
            (LATEST - row["due"]).days,
            row["currency"],
            amount,
            amount,
            "Norte",
        )


def register_text(rows: int) -> Path:
    """Return a register of documents as CSV with decimal commas and semicolons."""
    file = work_folder("exports") / f"Registro-{rows}.csv"
    if not file.exists():
        name = pl.format('"Comercial Número {}, S.L."', "customer")
        frame = make_book(rows).documents.select(
            pl.concat_str(
                "number",
                pl.lit("Factura"),
                pl.col("issue").dt.strftime("%d/%m/%Y"),
                pl.col("due").dt.strftime("%d/%m/%Y"),
                "customer",
                name,
                pl.format("B00{}", pl.col("customer").str.slice(1)),
                "currency",
                _comma_amount("cents"),
                pl.lit("Norte"),
                pl.lit("V01"),
                pl.lit("60"),
                separator=";",
            )
        )
        lines = [f"{COMPANY}", "Registro de facturas emitidas", "", TEXT_HEADER]
        text = "\n".join([*lines, *frame.to_series()]) + "\n"
        _draft(file).write_text(text, encoding="utf-8", newline="\r\n")
        _draft(file).replace(file)
    return file


def _draft(file: Path) -> Path:
    """Return where a file is written until it is complete."""
    return file.with_name(f"{file.stem}-{os.getpid()}.draft")


def _comma_amount(cents: str) -> pl.Expr:
    """Return cents as `1234,56`."""
    digits = (pl.col(cents) % 100).cast(pl.String).str.zfill(2)
    return pl.format("{},{}", pl.col(cents) // 100, digits)

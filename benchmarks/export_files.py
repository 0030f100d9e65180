"""Large exports for the rows about loading: a workbook and a text file."""

import json
import os
from pathlib import Path
from typing import Final

import polars as pl

from benchmarks.book import COMPANY, LATEST, Book, make_book
from benchmarks.folders import version_of, work_folder
from benchmarks.lake_files import money
from benchmarks.spreadsheet import write_workbook

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
    kind = "mixed" if mixed else "plain"
    file = work_folder("exports") / f"Cartera-{rows}-{kind}-{_version()}.xlsx"
    if not file.exists():
        book = make_book(rows)
        table = _workbook_table(book, mixed=mixed)
        cut = f"Fecha de corte: {LATEST:%d/%m/%Y}"
        titles = (COMPANY, "Partidas abiertas de clientes", cut)
        write_workbook(_draft(file), titles, table)
        _finish(file, book)
    return file


def _workbook_table(book: Book, *, mixed: bool) -> pl.DataFrame:
    name = pl.format("Comercial Número {}, S.L.", "customer")
    amount = money("cents").cast(pl.Decimal(18, 2))
    code, number = pl.col("customer"), pl.col("number")
    if mixed:
        some = pl.int_range(pl.len()) % 3 > 0
        code = pl.when(some).then(_digits("customer")).otherwise("customer")
        number = pl.when(some).then(_digits("number")).otherwise("number")
    return book.documents.select(
        code.alias("mixed:Código cliente" if mixed else "Código cliente"),
        name.alias("Cliente"),
        pl.format("B00{}", pl.col("customer").str.slice(1)).alias("NIF"),
        pl.lit("Factura").alias("Tipo"),
        number.alias("mixed:Documento" if mixed else "Documento"),
        pl.col("issue").alias("Fecha factura"),
        pl.col("due").alias("Vencimiento"),
        (pl.lit(LATEST) - pl.col("due")).dt.total_days().alias("Días vencidos"),
        pl.col("currency").alias("Moneda"),
        amount.alias("Importe"),
        amount.alias("Pendiente"),
        pl.lit("Norte").alias("Delegación"),
    )


def _digits(column: str) -> pl.Expr:
    """Return the number in a code: 123 of `C000123`."""
    number = pl.col(column).str.extract(r"(\d+)$")
    return number.cast(pl.Int64).cast(pl.String)


def register_text(rows: int) -> Path:
    """Return a register of documents as CSV with decimal commas and semicolons."""
    file = work_folder("exports") / f"Registro-{rows}-{_version()}.csv"
    if not file.exists():
        name = pl.format('"Comercial Número {}, S.L."', "customer")
        book = make_book(rows)
        frame = book.documents.select(
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
        _finish(file, book)
    return file


def expected_totals(file: Path) -> dict[str, int]:
    """Return the cents per currency that a made file holds."""
    totals: dict[str, int] = json.loads(file.with_suffix(".json").read_text("utf-8"))
    return totals


def _finish(file: Path, book: Book) -> None:
    """Note what a file holds, then give it its name."""
    sums = book.documents.group_by("currency").agg(pl.col("cents").sum())
    note = json.dumps(dict(sums.iter_rows()))
    file.with_suffix(".json").write_text(note, encoding="utf-8")
    _draft(file).replace(file)


def _version() -> str:
    return version_of("book.py", "export_files.py", "spreadsheet.py")


def _draft(file: Path) -> Path:
    """Return where a file is written until it is complete."""
    return file.with_name(f"{file.stem}-{os.getpid()}.draft")


def _comma_amount(cents: str) -> pl.Expr:
    """Return cents as `1234,56`."""
    digits = (pl.col(cents) % 100).cast(pl.String).str.zfill(2)
    return pl.format("{},{}", pl.col(cents) // 100, digits)

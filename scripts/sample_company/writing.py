"""Writes rows as the files of a company: text with separators, or a workbook.

The same rows give the same bytes: no clock is read and no order is left to
chance.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Value = str | int | Decimal | date | None
Row = Sequence[Value]

_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_DOCUMENT_TIME: Final = datetime(2026, 11, 20, 8, 0, 0)  # noqa: DTZ001 - no zone in XLSX
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def columns(text: str) -> list[str]:
    """Return the headers written as `One|Two`."""
    return text.split("|")


def cents(amount: int | None) -> Decimal | None:
    """Return cents as an amount with two decimals."""
    return None if amount is None else Decimal(amount).scaleb(-2)


def spanish_amount(amount: int | None) -> str:
    """Return cents as `1.234,56`."""
    return _grouped(amount).translate(str.maketrans(",.", ".,"))


def english_amount(amount: int | None) -> str:
    """Return cents as `1,234.56`."""
    return _grouped(amount)


def _grouped(amount: int | None) -> str:
    return "" if amount is None else f"{Decimal(amount).scaleb(-2):,.2f}"


def spanish_date(day: date | None) -> str:
    """Return `31/10/2026`."""
    return "" if day is None else f"{day:%d/%m/%Y}"


def american_date(day: date | None) -> str:
    """Return `10/31/2026`."""
    return "" if day is None else f"{day:%m/%d/%Y}"


def iso_date(day: date | None) -> str:
    """Return `2026-10-31`."""
    return "" if day is None else day.isoformat()


def delimited(
    rows: Iterable[Sequence[str]], *, separator: str, encoding: str = "utf-8"
) -> bytes:
    """Return rows of text as a file with Windows line ends."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode(encoding)


def workbook(
    sheet: str,
    titles: Sequence[str],
    header: Sequence[str],
    rows: Iterable[Row],
    *,
    widths: Sequence[int],
    first_column: int = 1,
) -> bytes:
    """Return a workbook of one sheet: title lines, a blank line, a table.

    `first_column` 2 leaves column A empty, as report designers do.
    """
    book = Workbook(write_only=True)
    page = book.create_sheet(sheet)
    margin: list[Value] = [None] * (first_column - 1)
    for position, width in enumerate(widths, start=first_column):
        page.column_dimensions[get_column_letter(position)].width = width
    for number, title in enumerate(titles):
        page.append([*margin, _cell(page, title, bold=number == 0)])
    page.append([])
    page.append([*margin, *(_cell(page, text, bold=True) for text in header)])
    for row in rows:
        page.append([*margin, *(_cell(page, value) for value in row)])
    return _same_bytes(book)


def _cell(page: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> object:
    """Return a value with the format that a person expects to see."""
    if value is None or (isinstance(value, str | int) and not bold):
        return value
    cell = WriteOnlyCell(page, value=value)
    if bold:
        cell.font = Font(bold=True)
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    return cell


def _same_bytes(book: Workbook) -> bytes:
    """Save a workbook without the present time in it."""
    book.properties.creator = "Nogal Azul"
    book.properties.created = _DOCUMENT_TIME
    saved, result = io.BytesIO(), io.BytesIO()
    book.save(saved)
    stamp = rb"\g<1>" + f"{_DOCUMENT_TIME:%Y-%m-%dT%H:%M:%SZ}".encode()
    with (
        zipfile.ZipFile(saved) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            content = _MODIFIED.sub(stamp, source.read(name))
            target.writestr(entry, content)
    return result.getvalue()

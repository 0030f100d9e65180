"""Writes a large workbook the way Excel does: shared strings, styled dates.

openpyxl would take minutes and writes its strings inside the cells, which reads
differently from what Excel and most report programs save.
"""

import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import polars as pl

_FIRST_DAY: Final = date(1899, 12, 30)
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS: Final = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        '<Override PartName="/xl/sharedStrings.xml" '
        f'ContentType="{_TYPE}.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Cartera" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill><patternFill/></fill></fills>'
        '<borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
        '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    ),
}


def write_workbook(file: Path, titles: Sequence[str], table: pl.DataFrame) -> None:
    """Write title lines, a blank line, the columns' names and the rows.

    Date columns become dates, number columns numbers (with the digits that they
    have as text), a column named `mixed:…` text or, where it looks like a
    number, a number; all others text.
    """
    strings = _shared_strings(titles, table)
    index = {text: position for position, text in enumerate(strings)}
    first = len(titles) + 2
    rows = [
        _text_row(number, [title], index)
        for number, title in enumerate(titles, start=1)
    ]
    rows.append(_text_row(first, [_shown(name) for name in table.columns], index))
    sheet = (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'
        + "".join(rows)
        + "".join(_data_rows(table, strings, first + 1))
        + "</sheetData></worksheet>"
    )
    shared = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            archive.writestr(name, _HEAD + content)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        archive.writestr(
            "xl/sharedStrings.xml", f'{_HEAD}<sst xmlns="{_MAIN}">{shared}</sst>'
        )


def _shown(column: str) -> str:
    return column.removeprefix("mixed:")


def _shared_strings(titles: Sequence[str], table: pl.DataFrame) -> list[str]:
    texts = [*titles, *(_shown(name) for name in table.columns)]
    for name, kind in table.schema.items():
        if kind == pl.String:
            texts += table[name].unique(maintain_order=True).drop_nulls().to_list()
    return list(dict.fromkeys(texts))


def _text_row(number: int, texts: Sequence[str], index: dict[str, int]) -> str:
    cells = (
        f'<c r="{chr(65 + place)}{number}" t="s"><v>{index[text]}</v></c>'
        for place, text in enumerate(texts)
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _data_rows(table: pl.DataFrame, strings: list[str], first: int) -> list[str]:
    numbers = pl.DataFrame(
        {"text": strings, "place": pl.Series(range(len(strings))).cast(pl.String)}
    )
    row = pl.int_range(first, pl.len() + first).cast(pl.String)
    cells = [
        _cells(table, name, chr(65 + place), numbers)
        for place, name in enumerate(table.columns)
    ]
    framed = pl.DataFrame(cells).select(
        pl.concat_str(
            pl.format('<row r="{}">', row),
            *(
                pl.format('<c r="{}{}"{}', pl.lit(cell.name), row, pl.col(cell.name))
                for cell in cells
            ),
            pl.lit("</row>"),
        )
    )
    return framed.to_series().to_list()


def _cells(
    table: pl.DataFrame, name: str, letter: str, numbers: pl.DataFrame
) -> pl.Series:
    """Return what follows the address of each cell of a column."""
    column = table[name].alias(letter)
    if column.dtype == pl.Date:
        serial = (pl.col(letter) - pl.lit(_FIRST_DAY)).dt.total_days()
        cell = pl.format(' s="1"><v>{}</v></c>', serial)
    elif column.dtype != pl.String:
        cell = pl.format("><v>{}</v></c>", pl.col(letter).cast(pl.String))
    else:
        places = dict(numbers.iter_rows())
        shared = pl.format(
            ' t="s"><v>{}</v></c>',
            pl.col(letter).replace_strict(places, return_dtype=pl.String),
        )
        plain = pl.format("><v>{}</v></c>", pl.col(letter))
        looks_so = pl.lit(name.startswith("mixed:")) & pl.col(letter).str.contains(
            r"^(0|[1-9]\d*)$"
        )
        cell = pl.when(looks_so).then(plain).otherwise(shared)
    return column.to_frame().select(cell.alias(letter)).to_series()

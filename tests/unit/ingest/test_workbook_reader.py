import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cartera.errors import RefusedError
from cartera.ingest import sheet_xml, workbook_copy
from cartera.ingest.cells import Sheet, SourceFile
from cartera.ingest.files import open_source
from cartera.ingest.limits import Limits
from tests.unit.ingest.old_workbooks import error, label, number, old_workbook
from tests.unit.ingest.workbooks import MAIN, cell, workbook


def read(data: bytes) -> SourceFile:
    (source,) = open_source("cartera.xlsx", data, limits=Limits())
    return source


def only_sheet(data: bytes) -> Sheet:
    (sheet,) = read(data).sheets
    return sheet


def rows_of(data: bytes) -> list[tuple[object, ...]]:
    return only_sheet(data).cells.rows()


def details(source: SourceFile, code: str) -> dict[str, object]:
    (finding,) = (f for f in source.findings if f.code == code)
    return dict(finding.details)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_rows_and_columns_are_those_that_excel_shows() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["C7"], sheet["D7"], sheet["D9"] = "Código", "Saldo", 12.5

    found = rows_of(saved(book))

    assert found == [
        (7, None, None, "Código", "Saldo"),
        (9, None, None, None, "12.5"),
    ]


@pytest.mark.parametrize("first", ["", '<c r="A1" s="1"/>', '<c r="A1"><v></v></c>'])
def test_a_first_row_without_a_value_in_column_a_keeps_its_columns(
    first: str,
) -> None:
    data = workbook(f'<row r="1">{first}{cell("B1", "x")}</row>')

    assert rows_of(data) == [(1, None, "x")]


def test_an_empty_first_row_keeps_the_numbers_of_the_others() -> None:
    data = workbook(f'<row r="1" spans="1:2"/><row r="3">{cell("B3", "x")}</row>')

    assert rows_of(data) == [(3, None, "x")]


def test_the_stated_dimension_is_not_believed() -> None:
    data = workbook(f'<row r="2">{cell("B2", "x")}</row>', head='<dimension ref="A1"/>')

    assert rows_of(data) == [(2, None, "x")]


def test_numbers_are_the_shortest_text_and_long_ids_are_whole() -> None:
    data = workbook(
        '<row r="1">'
        + cell("A1", "2309.7899999999995", "n")
        + cell("B1", "99999999999.99", "n")
        + cell("C1", "123456789012345", "n")
        + cell("D1", "1E-3", "n")
        + cell("E1", "000123")
        + "</row>"
    )

    assert rows_of(data)[0][1:] == (
        "2309.79",
        "99999999999.99",
        "123456789012345",
        "0.001",
        "000123",
    )


def test_date_cells_are_iso_text() -> None:
    book = openpyxl.Workbook()
    book.active.append([date(2026, 3, 31), datetime(2026, 3, 31, 10, 30)])  # noqa: DTZ001

    sheet = only_sheet(saved(book))

    assert sheet.cells.rows() == [(1, "2026-03-31", "2026-03-31 10:30:00")]
    assert dict(sheet.native["c001"].kinds) == {"date": 1}


@pytest.mark.parametrize(
    "extension",
    [
        "",
        '<extLst><ext><x15:workbookPr xmlns:x15="urn:x" chartTrackingRefBase="1"/>'
        "</ext></extLst>",
    ],
)
def test_the_1904_epoch_is_obeyed(extension: str) -> None:
    data = workbook(
        f'<row r="1">{cell("A1", 44652, "n", 1)}</row>',
        properties='<workbookPr date1904="1"/>' + extension,
    )

    assert rows_of(data) == [(1, "2026-04-02")]


def test_an_extension_alone_does_not_change_the_epoch() -> None:
    data = workbook(
        f'<row r="1">{cell("A1", 46114, "n", 1)}</row>',
        properties='<extLst><ext><x15:workbookPr xmlns:x15="urn:x" date1904="1"/>'
        "</ext></extLst>",
    )

    assert rows_of(data) == [(1, "2026-04-02")]


def test_error_cells_keep_their_text_and_are_reported() -> None:
    data = workbook(
        f'<row r="1">{cell("A1", "Saldo")}</row>'
        f'<row r="2">{cell("A2", "#N/A", "e")}</row>'
        f'<row r="3">{cell("A3", "#DIV/0!", "e")}</row>'
    )

    source = read(data)

    assert [row[1] for row in source.sheets[0].cells.rows()] == [
        "Saldo",
        "#N/A",
        "#DIV/0!",
    ]
    assert dict(source.sheets[0].native["c001"].kinds) == {"text": 1, "error": 2}
    assert details(source, "CELLS_WITH_ERRORS")["cells"] == "A2, A3"


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_without_a_value_is_blank_and_reported(value: str) -> None:
    data = workbook(
        f'<row r="1">{cell("A1", 7, "n")}<c r="B1"><f>A1*2</f>{value}</c>'
        f'<c r="C1" t="str"><f>""</f><v></v></c></row>'
        '<row r="2"><c r="A2"><f>SUM(A1)</f><v>7</v></c></row>'
    )

    source = read(data)

    assert source.sheets[0].cells.rows() == [(1, "7"), (2, "7")]
    assert details(source, "FORMULA_WITHOUT_VALUE") == {
        "sheet": "Hoja",
        "count": 1,
        "cells": "B1",
    }


def test_hidden_sheets_are_flagged_and_hidden_rows_counted() -> None:
    data = workbook(
        f'<row r="1">{cell("A1", "x")}</row><row r="2" hidden="1">{cell("A2", "y")}'
        '</row><row r="3" hidden="1"/>',
        state="veryHidden",
    )

    source = read(data)

    assert source.sheets[0].hidden
    assert details(source, "ROWS_HIDDEN")["rows"] == "2"
    assert [f.code for f in source.findings] == ["ROWS_HIDDEN", "SHEET_HIDDEN"]


def test_the_number_1_234_and_the_text_1_234_are_told_apart() -> None:
    data = workbook(
        f'<row r="1">{cell("A1", "1.234", "n")}</row>'
        f'<row r="2">{cell("A2", "1.234")}</row>'
        f'<row r="3"><c r="A3" t="inlineStr"><is><t>5.678</t></is></c></row>'
    )

    native = only_sheet(data).native["c001"]

    assert native.mask is not None
    assert native.mask.to_list() == ["number", "text", "text"]


def test_they_are_told_apart_whatever_the_order_of_attributes() -> None:
    data = workbook(
        '<row r="1"><c s="0" t="str" r="A1"><v>1.234</v></c></row>'
        '<row r="2"><c t="n" r="A2"><v>1.234</v></c></row>'
        '<row r="3"><c t="str" r="A3"><v>5.678</v></c></row>'
    )

    native = only_sheet(data).native["c001"]

    assert native.mask is not None
    assert native.mask.to_list() == ["text", "number", "text"]


def test_strict_and_prefixed_sheets_are_read() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2">'
        '<x:c r="B2" t="inlineStr"><x:is><x:r><x:t>uno </x:t></x:r><x:r><x:t>dos'
        "</x:t></x:r><x:rPh><x:t>no</x:t></x:rPh></x:is></x:c></x:row></x:sheetData>"
        "</x:worksheet>"
    )

    assert rows_of(workbook("", sheet=sheet)) == [(2, None, "uno dos")]


def test_cells_without_addresses_are_counted() -> None:
    data = workbook(
        '<row><c t="str"><v>a</v></c><c t="n"><v>1</v></c></row>'
        '<row><c/><c t="n"><v>2</v></c></row>'
    )

    assert rows_of(data) == [(1, "a", "1"), (2, None, "2")]


def test_rows_out_of_order_keep_their_numbers() -> None:
    data = workbook(
        f'<row r="5">{cell("A5", "cinco")}</row><row r="2">{cell("B2", "dos")}</row>'
    )

    assert rows_of(data) == [(2, None, "dos"), (5, "cinco", None)]


def test_apostrophes_around_attributes_are_read() -> None:
    data = workbook("<row r='2'><c r='B2' t='str'><v>x</v></c></row>")

    assert rows_of(data) == [(2, None, "x")]


def test_a_blank_tail_to_the_last_row_is_cut() -> None:
    tail = "".join(f'<row r="{r}"><c r="A{r}" s="1"/></row>' for r in (3, 1_048_576))
    data = workbook(f'<row r="1">{cell("A1", "x")}</row>' + tail)

    assert rows_of(data) == [(1, "x")]


def test_a_lone_cell_in_the_last_corner_is_refused_by_its_address() -> None:
    data = workbook(
        f'<row r="1">{cell("A1", "x")}</row>'
        f'<row r="1048576">{cell("XFD1048576", "y")}</row>'
    )

    with pytest.raises(RefusedError) as refused:
        read(data)

    assert refused.value.code == "SHEET_TOO_SPREAD"
    assert refused.value.details["cell"] == "XFD1048576"


@pytest.mark.parametrize("address", ["A9999999", "ZZZZ1", "A0", "A99999999999"])
def test_a_cell_outside_the_sheet_is_refused(address: str) -> None:
    data = workbook(f'<row r="1">{cell("A1", "x")}{cell(address, "y")}</row>')

    with pytest.raises(RefusedError) as refused:
        read(data)

    assert refused.value.code in ("WORKBOOK_DAMAGED", "SHEET_TOO_SPREAD")


def test_a_large_sheet_in_several_copies_is_one_sheet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sheet_xml, "CHUNK", 4_096)
    monkeypatch.setattr(workbook_copy, "COPY_SIZE", 10_000)
    book = openpyxl.Workbook()
    sheet = book.active
    for n in range(1, 2_001):
        if n % 7:
            sheet.cell(n + 3, 2 + n % 5, f"v{n}")
    book.create_sheet("Otra")["A1"] = "x"

    source = read(saved(book))

    expected = [(n + 3, 2 + n % 5, f"v{n}") for n in range(1, 2_001) if n % 7]
    found = [
        (row[0], column, text)
        for row in source.sheets[0].cells.rows()
        for column, text in enumerate(row[1:], start=1)
        if text is not None
    ]
    assert found == expected
    assert source.sheets[1].cells.rows() == [(1, "x")]


CELLS = st.dictionaries(
    st.tuples(st.integers(1, 30), st.integers(1, 30)),
    st.one_of(
        st.integers(-(10**9), 10**9),
        st.sampled_from([0.5, 1.234, 12.3456, True]),
        st.dates(date(1970, 1, 1), date(2099, 12, 31)),
        st.text("aé <&>\"'ñ#1.,", min_size=1, max_size=5).filter(
            lambda t: t.strip() == t and not t.startswith("#")
        ),
        st.none(),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(cells=CELLS)
def test_every_cell_lies_where_openpyxl_says(
    cells: dict[tuple[int, int], object],
) -> None:
    book = openpyxl.Workbook()
    for (row, column), value in cells.items():
        book.active.cell(row, column, value)
        if value is None:
            book.active.cell(row, column).number_format = "0.00"
    if all(value is None for value in cells.values()):
        book.active["B2"] = "x"
    data = saved(book)

    (sheet,) = read(data).sheets

    found = {
        (row[0], column): text
        for row in sheet.cells.rows()
        for column, text in enumerate(row[1:], start=1)
        if text is not None
    }
    second_opinion = {
        (c.row, c.column): _as_text(c.value)
        for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows()
        for c in row
        if c.value is not None
    }
    assert found == second_opinion


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)


def test_an_old_workbook_has_its_rows_columns_errors_and_kinds() -> None:
    data = old_workbook(
        number(3, 2, 7), label(3, 3, "1.234"), number(4, 3, 1.234), error(5, 2, 0x2A)
    )

    source = read(data)

    assert source.reading["format"] == "xls"
    assert source.sheets[0].cells.rows() == [
        (4, None, None, "7", "1.234"),
        (5, None, None, None, "1.234"),
        (6, None, None, "#N/A", None),
    ]
    mask = source.sheets[0].native["c004"].mask
    assert mask is not None
    assert mask.to_list() == ["text", "number", None]
    assert details(source, "CELLS_WITH_ERRORS")["cells"] == "C6"

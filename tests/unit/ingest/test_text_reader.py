import pytest

from cartera.errors import Finding, RefusedError
from cartera.ingest.text_reader import ReadText, read_text


def rows_of(data: bytes) -> list[tuple[object, ...]]:
    return read_text(data, "cartera.csv", "cartera").sheet.cells.rows()


def read(data: bytes) -> ReadText:
    return read_text(data, "cartera.csv", "cartera")


def only_finding(data: bytes) -> Finding:
    (finding,) = read(data).findings
    return finding


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_a_table_reads_the_same_in_any_encoding_and_with_any_delimiter(
    delimiter: str, encoding: str
) -> None:
    text = "Código;Año;Número\r\n000123;2026;ñ\r\n7;2025;\r\n".replace(";", delimiter)

    found = rows_of(text.encode(encoding))

    assert found == [
        (1, "Código", "Año", "Número"),
        (2, "000123", "2026", "ñ"),
        (3, "7", "2025", None),
    ]


def test_decimal_commas_do_not_make_a_comma_file() -> None:
    data = b"nombre;importe;saldo\nA;1,50;2,00\nB;2,50;3,00\n"

    assert rows_of(data)[1] == (2, "A", "1,50", "2,00")


def test_title_lines_above_do_not_hide_the_delimiter() -> None:
    data = "Cartera al 31/03/2026\n\nCódigo;Saldo\n1;2,5\n".encode()

    assert rows_of(data) == [
        (1, "Cartera al 31/03/2026", None),
        (3, "Código", "Saldo"),
        (4, "1", "2,5"),
    ]


@pytest.mark.parametrize("line", [b"sep=;", b"SEP=;", b'"sep=;"'])
def test_a_sep_line_is_obeyed_and_counted(line: bytes) -> None:
    assert rows_of(line + b"\r\na;b,c\r\n1;2,5\r\n") == [
        (2, "a", "b,c"),
        (3, "1", "2,5"),
    ]


def test_quoted_line_breaks_keep_the_number_of_the_line_that_begins_the_row() -> None:
    data = b'a;b\n1;"uno\ndos ""x"";\n\ntres"\n2;y\n'

    assert rows_of(data) == [
        (1, "a", "b"),
        (2, "1", 'uno\ndos "x";\n\ntres'),
        (6, "2", "y"),
    ]


def test_blank_lines_count_and_are_left_out() -> None:
    assert rows_of(b"\n\na;b\n;\n   ;\n1;2\n") == [(3, "a", "b"), (6, "1", "2")]


def test_a_stray_quote_swallows_nothing_and_is_reported() -> None:
    data = b'a;b;c\n1;TUBO 5";3\n4;5;6\n7;"8";9\n'

    found = read(data)

    assert found.sheet.cells.rows()[1:] == [
        (2, "1", 'TUBO 5"', "3"),
        (3, "4", "5", "6"),
        (4, "7", "8", "9"),
    ]
    assert only_finding(data).code == "TEXT_STRAY_QUOTE"
    assert only_finding(data).row == 2


def test_a_quote_that_is_never_closed_swallows_nothing() -> None:
    data = b'a;b\n1;"abierto\n' + b"2;x\n" * 300

    found = rows_of(data)

    assert len(found) == 302
    assert found[1] == (2, "1", '"abierto')


def test_a_row_with_more_fields_keeps_them_and_is_reported() -> None:
    data = b"a;b\n1;2\n3;4;5;6\n7;8\n"

    found = read(data)

    assert found.sheet.cells.rows()[2] == (3, "3", "4", "5", "6")
    assert only_finding(data).code == "TEXT_ROW_TOO_LONG"
    assert dict(only_finding(data).details) == {"count": 1, "rows": "3", "fields": 2}


def test_delimiters_at_the_end_of_every_row_are_no_finding() -> None:
    found = read(b"a;b;;\n1;2;;\n")

    assert found.sheet.cells.columns == ["row_no", "c001", "c002"]
    assert found.findings == ()


def test_nul_bytes_are_taken_out_and_reported() -> None:
    data = b"a;b\n1\0;2\n"

    assert rows_of(data)[1] == (2, "1", "2")
    assert only_finding(data).code == "TEXT_NUL_REMOVED"


def test_cp1252_is_said() -> None:
    assert only_finding("Año;b\n1;2\n".encode("cp1252")).code == "TEXT_READ_AS_CP1252"


def test_bytes_that_cp1252_leaves_open_are_kept() -> None:
    assert rows_of(b"a;\x81\xf1\n1;2\n")[0] == (1, "a", "\x81ñ")


def test_garbled_names_are_said() -> None:
    finding = only_finding("nombre;b\nPeÃ±a;1\n".encode())

    assert finding.code == "TEXT_MOJIBAKE"
    assert dict(finding.details) == {"example": "Ã±"}


def test_lines_may_end_like_on_old_macintoshes() -> None:
    assert rows_of(b"a;b\r1;2\r") == [(1, "a", "b"), (2, "1", "2")]


def test_the_last_line_needs_no_end_and_a_dos_end_of_file_is_no_data() -> None:
    assert rows_of(b"a;b\n1;2\x1a") == [(1, "a", "b"), (2, "1", "2")]


def test_long_ids_and_leading_zeros_stay_text() -> None:
    assert rows_of(b"a,b\n4271668000000077324,000123\n")[1] == (
        2,
        "4271668000000077324",
        "000123",
    )


def test_a_single_column_is_a_table_too() -> None:
    assert rows_of(b"codigo\n7\n") == [(1, "codigo"), (2, "7")]


def test_quotes_after_a_blank_are_understood() -> None:
    assert rows_of(b'a,b,c\n1, "x, y",2\n')[1] == (2, "1", "x, y", "2")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\n \n;;\n", "FILE_WITHOUT_DATA"),
        (bytes(range(256)) * 20, "TEXT_BINARY"),
        (b"\xff\xfea\0\x00", "TEXT_DAMAGED"),
        (b"a" + b"," * 20_000, "TEXT_TOO_WIDE"),
    ],
)
def test_what_is_no_table_of_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read(data)

    assert refused.value.code == code
    assert refused.value.details["file"] == "cartera.csv"

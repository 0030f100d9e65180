import hashlib
import io
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cartera.errors import RefusedError
from cartera.ingest.files import Limits, open_source
from cartera.messages import ingest_reading
from cartera.texts import LANGUAGES, sentence
from tests.unit.ingest.old_workbooks import label, number, old_workbook, record
from tests.unit.ingest.workbooks import cell, workbook, zip_of, zip_with

CSV = b"codigo;saldo\n000123;1,5\n"
BOOK = workbook(
    f'<row r="1">{cell("A1", "codigo")}{cell("B1", "saldo")}</row>'
    f'<row r="2">{cell("A2", "000123")}{cell("B2", "1.5", "n")}</row>'
)
OLD_BOOK = old_workbook(label(0, 0, "codigo"), number(1, 0, 1.5))


def refusal(data: bytes, name: str = "cartera.xlsx", **limits: int) -> RefusedError:
    with pytest.raises(RefusedError) as refused:
        open_source(name, data, limits=Limits(**limits))
    return refused.value


def protected(password: str) -> bytes:
    noise = hashlib.shake_128(b"noise").digest(8_192)  # below 4 KiB it fails
    book = zip_with(BOOK, "xl/noise.bin", noise)
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(book)).encrypt(password, out)
    return out.getvalue()


def test_a_file_is_read_from_bytes_or_from_disk(tmp_path: Path) -> None:
    path = tmp_path / "cartera.csv"
    path.write_bytes(CSV)

    (from_disk,) = open_source("cartera.csv", path, limits=Limits())
    (from_bytes,) = open_source("cartera.csv", CSV, limits=Limits())

    assert from_disk.sheets[0].cells.equals(from_bytes.sheets[0].cells)
    assert from_disk.sha256 == hashlib.sha256(CSV).hexdigest()
    assert from_disk.reading == {
        "format": "text",
        "encoding": "utf-8",
        "delimiter": "semicolon",
    }


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a", "a.pdf"])
@pytest.mark.parametrize(
    ("data", "kind"), [(BOOK, "xlsx"), (CSV, "text"), (OLD_BOOK, "xls")]
)
def test_the_bytes_decide_and_not_the_extension(
    data: bytes, kind: str, name: str
) -> None:
    (source,) = open_source(name, data, limits=Limits())

    assert source.reading["format"] == kind


def test_a_zip_gives_one_file_for_each_member_and_leaves_rubbish_out() -> None:
    data = zip_of(
        {
            "uno.csv": CSV,
            "carpeta/dos.xlsx": BOOK,
            "__MACOSX/._uno.csv": b"\0",
            "carpeta/.DS_Store": b"\0",
        }
    )

    sources = open_source("mes.zip", data, limits=Limits())

    assert [s.name for s in sources] == ["mes.zip/uno.csv", "mes.zip/carpeta/dos.xlsx"]
    assert [s.sha256 for s in sources] == [
        hashlib.sha256(content).hexdigest() for content in (CSV, BOOK)
    ]


def test_a_broken_member_does_not_harm_the_others() -> None:
    data = zip_of(
        {
            "foto.csv": b"\x89PNG\r\n",
            "bien.csv": CSV,
            "otro.zip": zip_of({"a.csv": CSV}),
            "../fuera.csv": CSV,
            "vacio.csv": b"",
        }
    )

    sources = open_source("mes.zip", data, limits=Limits())

    codes = [s.refused.code if s.refused else None for s in sources]
    assert codes == [
        "FILE_FORMAT_UNKNOWN",
        None,
        "ZIP_NESTED",
        "ZIP_UNSAFE_NAME",
        "FILE_EMPTY",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "FILE_EMPTY"),
        (b" \r\n\0", "FILE_EMPTY"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "FILE_FORMAT_UNKNOWN"),
        (b"%PDF-1.7 x", "FILE_FORMAT_UNKNOWN"),
        (b"<html><table><tr><td>1</td></tr></table>", "FILE_FORMAT_UNKNOWN"),
        (b"\xff\xfe" + "<html>".encode("utf-16-le"), "FILE_FORMAT_UNKNOWN"),
        (b"<?xml version='1.0'?><a/>", "FILE_FORMAT_UNKNOWN"),
        (BOOK[: len(BOOK) // 2], "ZIP_DAMAGED"),
        (zip_of({}), "ZIP_WITHOUT_FILES"),
        (
            zip_of({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "FILE_FORMAT_UNKNOWN",
        ),
        (workbook(""), "FILE_WITHOUT_DATA"),
        (workbook("", others={"xl/workbook.xml": "<workbook"}), "WORKBOOK_DAMAGED"),
        (workbook("", others={"_rels/.rels": "<R/>"}), "WORKBOOK_DAMAGED"),
        (OLD_BOOK[:700], "WORKBOOK_DAMAGED"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data: bytes, code: str) -> None:
    refused = refusal(data)

    assert refused.code == code
    assert refused.details["file"] == "cartera.xlsx"


def test_the_format_found_is_named() -> None:
    assert refusal(b"\x89PNG\r\n").details["format"] == "PNG"
    assert refusal(b"<HTML>").details["format"] == "HTML"


def test_a_protected_workbook_asks_for_its_password_and_opens_with_it() -> None:
    data = protected("secreto")

    (source,) = open_source("a.xlsx", data, limits=Limits(), password="secreto")

    assert source.sheets[0].cells.rows()[1] == (2, "000123", "1.5")
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert refusal(data).code == "WORKBOOK_PASSWORD"
    with pytest.raises(RefusedError) as refused:
        open_source("a.xlsx", data, limits=Limits(), password="otro")
    assert refused.value.code == "WORKBOOK_PASSWORD_WRONG"


ENTITIES = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'


@pytest.mark.parametrize(
    "path",
    ["xl/workbook.xml", "xl/worksheets/a.xml", "xl/styles.xml", "_rels/.rels"],
)
def test_xml_with_entities_is_refused(path: str) -> None:
    data = workbook("", others={path: ENTITIES + "<a>&c;</a>"})

    assert refusal(data).code == "XML_WITH_ENTITIES"


def test_a_decompression_bomb_is_refused_before_it_is_unpacked() -> None:
    data = workbook("", others={"xl/bomb.xml": bytes(3_000_000)})

    assert refusal(data, ratio_from=1_000_000).code == "ZIP_TOO_LARGE"
    assert refusal(data, unpacked_bytes=2_000_000).code == "ZIP_TOO_LARGE"


def test_a_large_file_that_compresses_normally_is_no_bomb() -> None:
    data = zip_of({"a.csv": b"a;b\n" + bytes(range(65, 91)) * 4_000})

    assert open_source("a.zip", data, limits=Limits(ratio_from=1_000, ratio=1_000))


def test_an_entry_larger_than_announced_is_damaged() -> None:
    data = bytearray(zip_of({"a.csv": b"x" * 1_000 + b"\n"}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (10).to_bytes(4, "little")

    (source,) = open_source("a.zip", bytes(data), limits=Limits())

    assert source.refused is not None
    assert source.refused.code == "ZIP_DAMAGED"


def test_too_many_entries_are_refused() -> None:
    many = {f"xl/media/{n}.png": b"x" for n in range(12)}

    in_a_workbook = refusal(workbook("", others=many), workbook_entries=10)
    in_a_zip = refusal(zip_of(many), archive_entries=10)

    assert in_a_workbook.code == in_a_zip.code == "ZIP_TOO_MANY_ENTRIES"


def test_a_file_above_the_limit_is_refused() -> None:
    assert refusal(CSV, unpacked_bytes=5).code == "FILE_TOO_LARGE"


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(zip_of({"a.csv": CSV}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1

    (source,) = open_source("a.zip", bytes(data), limits=Limits())

    assert source.refused is not None
    assert source.refused.code == "ZIP_ENCRYPTED"


@pytest.mark.parametrize("code", sorted(ingest_reading.MESSAGES))
def test_every_code_has_a_sentence_in_both_languages(code: str) -> None:
    spanish, english = (sentence(code, {}, language) for language in LANGUAGES)

    assert spanish
    assert english not in ("", spanish)


SEEDS = (CSV, BOOK, zip_of({"a.csv": CSV, "b.xlsx": BOOK}), protected("x"))


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    _open(data)


CHANGES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=8
)
CUT = st.one_of(st.just(1.0), st.floats(0, 1))


def damaged(seed: bytes, changes: list[tuple[float, int]], cut: float) -> bytes:
    data = bytearray(seed)
    for place, value in changes:
        data[int(place * len(data))] = value
    return bytes(data[: int(cut * len(data))])


@settings(max_examples=200, deadline=None)
@given(seed=st.sampled_from(SEEDS), changes=CHANGES, cut=CUT)
def test_a_damaged_file_is_read_or_refused(
    seed: bytes, changes: list[tuple[float, int]], cut: float
) -> None:
    _open(damaged(seed, changes, cut))


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None)
@given(seed=st.sampled_from(SEEDS), changes=CHANGES, cut=CUT)
def test_thousands_of_damaged_files_are_read_or_refused(
    seed: bytes, changes: list[tuple[float, int]], cut: float
) -> None:
    _open(damaged(seed, changes, cut))


@settings(max_examples=8, deadline=None)
@given(changes=CHANGES, cut=CUT)
def test_a_damaged_old_workbook_is_read_or_refused(
    changes: list[tuple[float, int]], cut: float
) -> None:
    _open(damaged(OLD_BOOK, changes, cut))


def test_an_old_workbook_on_which_the_reader_itself_fails_is_refused() -> None:
    name = record(0x0018, b"\xff" * 30)

    refused = refusal(old_workbook(label(0, 0, "x"), globals_=name))

    assert refused.code == "WORKBOOK_DAMAGED"


@settings(max_examples=120, deadline=None)
@given(
    path=st.sampled_from(
        ["xl/worksheets/a.xml", "xl/styles.xml", "xl/workbook.xml", "_rels/.rels"]
    ),
    changes=st.lists(
        st.tuples(
            st.floats(0, 1, exclude_max=True),
            st.sampled_from([b"", b"<", b'"', b"9", b"&#0;", b"\xff", b"Z", b' r=""']),
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_damaged_xml_in_a_sound_zip_is_read_or_refused(
    path: str, changes: list[tuple[float, bytes]]
) -> None:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        xml = archive.read(path)
    for place, text in changes:
        at = int(place * len(xml))
        xml = xml[:at] + text + xml[at + 1 :]

    _open(workbook("", others={path: xml}))


def _open(data: bytes) -> None:
    try:
        sources = open_source("a.bin", data, limits=Limits(dense_cells=10_000_000))
    except RefusedError as error:
        refused = error
    else:
        refused = None
    if refused is not None:
        assert refused.code in ingest_reading.MESSAGES
        return
    for source in sources:
        assert source.sheets or source.refused
        for sheet in source.sheets:
            assert sheet.cells["row_no"].is_sorted()


def test_an_openpyxl_workbook_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["codigo", "saldo"])
    path = tmp_path / "a.xlsx"
    book.save(path)

    (source,) = open_source("a.xlsx", path, limits=Limits())

    assert source.sheets[0].cells.rows() == [(1, "codigo", "saldo")]

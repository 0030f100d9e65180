"""Workbooks made by hand for tests: exactly the XML a test needs."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def workbook(
    rows: str,
    *,
    head: str = "",
    tail: str = "",
    properties: str = "",
    sheet: str | None = None,
    others: Mapping[str, str | bytes] | None = None,
    state: str = "visible",
) -> bytes:
    """Return an XLSX with one sheet "Hoja"; style 1 is a date.

    `rows` goes into sheetData; `sheet` replaces the whole sheet's XML; `others`
    replaces or adds parts by path.
    """
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types "
        'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/a.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f'<sheets><sheet name="Hoja" sheetId="1" state="{state}" r:id="r1"/></sheets>'
        "</workbook>",
        "xl/styles.xml": STYLES,
        "xl/worksheets/a.xml": sheet
        or f'<worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData>{tail}'
        "</worksheet>",
    }
    return zip_of(parts | dict(others or {}))


def zip_of(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def zip_with(data: bytes, name: str, content: bytes) -> bytes:
    """Return a ZIP with one more entry."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def cell(address: str, value: object, kind: str = "str", style: int = 0) -> str:
    """Return a cell's XML; kind "n" is a number."""
    return f'<c r="{address}" s="{style}" t="{kind}"><v>{value}</v></c>'

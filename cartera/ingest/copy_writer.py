"""One copy of a workbook's sheets, written piece by piece into a plain ZIP."""

import io
import zipfile
from collections.abc import Mapping
from typing import IO, Final

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_HEAD: Final = f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
_TAIL: Final = b"</sheetData></worksheet>"


class CopyWriter:
    """Writes one copy, sheet after sheet."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.titles: list[str] = []
        self.size = 0
        self._buffer = io.BytesIO()
        self._archive = zipfile.ZipFile(self._buffer, "w", zipfile.ZIP_STORED)
        self._stream: IO[bytes] | None = None

    def begin(self) -> str:
        """Start a sheet and return its title."""
        title = f"s{len(self.titles) + 1}"
        path = f"xl/worksheets/{title}.xml"
        self._stream = self._archive.open(path, "w", force_zip64=True)
        self._stream.write(_HEAD)
        self.titles.append(title)
        return title

    def write(self, block: bytes) -> None:
        """Write rows into the sheet that was begun."""
        assert self._stream is not None
        self._stream.write(block)
        self.size += len(block)

    def end(self) -> None:
        """End the sheet, if one is begun."""
        if self._stream is not None:
            self._stream.write(_TAIL)
            self._stream.close()
            self._stream = None

    def finish(self, shared: Mapping[str, bytes], *, date1904: bool) -> bytes:
        """Add the shared parts and return the bytes of the whole copy."""
        self.end()
        for name, data in shared.items():
            self._archive.writestr(f"xl/{name}.xml", data)
        frame = _frame(self.titles, tuple(shared), date1904=date1904)
        for name, text in frame.items():
            self._archive.writestr(name, text)
        self.close()
        return self._buffer.getvalue()

    def close(self) -> None:
        """Give the copy up."""
        self.end()
        self._archive.close()


def _frame(
    titles: list[str], shared: tuple[str, ...], *, date1904: bool
) -> dict[str, str]:
    """Return the small parts that make a workbook of the sheets."""
    relations = "".join(
        [_relation(t, "worksheet", f"worksheets/{t}.xml") for t in titles]
        + [_relation(name, name, f"{name}.xml") for name in shared]
    )
    sheets = "".join(
        f'<sheet name="{title}" sheetId="{number}" r:id="{title}"/>'
        for number, title in enumerate(titles, start=1)
    )
    root = _relation("r1", "officeDocument", "xl/workbook.xml")
    epoch = '<workbookPr date1904="1"/>' if date1904 else ""
    head = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f"{head}{root}</Relationships>",
        "xl/_rels/workbook.xml.rels": f"{head}{relations}</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{epoch}'
        f"<sheets>{sheets}</sheets></workbook>",
    }


def _relation(identifier: str, kind: str, target: str) -> str:
    return (
        f'<Relationship Id="{identifier}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    )

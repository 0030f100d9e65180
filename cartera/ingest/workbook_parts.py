"""The parts of an XLSX workbook: its sheets, their names, states and date epoch."""

import posixpath
import zipfile
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from cartera.errors import RefusedError
from cartera.ingest.archives import read_entry

_OFFICE_DOCUMENT: Final = "/officeDocument"
_WORKSHEET: Final = "/worksheet"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet: its name, the path of its XML, whether Excel hides it."""

    name: str
    path: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class WorkbookParts:
    """Where a workbook keeps what is read: paths within the archive."""

    sheets: tuple[SheetPart, ...]
    styles: str | None
    shared_strings: str | None
    date1904: bool


def office_document(archive: zipfile.ZipFile, file: str) -> str | None:
    """Return the path of the main part of an Office file, else None."""
    names = set(archive.namelist())
    if "_rels/.rels" not in names:
        return None
    targets = _targets(archive, "", "_rels/.rels", file)
    return next(
        (path for kind, path in targets.values() if kind.endswith(_OFFICE_DOCUMENT)),
        None,
    )


def workbook_parts(archive: zipfile.ZipFile, workbook: str, file: str) -> WorkbookParts:
    """Read the list of sheets. Raises RefusedError WORKBOOK_DAMAGED."""
    root = parse_part(archive, workbook, file)
    folder, base = posixpath.split(workbook)
    targets = _targets(archive, folder, f"{folder}/_rels/{base}.rels", file)
    sheets = []
    for element in root.iter():
        if local_name(element.tag) != "sheet":
            continue
        kind, path = targets.get(_attribute(element, "id") or "", ("", ""))
        if kind.endswith(_WORKSHEET) and path:
            name = _attribute(element, "name") or path
            state = _attribute(element, "state") or "visible"
            sheets.append(SheetPart(name, path, state != "visible"))
    by_kind = {kind.rsplit("/", 1)[-1]: path for kind, path in targets.values()}
    return WorkbookParts(
        tuple(sheets),
        by_kind.get("styles"),
        by_kind.get("sharedStrings"),
        _uses_1904(root),
    )


def parse_part(archive: zipfile.ZipFile, path: str, file: str) -> Element:
    """Parse a small part with entities off; RefusedError WORKBOOK_DAMAGED."""
    try:
        entry = archive.getinfo(path)
    except KeyError as error:
        raise RefusedError("WORKBOOK_DAMAGED", file=file, part=path) from error
    try:
        root: Element = fromstring(read_entry(archive, entry, file))
    except DefusedXmlException as error:
        raise RefusedError("XML_WITH_ENTITIES", file=file, part=path) from error
    except (ParseError, ValueError, LookupError) as error:
        raise RefusedError("WORKBOOK_DAMAGED", file=file, part=path) from error
    return root


def local_name(tag: object) -> str:
    """Return an element's name without its namespace."""
    return str(tag).rsplit("}", 1)[-1]


def _targets(
    archive: zipfile.ZipFile, folder: str, path: str, file: str
) -> dict[str, tuple[str, str]]:
    """Return (type, path in the archive) for each relationship id."""
    names = {name.lower(): name for name in archive.namelist()}
    found: dict[str, tuple[str, str]] = {}
    for element in parse_part(archive, path, file):
        target = (element.get("Target") or "").replace("\\", "/")
        full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        existing = names.get(full.lower())
        if existing and element.get("TargetMode") != "External":
            found[element.get("Id") or ""] = (element.get("Type") or "", existing)
    return found


def _attribute(element: Element, name: str) -> str | None:
    found = (v for k, v in element.attrib.items() if local_name(k) == name)
    return next(found, None)


def _uses_1904(root: Element) -> bool:
    """Only the workbook's own properties count, not those of extensions."""
    stated = (
        child.get("date1904") for child in root if local_name(child.tag) == "workbookPr"
    )
    return any(value in ("1", "true", "on") for value in stated)

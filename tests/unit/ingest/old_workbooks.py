"""The smallest XLS: a BIFF8 stream in an OLE container, written by hand."""

import struct

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def old_workbook(*cells: bytes, sheet: str = "Hoja", globals_: bytes = b"") -> bytes:
    """Return an XLS with one sheet that holds the given cell records.

    `globals_` are further records of the workbook itself.
    """
    name = struct.pack("<BB", len(sheet), 0) + sheet.encode("latin-1")
    head = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    head += record(0x0042, struct.pack("<H", 1200))
    head += globals_
    length = len(head) + 4 + 6 + len(name) + 4
    head += record(0x0085, struct.pack("<IBB", length, 0, 0) + name)
    head += record(0x000A, b"")
    body = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    return _ole(head + body + b"".join(cells) + record(0x000A, b""))


def record(kind: int, body: bytes) -> bytes:
    """Return a BIFF record."""
    return struct.pack("<HH", kind, len(body)) + body


def number(row: int, column: int, value: float) -> bytes:
    """Return a number cell; row and column from 0."""
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def label(row: int, column: int, text: str) -> bytes:
    """Return a text cell."""
    head = struct.pack("<HHHHB", row, column, 0, len(text), 0)
    return record(0x0204, head + text.encode("latin-1"))


def error(row: int, column: int, code: int) -> bytes:
    """Return an error cell; 0x2A is #N/A."""
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, code, 1))


def _ole(stream: bytes) -> bytes:
    """Put a stream "Workbook" into a container: FAT, directory, then the stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    sectors = len(stream) // SECTOR
    chain = [FAT, END, *range(3, 2 + sectors), END]
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, 1, END, 0) + _entry(
        "Workbook", 2, FREE, 2, len(stream)
    )
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<I", 0) + b"\xff" * (4 * 108)
    return header + fat + directory.ljust(SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(text), kind, 1, FREE, FREE, child)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )

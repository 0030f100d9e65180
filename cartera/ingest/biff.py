"""The records of an old Excel file, and the container they lie in.

Records: [MS-XLS] 2.1.4; the container: [MS-CFB], read by olefile.
"""

import io
import struct
from collections.abc import Iterator
from typing import Final

import olefile

BOF: Final = 0x0809
EOF: Final = 0x000A
FILE_PASS: Final = 0x002F

PROBLEMS: Final = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    struct.error,
)

_HEAD: Final = 16


def stream_of(content: bytes, *names: str) -> bytes | None:
    """Return the first of the named streams that an OLE file has, else None.

    Raises one of PROBLEMS where the container is damaged.
    """
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        for name in names:
            if ole.exists(name):
                return bytes(ole.openstream(name).read())
    return None


def records(stream: bytes, position: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, first 16 bytes) of records up to the end of a substream.

    Substreams within it (charts on a sheet) are passed over.
    """
    at, depth = position, 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == EOF:
            depth -= 1
            if depth <= 0:
                return
        depth += kind == BOF
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + min(size, _HEAD)]
        at += 4 + size

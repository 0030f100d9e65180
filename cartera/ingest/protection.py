"""Workbooks that a password protects."""

import io
import struct
from typing import Final

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError

from cartera.errors import RefusedError

_PROBLEMS: Final = (
    DecryptionError,
    FileFormatError,
    InvalidKeyError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    TypeError,
    AssertionError,
    struct.error,
)


def is_encrypted(content: bytes) -> bool:
    """Tell whether an OLE file is a workbook under a password."""
    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(content)).is_encrypted())
    except _PROBLEMS:
        return False


def decrypt(content: bytes, file: str, password: str | None) -> bytes:
    """Return the workbook without its password.

    Raises RefusedError: WORKBOOK_PASSWORD (none given), WORKBOOK_PASSWORD_WRONG.
    """
    if not password:
        raise RefusedError("WORKBOOK_PASSWORD", file=file)
    plain = io.BytesIO()
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(content))
        locked.load_key(password=password)
        locked.decrypt(plain)
    except _PROBLEMS as error:
        raise RefusedError("WORKBOOK_PASSWORD_WRONG", file=file) from error
    return plain.getvalue()

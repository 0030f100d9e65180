"""Workbooks that a password protects."""

import io

import msoffcrypto

from cartera.errors import RefusedError
from cartera.ingest.biff import FILE_PASS, PROBLEMS, records, stream_of


def is_encrypted(content: bytes) -> bool:
    """Tell whether an OLE file is a workbook under a password."""
    try:
        if stream_of(content, "EncryptedPackage") is not None:
            return True
        old = stream_of(content, "Workbook", "Book") or b""
        return any(kind == FILE_PASS for kind, _ in records(old))
    except PROBLEMS:
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
        locked.load_key(password=password, verify_password=True)
        locked.decrypt(plain)
    except Exception as error:  # damaged bytes make the library raise anything
        raise RefusedError("WORKBOOK_PASSWORD_WRONG", file=file) from error
    return plain.getvalue()

"""Bytes of a text file to text: which encoding, and what had to be mended."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

from cartera.errors import Finding, RefusedError, Severity

_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 65_536
_CHUNK: Final = 1 << 24
_MOJIBAKE_SAMPLE: Final = 1 << 22
_ALLOWED: Final = frozenset(b"\t\n\r\x0b\x0c\x1a\x00\x1b")
_MOJIBAKE: Final = re.compile(r"Ã[\u0080-\u00bf¡-¿‚ƒ„…†‡ˆ‰Š‹ŒŽ]")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A text as UTF-8 bytes without byte order mark and without NUL."""

    data: bytes
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode_text(data: bytes, file: str) -> DecodedText:
    """Return the text of a file as UTF-8.

    Order: byte order mark, UTF-16 by its pattern of zeros, UTF-8, Windows-1252.
    Raises RefusedError TEXT_BINARY where the bytes are no text at all.
    """
    encoding = _encoding(data)
    if encoding is None or not _is_text(data, encoding):
        raise RefusedError("TEXT_BINARY", file=file)
    text = _as_utf8(data, encoding, file)
    findings = []
    if b"\0" in text:
        text, count = text.replace(b"\0", b""), text.count(b"\0")
        findings.append(_finding("TEXT_NUL_REMOVED", count=count))
    text = text.removesuffix(b"\x1a")
    if encoding == "cp1252":
        findings.append(_finding("TEXT_READ_AS_CP1252"))
    elif damaged := _mojibake(text):
        findings.append(_finding("TEXT_MOJIBAKE", "warning", example=damaged))
    return DecodedText(text, encoding, tuple(findings))


def _finding(code: str, severity: Severity = "info", **details: str | int) -> Finding:
    return Finding(code, severity, details=tuple(details.items()))


def _encoding(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    by_zeros = _utf16_by_zeros(data[:_SAMPLE])
    if by_zeros is not None:
        return by_zeros
    if _is_utf8(data):
        return "utf-8"
    return "cp1252"


def _utf16_by_zeros(sample: bytes) -> str | None:
    """Western text in UTF-16 has a zero in nearly every second byte."""
    pairs = len(sample) // 2
    if not pairs:
        return None
    even, odd = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > 0.4 and even < 0.1:
        return "utf-16-le"
    if even > 0.4 and odd < 0.1:
        return "utf-16-be"
    return None


def _is_utf8(data: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_text(data: bytes, encoding: str) -> bool:
    sample = data[:_SAMPLE]
    if encoding.startswith(("utf-16", "utf-32")):
        sample = sample.decode(encoding, errors="replace").encode()
    odd = sum(1 for byte in sample if byte < ord(" ") and byte not in _ALLOWED)
    zeros = sample.count(0)
    undefined = sum(sample.count(byte) for byte in b"\x81\x8d\x8f\x90\x9d")
    if encoding != "cp1252":
        undefined = 0
    return (odd + undefined) <= 1 + len(sample) // 100 and zeros <= len(sample) // 5


def _as_utf8(data: bytes, encoding: str, file: str) -> bytes:
    if encoding == "utf-8":
        return data
    if encoding == "utf-8-sig":
        body = data[len(codecs.BOM_UTF8) :]
        return body if _is_utf8(body) else _from_cp1252(body)
    if encoding == "cp1252":
        return _from_cp1252(data)
    try:
        return data.decode(encoding).encode()
    except UnicodeError as error:
        raise RefusedError("TEXT_DAMAGED", file=file, encoding=encoding) from error


def _from_cp1252(data: bytes) -> bytes:
    """The five bytes that Windows-1252 leaves open keep their number."""
    try:
        return data.decode("cp1252").encode()
    except UnicodeDecodeError:
        table = {
            b: bytes([b]).decode("cp1252", errors="ignore") for b in range(128, 160)
        }
        latin = data.decode("latin-1")
        return latin.translate({b: t for b, t in table.items() if t}).encode()


def _mojibake(text: bytes) -> str | None:
    """Return an example of UTF-8 that was once read as Windows-1252."""
    at = text.find(b"\xc3\x83", 0, _MOJIBAKE_SAMPLE)
    if at < 0:
        return None
    around = text[max(at - 20, 0) : at + 20].decode(errors="ignore")
    found = _MOJIBAKE.search(around)
    return found[0] if found else None

"""Which character separates the fields of a text file."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

CANDIDATES: Final = (";", "\t", "|", ",")
NAMES: Final = {";": "semicolon", "\t": "tab", "|": "pipe", ",": "comma"}

_SAMPLE_BYTES: Final = 262_144
_SAMPLE_LINES: Final = 1_000
_QUOTED: Final = re.compile(r'"[^"]*(?:""[^"]*)*"')
_SEP_LINE: Final = re.compile(rb'\A"?sep=(.|\\t)"?[ \t]*\r?\n', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Delimiter:
    """The separator and how many fields most records have.

    `lines_before` is 1 where the file begins with a line `sep=;` that is no
    data; `offset` is where the data begins in the bytes.
    """

    character: str
    fields: int
    lines_before: int = 0
    offset: int = 0


def find_delimiter(text: bytes) -> Delimiter:
    """Return the delimiter of UTF-8 text; a comma where there is only one field."""
    stated = _SEP_LINE.match(text)
    offset = stated.end() if stated else 0
    lines = _sample_lines(text[offset : offset + _SAMPLE_BYTES])
    if stated and _is_usable(stated[1]):
        character = stated[1].decode().replace("\\t", "\t")
        return Delimiter(character, _usual(lines, character)[0] + 1, 1, offset)
    best = max(CANDIDATES, key=lambda c: _score(lines, c))
    if not _usual(lines, best)[0]:
        best = ","
    return Delimiter(best, _usual(lines, best)[0] + 1, 1 if stated else 0, offset)


def _is_usable(stated: bytes) -> bool:
    return stated == b"\\t" or (len(stated) == 1 and not stated.isalnum())


def _sample_lines(sample: bytes) -> list[str]:
    """Return the first lines with quoted texts (also over several lines) emptied."""
    text = _QUOTED.sub('""', sample.decode(errors="ignore"))
    lines = text.splitlines()
    if len(sample) == _SAMPLE_BYTES:
        lines = lines[:-1]
    return [line for line in lines[:_SAMPLE_LINES] if line.strip()]


def _usual(lines: list[str], character: str) -> tuple[int, int]:
    """Return the most frequent number of delimiters above 0 and its lines."""
    counts = Counter(line.count(character) for line in lines)
    counts.pop(0, None)
    if not counts:
        return 0, 0
    return max(counts.items(), key=lambda item: (item[1], item[0]))


def _score(lines: list[str], character: str) -> tuple[float, int]:
    """Score by the fields that a character makes in most lines.

    Title lines and decimal commas can put one comma into every single line.
    """
    count, agreeing = _usual(lines, character)
    return count * agreeing / max(len(lines), 1), count

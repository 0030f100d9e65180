"""Ageing buckets: their codes, their edges and their names (DOMAIN 1.3)."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from cartera.errors import UsageError
from cartera.texts import N_, Texts

DEFAULT_EDGES: Final = (0, 30, 60, 90, 120)
MOST_EDGES: Final = 12
LATEST_EDGE_DAYS: Final = 36500

UNAPPLIED: Final = "UNAPPLIED"
UNDATED: Final = "UNDATED"

_NOT_YET_DUE: Final = N_("Por vencer")
_NOT_YET_DATED: Final = N_("Con fecha posterior")
_UP_TO: Final = N_("Hasta {days}")
_UNAPPLIED: Final = N_("Sin aplicar")
_UNDATED: Final = N_("Sin fecha")


def parse_edges(text: str) -> tuple[int, ...]:
    """Read bucket edges written as `0,30,60,90,120`: days, each its upper bound.

    Raises UsageError unless they are whole days, at least 0, each larger than
    the one before.
    """
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise UsageError("BUCKET_EDGES", value=text)
    edges = tuple(int(part) for part in parts)
    rising = all(low < high for low, high in pairwise(edges))
    if not rising or len(edges) > MOST_EDGES or edges[-1] > LATEST_EDGE_DAYS:
        raise UsageError("BUCKET_EDGES", value=text)
    return edges


def bucket_codes(edges: Sequence[int]) -> tuple[str, ...]:
    """Return every bucket in the order of a report: B0, B1, …, then the others."""
    aged = tuple(f"B{position}" for position in range(len(edges) + 1))
    return (*aged, UNAPPLIED, UNDATED)


def bucket_labels(edges: Sequence[int], basis: str, texts: Texts) -> dict[str, str]:
    """Return the name of every bucket: `Por vencer`, `1–30`, …, `+120`.

    `basis` is `due` or `invoice`; by invoice date the first bucket holds what
    is dated on the as-of date or later.
    """
    labels = {
        f"B{position}": f"{low + 1}–{high}"
        for position, (low, high) in enumerate(pairwise(edges), start=1)
    }
    first = _NOT_YET_DUE if basis == "due" else _NOT_YET_DATED
    labels["B0"] = texts(first) if edges[0] == 0 else texts(_UP_TO, days=edges[0])
    labels[f"B{len(edges)}"] = f"+{edges[-1]}"
    labels[UNAPPLIED] = texts(_UNAPPLIED)
    labels[UNDATED] = texts(_UNDATED)
    return {code: labels[code] for code in bucket_codes(edges)}

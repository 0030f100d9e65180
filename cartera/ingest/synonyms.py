"""What a column header can mean: the synonym catalogue and its matching.

`synonyms.json` lists for each concept (a meaning that does not depend on the
kind of table) the headers that name it (`strong`; `fair` where another name is
better if both occur) and those that may name it (`weak`). Matching ignores case,
accents, blanks, punctuation and the usual abbreviations; what still matches
nothing is compared by likeness (RapidFuzz).
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from cartera.domain.identity import fold_text

STRONG: Final = 1.0
FAIR: Final = 0.95
WEAK: Final = 0.7
_GRADES: Final = (("strong", STRONG), ("fair", FAIR), ("weak", WEAK))
_LIKENESS: Final = 88.0
_SHORTEST_FOR_LIKENESS: Final = 5

_STOP: Final = frozenset(
    [
        "de",
        "del",
        "la",
        "el",
        "los",
        "las",
        "of",
        "the",
        "do",
        "da",
        "dos",
        "al",
        "a",
        "en",
        "y",
        "e",
    ]
)
_TOKENS: Final = {
    **dict.fromkeys(["no", "n", "nro", "nr", "nbr", "numero", "number"], "num"),
    **dict.fromkeys(["fec", "fe", "fch"], "fecha"),
    **dict.fromkeys(["codigo", "code", "cod"], "cod"),
    **dict.fromkeys(["docto", "docum", "document", "documento", "docmto"], "doc"),
    **dict.fromkeys(["vcto", "vto", "vencto", "vencimiento", "venc", "vencim"], "venc"),
    **dict.fromkeys(["imp", "impte"], "importe"),
    **dict.fromkeys(["fact", "fra", "fac"], "factura"),
    **dict.fromkeys(["ctg", "cte", "cli"], "cliente"),
    **dict.fromkeys(["tel", "telf", "tfno"], "telefono"),
}
_CURRENCY_TAIL: Final = re.compile(
    r"(\b(eur|usd|mxn|cop|clp|pen|ars|brl|uyu|gtq|dop|crc|bob|pyg|ves|euros?)\b"
    r"|r\$|us\$|s/\.?|[$€£])",
)
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A concept that a header may stand for, with a confidence from 0 to 1."""

    concept: str
    confidence: float
    synonym: str


def meanings(header: str) -> tuple[Meaning, ...]:
    """Return what a header may mean, best first; empty for an unknown one."""
    for key in header_keys(header):
        if found := _index().get(key):
            return found
    return _alike(header)


@lru_cache(maxsize=16_384)
def is_known(header: str) -> bool:
    """Tell whether a header is in the catalogue, likeness left aside."""
    return any(key in _index() for key in header_keys(header))


def header_keys(header: str) -> tuple[str, ...]:
    """Return the forms under which a header is looked up, most exact first."""
    without_currency = _CURRENCY_TAIL.sub(" ", fold_text(header))
    keys = (*_own_keys(header), _tokens_key(without_currency))
    return tuple(dict.fromkeys(key for key in keys if key))


def _own_keys(header: str) -> tuple[str, str]:
    raw = re.sub(r"[^\w]|_", "", fold_text(header.replace("_x000D_", " ")))
    return raw, _tokens_key(header)


def header_currency(header: str) -> str | None:
    """Return what a header says about currency (`eur`, `r$`), as written there."""
    found = _CURRENCY_TAIL.search(fold_text(header))
    return found.group(0) if found else None


def _tokens_key(header: str) -> str:
    spaced = fold_text(_CAMEL.sub(" ", header))
    spaced = re.sub(r"\bn\.? ?[oº°]\b\.?", " num ", spaced)
    words = re.findall(r"[^\W_]+", spaced)
    kept = [_TOKENS.get(word, word) for word in words if word not in _STOP]
    return "".join(kept)


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Mapping[str, list[str]]]:
    """Return the catalogue as it stands in `synonyms.json`."""
    text = (Path(__file__).parent / "synonyms.json").read_text("utf-8")
    loaded: Mapping[str, Mapping[str, list[str]]] = json.loads(text)
    return loaded


@lru_cache(maxsize=1)
def _index() -> Mapping[str, tuple[Meaning, ...]]:
    found: dict[str, dict[str, Meaning]] = defaultdict(dict)
    for concept, grades in catalogue().items():
        for grade, confidence in _GRADES:
            for synonym in grades.get(grade, ()):
                meaning = Meaning(concept, confidence, synonym)
                for key in filter(None, _own_keys(synonym)):
                    found[key].setdefault(concept, meaning)
    return {key: _ordered(by_concept) for key, by_concept in found.items()}


def _ordered(by_concept: Mapping[str, Meaning]) -> tuple[Meaning, ...]:
    return tuple(sorted(by_concept.values(), key=lambda m: -m.confidence))


@lru_cache(maxsize=4096)
def _alike(header: str) -> tuple[Meaning, ...]:
    key = _tokens_key(header)
    if len(key) < _SHORTEST_FOR_LIKENESS:
        return ()
    best = process.extractOne(
        key, _index().keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS
    )
    if best is None:
        return ()
    synonym, likeness, _ = best
    share = likeness / 100 * 0.9
    return tuple(
        Meaning(m.concept, round(m.confidence * share, 3), m.synonym)
        for m in _index()[synonym]
    )

"""Values as canonical JSON, and hashes over it: equal values, equal text."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias, cast

Json: TypeAlias = (
    "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
)
JsonObject: TypeAlias = "dict[str, Json]"

SHORT_ID: Final = 12


def to_text(value: Json) -> str:
    """Return canonical JSON: sorted keys, no blanks, letters as they are."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
    )


def object_from_text(text: str) -> JsonObject:
    """Read a JSON object; raises ValueError for any other text."""
    value = json.loads(text)
    if not isinstance(value, dict):
        raise TypeError("not a JSON object")
    return cast("JsonObject", value)


def sha256_of(value: Json) -> str:
    """Return the SHA-256 of a value's canonical JSON, 64 hex digits."""
    return hashlib.sha256(to_text(value).encode()).hexdigest()


def short_id(value: Json) -> str:
    """Return the first 12 hex digits of the SHA-256 of a value."""
    return sha256_of(value)[:SHORT_ID]


def _plain(value: object) -> Json:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple | frozenset | set):
        return sorted(value) if not isinstance(value, tuple) else list(value)
    raise TypeError(f"not JSON: {type(value).__name__}")

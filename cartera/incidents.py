"""Failures nobody foresaw: written down under an id, without any user data."""

import json
import logging
import secrets
import traceback
from datetime import datetime
from pathlib import Path
from typing import Final

from cartera.errors import AppError

FILE: Final = "incidents.jsonl"


def record_incident(
    folder: Path, error: BaseException, *, at: datetime, doing: str
) -> str:
    """Append a failure to the log in a folder and return its id for the person.

    Kept are the kinds of the errors and the lines of code they passed; never
    their messages, which may quote values of a customer.
    """
    incident = secrets.token_hex(4)
    entry = {
        "id": incident,
        "at": at.isoformat(timespec="seconds"),
        "doing": doing,
        "errors": [_traces(each) for each in _chain(error)],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / FILE).open("a", encoding="utf-8") as log:
            log.write(json.dumps(entry) + "\n")
    except OSError:
        logging.getLogger("cartera").warning("incident %s: %s", incident, entry)
    return incident


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or current.__context__
    return chain


def _traces(error: BaseException) -> dict[str, object]:
    kind = type(error)
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "kind": f"{kind.__module__}.{kind.__qualname__}",
        "code": error.code if isinstance(error, AppError) else None,
        "lines": [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames],
    }

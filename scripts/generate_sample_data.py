"""Writes `sample_data/` and the truth about it; the same bytes every time.

Run as `python -m scripts.generate_sample_data [FOLDER]`.
"""

import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from scripts.sample_company import exports_of_mexico, exports_of_spain
from scripts.sample_company.company import sample_ledger
from scripts.sample_company.simulation import LAST_PAYMENT
from scripts.sample_company.truth import truth

ROOT: Final = Path(__file__).parents[1]
SAMPLE_DATA: Final = ROOT / "sample_data"
TRUTH: Final = ROOT / "tests" / "golden" / "sample_truth.json"
FIRST_CUT: Final = date(2025, 5, 31)
LAST_CUT: Final = date(2026, 10, 31)


def cuts() -> list[date]:
    """Return the month-ends of which the companies exported their open items."""
    day, found = FIRST_CUT, []
    while day <= LAST_CUT:
        found.append(day)
        next_month = day + timedelta(days=1)
        day = (next_month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return found


def sample_files() -> Iterator[tuple[str, bytes]]:
    """Give the name and bytes of every export of both companies."""
    ledger = sample_ledger()
    yield from exports_of_spain.files(ledger, cuts())
    yield from exports_of_mexico.files(ledger, cuts())


def truth_text() -> str:
    """Return the truth as JSON, one fact a line."""
    facts = truth(sample_ledger(), cuts(), after=LAST_PAYMENT)
    parts = []
    for key, value in facts.items():
        lines = [json.dumps(v, ensure_ascii=False) for v in value]  # type: ignore[attr-defined]
        parts.append(f'"{key}": [\n' + ",\n".join(lines) + "\n]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write(folder: Path) -> None:
    """Write every export into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sample_files():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE_DATA)
    if len(sys.argv) == 1:
        TRUTH.parent.mkdir(parents=True, exist_ok=True)
        TRUTH.write_text(truth_text(), encoding="utf-8")

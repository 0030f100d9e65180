"""Where the benchmarks keep what is costly to make; safe to delete."""

from pathlib import Path
from typing import Final

BUILD: Final = Path(__file__).parents[1] / "build" / "benchmarks"


def work_folder(name: str) -> Path:
    """Return a folder for files that several runs share."""
    folder = BUILD / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder

"""Where the benchmarks keep what is costly to make; safe to delete."""

import hashlib
from pathlib import Path
from typing import Final

BUILD: Final = Path(__file__).parents[1] / "build" / "benchmarks"


def work_folder(name: str) -> Path:
    """Return a folder for files that several runs share."""
    folder = BUILD / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def version_of(*modules: str) -> str:
    """Return a name that changes with the modules that make a file."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for module in modules:
        digest.update((folder / module).read_bytes())
    return digest.hexdigest()[:8]

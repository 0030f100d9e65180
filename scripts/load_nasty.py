"""Try every file of a folder: each must get an answer, none a traceback.

Nothing is kept. Usage: python -m scripts.load_nasty FOLDER
"""

import sys
import tempfile
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path

from cartera.ingest.outcome import LoadOptions, LoadOutcome
from cartera.ingest.service import load_files
from cartera.store.workspace import Workspace


def main(folder: Path) -> int:
    """Load each file on its own and print its answer; 1 when one had none."""
    unanswered = 0
    with tempfile.TemporaryDirectory() as data:
        workspace = Workspace.open(Path(data), clock=lambda: datetime.now(UTC))
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            started = time.perf_counter()
            try:
                answers = [_answer(each) for each in _load(workspace, file)]
            except Exception:
                answers = [traceback.format_exc(limit=-3)]
                unanswered += 1
            seconds = time.perf_counter() - started
            print(f"{seconds:6.2f} s  {file.relative_to(folder)}")
            for answer in answers:
                print(f"          {answer}")
        workspace.close()
    print(f"{unanswered} files without an answer")
    return 1 if unanswered else 0


def _load(workspace: Workspace, file: Path) -> list[LoadOutcome]:
    return load_files(
        workspace,
        [(file.name, file)],
        LoadOptions(dry_run=True),
        actor=workspace.current_user("nasty"),
        today=datetime.now(UTC).date(),
        language="en",
    )


def _answer(outcome: LoadOutcome) -> str:
    told = outcome.to_json("en")
    codes = sorted({finding.code for finding in outcome.findings})
    return (
        f"{told['status']}: {told['error'] or told['kind']} {told['rows']} "
        f"{told['locale']} {', '.join(codes)}"
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python -m scripts.load_nasty FOLDER")
    sys.exit(main(Path(sys.argv[1])))

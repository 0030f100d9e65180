"""Loading files from the command line: one publication at the end."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from cartera.errors import AppError
from cartera.ingest.outcome import LoadOptions, LoadOutcome
from cartera.ingest.service import load_files
from cartera.terminal.loads import outcome_lines
from cartera.terminal.output import DONE, NOT_ALL_DONE
from cartera.terminal.session import Session

SAMPLE_DATA: Final = Path(__file__).parents[2] / "sample_data"
SAMPLE_SUFFIXES: Final = (".csv", ".xlsx")

_GOOD: Final = ("loaded", "duplicate", "dry_run")


def load(
    session: Session, files: Sequence[tuple[str, Path]], options: LoadOptions
) -> int:
    """Load the files, print a result per file, publish; return the exit code.

    What was loaded is there whether publishing succeeds or not, so it is told
    first; the next command that reads publishes what this one could not.
    """
    printer = session.printer
    outcomes = load_files(
        session.workspace,
        files,
        options,
        actor=session.actor,
        today=session.today,
        language=printer.language,
    )
    documents = [outcome.to_json(printer.language) for outcome in outcomes]
    printer.result(documents, lambda: _as_text(session, documents))
    is_published = options.dry_run or _publish(session)
    all_good = all(_is_good(outcome) for outcome in outcomes)
    return DONE if all_good and is_published else NOT_ALL_DONE


def sample_files() -> list[tuple[str, Path]]:
    """Return the example exports; raises AppError where they are missing."""
    found = sorted(
        path for path in SAMPLE_DATA.glob("*") if path.suffix.lower() in SAMPLE_SUFFIXES
    )
    if not found:
        raise AppError("DEMO_FILES_MISSING", folder=str(SAMPLE_DATA))
    return [(path.name, path) for path in found]


def _publish(session: Session) -> bool:
    try:
        session.workspace.publish(actor=session.actor)
    except AppError as error:
        session.printer.problem(error)
        return False
    return True


def _is_good(outcome: LoadOutcome) -> bool:
    return outcome.status in _GOOD


def _as_text(session: Session, documents: Sequence[dict[str, Any]]) -> str:
    say = session.printer.say
    return "\n".join(line for each in documents for line in outcome_lines(each, say))

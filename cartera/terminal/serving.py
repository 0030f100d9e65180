"""Starting the dashboard: on this machine only, without telemetry."""

import importlib.util
import os
from pathlib import Path
from typing import Final

from cartera.errors import AppError
from cartera.terminal.output import DONE, Printer
from cartera.terminal.session import journal_of
from cartera.texts import N_

PROJECT: Final = Path(__file__).parents[2]

_READY: Final = N_(
    "Cartera se abre en http://127.0.0.1:{port} (solo en este equipo). "
    "Para cerrarla: Ctrl+C."
)

_FLAGS: Final = (
    "--server.address=127.0.0.1",
    "--server.showEmailPrompt=false",
    "--browser.gatherUsageStats=false",
    "--logger.hideWelcomeMessage=true",
)


def serve(data: Path, printer: Printer, *, language: str | None, port: int) -> int:
    """Run the dashboard in this process until it is stopped.

    `data` is handed on as CARTERA_DATA, and the journal's address only where it
    belongs to that folder. Streamlit looks for its own settings
    below the working folder, so that becomes the project's.
    """
    if importlib.util.find_spec("streamlit") is None:
        raise AppError("STREAMLIT_MISSING", module="streamlit")
    if journal_of(data) is None:
        os.environ.pop("CARTERA_JOURNAL", None)
    os.environ["CARTERA_DATA"] = str(data.resolve())
    if language:
        os.environ["CARTERA_LANGUAGE"] = language
    os.chdir(PROJECT)
    printer.message(printer.say(_READY, port=port))

    from streamlit.web.cli import main as streamlit

    streamlit(
        ["run", str(PROJECT / "app.py"), f"--server.port={port}", *_FLAGS],
        standalone_mode=False,
    )
    return DONE

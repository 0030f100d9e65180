"""What a person sees when something cannot be done: a sentence, never a trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import streamlit as st

from cartera import texts
from cartera.errors import AppError
from cartera.incidents import record_incident
from cartera.ui.context import PageContext
from cartera.ui.sentences import error_on_screen

LOGS: Final = "logs"
_MARKS: Final = frozenset("\\`*_{}[]()<>#+-.!|~$:")


@contextmanager
def explained(context: PageContext, *, doing: str) -> Iterator[None]:
    """Show a failure inside the block as a box, then carry on after the block."""
    try:
        yield
    except Exception as failure:  # the edge of a page
        problem = known(failure, Path(context.root), at=context.now, doing=doing)
        refusal(sentence_of(problem, context.language))


@contextmanager
def stopping(language: str, folder: Path, *, at: datetime) -> Iterator[None]:
    """Show a failure inside the block as a box and end the run there."""
    try:
        yield
    except Exception as failure:  # the edge of the shell
        refusal(sentence_of(known(failure, folder, at=at, doing="start"), language))
        st.stop()


def known(failure: Exception, folder: Path, *, at: datetime, doing: str) -> AppError:
    """Return a failure that has a sentence.

    One that nobody foresaw is written to the log of the data folder under an
    id, and the sentence gives that id.
    """
    if isinstance(failure, AppError):
        return failure
    incident = record_incident(folder / LOGS, failure, at=at, doing=doing)
    return AppError("INTERNAL", error_id=incident)


def sentence_of(problem: AppError, language: str) -> str:
    """Return the catalogue's sentence for the failure of an action."""
    return error_on_screen(problem, texts.of(language))


def refusal(message: str) -> None:
    """Show why something was not done."""
    st.error(plain(message), icon=":material/error:")


def plain(text: str) -> str:
    """Return text from files or people so that Markdown shows it as it is."""
    marked = (f"\\{sign}" if sign in _MARKS else sign for sign in text)
    return "".join(marked).replace("\n", " ")

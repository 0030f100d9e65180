"""What a person sees when something cannot be done: a sentence, never a trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import streamlit as st

from cartera import texts
from cartera.errors import AppError
from cartera.incidents import record_incident
from cartera.ui.context import PageContext

_MARKS: Final = frozenset("\\`*_{}[]()<>#+-.!|~$:")


@contextmanager
def explained(context: PageContext, *, doing: str) -> Iterator[None]:
    """Show a failure inside the block as a box, then carry on after the block.

    An AppError shows its sentence. Anything else is written to the log of the
    data folder under an id, and the person sees that id.
    """
    try:
        yield
    except AppError as problem:
        refusal(sentence_of(problem, context.language))
    except Exception as failure:  # the edge: logged with the id that is shown
        logs = Path(context.root) / "logs"
        incident = record_incident(logs, failure, at=context.now, doing=doing)
        details = {"error_id": incident}
        refusal(texts.sentence("INTERNAL", details, context.language))


def sentence_of(problem: AppError, language: str) -> str:
    """Return the catalogue's sentence for the failure of an action."""
    return texts.sentence(problem.code, problem.details, language)


def refusal(message: str) -> None:
    """Show why something was not done."""
    st.error(plain(message), icon=":material/error:")


def plain(text: str) -> str:
    """Return text from files or people so that Markdown shows it as it is."""
    marked = (f"\\{sign}" if sign in _MARKS else sign for sign in text)
    return "".join(marked).replace("\n", " ")

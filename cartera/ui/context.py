"""What a page knows before it starts, and the guard that makes sure of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cartera import texts
from cartera.errors import AppError
from cartera.store.actors import Actor
from cartera.store.workspace import Workspace
from cartera.texts import Texts
from cartera.ui.formats import Formats

_KEY: Final = "page_context"
_ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class PageContext:
    """Who is looking, at which data, in which language.

    `root` is the data folder as text (a scalar, for cache keys), `workspace`
    the door to its stores, `mart_id` the
    published state that this run shows (None: nothing was published yet),
    `is_fresh` whether that is the newest state, `problem` why it could not be
    published, `now` the moment of this run
    with a time zone, `today` its date, and `aside` the place in the sidebar for what a
    page keeps in sight.
    """

    root: str
    workspace: Workspace
    demo: bool
    actor: Actor
    mart_id: str | None
    is_fresh: bool
    problem: AppError | None
    language: str
    locale: str
    now: datetime
    today: date
    aside: DeltaGenerator | None = None

    @property
    def text(self) -> Texts:
        """The sentences in the reader's language."""
        return texts.of(self.language)

    @property
    def formats(self) -> Formats:
        """Numbers and dates as the reader's region writes them."""
        return Formats(self.locale)


@contextmanager
def published(context: PageContext) -> Iterator[None]:
    """Put the context where pages find it, for the time of one run.

    It goes with the run, so that a page can never run on what an earlier run
    was allowed to see.
    """
    st.session_state[_KEY] = context
    try:
        yield
    finally:
        withdraw()


def withdraw() -> None:
    """Take the context away."""
    st.session_state.pop(_KEY, None)


def page_context() -> PageContext:
    """First call of every page; sends the run through app.py if it was skipped.

    Until app.py has called st.navigation once in a server process, Streamlit
    routes a deep link straight to the file in pages/, past sign-in.
    """
    if _KEY not in st.session_state:
        files = sorted((_ROOT / "pages").glob("*.py"))
        pages = [st.Page(_ROOT / "app.py", default=True), *map(st.Page, files)]
        st.navigation(pages, position="hidden")
        st.rerun()
    return cast("PageContext", st.session_state[_KEY])

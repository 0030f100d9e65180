"""What a page knows before it starts, and the guard that makes sure of it."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final, cast

import streamlit as st

from cartera import texts
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
    `is_fresh` whether that is the newest state, `now` the moment of this run
    with a time zone and `today` its date on this machine.
    """

    root: str
    workspace: Workspace
    demo: bool
    actor: Actor
    mart_id: str | None
    is_fresh: bool
    language: str
    locale: str
    now: datetime
    today: date

    @property
    def text(self) -> Texts:
        """The sentences in the reader's language."""
        return texts.of(self.language)

    @property
    def formats(self) -> Formats:
        """Numbers and dates as the reader's region writes them."""
        return Formats(self.locale)


def publish(context: PageContext) -> None:
    """Put the context where pages find it; app.py calls this on every run."""
    st.session_state[_KEY] = context


def withdraw() -> None:
    """Take the context away: what app.py does when nobody may look."""
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

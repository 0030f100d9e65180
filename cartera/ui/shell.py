"""The frame around every page: navigation, the context of a run, the sidebar."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.navigation.page import StreamlitPage

from cartera import texts
from cartera.errors import AppError
from cartera.settings import Settings
from cartera.texts import LANGUAGES, N_, Texts
from cartera.ui import session
from cartera.ui.context import PageContext
from cartera.ui.entrance import LANGUAGE, Visitor, actor_of, way_out
from cartera.ui.formats import reader_locale
from cartera.ui.problems import plain
from cartera.ui.words import ROLES, word

ROOT: Final = Path(__file__).parents[2]
_LANGUAGE_NAMES: Final = {"es": "Español", "en": "English"}

_SHARED: Final = (LANGUAGE.name, "demo", "company", "as_of", "basis")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation; its file in `pages/` is `<stem>.py`."""

    stem: str
    title: str
    icon: str


SECTIONS: Final = {
    N_("Visión general"): (
        Entry("ageing", N_("Antigüedad"), ":material/stacked_bar_chart:"),
    ),
}
HOME: Final = "ageing"


def navigation(guest: Visitor) -> tuple[StreamlitPage, Mapping[str, StreamlitPage]]:
    """Declare every page; return the one asked for, and all by their stems.

    Must run before anything can stop the run: until then Streamlit would route
    a deep link straight to the file, past the gate. The sidebar draws the links
    itself: Streamlit hides a list of one page, and gets the icon of a page that
    has one from a server elsewhere.
    """
    text = texts.of(guest.language)
    pages = {
        entry.stem: st.Page(
            ROOT / "pages" / f"{entry.stem}.py",
            title=text(entry.title),
            url_path=entry.stem,
        )
        for entries in SECTIONS.values()
        for entry in entries
    }
    root = st.Page(_nothing, title="Cartera", default=True, visibility="hidden")
    return st.navigation([root, *pages.values()], position="hidden"), pages


def go_home(page: StreamlitPage, pages: Mapping[str, StreamlitPage]) -> None:
    """Send the root address to the first page, with its parameters.

    Streamlit gives the default page no address of its own; so the default is a
    page without content, and every real page keeps the address of its file.
    """
    if page.url_path not in pages:
        st.switch_page(pages[HOME], query_params=st.query_params.to_dict())


def _nothing() -> None:
    """Stand for the root address."""


def prepare(
    guest: Visitor, settings: Settings, *, clock: Callable[[], datetime]
) -> PageContext:
    """Open the workspace, bring its publication up to date, and say what is what.

    The first publication is waited for; later ones run in the background while
    pages show the state before. A publication that fails leaves the pages on
    the state before, with its problem.
    """
    actor = actor_of(guest, settings, clock=clock)
    demo = session.is_demo()
    root = session.demo_root(settings.data) if demo else settings.data
    journal = None if demo else settings.journal
    workspace = session.workspace_of(root, journal, clock)
    state = session.published(workspace, actor, root, clock)
    now = _in_zone_of_reader(clock())
    return PageContext(
        root=root,
        workspace=workspace,
        demo=demo,
        actor=actor,
        mart_id=state.mart_id,
        is_fresh=state.is_fresh,
        problem=state.problem,
        language=guest.language,
        locale=reader_locale(guest.language, st.context.locale),
        now=now,
        today=now.date(),
    )


def sidebar(context: PageContext, pages: Mapping[str, StreamlitPage]) -> DeltaGenerator:
    """Draw the pages, the language, who is here; return the place in between."""
    text = context.text
    with st.sidebar:
        for section, entries in SECTIONS.items():
            st.caption(text(section))
            for entry in entries:
                st.page_link(
                    pages[entry.stem], icon=entry.icon, query_params=_shared_address()
                )
        st.divider()
        aside = st.container(gap="xsmall", key="aside")
        st.segmented_control(
            text(N_("Idioma")),
            LANGUAGES,
            format_func=_LANGUAGE_NAMES.__getitem__,
            key=LANGUAGE.name,
            required=True,
        )
        st.caption(
            f":material/person: {plain(context.actor.name)} · "
            f"{word(ROLES, context.actor.role, text)}"
        )
        way_out(text)
    return aside


def _shared_address() -> dict[str, str]:
    """Return the parts of the address that go along to another page."""
    given = st.query_params.to_dict()
    return {name: given[name] for name in _SHARED if name in given}


def environment() -> tuple[Settings, AppError | None]:
    """Return this process's settings, or the defaults and what is wrong."""
    try:
        return Settings.from_environment(os.environ), None
    except AppError as problem:
        return Settings(), problem


def demo_banner(context: PageContext) -> None:
    """Label the demonstration, with the way out; on every page."""
    if not context.demo:
        return
    text: Texts = context.text
    with st.container(
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        border=True,
        key="card_demo",
    ):
        st.markdown(
            ":material/science: "
            + text(
                N_("**Demostración.** La empresa y todas las cifras son inventadas.")
            )
        )
        st.button(
            text(N_("Salir de la demostración")),
            key="shell_leave_demo",
            on_click=session.leave_demo,
        )


def _in_zone_of_reader(moment: datetime) -> datetime:
    zone = st.context.timezone
    try:
        return moment.astimezone(ZoneInfo(zone)) if zone else moment.astimezone()
    except (ZoneInfoNotFoundError, ValueError):
        return moment.astimezone()

"""The workspace behind a session: which folder, which published state."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import streamlit as st

from cartera.incidents import record_incident
from cartera.store.actors import Actor
from cartera.store.workspace import Workspace

DEMO_FOLDER: Final = "demo"
_DEMO: Final = "demo"


@st.cache_resource(max_entries=4, show_spinner=False)
def workspace_of(
    root: str, journal: str | None, _clock: Callable[[], datetime]
) -> Workspace:
    """Return the one workspace of this process for a data folder."""
    return Workspace.open(Path(root), clock=_clock, journal_url=journal)


def demo_root(root: str) -> str:
    """Return where the demonstration's own data lie."""
    return str(Path(root) / DEMO_FOLDER)


def is_demo() -> bool:
    """Tell whether this session looks at the demonstration."""
    if st.query_params.get(_DEMO) == "1":
        st.session_state[_DEMO] = True
    inside = bool(st.session_state.get(_DEMO, False))
    if inside and _DEMO not in st.query_params:
        st.query_params[_DEMO] = "1"
    return inside


def enter_demo() -> None:
    """Look at the demonstration from the next run on."""
    st.session_state[_DEMO] = True


def leave_demo() -> None:
    """Come back to one's own data; the address forgets the view."""
    st.session_state[_DEMO] = False
    st.query_params.clear()


class Publisher:
    """Publishes a workspace's state in the background, one run at a time."""

    def __init__(self, workspace: Workspace, clock: Callable[[], datetime]) -> None:
        self._workspace = workspace
        self._clock = clock
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self, actor: Actor) -> None:
        """Begin to publish unless a run is under way."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(
                    target=self._publish, args=(actor,), daemon=True
                )
                self._thread.start()

    def _publish(self, actor: Actor) -> None:
        try:
            self._workspace.publish(actor=actor)
        except Exception as failure:  # a thread's edge: the page stays as it is
            logs = self._workspace.root / "logs"
            record_incident(logs, failure, at=self._clock(), doing="publish")


@st.cache_resource(max_entries=4, show_spinner=False)
def publisher_of(
    root: str, _workspace: Workspace, _clock: Callable[[], datetime]
) -> Publisher:
    """Return the one background publisher of a data folder."""
    del root  # the key of the cache
    return Publisher(_workspace, _clock)

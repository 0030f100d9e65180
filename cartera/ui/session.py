"""The workspace behind a session: which folder, which published state."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import streamlit as st

from cartera.errors import AppError
from cartera.store.actors import Actor
from cartera.store.workspace import Workspace
from cartera.ui.address import Part, forget, keep, one_of
from cartera.ui.problems import known

DEMO_FOLDER: Final = "demo"
_DEMO: Final = Part("demo", one_of("0", "1"), str)
_VIEW: Final = ("view", "company", "as_of", "basis", "currency")


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
    return keep(_DEMO, default="0") == "1"


def enter_demo() -> None:
    """Look at the demonstration from the next run on."""
    st.session_state[_DEMO.name] = "1"
    forget(_VIEW)


def leave_demo() -> None:
    """Come back to one's own data; what was chosen in the demonstration goes."""
    st.session_state[_DEMO.name] = "0"
    forget(_VIEW)


class Publisher:
    """Publishes a workspace's state in the background, one run at a time.

    `problem` is why the last run failed, None if it did not.
    """

    def __init__(self, workspace: Workspace, clock: Callable[[], datetime]) -> None:
        self._workspace = workspace
        self._clock = clock
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self.problem: AppError | None = None

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
            self.problem = None
        except Exception as failure:  # a thread's edge; the page shows the problem
            self.problem = known(
                failure, self._workspace.root, at=self._clock(), doing="publish"
            )


@st.cache_resource(max_entries=4, show_spinner=False)
def publisher_of(
    root: str, _workspace: Workspace, _clock: Callable[[], datetime]
) -> Publisher:
    """Return the one background publisher of a data folder."""
    del root  # the key of the cache
    return Publisher(_workspace, _clock)


@dataclass(frozen=True, slots=True)
class Published:
    """The state that pages show: the mart, whether it is the newest, what failed."""

    mart_id: str | None
    is_fresh: bool
    problem: AppError | None = None


def published(
    workspace: Workspace, actor: Actor, root: str, clock: Callable[[], datetime]
) -> Published:
    """Return the state to show, publishing where that is due."""
    newest = workspace.published()
    mart_id = newest.mart_id if newest else None
    if workspace.is_fresh() or (newest is None and not workspace.active_loads()):
        return Published(mart_id, is_fresh=True)
    if newest is None:
        return _first(workspace, actor, clock)
    publisher = publisher_of(root, workspace, clock)
    publisher.start(actor)
    return Published(mart_id, is_fresh=False, problem=publisher.problem)


def _first(
    workspace: Workspace, actor: Actor, clock: Callable[[], datetime]
) -> Published:
    try:
        return Published(workspace.publish(actor=actor).mart_id, is_fresh=True)
    except Exception as failure:  # shown on the page; its loads stay within reach
        problem = known(failure, workspace.root, at=clock(), doing="publish")
        return Published(None, is_fresh=False, problem=problem)

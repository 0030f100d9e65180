"""An order at work: its data folder, its workspace, its person."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from cartera.settings import Settings
from cartera.store.actors import Actor, person_at_the_machine
from cartera.store.workspace import Workspace
from cartera.terminal.order import Order
from cartera.terminal.output import Printer

DEMO: Final = "demo"


@dataclass(frozen=True, slots=True)
class Session:
    """What a command works with; `today` is the day in the local time zone."""

    workspace: Workspace
    actor: Actor
    printer: Printer
    today: date


def data_folder(order: Order) -> Path:
    """Return the folder an order works on: its own, else the setting's."""
    return Path(order.data or Settings.from_environment(os.environ).data)


def demo_folder(order: Order) -> Path:
    """Return the demonstration's folder: the order's own, else `data/demo`."""
    return Path(order.data) if order.data else data_folder(order) / DEMO


def printer_of(order: Order) -> Printer:
    """Return the printer for the language and the form that were asked."""
    return Printer(order.lang or order.language, order.json, order.told)


@contextmanager
def session(
    order: Order, clock: Callable[[], datetime], folder: Path | None = None
) -> Iterator[Session]:
    """Open the workspace for one order and close it afterwards."""
    root = folder or data_folder(order)
    workspace = Workspace.open(root, clock=clock, journal_url=journal_of(root))
    try:
        actor = workspace.current_user(order.actor or person_at_the_machine())
        yield Session(workspace, actor, printer_of(order), clock().date())
    finally:
        workspace.close()


def journal_of(root: Path) -> str | None:
    """Return the address of a folder's journal; None for the file inside it.

    The address of the setting belongs to the folder of the setting: another
    folder, such as the demonstration's, keeps its own journal.
    """
    settings = Settings.from_environment(os.environ)
    is_configured = root.resolve() == Path(settings.data).resolve()
    return settings.journal if is_configured else None

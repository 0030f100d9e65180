"""Kill processes that load, publish and undo, at random moments; then look.

Children work on one data folder and report on their standard output what they
begin, where they are and what is done. The parent kills them with SIGKILL
after a random number of reports, opens the folder and demands: what was
reported as done is there, nothing else is, nothing is half, every check
passes, and what was interrupted can be repeated.

    python -m tests.harness [commands|store [ROUNDS [SEED]]]
"""

import json
import multiprocessing
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from signal import SIGKILL
from typing import Any, Final

from cartera.store.workspace import Workspace
from tests.harness.doors import CommandDoor, Door, StoreDoor, loads_of
from tests.staged import ANA

MOST_REPORTS: Final = 30
WITH_A_SECOND: Final = 0.3
OPERATIONS: Final = (
    "load",
    "load",
    "again",
    "publish",
    "undo",
    "redo",
    "purge",
    "hold",
)
_PATIENCE_SECONDS: Final = 120

FORKS: Final = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    ["tests.harness.kill", "alembic.command", "cartera.ingest.service"]
)

Report = dict[str, Any]


@dataclass(slots=True)
class Figures:
    """How often a kill hit each step, and how many rounds there were."""

    rounds: int = 0
    steps: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        parts = [f"{step} {count}" for step, count in sorted(self.steps.items())]
        return f"{self.rounds} rounds, kills by step: {', '.join(parts)}"


# The child: works until it is killed.


class Reporter:
    """Reports to the parent; what was sent outlives its sender."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def say(self, **report: Any) -> None:
        """Send one report."""
        self._connection.send_bytes(json.dumps(report).encode())

    def watch(self, owner: object, name: str, step: str) -> None:
        """Let a function report before it runs, so that kills can hit it."""
        real: Callable[..., Any] = getattr(owner, name)

        def watched(*args: Any, **kwargs: Any) -> Any:
            self.say(at=step)
            return real(*args, **kwargs)

        setattr(owner, name, watched)


def watch_everything(watch: Callable[[object, str, str], None]) -> None:
    """Report every step at which a crash could leave something half."""
    from cartera.store import audit, erasing, files, lease, publications, publish
    from cartera.store.lake import Lake
    from cartera.store.marts import Marts

    watch(Lake, "seal", "flush the files")
    watch(files, "write_text", "write the manifest")
    watch(files, "move_folder", "rename a folder")
    watch(audit, "append", "write the journal")
    watch(lease, "_take", "take the lease")
    watch(publish.Publisher, "_make", "build the mart")
    watch(publish.Publisher, "_check", "check the mart")
    watch(Marts, "finish", "rename the mart")
    watch(publications, "insert", "announce the mart")
    watch(publish.Publisher, "tidy", "tidy up")
    watch(erasing, "_exchange", "exchange a folder")
    watch(lease, "_give_back", "give the lease back")


def work(connection: Connection, door: Door, root: str, name: str, seed: int) -> None:
    """Do random operations on the loads of this name, without end."""
    chance, reporter = random.Random(seed), Reporter(connection)
    watch_everything(reporter.watch)
    connection.recv_bytes()
    workspace = door.open(Path(root))
    while True:
        operation = chance.choice(OPERATIONS)
        subject = choose(workspace, name, operation, chance)
        if subject is not None:
            reporter.say(begin=operation, subject=subject)
            reporter.say(done=operation, **door.do(workspace, operation, subject))


def choose(
    workspace: Workspace, name: str, operation: str, chance: random.Random
) -> str | None:
    """Return what to operate on: a file for loads, an id otherwise."""
    own = [r for r in workspace.loads() if (r.file or "").startswith(f"{name}-")]
    if operation in ("load", "hold"):
        return f"{name}-{chance.getrandbits(40):010x}"
    if operation == "publish":
        return ""
    wanted = {"again": "active", "undo": "active", "redo": "undone", "purge": "undone"}
    fitting = [r for r in own if r.state == wanted[operation]]
    if not fitting:
        return None
    record = chance.choice(fitting)
    return record.file if operation == "again" else record.load_id


# The parent: starts, kills, looks.


class Child:
    """A child that is ready to work, and what it has reported.

    It is forked from a server that has imported everything, so that kills hit
    work and not the start of Python.
    """

    def __init__(self, door: Door, root: Path, name: str, seed: int) -> None:
        self._connection, theirs = FORKS.Pipe()
        self._process = FORKS.Process(
            target=work, args=(theirs, door, str(root), name, seed), daemon=True
        )
        self._process.start()
        theirs.close()
        self.reports: list[Report] = []

    def go(self) -> None:
        """Let the child begin."""
        self._connection.send_bytes(b"go")

    def kill_after(self, reports: int, seconds: float) -> None:
        """Kill the child some time after it made so many reports."""
        while len(self.reports) < reports:
            assert self._connection.poll(_PATIENCE_SECONDS), self.reports[-3:]
            self._listen()
        time.sleep(seconds)
        self.end()
        assert self._process.exitcode == -SIGKILL, self.reports[-3:]
        with suppress(EOFError, ConnectionError):
            while True:
                self._listen()

    def end(self) -> None:
        """Kill the child now."""
        self._process.kill()
        self._process.join(_PATIENCE_SECONDS)

    def _listen(self) -> None:
        self.reports.append(json.loads(self._connection.recv_bytes()))

    @property
    def interrupted(self) -> Report | None:
        """The operation that was begun and not reported as done."""
        marks = [r for r in self.reports if "begin" in r or "done" in r]
        return marks[-1] if marks and "begin" in marks[-1] else None

    @property
    def last_step(self) -> str:
        """Where the kill hit: the last step that was reported."""
        last = self.reports[-1] if self.reports else {}
        between = "between operations" if "done" in last or not last else "begin"
        return str(last.get("at", between))


def run(door: Door, root: Path, rounds: int, seed: int) -> Figures:
    """Kill in so many rounds; raises AssertionError for the first broken promise."""
    chance = random.Random(seed)
    figures, expected = Figures(), dict[str, str]()
    waiting = list(_children(door, root, chance))
    for _ in range(rounds):
        children, waiting = waiting, list(_children(door, root, chance))
        _work_and_kill(children, chance)
        figures.rounds += 1
        figures.steps.update(child.last_step for child in children)
        expected = _look(door, root, children, expected)
    for child in waiting:
        child.end()
    return figures


def _children(door: Door, root: Path, chance: random.Random) -> Iterator[Child]:
    for name in ("A", "B")[: 1 + (chance.random() < WITH_A_SECOND)]:
        yield Child(door, root, name, chance.getrandbits(30))


def _work_and_kill(children: list[Child], chance: random.Random) -> None:
    for child in children:
        child.go()
    for child in children:
        child.kill_after(chance.randint(1, MOST_REPORTS), chance.uniform(0, 0.02))


def _look(
    door: Door, root: Path, children: list[Child], expected: dict[str, str]
) -> dict[str, str]:
    with closing(door.open(root)) as workspace:
        found = {r.load_id: r.state for r in workspace.loads()}
        promised = expected | {
            report["load_id"]: report["state"]
            for child in children
            for report in child.reports
            if "done" in report and "load_id" in report
        }
        open_ends = [c.interrupted for c in children if c.interrupted is not None]
        _compare(workspace, found, promised, open_ends)
        _demand_checks(workspace)
        before = workspace.published()
        assert before is None or loads_of(before.path) is not None
        for interrupted in open_ends:
            _repeat(door, workspace, interrupted)
        mart = workspace.publish(actor=ANA)
        active = [r.load_id for r in workspace.active_loads()]
        assert loads_of(mart.path) == sorted(active)
        _demand_checks(workspace)
        return {r.load_id: r.state for r in workspace.loads()}


def _compare(
    workspace: Workspace,
    found: dict[str, str],
    promised: dict[str, str],
    open_ends: list[Report],
) -> None:
    names = {r.load_id: r.file for r in workspace.loads()}
    touched = {report["subject"] for report in open_ends}
    for load_id, state in promised.items():
        if load_id not in touched:
            assert found.get(load_id) == state, (load_id, state, found.get(load_id))
        assert load_id in found
    for load_id in found.keys() - promised.keys():
        assert names[load_id] in touched, ("not reported", load_id)


def _demand_checks(workspace: Workspace) -> None:
    broken = [c for c in workspace.check() if c.level == "broken" and c.rows]
    assert not broken, broken


def _repeat(door: Door, workspace: Workspace, interrupted: Report) -> None:
    before = {record.load_id for record in workspace.loads()}
    operation, subject = interrupted["begin"], interrupted["subject"]
    again = door.do(workspace, operation, subject)
    if operation != "publish":
        after = {record.load_id for record in workspace.loads()}
        assert after == before | {again["load_id"]}
        assert workspace.load(again["load_id"]).state == again["state"]


def main(arguments: list[str]) -> None:
    """Run the harness through a door and print the figures."""
    name, rounds, seed = _defaulted(arguments, "commands", "20", "1")
    door = {"commands": CommandDoor(), "store": StoreDoor()}[name]
    with tempfile.TemporaryDirectory() as folder:
        print(run(door, Path(folder) / "data", int(rounds), int(seed)))


def _defaulted(given: list[str], *defaults: str) -> tuple[str, ...]:
    return (*given, *defaults[len(given) :])

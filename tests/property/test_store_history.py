"""Whatever is done to loads in whatever order, the journal, the lake and the
marts agree with a model that a child could keep on paper."""

import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cartera.errors import AppError
from cartera.store.workspace import Workspace
from tests.staged import ANA, LoadsOnly, Ticking, load, loads_in, open_item

FILES = ("F1", "F2", "F3")
ACTIONS = ("load", "hold", "undo", "redo", "confirm", "discard", "purge", "publish")

# The state after each action, by the state before; None: not loaded yet.
AFTER = {
    ("undo", "active"): "undone",
    ("redo", "undone"): "active",
    ("confirm", "held"): "active",
    ("discard", "held"): "discarded",
    **{("purge", s): "purged" for s in ("active", "undone", "held", "discarded")},
}

steps = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.sampled_from(FILES)), max_size=12
)


class Paper:
    """The model: attempts to load each file, the state of each, the newest last."""

    def __init__(self) -> None:
        self.attempts: dict[str, list[tuple[str, str]]] = {name: [] for name in FILES}

    def states(self) -> dict[str, str]:
        return dict(pair for pairs in self.attempts.values() for pair in pairs)

    def has(self, name: str, state: str) -> bool:
        return any(found == state for _, found in self.attempts[name])

    def put(self, name: str, load_id: str, state: str) -> None:
        kept = [pair for pair in self.attempts[name] if pair[0] != load_id]
        self.attempts[name] = [*kept, (load_id, state)]


def act(workspace: Workspace, paper: Paper, action: str, name: str) -> None:
    if action == "publish":
        workspace.publish(actor=ANA)
    elif action in ("load", "hold"):
        commit(workspace, paper, "active" if action == "load" else "held", name)
    elif paper.attempts[name]:
        load_id, state = paper.attempts[name][-1]
        try:
            after = getattr(workspace, action)(load_id, actor=ANA).state
        except AppError:
            blocked = AFTER.get((action, state)) == "active" and paper.has(
                name, "active"
            )
            assert (action, state) not in AFTER or blocked
        else:
            assert after == AFTER.get((action, state), after)
            paper.put(name, load_id, after)


def commit(workspace: Workspace, paper: Paper, state: str, name: str) -> None:
    result = load(workspace, open_item(name), state=state)
    if paper.has(name, "active"):
        assert result.status == "duplicate"
    elif state == "held":
        assert result.status == "held"
        paper.put(name, result.load_id, "held")
    else:
        assert result.status == "loaded"
        for load_id, found in list(paper.attempts[name]):
            if found == "held":
                paper.put(name, load_id, "discarded")
        paper.put(name, result.load_id, "active")


@settings(max_examples=15, deadline=None)
@given(steps)
def test_every_history_agrees_with_the_model_and_passes_every_check(history):
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(
            Workspace.open(Path(folder), clock=Ticking(), builder=LoadsOnly())
        ) as workspace,
    ):
        paper = Paper()

        for action, name in history:
            act(workspace, paper, action, name)
        mart = workspace.publish(actor=ANA)

        states = {record.load_id: record.state for record in workspace.loads()}
        active = [record.load_id for record in workspace.active_loads()]
        assert states == paper.states()
        assert loads_in(mart.path) == active
        assert not [c for c in workspace.check() if c.rows and c.level == "broken"]


@settings(max_examples=8, deadline=None)
@given(st.permutations(FILES), st.sets(st.sampled_from(FILES)), st.booleans())
def test_undoing_any_loads_equals_never_having_loaded_them(order, undone, published):
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(
            Workspace.open(Path(folder) / "a", clock=Ticking(), builder=LoadsOnly())
        ) as with_them,
        closing(
            Workspace.open(Path(folder) / "b", clock=Ticking(), builder=LoadsOnly())
        ) as without,
    ):
        ids = {name: load(with_them, open_item(name)).load_id for name in order}
        for name in order:
            if name not in undone:
                load(without, open_item(name))
        if published:
            with_them.publish(actor=ANA)

        for name in sorted(undone):
            with_them.undo(ids[name], actor=ANA)

        marts = [w.publish(actor=ANA).mart_id for w in (with_them, without)]
        assert marts[0] == marts[1]

"""Fixtures of the stores: an empty workspace whose marts take no time."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cartera.store.workspace import Workspace
from tests.staged import Ticking, opened


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def workspace(tmp_path: Path, clock: Ticking) -> Iterator[Workspace]:
    made = opened(tmp_path / "data", clock=clock)
    yield made
    made.close()

"""What was reported as done survives `kill -9` at any moment."""

from pathlib import Path

import pytest

from tests.harness.doors import CommandDoor, Door, StoreDoor
from tests.harness.kill import run

DOORS = [CommandDoor(), StoreDoor()]


def named(door: Door) -> str:
    return type(door).__name__


def test_twenty_kills_of_the_command_line_lose_nothing(tmp_path: Path, capsys):
    figures = run(CommandDoor(), tmp_path / "data", rounds=20, seed=20260331)

    with capsys.disabled():
        print(f"\nkill harness, commands: {figures}")
    assert figures.rounds == 20


@pytest.mark.slow
@pytest.mark.parametrize("door", DOORS, ids=named)
def test_two_hundred_kills_lose_nothing(door: Door, tmp_path: Path, capsys):
    figures = run(door, tmp_path / "data", rounds=200, seed=1)

    with capsys.disabled():
        print(f"\nkill harness, {named(door)}: {figures}")
    assert figures.rounds == 200

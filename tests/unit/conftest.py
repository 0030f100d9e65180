"""The command line as a function, for every test that gives orders."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cartera import cli

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run an order on a data folder of its own; give exit code, output, messages."""
    monkeypatch.setenv("CARTERA_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def order(*words: str) -> tuple[int, str, str]:
        code = cli.main(list(words))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return order

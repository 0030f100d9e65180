"""The first thing a stranger meets: what is missing is said in one sentence."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "setup.sh"

TOO_OLD = 'case "$2" in *version_info\\ *) exit 1;; esac'
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1;; *print*) echo python3.11-venv;; esac'


def set_up(folder: Path, interpreter: str, language: str) -> tuple[int, list[str]]:
    python = folder / "python"
    python.write_text(f"#!/bin/sh\n{interpreter}\n", "utf-8")
    python.chmod(0o755)
    environment = os.environ | {"PYTHON": str(python), "LC_ALL": language}
    done = subprocess.run(
        ["sh", str(SCRIPT), "0.0.0"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize(
    ("language", "words"),
    [("es_ES.UTF-8", "Falta Python 3.11"), ("en_US.UTF-8", "Python 3.11 or later is")],
)
def test_a_python_that_is_too_old_is_named_in_one_sentence(
    tmp_path: Path, language: str, words: str
) -> None:
    code, lines = set_up(tmp_path, TOO_OLD, language)

    assert code == 1
    assert len(lines) == 1
    assert lines[0].startswith(words)


def test_a_missing_venv_module_is_named_with_its_package(tmp_path: Path) -> None:
    code, lines = set_up(tmp_path, WITHOUT_VENV, "C")

    assert code == 1
    assert len(lines) == 1
    assert "apt install python3.11-venv" in lines[0]
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize("script", ["setup.sh", "chromium.sh"])
def test_the_scripts_are_plain_shell(script: str) -> None:
    file = SCRIPT.with_name(script)

    read = subprocess.run(["sh", "-n", str(file)], capture_output=True, check=False)

    assert read.returncode == 0, read.stderr

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.project import ROOT

CASES = ROOT / "tests" / "cases"
CASE_HASHES = Path(__file__).with_name("cases.sha256.json")

# Written in pieces, so that this file does not name them itself.
REGISTRIES = (
    "py" + "pi.org",
    "python" + "hosted",
    "registry.npm" + "js",
    "deb.debi" + "an",
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me)/\w")
LOCK_FILES = {"uv.lock", "pylock.toml", "package-lock.json", "poetry.lock", "yarn.lock"}
PIN = re.compile(r"^([\w.-]+)==([^\s;]+)", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")


def tracked_files() -> list[Path]:
    """Return what git tracks or would track, so not what it ignores."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [
        ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()
    ]


def text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_file_names_a_package_registry() -> None:
    found = [
        file.name
        for file in tracked_files()
        if any(host in text_of(file) for host in REGISTRIES)
    ]

    assert not found


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = [
        file.name for file in tracked_files() if MACHINE_PATHS.search(text_of(file))
    ]

    assert not found


def test_no_lock_file_with_addresses_is_tracked() -> None:
    assert not LOCK_FILES & {file.name for file in tracked_files()}


def test_no_data_or_secret_is_tracked() -> None:
    private = [
        file.name
        for file in tracked_files()
        if file.suffix in (".duckdb", ".sqlite", ".parquet")
        or file.name in ("secrets.toml", ".env")
    ]

    assert not private


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and line[0] not in "# "]

    loose = [line for line in lines if not ("==" in line and "--hash=sha256:" in line)]

    assert lines
    assert not loose


def test_the_two_requirement_files_agree_on_every_version() -> None:
    runtime, development = (pins_of(ROOT / name) for name in REQUIREMENTS)

    different = {
        package
        for package in runtime.keys() & development.keys()
        if runtime[package] != development[package]
    }

    assert not different


def pins_of(file: Path) -> dict[str, set[str]]:
    """Return the versions of each package; several where they depend on Python."""
    pins: dict[str, set[str]] = {}
    for package, version in PIN.findall(file.read_text("utf-8")):
        pins.setdefault(package, set()).add(version)
    return pins


def test_the_numeric_cases_are_frozen() -> None:
    frozen = json.loads(CASE_HASHES.read_text("utf-8"))

    present = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(CASES.iterdir())
    }

    assert present == frozen


@pytest.mark.parametrize(
    "target",
    ["run", "test", "check", "test-long", "bench", "sample-data", "requirements"],
)
def test_the_makefile_has_the_promised_targets(target: str) -> None:
    planned = subprocess.run(
        ["make", "--dry-run", target], cwd=ROOT, capture_output=True, check=False
    )

    assert planned.returncode == 0, planned.stderr


def test_the_readme_begins_with_what_it_is_and_the_two_commands() -> None:
    beginning = (ROOT / "README.md").read_text("utf-8").splitlines()[:8]

    assert beginning[0] == "# Cartera"
    assert any(line.startswith("make run") for line in beginning)
    assert any(line.startswith("make test") for line in beginning)


def test_every_decision_is_at_most_a_page_and_has_its_own_number() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    numbers = [record.name.split("-")[0] for record in records]

    long = [r.name for r in records if len(r.read_text("utf-8").split()) > 600]

    assert not long
    assert len(numbers) == len(set(numbers))


def test_links_between_documents_lead_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]

    broken = [
        (document.name, target)
        for document in documents
        for target in LINK.findall(document.read_text("utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    ]

    assert not broken

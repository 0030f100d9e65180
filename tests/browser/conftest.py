"""A real server and a real Chromium; without Chromium these tests fail."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from cartera.ingest.service import LoadOptions, load_files
from tests.ui.conftest import NOW, open_workspace

ROOT = Path(__file__).parents[2]
SEPTEMBER = ROOT / "sample_data" / "Cartera_2026-09-30.xlsx"
OCTOBER = ROOT / "sample_data" / "Cartera_2026-10-31.xlsx"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IDLE = (
    '[data-testid="stApp"][data-test-connection-state="CONNECTED"]'
    '[data-test-script-state="notRunning"]'
)
ROW, HEADER, MARKER = 30, 36, 16
START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Server:
    """A dashboard that was just started on its own data folder."""

    url: str
    data: Path


StartServer = Callable[..., Server]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended at once"
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{url}/_stcore/health", timeout=1)
            return
        time.sleep(0.1)
    raise AssertionError("the server did not become healthy")


def _started(data: Path, *options: str) -> tuple[Server, subprocess.Popen[bytes]]:
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    process = subprocess.Popen(
        [*command, f"--server.port={port}", *options],
        cwd=ROOT,
        env={**os.environ, "CARTERA_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    _wait_until_healthy(url, process)
    return Server(url, data), process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def start_server(tmp_path: Path) -> Iterator[StartServer]:
    """Return what starts a fresh server; it ends with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def start(data: Path | None = None, *options: str) -> Server:
        server, process = _started(data or tmp_path / "data", *options)
        running.append(process)
        return server

    yield start
    for process in running:
        _end(process)


@pytest.fixture(scope="module")
def two_months(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose data are the samples of September and October; only looked at."""
    data = tmp_path_factory.mktemp("two_months") / "data"
    workspace = open_workspace(data)
    actor = workspace.current_user("ana")
    files = [(file.name, file) for file in (SEPTEMBER, OCTOBER)]
    today = NOW.date()
    load_files(workspace, files, LoadOptions(), actor=actor, today=today, language="es")
    workspace.close()
    server, process = _started(data)
    yield server
    _end(process)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    assert Path(CHROMIUM).exists(), f"Chromium is missing: {CHROMIUM}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS, headless=True
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Return what opens a page in a context of its own, in Spain."""
    contexts: list[BrowserContext] = []

    def open_page(url: str, *, width: int = 1440, height: int = 900) -> Page:
        context = chromium.new_context(
            locale="es-ES",
            timezone_id="Europe/Madrid",
            viewport={"width": width, "height": height},
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        if url != "about:blank":
            page.goto(url)
            wait_until_idle(page)
        return page

    yield open_page
    for context in contexts:
        context.close()


def wait_until_idle(page: Page) -> None:
    page.wait_for_selector(IDLE)
    page.wait_for_timeout(250)
    page.wait_for_selector(IDLE)


def upload(page: Page, *files: Path) -> None:
    """Drop files on the page and load them."""
    field = page.locator('[data-testid="stFileUploader"] input[type=file]')
    field.set_input_files([str(file) for file in files])
    button = page.locator(".st-key-upload_load button")
    button.and_(page.locator(":enabled")).wait_for()
    wait_until_idle(page)
    button.click()
    page.locator('[class*="st-key-card_outcome_0"]').wait_for()
    wait_until_idle(page)


def choose_row(page: Page, card: str, row: int) -> None:
    """Tick a row of the table in a card."""
    grid = page.locator(f'.st-key-{card} [data-testid="stDataFrame"]').first
    grid.scroll_into_view_if_needed()
    grid.locator("td[role=gridcell]").first.wait_for(state="attached")
    wait_until_idle(page)
    middle = HEADER + row * ROW + ROW / 2
    grid.locator(".dvn-scroller").click(position={"x": MARKER, "y": middle})
    wait_until_idle(page)


def cell(page: Page, card: str, column: int, row: int) -> Locator:
    """Return a cell of a card's table; column 1 is the first one."""
    grid = page.locator(f'.st-key-{card} [data-testid="stDataFrame"]').first
    return grid.get_by_test_id(f"glide-cell-{column}-{row}")


def column_texts(page: Page, card: str, column: int) -> list[str]:
    """Return what a column of a card's table shows."""
    grid = page.locator(f'.st-key-{card} [data-testid="stDataFrame"]').first
    cells = grid.locator(f'[data-testid^="glide-cell-{column}-"]')
    return [text.strip().replace("\u2007", "") for text in cells.all_inner_texts()]

"""A deep link on a fresh server passes the shell first, and the gate stops it.

Until st.navigation has run once in a process, Streamlit would run the file in
pages/ by itself. Streamlit's agent interface drives the real server here: it
needs no browser, and what it returns is the whole page.
"""

import json
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT, Server, StartServer
from tests.ui.conftest import SMALL, load

pytestmark = pytest.mark.browser

COMPANY = "Nogal Azul"
PAGES = sorted(file.stem for file in (ROOT / "pages").glob("*.py"))
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1/oauth2callback"
cookie_secret = "not a secret, a test of thirty-two characters"
client_id = "cartera"
client_secret = "test"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
"""


def ask(url: str, page: str) -> str:
    """Open a page by its link in a new session; return all that came back."""
    body = json.dumps({"page": page}).encode()
    request = urllib.request.Request(
        f"{url}/_stcore/agent/interact",
        data=body,
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as answer:
        snapshot: dict[str, Any] = json.load(answer)
    assert snapshot["status"] == "ready"
    return json.dumps(snapshot, ensure_ascii=False)


@pytest.fixture
def company_data(tmp_path: Path) -> Path:
    root = tmp_path / "company"
    load(root, SMALL)
    return root


@pytest.fixture
def sign_in_required(tmp_path: Path) -> str:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(SECRETS)
    return f"--secrets.files={secrets}"


@pytest.mark.parametrize("stem", PAGES)
def test_a_deep_link_on_a_fresh_server_shows_the_page_in_its_shell(
    stem: str, start_server: StartServer, company_data: Path
) -> None:
    server = start_server(company_data, "--server.enableAgentApi=true")

    shown = ask(server.url, stem)

    assert COMPANY in shown
    assert "Idioma" in shown  # the shell's sidebar
    assert "exception" not in shown


@pytest.mark.parametrize("stem", PAGES)
def test_signed_out_a_deep_link_on_a_fresh_server_shows_the_gate_and_no_data(
    stem: str, start_server: StartServer, company_data: Path, sign_in_required: str
) -> None:
    server = start_server(
        company_data, "--server.enableAgentApi=true", sign_in_required
    )

    first, second = ask(server.url, stem), ask(server.url, stem)

    for shown in (first, second):
        assert "Iniciar sesión" in shown
        assert COMPANY not in shown
        assert "1.970,50" not in shown
        assert "Peñascal" not in shown


@pytest.mark.parametrize("stem", PAGES)
def test_signed_out_the_browser_shows_the_gate_and_no_data(
    stem: str,
    start_server: StartServer,
    visit: Callable[..., Page],
    company_data: Path,
    sign_in_required: str,
) -> None:
    server = start_server(company_data, sign_in_required)

    page = visit(f"{server.url}/{stem}?company=000000000000")

    expect(page.get_by_role("button", name="Iniciar sesión")).to_be_visible()
    assert COMPANY not in page.content()
    assert "1.970,50" not in page.content()


@pytest.mark.parametrize("stem", PAGES)
def test_a_page_keeps_its_address_through_the_guard(
    stem: str,
    start_server: StartServer,
    visit: Callable[..., Page],
    company_data: Path,
) -> None:
    server = start_server(company_data)

    page = visit(f"{server.url}/{stem}?as_of=2026-08-31")

    assert page.url.endswith("as_of=2026-08-31")
    expect(page.locator('[data-testid="stMetricValue"]').first).to_contain_text(
        "1.870,50"
    )
    expect(page.get_by_text("Page not found")).to_have_count(0)


@pytest.mark.parametrize("stem", PAGES)
def test_a_page_keeps_its_address_on_a_server_that_is_warm(
    stem: str, two_months: Server, visit: Callable[..., Page]
) -> None:
    root = visit(two_months.url)
    assert root.url.startswith(f"{two_months.url}/ageing")

    page = visit(f"{two_months.url}/{stem}?lang=en")

    assert page.url == f"{two_months.url}/{stem}?lang=en"
    expect(page.locator('[data-testid="stMetricValue"]').first).to_be_visible()
    expect(page.get_by_text("Page not found")).to_have_count(0)

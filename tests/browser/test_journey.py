"""The finance person's morning: two months in, read, drill to a cell, undo."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import (
    OCTOBER,
    SEPTEMBER,
    Server,
    StartServer,
    choose_row,
    column_texts,
    upload,
    wait_until_idle,
)

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


def metric(page: Page, label: str) -> str:
    card = page.locator('[data-testid="stMetric"]').filter(has_text=label)
    value = card.locator('[data-testid="stMetricValue"]').inner_text()
    return value.replace("\u00a0", " ").strip()


def test_two_months_are_loaded_read_opened_to_the_cell_and_undone(
    start_server: StartServer, visit: Visit, tmp_path: Path
) -> None:
    server = start_server()
    page = visit(server.url)
    expect(page.get_by_role("heading", name="Cargar mi primer archivo")).to_be_visible()

    # Load two consecutive months: each is reconciled with its own total.
    upload(page, SEPTEMBER, OCTOBER)
    expect(page.get_by_text("Resultado de la carga")).to_be_visible()
    for position in (0, 1):
        card = page.locator(f".st-key-card_outcome_{position}")
        expect(card.get_by_text("Cargado").first).to_be_visible()
        expect(card.get_by_text("Conciliado").first).to_be_visible()

    # Read the ageing: the net balance is what the file says.
    page.locator(".st-key-loads_see_balances button").click()
    wait_until_idle(page)
    october = metric(page, "Saldo neto")
    assert re.fullmatch(r"[\d.]+,\d\d €", october)
    expect(page.get_by_text("Datos al 31/10/2026").first).to_be_visible()
    expect(page.locator(".js-plotly-plot .bars .point").first).to_be_attached()

    # Drill: a customer, a document, the cells it comes from.
    choose_row(page, "card_customers", 0)
    page.locator(".st-key-card_documents").wait_for()
    choose_row(page, "card_documents", 0)
    page.locator(".st-key-card_origin").wait_for()
    wait_until_idle(page)
    assert set(column_texts(page, "card_origin", 0)) <= {SEPTEMBER.name, OCTOBER.name}

    # The download is the report, in the spreadsheet's own dialect.
    with page.expect_download() as download:
        page.locator(".st-key-ageing_download_ageing_by_customer button").click()
    saved = tmp_path / "antiguedad.csv"
    download.value.save_as(saved)
    first, *rows = saved.read_bytes().decode("utf-8").splitlines()
    assert first.startswith("\ufeffcompany;customer_id;customer_name;currency;bucket")
    assert rows

    # Undo October: September's figures are back.
    page.locator(".st-key-view").get_by_text("Cargar datos").click()
    wait_until_idle(page)
    choose_row(page, "card_loads", 0)
    page.locator('[class*="st-key-load_undo"] button').click()
    page.locator('[class*="st-key-load_redo"], .st-key-card_loads').first.wait_for()
    wait_until_idle(page)
    page.locator(".st-key-view").get_by_text("Saldos").click()
    wait_until_idle(page)
    expect(page.get_by_text("Datos al 30/09/2026").first).to_be_visible()
    assert metric(page, "Saldo neto") != october


def test_the_view_is_in_the_address_and_back_returns_to_it(
    two_months: Server, visit: Visit
) -> None:
    page = visit(two_months.url)

    page.locator(".st-key-basis").get_by_text("Factura").click()
    wait_until_idle(page)
    page.locator(".st-key-lang").get_by_text("English").click()
    wait_until_idle(page)

    assert "basis=invoice" in page.url
    assert "lang=en" in page.url
    expect(page.get_by_role("heading", name="Ageing", exact=True)).to_be_visible()
    page.reload()
    wait_until_idle(page)
    expect(page.get_by_role("heading", name="Ageing", exact=True)).to_be_visible()
    assert "Nogal" not in page.url
    page.go_back()
    expect(page.get_by_role("heading", name="Antigüedad", exact=True)).to_be_visible()


def test_the_demonstration_is_entered_labelled_and_left(
    start_server: StartServer, visit: Visit
) -> None:
    server = start_server()
    page = visit(server.url)

    page.locator(".st-key-welcome_demo button").click()
    banner = page.locator(".st-key-card_demo")
    banner.wait_for(timeout=90_000)
    page.locator(".st-key-card_customers").wait_for(timeout=90_000)
    wait_until_idle(page)
    assert "demo=1" in page.url
    assert (server.data / "demo").is_dir()

    page.locator(".st-key-shell_leave_demo button").click()
    wait_until_idle(page)
    expect(
        page.get_by_role("heading", name="Le damos la bienvenida a Cartera")
    ).to_be_visible()
    assert "demo" not in page.url
    expect(banner).to_have_count(0)


def test_a_phone_sees_everything_without_scrolling_sideways(
    two_months: Server, visit: Visit
) -> None:
    page = visit(two_months.url, width=390, height=844)
    page.locator(".st-key-card_customers").wait_for()
    wait_until_idle(page)

    main = page.locator('[data-testid="stMain"]')
    wide, visible = main.evaluate("e => [e.scrollWidth, e.clientWidth]")
    cut = page.locator('[data-testid="stMetricValue"] > div').evaluate_all(
        "all => all.filter(e => e.scrollWidth > e.clientWidth + 1).length"
    )

    assert wide <= visible
    assert cut == 0


def test_nothing_is_asked_of_another_machine(two_months: Server, visit: Visit) -> None:
    page = visit("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(two_months.url)
    wait_until_idle(page)
    page.locator(".js-plotly-plot").wait_for()
    page.locator(".st-key-view").get_by_text("Cargar datos").click()
    wait_until_idle(page)

    elsewhere = [
        url for url in asked if not url.startswith((two_months.url, "data:", "blob:"))
    ]
    assert elsewhere == []

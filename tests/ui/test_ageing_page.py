"""The page Antigüedad on real data folders, in both languages."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from cartera.store.actors import Actor
from cartera.store.workspace import Workspace
from tests.ui.conftest import (
    AUGUST,
    BROKEN,
    SEPTEMBER,
    SMALL,
    Folder,
    load,
    open_workspace,
    words,
)

Dashboard = Callable[..., AppTest]

TITLES = {
    "empty": {"es": "Le damos la bienvenida a Cartera", "en": "Welcome to Cartera"},
    "small": {"es": "Antigüedad", "en": "Ageing"},
    "broken": {"es": "Antigüedad", "en": "Ageing"},
}
FILES: Mapping[str, Mapping[str, str]] = {
    "empty": {},
    "small": SMALL,
    "broken": BROKEN,
}


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("view", ["balances", "loads"])
@pytest.mark.parametrize("data", ["empty", "small", "broken"])
def test_the_page_opens_on_any_data_in_both_languages(
    data: str, view: str, language: str, folder_of: Folder, dashboard: Dashboard
) -> None:
    root = folder_of(FILES[data])

    at = dashboard(root, lang=language, view=view)

    assert not at.exception
    assert not at.error
    assert [title.value for title in at.title] == [TITLES[data][language]]


def test_the_cards_show_the_ledgers_totals_and_the_control_total_agrees(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    at = dashboard(folder_of(SMALL))

    cards = {metric.label: metric.value for metric in at.metric}
    assert cards["Saldo neto"].replace("\\", "") == "1.970,50\u00a0€"
    assert cards["Sin aplicar"].replace("\\", "") == "-80,00\u00a0€"
    assert cards["31–60 días"].replace("\\", "") == "150,50\u00a0€"
    assert "Conciliado" in words(at)


def test_a_past_date_is_reached_by_its_address(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    at = dashboard(folder_of(SMALL), as_of="2026-08-31")

    assert at.metric[0].value.replace("\\", "") == "1.870,50\u00a0€"


def test_a_date_before_the_first_snapshot_says_from_when_on_it_can_answer(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    at = dashboard(folder_of(SMALL), as_of="2026-01-31")

    assert not at.metric
    assert "los datos empiezan el" in at.info[0].value


def test_currencies_are_never_added_but_chosen(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    at = dashboard(folder_of(SMALL), currency="USD")

    assert at.metric[0].value.replace("\\", "") == "99,90\u00a0US$"


def test_the_basis_changes_the_ages_and_not_the_total(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    root = folder_of(SMALL)

    by_due, by_issue = dashboard(root), dashboard(root, basis="invoice")

    assert by_due.metric[0].value == by_issue.metric[0].value
    assert by_due.metric[1].value != by_issue.metric[1].value


def test_a_customer_opens_its_documents_and_a_document_its_cells(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    at = dashboard(folder_of(SMALL))

    customers = at.dataframe[0]
    at.session_state[customers.key] = {
        "selection": {"rows": [1], "columns": [], "cells": []}
    }
    at.run()
    documents = at.dataframe[1]
    at.session_state[documents.key] = {
        "selection": {"rows": [0], "columns": [], "cells": []}
    }
    at.run()

    assert not at.exception
    cells = at.dataframe[2].value
    assert {"Saldo", "Documento"} <= set(cells["field"])
    assert "F-102" in set(cells["value"])
    assert {"Cartera_2026-08-31.csv", "Cartera_2026-09-30.csv"} >= set(cells["file"])


def test_text_from_files_is_never_read_as_markup(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    at = dashboard(folder_of(BROKEN), view="loads")

    held = [box for box in at.button if str(box.key).startswith("held_confirm")]
    if held:
        held[0].click().run()
    at.session_state["view"] = "balances"
    at.run()

    assert not at.exception
    assert "<script>" not in "".join(html.proto.body for html in at.get("html"))


def test_files_dropped_beside_earlier_loads_are_loaded_and_said(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    at = dashboard(folder_of({"Cartera_2026-08-31.csv": AUGUST}), view="loads")

    at.file_uploader(key="upload_files_0").upload(
        "Cartera_2026-09-30.csv", SEPTEMBER.encode(), "text/csv"
    ).run()
    at.button(key="upload_load").click().run()

    assert not at.exception
    assert not at.error
    assert "Resultado de la carga" in [box.value for box in at.subheader]


def test_files_dropped_on_the_page_are_loaded_and_released(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    at = dashboard(folder_of({}))

    at.file_uploader(key="upload_files_0").upload(
        "Cartera_2026-08-31.csv", AUGUST.encode(), "text/csv"
    ).run()
    at.button(key="upload_load").click().run()

    assert not at.exception
    assert not at.error
    shown = words(at)
    assert "Cargado" in shown or any("Cargado" in str(b) for b in at.get("badge"))
    assert "**6** filas leídas = **5** cargadas" in shown
    assert at.file_uploader(key="upload_files_1").value == []


def test_a_file_that_is_refused_gets_one_clear_sentence(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    at = dashboard(folder_of({}))

    at.file_uploader(key="upload_files_0").upload(
        "foto.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "application/octet-stream"
    ).run()
    at.button(key="upload_load").click().run()

    assert not at.exception
    assert len(at.error) == 1
    assert "foto" in at.error[0].value


def test_undoing_a_load_takes_its_figures_back(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    root = folder_of(SMALL)
    at = dashboard(root, view="loads")
    history = at.dataframe[-1]
    at.session_state[history.key] = {
        "selection": {"rows": [0], "columns": [], "cells": []}
    }
    at.run()

    undo = next(b for b in at.button if str(b.key).startswith("load_undo"))
    undo.click().run()

    assert not at.exception
    at = dashboard(root)
    assert at.metric[0].value.replace("\\", "") == "1.870,50\u00a0€"


def test_a_person_who_may_only_read_gets_no_place_to_drop_files(
    folder_of: Folder, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    def owner(_: Workspace, name: str) -> Actor:
        return Actor(name, "owner")

    root = folder_of(SMALL)
    monkeypatch.setattr(Workspace, "current_user", owner)

    at = dashboard(root, view="loads")

    assert not at.get("file_uploader")
    assert "no cargar archivos" in at.info[0].value


def test_a_setting_that_does_not_exist_is_named_and_nothing_is_shown(
    folder_of: Folder, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder_of(SMALL)
    monkeypatch.setenv("CARTERA_DATTA", "x")

    at = dashboard(root)

    assert not at.exception
    assert "CARTERA" in at.error[0].value.replace("\\", "")
    assert not at.metric


def test_a_missing_mart_is_built_again(folder_of: Folder, dashboard: Dashboard) -> None:
    root = folder_of(SMALL)
    for mart in (root / "marts").glob("*.duckdb"):
        mart.unlink()

    at = dashboard(root)

    assert not at.exception
    assert at.metric[0].value.replace("\\", "") == "1.970,50\u00a0€"


def test_a_load_whose_files_are_gone_gets_a_sentence(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    root = folder_of(SMALL)
    newest = open_workspace(root).loads()[-1]
    (root / "lake" / newest.load_id / "load.json").unlink()
    at = dashboard(root, view="loads")

    history = at.dataframe[-1]
    at.session_state[history.key] = {
        "selection": {"rows": [0], "columns": [], "cells": []}
    }
    at.run()

    assert not at.exception
    assert len(at.error) == 1


def test_a_held_load_is_answered_in_place(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    undated = AUGUST.replace("TOTAL EUR", "TOTAL")
    root = folder_of({"cartera.csv": undated})
    at = dashboard(root, view="loads")
    asked = next(d for d in at.date_input if str(d.key).startswith("held_as_of"))

    asked.set_value(date(2026, 8, 31)).run()
    next(b for b in at.button if str(b.key).startswith("held_answer")).click().run()

    assert not at.exception
    assert not at.error
    states = [load_.state for load_ in open_workspace(root).loads()]
    assert states == ["discarded", "active"]


def test_a_second_snapshot_of_a_day_can_replace_the_first(
    folder_of: Folder, dashboard: Dashboard
) -> None:
    root = folder_of({"Cartera_2026-08-31.csv": AUGUST})
    load(root, {"Otra_2026-08-31.csv": AUGUST.replace("500,00", "400,00")})
    at = dashboard(root, view="loads")

    next(b for b in at.button if str(b.key).startswith("held_replace")).click().run()

    assert not at.exception
    states = [load_.state for load_ in open_workspace(root).loads()]
    assert states == ["undone", "active"]


def test_the_demonstration_is_labelled_and_left_with_one_click(
    tmp_path: Path, dashboard: Dashboard
) -> None:
    load(tmp_path / "data" / "demo", SMALL)
    at = dashboard(tmp_path / "data", demo="1")
    assert "inventadas" in words(at)

    at.button(key="shell_leave_demo").click().run()

    assert not at.exception
    assert at.title[0].value == "Le damos la bienvenida a Cartera"
    assert "inventadas" not in "".join(
        m.value for m in at.markdown if "Demo" in m.value
    )

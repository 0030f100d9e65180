"""Data folders to look at, and the dashboard without a browser."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from cartera.ingest.service import LoadOptions, LoadOutcome, load_files
from cartera.store.workspace import Workspace

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

# ruff: noqa: E501 - the exports keep one row on one line
HEADER = "Empresa;Cliente;Nombre;Documento;Emisión;Vencimiento;Moneda;Importe;Saldo"
NOGAL = "Nogal Azul, S.L."
AUGUST = "\n".join(
    [
        HEADER,
        f"{NOGAL};00017;Peñascal & Hijos, S.L.;F-101;01/06/2026;01/07/2026;EUR;500,00;500,00",
        f"{NOGAL};00017;Peñascal & Hijos, S.L.;F-102;15/07/2026;14/08/2026;EUR;250,50;250,50",
        f"{NOGAL};00042;Áridos Güell, S.A.;F-103;31/07/2026;30/09/2026;EUR;1.200,00;1.200,00",
        f"{NOGAL};00042;Áridos Güell, S.A.;A-7;01/08/2026;01/08/2026;EUR;-80,00;-80,00",
        f"{NOGAL};00051;Vidrios Tarazona;F-104;02/08/2026;01/09/2026;USD;99,90;99,90",
        "TOTAL EUR;;;;;;EUR;;1.870,50",
    ]
)
SEPTEMBER = "\n".join(
    [
        HEADER,
        f"{NOGAL};00017;Peñascal & Hijos, S.L.;F-102;15/07/2026;14/08/2026;EUR;250,50;150,50",
        f"{NOGAL};00042;Áridos Güell, S.A.;F-103;31/07/2026;30/09/2026;EUR;1.200,00;1.200,00",
        f"{NOGAL};00042;Áridos Güell, S.A.;A-7;01/08/2026;01/08/2026;EUR;-80,00;-80,00",
        f"{NOGAL};00051;Vidrios Tarazona;F-104;02/08/2026;01/09/2026;USD;99,90;99,90",
        f"{NOGAL};00017;Peñascal & Hijos, S.L.;F-110;20/09/2026;20/10/2026;EUR;700,00;700,00",
        "TOTAL EUR;;;;;;EUR;;1.970,50",
    ]
)
SMALL = {"Cartera_2026-08-31.csv": AUGUST, "Cartera_2026-09-30.csv": SEPTEMBER}

NASTY = "\n".join(
    [
        "Cliente;Nombre;Documento;Vencimiento;Saldo",
        "1;<script>alert(1)</script>;F|1;15/07/2026;10,00",
        "2;**Negrita** [enlace](https://example.com) $x$;F-2;;-20,00",
        "3;" + "Ñ" * 300 + ";=1+1;32/13/2026;30,00",
        "4;;F-4;01/01/1900;treinta",
        "5;:red[alarma] `código`;F-5;31/12/2026;99999999999,99",
    ]
)
BROKEN = {
    "Cartera_2026-08-31.csv": NASTY,
    "foto.xlsx": "\x89PNG no soy un libro",
    "vacio.csv": "",
}

Folder = Callable[[Mapping[str, str]], Path]


def open_workspace(root: Path) -> Workspace:
    return Workspace.open(root, clock=lambda: NOW)


def load(root: Path, files: Mapping[str, str]) -> list[LoadOutcome]:
    workspace = open_workspace(root)
    actor = workspace.current_user("ana")
    outcomes = load_files(
        workspace,
        [(name, text.encode()) for name, text in files.items()],
        LoadOptions(),
        actor=actor,
        today=date(2026, 11, 24),
        language="es",
    )
    workspace.publish(actor=actor)
    workspace.close()
    return outcomes


@pytest.fixture
def folder_of(tmp_path: Path) -> Folder:
    """Return what makes a data folder with some files loaded into it."""

    def make(files: Mapping[str, str]) -> Path:
        root = tmp_path / "data"
        if files:
            load(root, files)
        return root

    return make


@pytest.fixture
def dashboard(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Return what opens the dashboard on a data folder, with an address."""

    def open_page(root: Path, **address: str) -> AppTest:
        monkeypatch.setenv("CARTERA_DATA", str(root))
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=40)
        at.context = {"locale": "es-ES", "timezone": "Europe/Madrid"}
        for name, value in address.items():
            at.query_params[name] = value
        return at.run()

    return open_page


def words(at: AppTest) -> str:
    """Return all that is written on the page."""
    kinds = ("title", "subheader", "markdown", "caption", "error", "info", "button")
    parts = [
        str(getattr(element, "value", "") or getattr(element, "label", ""))
        for kind in kinds
        for element in at.get(kind)
    ]
    metrics = [f"{metric.label} {metric.value}" for metric in at.metric]
    return "\n".join([*parts, *metrics, *(b.label for b in at.button)])


@pytest.fixture(autouse=True)
def _forget_caches() -> Iterator[None]:
    """Let go of the stores and marts of a test's folder when it ends."""
    yield
    st.cache_data.clear()
    st.cache_resource.clear()

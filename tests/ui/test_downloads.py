"""Files that leave the dashboard: their content and their record."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import text as sql

from cartera import texts
from cartera.errors import PermissionRefused
from cartera.store.actors import Actor
from cartera.store.workspace import Workspace
from cartera.ui import data
from cartera.ui.context import PageContext
from cartera.ui.downloads import Download, recorded
from cartera.ui.rejects import with_reasons
from tests.ui.conftest import NOW, SMALL, Folder, open_workspace


def context_of(workspace: Workspace, actor: Actor) -> PageContext:
    mart = workspace.published()
    assert mart is not None
    return PageContext(
        root=str(workspace.root),
        workspace=workspace,
        demo=False,
        actor=actor,
        mart_id=mart.mart_id,
        is_fresh=True,
        problem=None,
        language="es",
        locale="es_ES",
        now=NOW,
        today=NOW.date(),
    )


@pytest.fixture
def context(folder_of: Folder) -> PageContext:
    return context_of(open_workspace(folder_of(SMALL)), Actor("ana", "finance"))


def exports_in(root: Path) -> int:
    workspace = open_workspace(root)
    with workspace.journal.read() as connection:
        found = connection.execute(
            sql("select count(*) from audit where kind='export'")
        )
        return int(found.scalar_one())


def download(context: PageContext) -> Download:
    scope = data.Scope(context.root, str(context.mart_id), as_of=date(2026, 9, 30))
    return Download(
        "key",
        "file.csv",
        {"report": "ageing"},
        lambda: data.report_file(scope, "ageing", "MX"),
    )


def test_a_file_has_the_dialect_of_the_companys_country(context: PageContext) -> None:
    content = recorded(context, download(context))().decode("utf-8-sig")

    header, first, *_ = content.splitlines()
    assert header.startswith("currency,bucket,label,documents,amount")
    assert first.startswith("EUR,B0,Por vencer,2,1900.00")


def test_each_file_that_is_built_leaves_a_record(context: PageContext) -> None:
    give = recorded(context, download(context))
    assert exports_in(Path(context.root)) == 0

    give()
    give()

    assert exports_in(Path(context.root)) == 2


def test_a_role_that_may_not_export_gets_no_file_and_leaves_no_record(
    context: PageContext,
) -> None:
    owner = replace(context, actor=Actor("olga", "owner"))

    with pytest.raises(PermissionRefused):
        recorded(owner, download(owner))()

    assert exports_in(Path(context.root)) == 0


def test_rejected_rows_say_why_with_their_own_values() -> None:
    rows = pl.DataFrame(
        {
            "sheet": ["Saldos"],
            "row_no": [12],
            "column": ["Saldo"],
            "value": ["treinta $1"],
            "code": ["AMOUNT_UNREADABLE"],
        }
    )

    [row] = with_reasons(rows, texts.of("es")).to_dicts()

    assert row["fila"] == 12
    assert "Saldo" in row["motivo"]
    assert "treinta $1" in row["motivo"]
    assert "{" not in row["motivo"]

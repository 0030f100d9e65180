"""The two ways into the stores that the kill harness goes."""

import io
import json
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, Protocol

import duckdb

from cartera import cli
from cartera.store.workspace import Workspace
from tests.staged import ANA, LoadsOnly, load, open_item, real_time

Result = dict[str, Any]


class Door(Protocol):
    """How a child works: every operation returns the load's id and state."""

    def open(self, root: Path) -> Workspace:
        """Open the data folder."""

    def do(self, workspace: Workspace, operation: str, subject: str) -> Result:
        """Do one operation on a file or on a load."""


class StoreDoor:
    """Calls the stores themselves; marts take no time."""

    def open(self, root: Path) -> Workspace:
        """Open the data folder."""
        return Workspace.open(root, clock=real_time, builder=LoadsOnly())

    def do(self, workspace: Workspace, operation: str, subject: str) -> Result:
        """Do one operation on a file or on a load."""
        if operation == "publish":
            return {"mart_id": workspace.publish(actor=ANA).mart_id}
        if operation in ("load", "again", "hold"):
            state = "held" if operation == "hold" else "active"
            items = [open_item(f"{subject}-{n}", f"K{n}") for n in range(3)]
            made = load(workspace, *items, state=state, changes={"file": subject})
            return {"load_id": made.load_id, "state": state}
        record = getattr(workspace, operation)(subject, actor=ANA)
        return {"load_id": record.load_id, "state": record.state}


class CommandDoor:
    """Gives the orders that a person types; marts are the real ones."""

    def open(self, root: Path) -> Workspace:
        """Open the data folder."""
        return Workspace.open(root, clock=real_time)

    def do(self, workspace: Workspace, operation: str, subject: str) -> Result:
        """Do one operation on a file or on a load."""
        if operation == "publish":
            _order(workspace, "query", "ageing", "--format", "json")
            return {}
        if operation in ("undo", "redo", "purge"):
            answer = _order(workspace, operation, subject)
            return {"load_id": answer["load_id"], "state": answer["state"]}
        with tempfile.TemporaryDirectory() as folder:
            [answer] = _load(workspace, operation, Path(folder) / subject)
        state = "held" if answer["status"] == "held" else "active"
        return {"load_id": answer["load_id"], "state": state}


def _load(workspace: Workspace, operation: str, file: Path) -> list[Result]:
    column = "Saldo" if operation == "hold" else "Importe"
    rows = [
        f"K{n};Comercial {n};{file.name}-{n};01/02/2026;28/02/2026;{n}0,00"
        for n in range(1, 4)
    ]
    header = f"Cliente;Nombre;Factura;Fecha;Vencimiento;{column}"
    file.write_text("\n".join([header, *rows, ""]), "utf-8")
    kind = "open_items" if operation == "hold" else "documents"
    return _order(
        workspace,
        *("load", str(file), "--kind", kind),
        *("--company", "X", "--currency", "EUR"),
    )


def _order(workspace: Workspace, *words: str) -> Any:
    out, said = io.StringIO(), io.StringIO()
    arguments = [*words, "--data", str(workspace.root), "--json"]
    with redirect_stdout(out), redirect_stderr(said):
        code = cli.main(arguments)
    if code not in (0, 1):
        raise RuntimeError(f"{words}: {code} {said.getvalue()} {out.getvalue()}")
    return json.loads(out.getvalue())


def loads_of(mart: Path) -> list[str]:
    """Return the ids of the loads that a mart was made of, sorted."""
    with duckdb.connect(str(mart), read_only=True) as connection:
        rows = connection.sql("select load_id from loads order by load_id").fetchall()
    return [row[0] for row in rows]

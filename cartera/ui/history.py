"""The history of loads: who, when, what, and the way back."""

from collections.abc import Callable, Sequence

import polars as pl
import streamlit as st

from cartera.store.actors import Actor
from cartera.store.loads import LoadRecord
from cartera.texts import N_
from cartera.ui import outcomes
from cartera.ui.context import PageContext
from cartera.ui.grids import Grid, GridColumn, select
from cartera.ui.problems import explained, plain
from cartera.ui.sentences import manifest_on_screen
from cartera.ui.upload import may_load
from cartera.ui.words import KINDS, STATES, word


def panel(context: PageContext, loads: Sequence[LoadRecord]) -> None:
    """Draw every load, the newest first, and what can be done with the chosen one."""
    text = context.text
    with st.container(border=True, key="card_loads"):
        st.subheader(text(N_("Historial de cargas")), anchor=False)
        if not loads:
            st.caption(text(N_("Todavía no se cargó ningún archivo.")))
            return
        newest = list(reversed(loads))
        st.caption(
            text(N_("Marque una carga para ver su detalle, deshacerla o rehacerla."))
        )
        ids = [f"{load.load_id}:{load.state}" for load in newest]
        position = select(
            _grid(context), _rows(context, newest), context.formats, ids=ids
        )
    if position is not None:
        detail(context, newest[position])


def detail(context: PageContext, load: LoadRecord) -> None:
    """Draw one load with the actions that its state allows."""
    text, formats = context.text, context.formats
    with st.container(border=True, key="card_load"):
        with explained(context, doing="load detail"):
            outcomes.show(context, outcome_of(context, load), name="load")
        st.caption(
            text(
                N_("Carga {load_id} · último cambio: {who}, {when}"),
                load_id=load.load_id,
                who=plain(load.changed_by),
                when=formats.moment(load.changed_at.astimezone(context.now.tzinfo)),
            )
        )
        _actions(context, load)


def outcome_of(context: PageContext, load: LoadRecord) -> outcomes.Outcome:
    """Return what the manifest of a load says, in the form of a load's outcome."""
    manifest = context.workspace.manifest(load.load_id)
    said = manifest_on_screen(manifest, context.text)
    return {**said, "status": load.state}


def _actions(context: PageContext, load: LoadRecord) -> None:
    text, workspace = context.text, context.workspace
    if not may_load(context):
        return
    if load.state == "active":
        _action(
            context,
            load,
            workspace.undo,
            "undo",
            text(N_("Deshacer esta carga")),
            ":material/undo:",
            text(N_("Deshecha: {file}")),
        )
    elif load.state == "undone":
        _action(
            context,
            load,
            workspace.redo,
            "redo",
            text(N_("Rehacer esta carga")),
            ":material/redo:",
            text(N_("Rehecha: {file}")),
        )


def _action(
    context: PageContext,
    load: LoadRecord,
    act: Callable[..., LoadRecord],
    name: str,
    label: str,
    icon: str,
    done: str,
) -> None:
    if not st.button(label, icon=icon, key=f"load_{name}_{load.load_id}"):
        return
    with explained(context, doing=name):
        with st.spinner(context.text(N_("Publicando…"))):
            apply(context, load, act)
        st.toast(done.format(file=plain(load.file or load.load_id)))
        st.rerun()


def apply(
    context: PageContext, load: LoadRecord, act: Callable[..., LoadRecord]
) -> None:
    """Change the state of a load and publish what follows from it."""
    actor: Actor = context.actor
    act(load.load_id, actor=actor)
    context.workspace.publish(actor=actor)


def _rows(context: PageContext, loads: Sequence[LoadRecord]) -> pl.DataFrame:
    text, formats = context.text, context.formats
    zone = context.now.tzinfo
    return pl.DataFrame(
        {
            "file": [load.file for load in loads],
            "state": [word(STATES, load.state, text) for load in loads],
            "kind": [word(KINDS, load.kind, text) for load in loads],
            "company": [load.company or text(N_("Varias")) for load in loads],
            "as_of": [load.as_of for load in loads],
            "rows": [load.rows.get("read") for load in loads],
            "totals": [formats.totals(load.totals) for load in loads],
            "who": [load.actor for load in loads],
            "when": [
                formats.moment(load.committed_at.astimezone(zone)) for load in loads
            ],
        },
        schema_overrides={"as_of": pl.Date, "rows": pl.Int64, "file": pl.String},
    )


def _grid(context: PageContext) -> Grid:
    text = context.text
    return Grid(
        name="loads",
        alt=text(N_("Cargas, la más reciente primero")),
        visible_rows=14,
        columns=(
            GridColumn("file", text(N_("Archivo")), width=215),
            GridColumn("state", text(N_("Estado")), width=78),
            GridColumn("kind", text(N_("Tipo")), width=118),
            GridColumn("company", text(N_("Empresa")), width=190),
            GridColumn("as_of", text(N_("Corte")), "date", width=90),
            GridColumn("rows", text(N_("Filas")), "count", width=54),
            GridColumn("who", text(N_("Quién")), width=68),
            GridColumn("when", text(N_("Cuándo")), width=122),
            GridColumn("totals", text(N_("Total")), width=190),
        ),
    )

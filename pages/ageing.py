"""Antigüedad: who owes how much, for how long, and where each figure is from."""

import streamlit as st

from cartera.texts import N_
from cartera.ui import (
    badges,
    balances,
    control,
    customers,
    data,
    documents,
    filters,
    loads,
    remarks,
    trend,
    welcome,
)
from cartera.ui.context import page_context

context = page_context()
text = context.text
records = context.workspace.loads()

if not records:
    welcome.begin(context)
    st.stop()

side = loads.heading(context, text(N_("Antigüedad")), records)
if side == "loads" or context.mart_id is None:
    loads.panel(context, records)
    st.stop()

view = filters.choose(context, context.mart_id)
standing = balances.standing(view, records)
badges.show(context, view, standing)
totals = balances.totals_of(data.ageing(view.scope))
if not totals:
    balances.nothing(context, view)
    st.stop()

total = balances.choose_currency(context, totals)
balances.cards(context, view, total)
left, right = st.columns([1.75, 1])
with left:
    trend.show(context, view, total)
with right:
    control.show(context, standing, total)
customer = customers.choose(context, view, total)
if customer:
    documents.show(context, view, customer)
remarks.show_remarks(context, view)

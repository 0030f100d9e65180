"""Antigüedad: who owes how much, for how long, and where each figure is from."""

import streamlit as st

from cartera.texts import N_
from cartera.ui import (
    badges,
    balances,
    data,
    drill,
    filters,
    loads,
    welcome,
)
from cartera.ui.context import page_context

context = page_context()
text = context.text
records = context.workspace.loads()

if not records:
    welcome.begin(context)
    st.stop()

view = loads.heading(context, text(N_("Antigüedad")), records)
if view == "loads" or context.mart_id is None:
    loads.panel(context, records)
    st.stop()

scope = filters.choose(context, context.mart_id)
standing = balances.standing(scope, records)
badges.show(context, scope, standing)
totals = balances.totals_of(data.ageing(scope.scope))
if not totals:
    balances.nothing(context, scope)
    st.stop()

total = balances.choose_currency(context, totals)
balances.cards(context, scope, total)
left, right = st.columns([1.75, 1])
with left:
    balances.history(context, scope, total)
with right:
    balances.control(context, standing, total)
customer = drill.customers(context, scope, total)
if customer:
    drill.documents(context, scope, customer)

"""The shell: every run passes here before its page."""

from datetime import UTC, datetime

import streamlit as st

from cartera.ui import shell
from cartera.ui.context import publish, withdraw
from cartera.ui.problems import explained
from cartera.ui.style import apply_style


def clock() -> datetime:
    """Return the present moment; the only clock of the dashboard."""
    return datetime.now(UTC)


settings = shell.environment()
visitor = shell.visitor(settings)
page, pages = shell.navigation(visitor)
st.set_page_config(
    page_title=f"{page.title} · Cartera",
    page_icon="static/icon.svg",
    layout="wide",
)
apply_style()
st.logo("static/logo.svg", icon_image="static/icon.svg", size="large")

withdraw()
shell.gate(visitor)
context = shell.prepare(visitor, settings, clock=clock)
publish(context)
shell.sidebar(context, pages)
shell.demo_banner(context)
with explained(context, doing=page.url_path):
    page.run()

"""The shell: every run passes here before its page."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from cartera.ui import entrance, shell
from cartera.ui.context import published, withdraw
from cartera.ui.problems import explained, refusal, sentence_of, stopping
from cartera.ui.style import apply_style


def clock() -> datetime:
    """Return the present moment; the only clock of the dashboard."""
    return datetime.now(UTC)


settings, wrong_setting = shell.environment()
visitor = entrance.visitor(settings, now=clock())
page, pages = shell.navigation(visitor)
st.set_page_config(
    page_title=f"{page.title} · Cartera",
    page_icon="static/icon.svg",
    layout="wide",
)
apply_style()
st.logo("static/logo.svg", icon_image="static/icon.svg", size="large")

withdraw()
with stopping(visitor.language, Path(settings.data), at=clock()):
    if wrong_setting:
        raise wrong_setting
    entrance.gate(visitor)
    shell.go_home(page, pages)
    context = shell.prepare(visitor, settings, clock=clock)
context = replace(context, aside=shell.sidebar(context, pages))
shell.demo_banner(context)
if context.problem:
    refusal(sentence_of(context.problem, context.language))
with published(context), explained(context, doing=page.url_path):
    page.run()

"""Colours, and the few rules of style that the theme cannot express."""

from typing import Final

import streamlit as st

AGEING_LIGHT: Final = (
    "#1f6f78",
    "#5aa9a3",
    "#e9c46a",
    "#f0a04b",
    "#d9653b",
    "#9b2c2c",
)
AGEING_DARK: Final = (
    "#4fb3ab",
    "#8fd3cb",
    "#f2d184",
    "#f5b26b",
    "#e8825c",
    "#d9575a",
)
UNAPPLIED_COLOUR: Final = "#8793a1"

_SHEET: Final = """<style>
.stApp{background:var(--secondary-background-color,#f3f5f8)}
.stApp[data-theme]{font-variant-numeric:tabular-nums}
.stMainBlockContainer{padding-left:2rem;padding-right:2rem;max-width:90rem}
[class*="st-key-card_"],[data-testid="stMetric"]{background:var(--card);
 box-shadow:0 1px 2px rgba(16,32,48,.05)}
[data-testid="stMetricValue"],[data-testid="stMetricDelta"]{
 font-variant-numeric:tabular-nums}
[data-testid="stMetricLabel"] p{font-size:.9rem}
:root{--card:#ffffff}
[data-testid="stSidebar"] hr{margin:.5rem 0}
@media (max-width:640px){
 .stMainBlockContainer{padding-left:1rem;padding-right:1rem}
 [data-testid="stMetricValue"]{font-size:1.15rem}}
@media print{[data-testid="stSidebar"],.stAppHeader,
 [data-testid="stElementToolbar"]{display:none!important}
 [class*="st-key-card_"],[data-testid="stMetric"]{break-inside:avoid}}
</style>"""

_GROUND: Final = {"light": ("#f3f5f8", "#ffffff"), "dark": ("#0d1418", "#162027")}


def is_dark() -> bool:
    """Return whether this reader sees the dark theme."""
    return st.context.theme.type == "dark"


def apply_style() -> None:
    """Tint the page behind its cards; everything else is in config.toml."""
    page, card = _GROUND["dark" if is_dark() else "light"]
    sheet = _SHEET.replace("var(--secondary-background-color,#f3f5f8)", page).replace(
        "--card:#ffffff", f"--card:{card}"
    )
    st.html(sheet)


def say_in_uploader(button: str, limit: str) -> None:
    """Put the reader's words in place of the uploader's English ones.

    Streamlit has no setting for them; should its markup change, the English
    words come back and nothing else.
    """
    st.html(
        "<style>"
        + _words_instead('[data-testid="stFileUploaderDropzone"] button p', button)
        + _words_instead(
            '[data-testid="stFileUploaderDropzoneInstructions"] span', limit
        )
        + "</style>"
    )


def _words_instead(selector: str, words: str) -> str:
    quoted = words.replace("\\", "").replace('"', "").replace("<", "")
    return (
        f"{selector}{{font-size:0;visibility:hidden}}"
        f'{selector}::after{{content:"{quoted}";font-size:.95rem;visibility:visible}}'
    )


def ageing_colours(buckets: int, *, dark: bool) -> tuple[str, ...]:
    """Return a colour for each aged bucket, from teal to dark red.

    With more or fewer buckets than colours the scale is stretched.
    """
    scale = AGEING_DARK if dark else AGEING_LIGHT
    last = len(scale) - 1
    steps = max(buckets - 1, 1)
    return tuple(scale[round(i * last / steps)] for i in range(buckets))

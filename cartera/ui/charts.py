"""Figures: one Plotly template, and functions from rows to a figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

import plotly.graph_objects as go

from cartera.domain.buckets import UNAPPLIED
from cartera.ui.formats import Formats
from cartera.ui.style import UNAPPLIED_COLOUR, ageing_colours

CONFIG: Final = {"displayModeBar": False, "responsive": True}
MOST_TICKS: Final = 6
_FONT: Final = "InterV, 'Source Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Cut:
    """What was open at one date: amount per bucket code, in one currency."""

    as_of: date
    amounts: Mapping[str, Decimal]


def template(formats: Formats, *, dark: bool) -> go.layout.Template:
    """Return the look that every figure of the product shares."""
    text, grid = ("#c5d0d8", "#2a3740") if dark else ("#52606d", "#e4e9ee")
    return go.layout.Template(
        layout=go.Layout(
            font={"family": _FONT, "size": 12, "color": text},
            paper_bgcolor="rgba(0,0,0,0)",
            plot_bgcolor="rgba(0,0,0,0)",
            separators=formats.plotly_separators,
            margin={"l": 8, "r": 8, "t": 8, "b": 8},
            bargap=0.35,
            hoverlabel={"font": {"family": _FONT, "size": 12}, "align": "left"},
            xaxis={"showgrid": False, "tickangle": 0, "automargin": True},
            yaxis={
                "gridcolor": grid,
                "zerolinecolor": grid,
                "automargin": True,
                "nticks": MOST_TICKS,
            },
            legend={
                "orientation": "h",
                "yref": "container",
                "y": 0.01,
                "yanchor": "bottom",
                "x": 0,
                "entrywidth": 0,
                "traceorder": "normal",
            },
        )
    )


def ageing_history(
    cuts: Sequence[Cut],
    labels: Mapping[str, str],
    *,
    currency: str,
    formats: Formats,
    dark: bool,
) -> go.Figure:
    """Return stacked bars, one per date, one part per bucket.

    `labels` maps the codes in their order to their names; buckets that are
    empty at every date are left out. Floats live here only.
    """
    figure = go.Figure()
    days = [formats.short_day(cut.as_of) for cut in cuts]
    colours = _colours(labels, dark=dark)
    for code, label in labels.items():
        amounts = [cut.amounts.get(code, Decimal(0)) for cut in cuts]
        if not any(amounts):
            continue
        figure.add_bar(
            name=label,
            x=days,
            y=[float(amount) for amount in amounts],
            customdata=[
                [formats.day(cut.as_of), formats.money(amount, currency)]
                for cut, amount in zip(cuts, amounts, strict=True)
            ],
            hovertemplate=(
                f"{label}<br>%{{customdata[0]}}<br><b>%{{customdata[1]}}</b>"
                "<extra></extra>"
            ),
            marker={
                "color": colours[code],
                "line": {"width": 1, "color": "#162027" if dark else "#ffffff"},
            },
        )
    ticks = _ticks(cuts)
    figure.update_layout(
        template=template(formats, dark=dark),
        barmode="relative",
        height=340,
        bargap=_gap(len(cuts)),
        xaxis={"type": "category", "tickvals": _shown(days)},
        yaxis={
            "tickvals": [float(tick) for tick in ticks],
            "ticktext": [formats.short_money(tick, currency) for tick in ticks],
        },
    )
    return figure


def _colours(labels: Mapping[str, str], *, dark: bool) -> dict[str, str]:
    aged = [code for code in labels if code.startswith("B")]
    colours = dict(zip(aged, ageing_colours(len(aged), dark=dark), strict=True))
    return {code: colours.get(code, UNAPPLIED_COLOUR) for code in labels} | {
        UNAPPLIED: UNAPPLIED_COLOUR
    }


def _gap(bars: int) -> float:
    """Return the share left blank, so that one bar alone is not a wall."""
    return {1: 0.82, 2: 0.7, 3: 0.6, 4: 0.5}.get(bars, 0.35)


def _shown(days: Sequence[str]) -> list[str]:
    """Return the labels that fit: all of few, every second of many."""
    step = 1 if len(days) <= MOST_TICKS else 2
    return list(days[::-1][::step])


def _ticks(cuts: Sequence[Cut]) -> list[Decimal]:
    """Return round amounts from the lowest to the highest stack."""
    above = max((_stack(cut, 1) for cut in cuts), default=Decimal(0))
    below = min((_stack(cut, -1) for cut in cuts), default=Decimal(0))
    step = _round_step((above - below) / (MOST_TICKS - 1))
    low, high = int(below // step) - (below % step != 0), int(above // step) + 1
    return [step * position for position in range(low, high + 1)]


def _stack(cut: Cut, sign: int) -> Decimal:
    parts = (amount for amount in cut.amounts.values() if amount * sign > 0)
    return sum(parts, Decimal(0))


def _round_step(size: Decimal) -> Decimal:
    if size <= 0:
        return Decimal(1)
    power = Decimal(10) ** size.adjusted()
    return next(f * power for f in map(Decimal, (1, 2, 5, 10)) if f * power >= size)

"""The figure of the ageing over time."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cartera.ui.charts import Cut, ageing_history
from cartera.ui.formats import Formats
from cartera.ui.trend import month_ends

LABELS = {"B0": "Por vencer", "B1": "1–30 días", "UNAPPLIED": "Sin aplicar"}
SPAIN = Formats("es_ES")
CUTS = (
    Cut(date(2026, 9, 30), {"B0": Decimal("1000.10"), "UNAPPLIED": Decimal("-50")}),
    Cut(date(2026, 10, 31), {"B0": Decimal("900"), "UNAPPLIED": Decimal(0)}),
)


def figure(cuts: tuple[Cut, ...] = CUTS) -> object:
    return ageing_history(cuts, LABELS, currency="EUR", formats=SPAIN, dark=False)


def test_there_is_one_bar_part_for_each_bucket_that_is_not_empty() -> None:
    assert [bar.name for bar in figure().data] == ["Por vencer", "Sin aplicar"]


def test_a_bars_text_is_the_exact_amount_with_its_currency() -> None:
    first = figure().data[0]

    assert first.customdata[0][1] == "1.000,10\u00a0€"


def test_the_axis_is_marked_in_the_readers_region() -> None:
    assert figure().layout.yaxis.ticktext[-1].endswith("€")
    assert figure().layout.template.layout.separators == ",."


def test_a_figure_without_any_amount_is_still_a_figure() -> None:
    empty = figure((Cut(date(2026, 10, 31), {}),))

    assert len(empty.data) == 0


@given(
    amounts=st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=12)
)
def test_the_axis_covers_every_bar_with_few_marks(amounts: list[Decimal]) -> None:
    cuts = tuple(Cut(date(2026, 1, 31), {"B0": amount}) for amount in amounts)

    marks = figure(cuts).layout.yaxis.tickvals

    assert min(marks) <= float(min([*amounts, Decimal(0)]))
    assert max(marks) >= float(max([*amounts, Decimal(0)]))
    assert len(marks) <= 9


def test_the_dates_are_month_ends_and_then_the_date_itself() -> None:
    days = month_ends(date(2026, 3, 15), None, 3)

    assert days == (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 15))


def test_dates_before_the_first_balance_are_left_out() -> None:
    days = month_ends(date(2026, 3, 31), date(2026, 2, 10), 12)

    assert days == (date(2026, 2, 28), date(2026, 3, 31))

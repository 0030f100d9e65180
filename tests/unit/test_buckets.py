import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartera import texts
from cartera.domain.buckets import (
    DEFAULT_EDGES,
    bucket_codes,
    bucket_labels,
    parse_edges,
)
from cartera.errors import UsageError

edges_lists = st.lists(
    st.integers(min_value=0, max_value=400), min_size=1, max_size=12, unique=True
).map(sorted)


def test_the_usual_edges_make_six_buckets_and_two_outside_them() -> None:
    codes = bucket_codes(DEFAULT_EDGES)

    assert codes == ("B0", "B1", "B2", "B3", "B4", "B5", "UNAPPLIED", "UNDATED")


def test_the_usual_buckets_are_named_in_spanish() -> None:
    labels = bucket_labels(DEFAULT_EDGES, "due", texts.of("es"))

    assert list(labels.values()) == [
        "Por vencer",
        "1–30",
        "31–60",
        "61–90",
        "91–120",
        "+120",
        "Sin aplicar",
        "Sin fecha",
    ]


def test_by_invoice_date_the_first_bucket_is_not_called_not_yet_due() -> None:
    labels = bucket_labels(DEFAULT_EDGES, "invoice", texts.of("en"))

    assert labels["B0"] == "Dated later"


def test_edges_that_do_not_begin_at_zero_say_so() -> None:
    labels = bucket_labels((10, 20), "due", texts.of("es"))

    assert labels["B0"] == "Hasta 10"
    assert labels["B1"] == "11–20"
    assert labels["B2"] == "+20"


def test_one_edge_makes_two_buckets() -> None:
    labels = bucket_labels((0,), "due", texts.of("es"))

    assert list(labels)[:2] == ["B0", "B1"]
    assert labels["B1"] == "+0"


@given(edges_lists)
def test_edges_read_back_as_they_were_written(edges: list[int]) -> None:
    text = ", ".join(str(edge) for edge in edges)

    assert parse_edges(text) == tuple(edges)


@given(edges_lists)
def test_every_bucket_has_exactly_one_label(edges: list[int]) -> None:
    labels = bucket_labels(edges, "due", texts.of("es"))

    assert tuple(labels) == bucket_codes(edges)


@pytest.mark.parametrize(
    "text", ["", "a", "0,30,30", "30,0", "-1,5", "0,,5", "1.5", "0,99999", "٣"]
)
def test_edges_that_are_not_rising_whole_days_are_refused(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_edges(text)

    assert caught.value.code == "BUCKET_EDGES"

"""Whatever the file: counts add up, sums are exact, nothing is a traceback."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cartera.ingest.outcome import LoadOptions, LoadOutcome
from cartera.ingest.service import load_files
from cartera.store.workspace import Workspace

NAME = "Cartera_2026-03-31.csv"
HEADER = ("Cliente", "Factura", "Fecha", "Vence", "Saldo", "Moneda")
FEW = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

cents = st.integers(min_value=-10_000_000, max_value=10_000_000)
good_rows = st.tuples(
    st.sampled_from(["A", "B", "C"]),
    st.integers(1, 30).map(lambda n: f"F{n}"),
    st.just("2026-01-13"),
    st.just("2026-02-12"),
    cents.map(lambda c: f"{Decimal(c) / 100:.2f}".replace(".", ",")),
    st.sampled_from(["EUR", "USD", "CLP", ""]),
)
odd_rows = st.tuples(
    st.sampled_from(["A", "", "Total", "Subtotal B", "Cliente"]),
    st.sampled_from(["F1", "", "Factura", "1,23E+11"]),
    st.sampled_from(["2026-01-13", "", "31/31/2026", "Fecha", "ayer"]),
    st.sampled_from(["2026-02-12", "", "x"]),
    st.sampled_from(["10,00", "", "diez", "#N/A", "1.000,50-", "(5,00)", "Saldo"]),
    st.sampled_from(["EUR", "", "??", "US$"]),
)


@contextmanager
def workspace() -> Iterator[Workspace]:
    with tempfile.TemporaryDirectory() as folder:
        opened = Workspace.open(
            Path(folder), clock=lambda: datetime(2026, 11, 22, 9, tzinfo=UTC)
        )
        yield opened
        opened.close()


def load(opened: Workspace, data: bytes, name: str = NAME) -> list[LoadOutcome]:
    return load_files(
        opened,
        [(name, data)],
        LoadOptions(currency="EUR", decimal=","),
        actor=opened.current_user("ana"),
        today=date(2026, 11, 22),
        language="es",
    )


def text_of(rows: list[tuple[str, ...]]) -> bytes:
    return "\n".join(";".join(row) for row in [HEADER, *rows]).encode()


@FEW
@given(st.lists(st.one_of(good_rows, odd_rows), min_size=1, max_size=30))
def test_every_row_is_loaded_unchanged_rejected_or_ignored(
    rows: list[tuple[str, ...]],
) -> None:
    with workspace() as opened:
        [outcome] = load(opened, text_of(rows))

        counts = outcome.rows
        parts = (counts.loaded, counts.unchanged, counts.rejected, counts.ignored)
        assert counts.read == sum(parts)
        if outcome.load_id:
            folder = opened.lake.folder(outcome.load_id)
            facts = pl.read_parquet(folder / "open_items.parquet")
            rejects = pl.read_parquet(folder / "rejects.parquet")
            assert facts.height == counts.loaded + counts.unchanged
            assert rejects.height == counts.rejected
            places = [*facts["row_no"], *rejects["row_no"]]
            assert len(places) == len(set(places))
            assert sum(outcome.totals.values(), Decimal(0)) == facts["balance"].sum()


@FEW
@given(st.lists(good_rows, min_size=1, max_size=20))
def test_the_total_is_the_sum_of_the_amounts_to_the_cent(
    rows: list[tuple[str, ...]],
) -> None:
    euros = [row for row in rows if row[5] in ("EUR", "")]
    expected = sum((Decimal(row[4].replace(",", ".")) for row in euros), Decimal(0))

    with workspace() as opened:
        [outcome] = load(opened, text_of(rows))

    assert outcome.totals.get("EUR", Decimal(0)) == expected


@FEW
@given(st.lists(good_rows, min_size=1, max_size=10))
def test_a_total_row_agrees_and_does_not_change_the_total(
    rows: list[tuple[str, ...]],
) -> None:
    euros = [(*row[:5], "EUR") for row in rows]
    total = sum((Decimal(row[4].replace(",", ".")) for row in euros), Decimal(0))
    written = f"{total:.2f}".replace(".", ",")

    with workspace() as opened:
        [outcome] = load(opened, text_of([*euros, ("", "", "", "", written, "")]))

    assert outcome.totals == {"EUR": total}
    assert [control.difference for control in outcome.control] == [Decimal(0)]


@FEW
@given(st.lists(good_rows, min_size=1, max_size=10), st.booleans())
def test_a_file_loaded_again_is_wholly_unchanged(
    rows: list[tuple[str, ...]], other_bytes: bool
) -> None:
    data = text_of(rows)
    with workspace() as opened:
        load(opened, data)

        [again] = load(opened, data + b"\n" if other_bytes else data)

    assert (again.rows.loaded, again.rows.unchanged) == (0, len(rows))
    assert again.status == ("held" if other_bytes else "duplicate")


@FEW
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a.zip", "Cartera 2026-03-31.xls"]),
)
def test_any_bytes_get_an_answer_in_words(data: bytes, name: str) -> None:
    with workspace() as opened:
        for outcome in load(opened, data, name):
            for language in ("es", "en"):
                result = outcome.to_json(language)
                assert (result["error"] is not None) == (outcome.status == "refused")


@FEW
@given(st.lists(st.text(alphabet=";,\n\"'-.0123456789 aeñ€/", max_size=12)))
def test_any_text_below_a_header_gets_an_answer(pieces: list[str]) -> None:
    data = (";".join(HEADER) + "\n" + ";".join(pieces)).encode()

    with workspace() as opened:
        for outcome in load(opened, data):
            counts = outcome.rows
            parts = (counts.loaded, counts.unchanged, counts.rejected, counts.ignored)
            assert counts.read == sum(parts)

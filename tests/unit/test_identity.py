"""Names, numbers and tax ids in the form in which they are compared."""

import polars as pl
import pytest

from cartera.domain.identity import name_key, number_key, tax_id


def keys_of(*names: str) -> list[str | None]:
    return pl.DataFrame({"n": names}).select(name_key(pl.col("n")))["n"].to_list()


def numbers_of(*numbers: str) -> list[str | None]:
    return pl.DataFrame({"n": numbers}).select(number_key(pl.col("n")))["n"].to_list()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nogal Azul, S.L.", "NOGAL  AZUL SL"),
        ("Nogal Azul, S. L.", "Nogal azul sl"),
        ("Peña & Hijos, S.A. de C.V.", "PENA Y HIJOS SA DE CV"),
        ("Comercial D'Ángelo", "comercial dangelo"),
        ("Núñez (Madrid)", "nunez madrid"),
    ],
)
def test_two_spellings_of_a_name_have_one_key(one: str, other: str) -> None:
    first, second = keys_of(one, other)

    assert first == second


def test_the_legal_form_tells_companies_apart() -> None:
    assert len(set(keys_of("Nogal S.L.", "Nogal S.A.", "Nogal"))) == 3


def test_a_name_without_letters_has_no_key() -> None:
    assert keys_of("***", "") == [None, None]


def test_numbers_are_compared_without_punctuation_and_leading_zeros() -> None:
    assert numbers_of("0001-000123", "1000123", "f / 12", "F12") == [
        "1000123", "1000123", "F12", "F12",
    ]  # fmt: skip


def test_a_tax_id_is_compact_and_loses_a_proven_country_prefix() -> None:
    assert tax_id("es b-58818501") == "B58818501"
    assert tax_id("76.123.456-k") == "76123456K"
    assert tax_id("ES123") == "ES123"
    assert tax_id(" - ") is None

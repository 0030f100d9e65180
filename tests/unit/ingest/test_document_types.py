"""Words and codes for types, origins and states."""

import pytest

from cartera.ingest.document_types import (
    credit_marks,
    document_types,
    source_types,
    states,
)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("INV", "INV"), ("Factura", "INV"), ("Sales Invoice", "INV"), ("RV", "INV"),
        ("Boleta", "INV"), ("33", "INV"), ("1 - Factura A", "INV"), ("FC", "INV"),
        ("Nota de Crédito", "CN"), ("NC", "CN"), ("Credit Memo", "CN"), ("DG", "CN"),
        ("61", "CN"), ("Factura rectificativa", "CN"), ("3 - Nota de Crédito A", "CN"),
        ("Nota de débito", "DN"), ("ND", "DN"), ("56", "DN"), ("Debit note", "DN"),
        ("Pago", "PAY"), ("Payment", "PAY"), ("DZ", "PAY"), ("Anticipo", "PAY"),
        ("Saldo a favor", "CR"), ("Abono", "CR"), ("ZX9", None), ("AB", None),
    ],
)  # fmt: skip
def test_a_word_names_a_document_type(word: str, kind: str | None) -> None:
    assert document_types([word]) == {word: kind}


def test_argentine_codes_count_only_where_all_codes_are_argentine() -> None:
    assert document_types(["001", "003"]) == {"001": "INV", "003": "CN"}
    assert document_types(["33", "61"]) == {"33": "INV", "61": "CN"}


def test_mexican_letters_count_only_where_all_codes_are_mexican() -> None:
    assert document_types(["I", "E", "P"]) == {"I": "INV", "E": "CN", "P": "PAY"}
    assert document_types(["E", "Factura"]) == {"E": None, "Factura": "INV"}


@pytest.mark.parametrize(
    ("word", "origin"),
    [
        ("PAY", "PAY"), ("Pago", "PAY"), ("Anticipo", "PAY"), ("Receipt", "PAY"),
        ("Nota de crédito", "CN"), ("CN", "CN"), ("WO", "WO"), ("Castigo", "WO"),
        ("Descuento pronto pago", "DISC"), ("Discount", "DISC"), ("Retención", "WHT"),
        ("Withholding tax", "WHT"), ("Detracción", "WHT"), ("Otra cosa", None),
    ],
)  # fmt: skip
def test_a_word_names_where_money_came_from(word: str, origin: str | None) -> None:
    assert source_types([word]) == {word: origin}


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Pagado", "paid"), ("Paid", "paid"), ("Cobrada", "paid"), ("Closed", "paid"),
        ("Pendiente", "open"), ("No pagadas", "open"), ("Overdue", "open"),
        ("Impagada", "open"), ("Pago parcial", "partial"),
        ("Partially paid", "partial"),
        ("Anulada", "void"), ("Cancelled", "void"),
        ("Cancelada", None), ("En proceso de pago", None), ("X", None),
    ],
)  # fmt: skip
def test_a_word_names_a_state_or_nothing(word: str, state: str | None) -> None:
    assert states([word], "Estado") == {word: state}


def test_letters_are_states_only_among_letters() -> None:
    assert states(["S", "P", "X"], "Estado") == {"S": "paid", "P": "open", "X": None}


def test_yes_means_what_the_header_asks() -> None:
    assert states(["Sí", "No"], "Abierto") == {"Sí": "open", "No": "paid"}
    assert states(["Sí", "No"], "Pagado") == {"Sí": "paid", "No": "open"}
    assert states(["true", "false"], "IsCancelled") == {"true": "void", "false": None}
    assert states(["Sí", "No"], "Estado") == {"Sí": None, "No": None}


def test_marks_of_credit_are_told_from_those_of_debit() -> None:
    assert credit_marks(["D", "H", "+", "-", "Dr", "Cr"]) == {"H", "-", "Cr"}

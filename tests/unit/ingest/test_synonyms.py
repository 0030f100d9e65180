"""The catalogue of headers and how it is searched."""

from collections import Counter

import pytest

from cartera.ingest.fields import KIND_FIELDS
from cartera.ingest.synonyms import catalogue, header_keys, is_known, meanings


def test_every_header_of_the_catalogue_is_found_as_its_concept() -> None:
    lost = [
        (concept, header)
        for concept, grades in catalogue().items()
        for headers in grades.values()
        for header in headers
        if concept not in {meaning.concept for meaning in meanings(header)}
    ]

    assert lost == []


def test_no_concept_lists_the_same_header_in_two_grades() -> None:
    for concept, grades in catalogue().items():
        keys = Counter(
            key
            for headers in grades.values()
            for key in {header_keys(header)[0] for header in headers}
        )

        assert [key for key, count in keys.items() if count > 1] == [], concept


def test_every_concept_that_a_kind_asks_for_is_in_the_catalogue() -> None:
    asked = {
        concept
        for fields in KIND_FIELDS.values()
        for field in fields
        for concept, _ in field.concepts
    }

    assert asked <= set(catalogue())


@pytest.mark.parametrize(
    ("header", "concept"),
    [
        ("Nº documento", "number"),
        ("N.º documento", "number"),
        ("NUMERO_FACTURA", "number"),
        ("invoiceNumber", "number"),
        ("Fecha de Vencimiento ", "due_date"),
        ("fecha_vto", "due_date"),
        ("FEC. VENC", "due_date"),
        ("Saldo (EUR)", "balance"),
        ("Valor da parcela em aberto (R$)", "balance"),
        ("S a l d o", "balance"),
        ("Cód. Cliente", "customer_code"),
        ("Días de mora", "days_late"),
    ],
)
def test_writing_does_not_hide_a_header(header: str, concept: str) -> None:
    assert meanings(header)[0].concept == concept


def test_a_typing_error_is_found_with_less_confidence() -> None:
    best = meanings("Fecha vencimineto")[0]

    assert best.concept == "due_date"
    assert best.confidence < 0.95
    assert not is_known("Fecha vencimineto")


@pytest.mark.parametrize("header", ["Lorem ipsum", "123,45", "Acme", "x", ""])
def test_what_is_no_header_means_nothing(header: str) -> None:
    assert meanings(header) == ()

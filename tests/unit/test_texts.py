import pytest

from cartera import texts
from cartera.errors import UsageError


def test_the_source_language_is_spanish_and_unchanged() -> None:
    say = texts.of("es")

    assert say("Por vencer") == "Por vencer"


def test_a_sentence_of_the_catalogue_is_translated_to_english() -> None:
    say = texts.of("en")

    assert say("Por vencer") == "Not yet due"


def test_an_unknown_language_reads_spanish() -> None:
    assert texts.of("fr").language == "es"


def test_places_are_filled_with_values() -> None:
    sentence = texts.of("es")("Hasta {days}", days=30)

    assert sentence == "Hasta 30"


def test_a_missing_value_shows_as_a_dash_instead_of_failing() -> None:
    sentence = texts.sentence("REPORT_UNKNOWN", {"report": "x"}, "es")

    assert sentence == "No existe el informe «x». Los informes son: —."


def test_braces_inside_a_value_are_left_alone() -> None:
    sentence = texts.sentence("REPORT_UNKNOWN", {"report": "{0.__class__}"}, "en")

    assert "{0.__class__}" in sentence


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_an_error_without_details_still_has_its_sentence(language: str) -> None:
    error = UsageError("BUCKET_EDGES")

    assert texts.sentence(error.code, error.details, language)


@pytest.mark.parametrize(
    ("language", "day", "amount"),
    [("es", "31/03/2026", "-1.234.567,50"), ("en", "31 Mar 2026", "-1,234,567.50")],
)
def test_dates_and_amounts_are_written_as_the_reader_writes_them(
    language: str, day: str, amount: str
) -> None:
    details = {
        "document_id": "F1",
        "on_date": "2026-03-31",
        "amount": "-1234567.50",
        "currency": "EUR",
    }

    sentence = texts.sentence("REAPPEARED", details, language)

    assert day in sentence
    assert amount in sentence


def test_what_a_file_says_is_quoted_as_it_is() -> None:
    details = {"value": "2026-03-31", "as_of": "2026-03-31"}

    sentence = texts.sentence("AS_OF_READ", details, "es")

    assert sentence == "Saldos al 31/03/2026, según: «2026-03-31»."

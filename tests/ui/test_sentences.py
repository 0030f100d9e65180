"""What findings and errors say on a page."""

import re
from decimal import Decimal

import pytest

from cartera import texts
from cartera.errors import Finding, UsageError
from cartera.messages import MESSAGES, cli, reports
from cartera.texts import LANGUAGES
from cartera.ui.formats import Formats
from cartera.ui.outcomes import count_line, place_of
from cartera.ui.problems import plain
from cartera.ui.questions import options_of
from cartera.ui.sentences import finding_on_screen, manifest_on_screen, on_screen
from cartera.ui.upload_options import control_totals

COMMAND_LINE_ONLY = {*cli.MESSAGES, *reports.MESSAGES, "LOAD_NEEDS_ANSWER"}
ON_PAGES = sorted(MESSAGES.keys() - COMMAND_LINE_ONLY)
SPANISH, ENGLISH = texts.of("es"), texts.of("en")
SPAIN = Formats("es_ES")

SETTLES = Finding(
    "SNAPSHOT_SETTLES_MOST",
    "question",
    details=(
        ("company", "Nogal"),
        ("as_of", "2026-10-31"),
        ("settled", "80000.00"),
        ("open", "100000.50"),
        ("currency", "EUR"),
    ),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ON_PAGES)
def test_no_sentence_on_a_page_names_an_option_of_the_command_line(
    code: str, language: str
) -> None:
    text = texts.of(language)

    shown = on_screen(text(MESSAGES[code]), text)

    options = set(re.findall(r"--[a-z-]+", shown)) - {"--profile", "--stale-ok"}
    assert options == set()


def test_dates_and_amounts_in_a_sentence_look_as_on_the_page() -> None:
    said = finding_on_screen(SETTLES, SPANISH)

    assert "31/10/2026" in said
    assert "80.000,00 de 100.000,50" in said


def test_an_answer_is_named_as_the_button_that_gives_it() -> None:
    shown = on_screen("Indique el orden con --dates dmy o --dates mdy.", SPANISH)

    assert shown == "Indique el orden con «día/mes/año» o «mes/día/año»."


def test_a_decimal_mark_at_the_end_of_a_sentence_keeps_its_full_stop() -> None:
    shown = on_screen("Indíquelo con --decimal , o --decimal . (o no).", SPANISH)

    assert shown == "Indíquelo con «Coma: 1.234,50» o «Punto: 1,234.50» (o no)."
    assert on_screen("Use --decimal.", SPANISH) == "Use «Separador decimal»."


def test_a_kept_finding_is_said_again_in_another_language() -> None:
    kept = {
        "code": SETTLES.code,
        "severity": "question",
        "message": "Con este archivo…",
        "details": dict(SETTLES.details),
    }

    shown = manifest_on_screen({"findings": [kept]}, ENGLISH)

    assert "31 Oct 2026" in shown["findings"][0]["message"]


def test_a_kept_finding_without_details_shows_the_sentence_of_its_day() -> None:
    kept = {"code": SETTLES.code, "severity": "info", "message": "Dicho entonces."}

    shown = manifest_on_screen({"findings": [kept]}, ENGLISH)

    assert shown["findings"][0]["message"] == "Dicho entonces."


def test_a_finding_that_was_erased_still_has_a_sentence() -> None:
    kept = {
        "code": SETTLES.code,
        "severity": "info",
        "message": None,
        "value": None,
        "details": {},
    }

    shown = manifest_on_screen({"findings": [kept]}, SPANISH)

    assert "—" in shown["findings"][0]["message"]


def test_text_from_files_keeps_every_sign_and_none_is_markup() -> None:
    assert plain("**a** [b](c) $x$ :red[d] <e>") == (
        r"\*\*a\*\* \[b\]\(c\) \$x\$ \:red\[d\] \<e\>"
    )


def test_the_counts_of_rows_are_shown_as_a_sum() -> None:
    rows = {"read": 1204, "loaded": 1100, "unchanged": 100, "rejected": 3, "ignored": 1}

    assert count_line(rows, SPANISH, SPAIN) == (
        "**1.204** filas leídas = **1.100** cargadas + **100** sin cambios + "
        "**3** rechazadas + **1** ignoradas"
    )


def test_a_place_names_sheet_row_and_column() -> None:
    finding = {"sheet": "Saldos", "row": 1204, "column": "Importe"}

    assert place_of(finding, SPANISH, SPAIN) == (
        "hoja Saldos, fila 1.204, columna Importe"
    )


@pytest.mark.parametrize(
    ("typed", "locale", "expected"),
    [
        ("1.234,50", "es_ES", "1234.50"),
        ("1,234.50", "es_MX", "1234.50"),
        ("-12", "es_ES", "-12"),
    ],
)
def test_a_control_total_is_read_as_the_region_writes_it(
    typed: str, locale: str, expected: str
) -> None:
    assert control_totals(typed, "EUR", locale) == {"EUR": Decimal(expected)}


@pytest.mark.parametrize("typed", ["1,234.50", "mil", "1.2.3", "12 €"])
def test_a_control_total_in_another_regions_form_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="CONTROL_TOTAL_UNREADABLE"):
        control_totals(typed, "EUR", "es_ES")


def test_a_control_total_needs_its_currency() -> None:
    with pytest.raises(UsageError, match="CONTROL_TOTAL_CURRENCY"):
        control_totals("100,00", None, "es_ES")


def test_a_load_is_repeated_with_the_options_it_was_made_with() -> None:
    manifest = {
        "company": "Nogal",
        "kind": "open_items",
        "sheet": None,
        "options": {
            "as_of": "2026-10-31",
            "partial": True,
            "control_totals": {"EUR": "10.50"},
            "decimal": ",",
        },
    }

    options = options_of(manifest)

    assert options.stated() == manifest["options"]
    assert (options.company, options.kind) == ("Nogal", "open_items")


def test_a_place_that_the_sentence_says_is_not_said_again() -> None:
    finding = {
        "sheet": "Saldos",
        "row": 12,
        "column": "Importe",
        "message": "Fila 12, columna Importe: «x» no es un importe.",
    }

    assert place_of(finding, SPANISH, SPAIN) == "hoja Saldos"

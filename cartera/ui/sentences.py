"""Sentences of findings and errors, said for a reader of a page.

The catalogue speaks to the command line too: it names options such as --as-of.
On a page an option is a field.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from cartera.errors import AppError, Detail, Finding
from cartera.ingest.outcome import LoadOutcome, error_text, finding_json, finding_text
from cartera.messages import MESSAGES
from cartera.texts import N_, Texts

DATE_ORDERS: Final = {
    "dmy": N_("día/mes/año"),
    "mdy": N_("mes/día/año"),
    "ymd": N_("año-mes-día"),
}
DECIMAL_MARKS: Final = {",": N_("Coma: 1.234,50"), ".": N_("Punto: 1,234.50")}

_FIELD_OF_OPTION: Final = {
    "--as-of": N_("Fecha de corte"),
    "--company": N_("Empresa"),
    "--control-total": N_("Total de control"),
    "--currency": N_("Moneda"),
    "--dates": N_("Orden de las fechas"),
    "--decimal": N_("Separador decimal"),
    "--kind": N_("Tipo de archivo"),
    "--partial": N_("El archivo es solo una parte de la cartera"),
    "--password-stdin": N_("Contraseña del archivo"),
    "--sheet": N_("Hoja"),
}
_OPTION: Final = re.compile(
    r"--[a-z]+(?:-[a-z]+)*(?: (?:dmy|mdy|ymd|AAAA-MM-DD|YYYY-MM-DD|[,.](?=[ ).]|$)))?"
)
_ERASED: Final[Mapping[str, Detail]] = {"erased": True}


def on_screen(sentence: str, text: Texts) -> str:
    """Return a sentence with the fields of the page for command-line options."""
    return _OPTION.sub(lambda found: _field(found[0], text), sentence)


def outcome_on_screen(outcome: LoadOutcome, text: Texts) -> dict[str, Any]:
    """Return the object of a load, its sentences said for a page."""
    shown: dict[str, Any] = outcome.to_json(text.language)
    shown["findings"] = [
        finding_json(finding, text.language)
        | {"message": finding_on_screen(finding, text)}
        for finding in outcome.findings
    ]
    if outcome.error is not None:
        shown["error"] = error_on_screen(outcome.error, text)
    return shown


def manifest_on_screen(manifest: Mapping[str, Any], text: Texts) -> dict[str, Any]:
    """Return what a load's manifest says, its sentences said for a page."""
    findings = [
        dict(finding) | {"message": _said_again(finding, text)}
        for finding in manifest.get("findings") or ()
    ]
    return dict(manifest) | {"findings": findings}


def finding_on_screen(finding: Finding, text: Texts) -> str:
    """Return a finding's sentence in the reader's language."""
    return on_screen(finding_text(finding, text.language), text)


def error_on_screen(error: AppError, text: Texts) -> str:
    """Return the sentence of an error in the reader's language."""
    return on_screen(error_text(error, text.language), text)


def _said_again(finding: Mapping[str, Any], text: Texts) -> str:
    """Say a kept finding in the language of now, where its details are kept.

    A manifest has the sentence of the day of the load; none where a person was
    forgotten since.
    """
    code, said = str(finding["code"]), finding.get("message")
    if code not in MESSAGES or ("details" not in finding and said):
        return on_screen(str(said or code), text)
    again = Finding(
        code,
        finding["severity"],
        sheet=finding.get("sheet"),
        row=finding.get("row"),
        column=finding.get("column"),
        value=finding.get("value"),
        details=tuple((finding.get("details") or _ERASED).items()),
    )
    return finding_on_screen(again, text)


def _field(option: str, text: Texts) -> str:
    name, _, value = option.partition(" ")
    word = (DATE_ORDERS | DECIMAL_MARKS).get(value) or _FIELD_OF_OPTION.get(name)
    return text(N_("«{field}»"), field=text(word)) if word else option

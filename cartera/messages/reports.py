"""Sentences about reports and exports."""

from typing import Final

from cartera.texts import N_

MESSAGES: Final[dict[str, str]] = {
    "REPORT_UNKNOWN": N_("No existe el informe «{report}». Los informes son: {known}."),
    "REPORT_PARAMETER_UNKNOWN": N_(
        "El informe «{report}» no tiene el parámetro «{parameter}». "
        "Los que tiene son: {known}."
    ),
    "REPORT_PARAMETER_MISSING": N_(
        "Al informe «{report}» le falta un valor: indíquelo con "
        "--set {parameter}=VALOR."
    ),
    "REPORT_PARAMETER_VALUE": N_(
        "«{value}» no es un valor de «{parameter}» en el informe «{report}». "
        "Use uno de estos: {choices}."
    ),
    "BUCKET_EDGES": N_(
        "«{value}» no son límites de tramos. Escriba días enteros de menor a "
        "mayor separados por comas, por ejemplo 0,30,60,90,120."
    ),
    "CSV_DIALECT_UNKNOWN": N_(
        "No existe el formato de CSV «{dialect}». Use uno de estos: {known}."
    ),
}

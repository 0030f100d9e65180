"""Sentences about orders given on the command line."""

from typing import Final

from cartera.texts import N_

MESSAGES: Final[dict[str, str]] = {
    "COMMAND_UNKNOWN": N_("No existe la orden «{command}». Las órdenes son: {known}."),
    "COMMAND_OPTION_UNKNOWN": N_(
        "No existe la opción {option}. Con --help verá las opciones de la orden."
    ),
    "COMMAND_OPTION_USE": N_(
        "A la opción {option} le falta su valor, o lleva uno que no admite."
    ),
    "COMMAND_MISSING": N_("Falta {name}. Con --help verá cómo se escribe la orden."),
    "COMMAND_SURPLUS": N_(
        "Sobra en la orden: {words}. Con --help verá cómo se escribe."
    ),
    "COMMAND_NOT_UNDERSTOOD": N_(
        "La orden no se entiende ({detail}). Con --help verá cómo se escribe."
    ),
    "COMMAND_VALUE": N_(
        "«{value}» no sirve para {option}. Use uno de estos valores: {choices}."
    ),
    "COMMAND_DATE": N_(
        "«{value}» no sirve para {option}: escriba una fecha como 2026-03-31."
    ),
    "COMMAND_INSTANT": N_(
        "«{value}» no sirve para {option}: escriba una fecha como 2026-03-31 o una "
        "fecha con hora como 2026-03-31T18:00."
    ),
    "COMMAND_PAIR": N_("«{value}» no sirve para {option}: escriba {form}."),
    "COMMAND_PAIR_TWICE": N_(
        "{option} da dos valores distintos para «{name}». Deje uno solo."
    ),
    "COMMAND_NUMBER": N_(
        "«{value}» no sirve para {option}: escriba un número entre {low} y {high}."
    ),
    "COMMAND_CURRENCY": N_(
        "«{value}» no sirve para {option}: escriba el código de una moneda con tres "
        "letras, por ejemplo EUR."
    ),
    "FILE_NOT_FOUND": N_(
        "No se encuentra el archivo {file}. No se cargó nada: revise la ruta y "
        "repita la orden."
    ),
    "FILE_IS_FOLDER": N_(
        "{file} es una carpeta. No se cargó nada: indique los archivos."
    ),
    "COMPANY_UNKNOWN": N_(
        "No hay datos de la empresa «{company}». Hay datos de: {known}."
    ),
    "DEMO_FILES_MISSING": N_(
        "Falta la carpeta de datos de ejemplo ({folder}). Descargue Cartera completa "
        "y repita la orden."
    ),
    "STREAMLIT_MISSING": N_(
        "Falta una parte del programa ({module}). Prepare el entorno con make setup "
        "y repita la orden."
    ),
}

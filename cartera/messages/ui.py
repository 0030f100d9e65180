"""Sentences about what is typed or chosen on a page."""

from typing import Final

from cartera.texts import N_

MESSAGES: Final[dict[str, str]] = {
    "ACCESS_NONE": N_(
        "{email} no tiene acceso a Cartera. Pida a quien la administra que le dé de "
        "alta, o inicie sesión con otra cuenta."
    ),
    "CONTROL_TOTAL_CURRENCY": N_(
        "Falta la moneda del total de control. Elíjala en Opciones y vuelva a cargar."
    ),
    "CONTROL_TOTAL_UNREADABLE": N_(
        "El total de control «{value}» no se entiende como importe. Escríbalo como "
        "en el ejemplo del campo."
    ),
}

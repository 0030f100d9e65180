"""Sentences for problems that can happen anywhere."""

from typing import Final

from cartera.texts import N_

MESSAGES: Final[dict[str, str]] = {
    "INTERNAL": N_(
        "Algo falló. Lo que ya está en el historial de cargas sigue guardado; lo demás "
        "no cambió. Inténtelo de nuevo; si vuelve a ocurrir, "
        "indique el código {error_id} a quien administra Cartera."
    ),
    "ROLE_NOT_ALLOWED": N_(
        "Su usuario no tiene permiso para esta acción ({action}). "
        "Pídalo a quien administra Cartera."
    ),
}

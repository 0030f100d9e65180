"""Sentences about the stores: lake, journal and mart."""

from typing import Final

from cartera.texts import N_

MESSAGES: Final[dict[str, str]] = {}

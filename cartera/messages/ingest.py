"""Sentences about reading files."""

from typing import Final

from cartera.texts import N_

MESSAGES: Final[dict[str, str]] = {}

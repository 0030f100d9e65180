"""The options that every command takes, before or after its name."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from typer.core import TyperGroup, TyperOption

from cartera.errors import UsageError
from cartera.terminal.output import Told
from cartera.texts import LANGUAGES, N_, SOURCE_LANGUAGE

NAMES: Final = ("data", "json", "lang", "actor")

DATA_HELP: Final = N_(
    "Carpeta de los datos (sin ella: la de CARTERA_DATA, o bien data)."
)
JSON_HELP: Final = N_("Escribir el resultado como un documento JSON.")
LANG_HELP: Final = N_("Idioma de los mensajes: es o en.")
ACTOR_HELP: Final = N_(
    "Quién da la orden, para el registro de auditoría (sin ella: el usuario del "
    "sistema operativo)."
)


@dataclass(slots=True)
class Order:
    """What a person chose for the whole order.

    `language` is the one to speak; the others are None where nothing was said.
    """

    language: str = SOURCE_LANGUAGE
    data: str | None = None
    json: bool = False
    lang: str | None = None
    actor: str | None = None
    told: Told = field(default_factory=Told)


def offer_everywhere(group: TyperGroup) -> None:
    """Let each command of a group take the group's own common options too."""
    options = [
        option
        for option in group.params
        if isinstance(option, TyperOption) and option.name in NAMES
    ]
    for option in options:
        option.callback = _remember
    for command in group.commands.values():
        command.params.extend(_later(option) for option in options)


def _later(option: TyperOption) -> TyperOption:
    """Return the option for the place after the command's name."""
    later = copy.copy(option)
    later.expose_value = False
    return later


def _remember(context: Any, option: Any, value: Any) -> None:  # typer exports no types
    order = context.find_object(Order)
    if order and value:
        setattr(order, str(option.name), value)


def wants_json(arguments: Sequence[str]) -> bool:
    """Tell whether an order asks for JSON, also where it is not understood."""
    pairs = pairwise(arguments)
    return (
        "--json" in arguments
        or "--format=json" in arguments
        or ("--format", "json") in pairs
    )


def language_of(arguments: Sequence[str], default: str) -> str:
    """Return the language an order asks for, also where it is not understood."""
    for position, word in enumerate(arguments):
        name, _, value = word.partition("=")
        if name == "--lang":
            value = value or "".join(arguments[position + 1 : position + 2])
            return value if value in LANGUAGES else default
    return default


def check_language(order: Order) -> None:
    """Raise UsageError for a language that Cartera does not speak."""
    if order.lang is not None and order.lang not in LANGUAGES:
        raise UsageError(
            "COMMAND_VALUE",
            option="--lang",
            value=order.lang,
            choices=", ".join(LANGUAGES),
        )

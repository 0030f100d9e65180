"""Help pages and usage errors in the person's language.

Typer speaks English only and does not export the types of the parser inside it;
where a parameter is one of these it is annotated as Any.
"""

import re
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from cartera import texts
from cartera.errors import UsageError
from cartera.terminal.order import Order
from cartera.texts import N_, Texts

_USAGE: Final = N_("Uso: ")
_ARGUMENTS: Final = N_("Argumentos")
_OPTIONS: Final = N_("Opciones")
_COMMANDS: Final = N_("Órdenes")
_REQUIRED: Final = N_("[obligatorio]")
_ANY_OPTIONS: Final = N_("[OPCIONES]")
_ANY_COMMAND: Final = N_("ORDEN [ARGUMENTOS]…")
_BRACES: Final = str.maketrans("", "", "{}")
_SHOW_HELP: Final = N_("Mostrar esta ayuda.")


class SpokenCommand(TyperCommand):
    """A command whose help page is in the person's language."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that shows how to call the command."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments and the options."""
        _write_parameters(self, ctx, formatter)


class SpokenGroup(TyperGroup):
    """The program itself: its help page lists the commands."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write the line that shows how to call the program."""
        _write_usage(self, ctx, formatter)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options and the commands."""
        _write_parameters(self, ctx, formatter)
        with formatter.section(_texts(ctx)(_COMMANDS)):
            formatter.write_dl(
                [(name, each.help or "") for name, each in self.commands.items()]
            )

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command of a name; raises UsageError for an unknown one."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            raise UsageError(
                "COMMAND_UNKNOWN", command=args[0], known=", ".join(self.commands)
            )
        return super().resolve_command(ctx, args)


def speak(program: TyperGroup, say: Texts) -> None:
    """Put the help of the program and its commands into a language."""
    program.subcommand_metavar = say(_ANY_COMMAND)
    for command in (program, *program.commands.values()):
        command.help = say(command.help or "")
        command.options_metavar = say(_ANY_OPTIONS)
        for parameter in command.params:
            spoken: Any = parameter
            spoken.help = say(spoken.help or "")
            spoken.metavar = say(spoken.metavar) if spoken.metavar else None


def usage_error(error: TyperException) -> UsageError:
    """Return our own error for one of the parser's."""
    kind = type(error).__name__
    option = str(getattr(error, "option_name", ""))
    if kind == "NoSuchOption":
        return UsageError("COMMAND_OPTION_UNKNOWN", option=option)
    if kind == "BadOptionUsage":
        return UsageError("COMMAND_OPTION_USE", option=option)
    if kind == "MissingParameter":
        name = _parameter_name(getattr(error, "param", None))
        return UsageError("COMMAND_MISSING", name=name)
    surplus = re.search(r"unexpected extra argument.*\((.*)\)", error.message)
    if surplus:
        return UsageError("COMMAND_SURPLUS", words=surplus[1])
    return UsageError("COMMAND_NOT_UNDERSTOOD", detail=error.format_message())


def _parameter_name(parameter: Any) -> str:
    if parameter is None:
        return "—"
    options = [name for name in parameter.opts if name.startswith("-")]
    return options[0] if options else str(parameter.metavar or parameter.name)


def _texts(ctx: Any) -> Texts:
    order = ctx.find_object(Order)
    return texts.of(order.language if order else texts.SOURCE_LANGUAGE)


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx)).translate(_BRACES)
    formatter.write_usage(ctx.command_path, pieces, prefix=_texts(ctx)(_USAGE))


def _write_parameters(command: Any, ctx: Any, formatter: Any) -> None:
    say = _texts(ctx)
    for kind, title in (("argument", _ARGUMENTS), ("option", _OPTIONS)):
        records = [
            _record(parameter, ctx, say)
            for parameter in command.get_params(ctx)
            if parameter.param_type_name == kind
        ]
        if records:
            with formatter.section(say(title)):
                formatter.write_dl(records)


def _record(parameter: Any, ctx: Any, say: Texts) -> tuple[str, str]:
    name, text = parameter.get_help_record(ctx)
    if parameter.param_type_name == "argument":
        name = name.partition(" <")[0]
    if parameter.name == "help":
        return name, say(_SHOW_HELP)
    return name, text.replace("[required]", say(_REQUIRED))

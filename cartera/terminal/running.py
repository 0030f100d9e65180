"""Running one order: its language, its errors, its exit code."""

import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from cartera import texts
from cartera.errors import AppError
from cartera.incidents import record_incident
from cartera.settings import Settings
from cartera.terminal.help import speak, usage_error
from cartera.terminal.order import Order, language_of, offer_everywhere, wants_json
from cartera.terminal.output import INTERRUPTED, WRONG_USAGE, Printer, use_utf8
from cartera.texts import SOURCE_LANGUAGE

Clock = Callable[[], datetime]


def run(app: typer.Typer, arguments: Sequence[str], *, clock: Clock) -> int:
    """Run one order and return its exit code; no error ever escapes."""
    use_utf8()
    order = Order(language=language_of(arguments, _default_language()))
    printer = Printer(order.language, wants_json(arguments), order.told)
    try:
        return _obey(app, arguments, order)
    except TyperException as error:
        return _misunderstood(error, printer)
    except AppError as error:
        return printer.refusal(error)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        return printer.refusal(_incident(error, order, clock))


def _obey(app: typer.Typer, arguments: Sequence[str], order: Order) -> int:
    program = typer.main.get_command(app)
    assert isinstance(program, TyperGroup)
    speak(program, texts.of(order.language))
    offer_everywhere(program)
    code = program.main(
        list(arguments), prog_name="cartera", standalone_mode=False, obj=order
    )
    return code if isinstance(code, int) else 0


def _misunderstood(error: TyperException, printer: Printer) -> int:
    if type(error).__name__ == "NoArgsIsHelpError":
        printer.message(error.format_message())
        return WRONG_USAGE
    return printer.refusal(usage_error(error))


def _default_language() -> str:
    try:
        return Settings.from_environment(os.environ).language
    except AppError:
        return SOURCE_LANGUAGE


def _incident(error: Exception, order: Order, clock: Clock) -> AppError:
    folder = Path(order.data or os.environ.get("CARTERA_DATA") or "data")
    incident = record_incident(folder / "logs", error, at=clock(), doing="cli")
    return AppError("INTERNAL", error_id=incident)

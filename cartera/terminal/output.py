"""Printing: results on standard output, everything else on standard error."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import typer

from cartera import texts
from cartera.errors import AppError, UsageError
from cartera.texts import Texts

DONE: Final = 0
NOT_ALL_DONE: Final = 1
WRONG_USAGE: Final = 2
INTERRUPTED: Final = 130

# Text from files must not steer the terminal.
_CONTROL: Final = {
    code: "\N{REPLACEMENT CHARACTER}"
    for code in (*range(0x20), *range(0x7F, 0xA0))
    if chr(code) not in "\n\t"
}


@dataclass(slots=True)
class Told:
    """Whether an order has printed its one JSON document."""

    document: bool = False


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints a result as JSON or as text, and messages beside it.

    With JSON there is one document on standard output, whatever happens after
    it was printed: what fails later is told beside it.
    """

    language: str
    as_json: bool
    told: Told = field(default_factory=Told)

    @property
    def say(self) -> Texts:
        """The sentences of the person's language."""
        return texts.of(self.language)

    def result(self, document: Any, as_text: Callable[[], str]) -> None:
        """Print a result: `document` is anything that JSON can write."""
        if self.as_json:
            self.document(document)
        else:
            self.text(as_text())

    def document(self, document: Any) -> None:
        """Print a result as JSON."""
        self.told.document = True
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))

    def text(self, text: str) -> None:
        """Print a result as text."""
        typer.echo(text.translate(_CONTROL))

    def raw(self, content: bytes) -> None:
        """Print the bytes of a file."""
        typer.echo(content, nl=False)

    def message(self, text: str) -> None:
        """Print a message to the person."""
        typer.echo(text.translate(_CONTROL), err=True)

    def problem(self, error: AppError) -> str:
        """Print the sentence of an error as a message; returns it."""
        sentence = texts.sentence(error.code, error.details, self.language)
        self.message(sentence)
        return sentence

    def refusal(self, error: AppError) -> int:
        """Print why an order was not done; returns the exit code."""
        sentence = self.problem(error)
        if self.as_json and not self.told.document:
            self.document({"code": error.code, "error": sentence})
        return WRONG_USAGE if isinstance(error, UsageError) else NOT_ALL_DONE


def use_utf8() -> None:
    """Write UTF-8 whatever the terminal's encoding; nothing makes it fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")

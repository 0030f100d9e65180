"""Problems, in two kinds that never mix.

A *finding* is a problem in the data: a value with a code and a place; it never
stops the other rows. An *AppError* is the failure of an action: a code and
details. Neither carries a sentence: wording lives in the catalogue
(`cartera.texts`), keyed by code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Detail = str | int | float | bool | None

Severity = Literal["question", "error", "warning", "info"]


class AppError(Exception):
    """An action that could not be done; `code` names the sentence to show."""

    code: str = "INTERNAL"

    def __init__(self, code: str | None = None, /, **details: Detail) -> None:
        if code is not None:
            self.code = code
        self.details: Mapping[str, Detail] = details
        super().__init__(f"{self.code} {dict(details)}")


class UsageError(AppError):
    """Wrong arguments of the caller; the command line exits with 2."""


class RefusedError(AppError):
    """Input that is not readable or not understood; nothing was stored."""


class PermissionRefused(AppError):  # noqa: N818 - it reads as what happened
    """The person's role does not allow the action."""

    code = "ROLE_NOT_ALLOWED"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem or a remark about the data, with its place in the file.

    `row` is the row number a person sees in the file (1 = first row), `column`
    the header text as written, `value` the raw text. `details` fill the
    sentence of the catalogue and may hold counts and amounts as text.
    """

    code: str
    severity: Severity
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    details: tuple[tuple[str, Detail], ...] = ()

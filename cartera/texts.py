"""Sentences for users: Spanish is the source, other languages are catalogues.

A sentence is written once, in Spanish, where it belongs, and marked with `N_`.
The catalogues are plain `.po` files, one domain per area, read at first use, so
that there is nothing to compile and nothing to forget.
"""

import gettext
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES: Final = ("es", "en")
SOURCE_LANGUAGE: Final = "es"
LOCALE: Final = Path(__file__).parents[1] / "locale"

RAW_DETAILS: Final = frozenset({"value", "samples", "file"})
AMOUNT_DETAILS: Final = frozenset({"amount", "open", "settled"})
DATE_PATTERNS: Final = {"es": "dd/MM/y", "en": "d MMM y"}
_ISO_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def N_(sentence: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a Spanish sentence for the catalogues; returns it unchanged."""
    return sentence


class Texts:
    """The sentences of one language."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else SOURCE_LANGUAGE
        self._catalogues = _catalogues(self.language)

    def __call__(self, sentence: str, /, **values: object) -> str:
        """Translate a Spanish sentence and fill its `{places}` with values."""
        for catalogue in self._catalogues:
            translated = catalogue.gettext(sentence)
            if translated != sentence:
                sentence = translated
                break
        return sentence.format_map(_Blank(values)) if values else sentence

    def plural(self, one: str, many: str, count: int, /, **values: object) -> str:
        """Translate with the plural form for `count`; `{n}` is the count."""
        text = one if count == 1 else many
        for catalogue in self._catalogues:
            found = catalogue.ngettext(one, many, count)
            if found not in (one, many):
                text = found
                break
        return text.format_map(_Blank({"n": count, **values}))


class _Blank(dict[str, object]):
    """A missing value shows as a dash; a message never breaks a page."""

    def __missing__(self, key: str) -> str:
        return "—"


@lru_cache(maxsize=len(LANGUAGES))
def of(language: str) -> Texts:
    """Return the sentences of a language; unknown languages read Spanish."""
    return Texts(language)


def sentence(code: str, details: Mapping[str, object], language: str) -> str:
    """Return the sentence for the code of an error or a finding.

    Raises KeyError for a code without a text; a test demands one for each.
    """
    from cartera.messages import MESSAGES

    shown = {name: _as_read(name, value, language) for name, value in details.items()}
    return of(language)(MESSAGES[code], **shown)


def _as_read(name: str, value: object, language: str) -> object:
    """Write dates and amounts among the details as the reader writes them."""
    if name not in RAW_DETAILS and _ISO_DAY.fullmatch(str(value)):
        day = date.fromisoformat(str(value))
        return format_date(day, DATE_PATTERNS[of(language).language], locale=language)
    if name in AMOUNT_DETAILS and value is not None:
        amount = Decimal(str(value))
        decimals = "0" * max(0, -int(amount.as_tuple().exponent))
        return format_decimal(amount, f"#,##0.{decimals}".rstrip("."), locale=language)
    return value


def _catalogues(language: str) -> list[gettext.GNUTranslations]:
    if language == SOURCE_LANGUAGE:
        return []
    folder = LOCALE / language / "LC_MESSAGES"
    return [_compile(file, language) for file in sorted(folder.glob("*.po"))]


def _compile(file: Path, language: str) -> gettext.GNUTranslations:
    buffer = BytesIO()
    with file.open("rb") as source:
        write_mo(buffer, read_po(source, locale=language))
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)

"""Words for countries, languages, customer types, treatments and outcomes."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from babel import Locale

from cartera.domain.identity import fold_text

Mapper = Callable[[Iterable[str]], dict[str, str | None]]

_LANGUAGES: Final = ("es", "en", "pt")
_COUNTRIES: Final = {"eeuu": "US", "ee uu": "US", "usa": "US", "uk": "GB"}
_CODE: Final = re.compile(r"^[a-z]{2}$")
_CUSTOMER_TYPES: Final = (
    ("public", r"public|administracion|gobierno|government|ayuntamiento|estatal"),
    ("b2c", r"^b2c$|particular|persona (fisica|natural)|consum|individual|privad"),
    ("b2b", r"^b2b$|empresa|compan|juridica|business|sociedad|corporat|profesional"),
)
_OUTCOMES: Final = (
    ("partial", r"parcial|partial"),
    ("invalid", r"no procede|improcedente|invalid|rechaz|rejected|desestim|infundad"),
    ("invalid", r"^(no|incorrect[oa]|denied|denegad[oa])$"),
    ("valid", r"procede|valid|acept|accepted|aprobad|estimad|fundad|^si$|^yes$"),
)
_TREATMENTS: Final = (("usted", r"^ud\.?$|usted"), ("tu", r"^tu$"), ("vos", r"^vos$"))


def countries(values: Iterable[str]) -> dict[str, str | None]:
    """Return the ISO code of each country, by code or by name, or None."""
    return {value: _named(value, _country_names()) for value in values}


def languages(values: Iterable[str]) -> dict[str, str | None]:
    """Return the ISO code of each language, by code or by name, or None."""
    return {value: _named(value, _language_names()) for value in values}


def customer_types(values: Iterable[str]) -> dict[str, str | None]:
    """Return b2b, b2c or public for each word, or None."""
    return {value: _first(value, _CUSTOMER_TYPES) for value in values}


def outcomes(values: Iterable[str]) -> dict[str, str | None]:
    """Return valid, invalid or partial for each outcome of a dispute, or None."""
    return {value: _first(value, _OUTCOMES) for value in values}


def treatments(values: Iterable[str]) -> dict[str, str | None]:
    """Return usted, tu or vos for each word, or None."""
    return {value: _first(value, _TREATMENTS) for value in values}


MAPPERS: Final[Mapping[str, Mapper]] = MappingProxyType(
    {
        "country": countries,
        "language": languages,
        "customer_type": customer_types,
        "outcome": outcomes,
        "treatment": treatments,
    }
)


def _first(value: str, patterns: tuple[tuple[str, str], ...]) -> str | None:
    text = fold_text(value).strip()
    return next((name for name, p in patterns if re.search(p, text)), None)


def _named(value: str, names: Mapping[str, str]) -> str | None:
    return names.get(" ".join(re.findall(r"[^\W_]+", fold_text(value))))


@lru_cache(maxsize=1)
def _country_names() -> Mapping[str, str]:
    names = dict(_COUNTRIES)
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if _CODE.match(code.lower()):
                key = " ".join(re.findall(r"[^\W_]+", fold_text(name)))
                names.setdefault(key, code)
                names.setdefault(code.lower(), code)
    return names


@lru_cache(maxsize=1)
def _language_names() -> Mapping[str, str]:
    names: dict[str, str] = {"castellano": "es", "ingles": "en", "portugues": "pt"}
    for language in _LANGUAGES:
        for code, name in Locale(language).languages.items():
            if _CODE.match(code):
                names.setdefault(fold_text(name), code)
                names.setdefault(code, code)
    return names

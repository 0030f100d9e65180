import ast
import re
from collections.abc import Iterator, Sequence
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from cartera.messages import MESSAGES
from cartera.texts import LANGUAGES, LOCALE, SOURCE_LANGUAGE
from tests.architecture.project import ROOT, code_files, tree_of

OTHER_LANGUAGES = [name for name in LANGUAGES if name != SOURCE_LANGUAGE]
SAME_IN_BOTH = re.compile(r"^[\W\d_]*(\{\w+\}[\W\d_]*)*$")

# Words that are spelt alike in both languages.
ALIKE = {
    "Total",
    "total {currency} {amount}",
    "Total {currency}: **{amount}**",
    "{n} doc.",
}


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def marked_sentences() -> Iterator[str]:
    """Yield every sentence inside N_(…) in the product's code."""
    for file in code_files():
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "N_":
                argument = node.args[0]
                assert isinstance(argument, ast.Constant), f"{file}: {node.lineno}"
                yield str(argument.value)


def forms(text: str | Sequence[str] | None) -> list[str]:
    """Return a sentence, or its forms for one and for many, as a list."""
    return [text or ""] if isinstance(text, str | None) else list(text)


def catalogue(language: str) -> dict[str, str]:
    entries: dict[str, str] = {}
    for file in sorted((LOCALE / language / "LC_MESSAGES").glob("*.po")):
        with file.open("rb") as source:
            for message in read_po(source, locale=language):
                entries |= dict(
                    zip(forms(message.id), forms(message.string), strict=False)
                )
    entries.pop("", None)
    return entries


SENTENCES = sorted(set(marked_sentences()))


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_every_spanish_sentence_has_its_translation(language: str) -> None:
    translated = catalogue(language)

    missing = [sentence for sentence in SENTENCES if not translated.get(sentence)]

    assert not missing


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_a_translation_has_the_same_places_as_its_sentence(language: str) -> None:
    different = [
        sentence
        for sentence, text in catalogue(language).items()
        if text and places(sentence) != places(text)
    ]

    assert not different


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_no_sentence_is_left_in_spanish(language: str) -> None:
    untranslated = [
        sentence
        for sentence, text in catalogue(language).items()
        if sentence == text and sentence not in ALIKE and not SAME_IN_BOTH.match(text)
    ]

    assert not untranslated


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_the_catalogues_hold_no_sentence_that_the_product_lost(language: str) -> None:
    stale = catalogue(language).keys() - set(SENTENCES)

    assert not sorted(stale)


def test_a_sentence_in_two_catalogues_is_translated_alike() -> None:
    seen: dict[str, str] = {}
    different = []
    for file in sorted((LOCALE / "en" / "LC_MESSAGES").glob("*.po")):
        with file.open("rb") as source:
            for message in read_po(source):
                key, text = str(message.id), str(message.string)
                if key and seen.setdefault(key, text) != text:
                    different.append((key, seen[key], text))

    assert not different


def test_sentences_are_calm_and_complete() -> None:
    loud = [sentence for sentence in SENTENCES if "!" in sentence or "¡" in sentence]

    assert not loud


def test_every_code_that_the_product_raises_has_a_sentence() -> None:
    missing = sorted(set(raised_codes()) - MESSAGES.keys())

    assert not missing


def raised_codes() -> Iterator[str]:
    """Yield the codes given to errors and findings as plain text."""
    makers = ("AppError", "UsageError", "RefusedError", "Finding", "PermissionRefused")
    for file in code_files():
        for node in ast.walk(tree_of(file)):
            if not isinstance(node, ast.Call):
                continue
            if ast.unparse(node.func).split(".")[-1] not in makers:
                continue
            given = [
                *node.args[:1],
                *(k.value for k in node.keywords if k.arg == "code"),
            ]
            yield from (
                value.value
                for value in given
                if isinstance(value, ast.Constant) and isinstance(value.value, str)
            )


def test_codes_are_capitals_with_underscores() -> None:
    odd = [code for code in MESSAGES if not re.fullmatch(r"[A-Z][A-Z0-9_]*", code)]

    assert not odd


def test_no_code_has_a_sentence_in_two_areas() -> None:
    folder = ROOT / "cartera" / "messages"
    codes = [
        str(key.value)
        for file in sorted(folder.glob("*.py"))
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    ]

    assert len(codes) == len(set(codes))

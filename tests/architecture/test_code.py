import ast
from pathlib import Path

import pytest

from tests.architecture.project import (
    ROOT,
    called_name,
    code_files,
    module_name,
    tree_of,
)

LONGEST_MODULE = 250
LONGEST_FUNCTION = 60

# Modules and functions that may be longer, each with its reason.
LONG_MODULES: dict[str, str] = {
    "cartera.settings": "a registry, one declaration per setting",
}
LONG_FUNCTIONS: dict[str, str] = {}

CLOCKS = ("today", "now", "utcnow")
MAY_READ_THE_CLOCK = ("app", "cartera.cli")
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.mark.parametrize("file", code_files(), ids=module_name)
def test_only_the_edges_read_the_clock(file: Path) -> None:
    reads = [
        f"line {node.lineno}: {called_name(node)}"
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call)
        and called_name(node).split(".")[-1] in CLOCKS
        and called_name(node).split(".")[0] in ("date", "datetime")
    ]

    assert not reads or module_name(file) in MAY_READ_THE_CLOCK


@pytest.mark.parametrize("file", code_files(), ids=module_name)
def test_modules_stay_short(file: Path) -> None:
    lines = len(file.read_text("utf-8").splitlines())

    assert lines <= LONGEST_MODULE or module_name(file) in LONG_MODULES


@pytest.mark.parametrize("file", code_files(), ids=module_name)
def test_functions_stay_short(file: Path) -> None:
    long = [
        f"{module_name(file)}.{node.name}"
        for node in ast.walk(tree_of(file))
        if isinstance(node, Function) and lines_of(node) > LONGEST_FUNCTION
    ]

    assert not set(long) - LONG_FUNCTIONS.keys()


def test_no_exception_for_length_has_gone_stale() -> None:
    modules = {
        module_name(file)
        for file in code_files()
        if len(file.read_text("utf-8").splitlines()) > LONGEST_MODULE
    }
    functions = {
        f"{module_name(file)}.{node.name}"
        for file in code_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, Function) and lines_of(node) > LONGEST_FUNCTION
    }

    assert modules >= LONG_MODULES.keys()
    assert functions >= LONG_FUNCTIONS.keys()


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [file for file in code_files() if file.stem in VAGUE_NAMES]

    assert not vague


@pytest.mark.parametrize(
    "file", sorted((ROOT / "pages").glob("*.py")), ids=lambda file: file.stem
)
def test_every_page_begins_with_the_guard(file: Path) -> None:
    body = [
        node
        for node in tree_of(file).body
        if not isinstance(node, ast.Import | ast.ImportFrom) and not is_text(node)
    ]

    first = body[0]

    value = getattr(first, "value", None)
    assert isinstance(value, ast.Call)
    assert called_name(value).split(".")[-1] == "page_context"


def is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def lines_of(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1

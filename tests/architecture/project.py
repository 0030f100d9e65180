"""The project's own files, as the architecture tests read them."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE_FOLDERS = ("cartera", "pages")


def code_files() -> list[Path]:
    """Return the Python files of the product."""
    inside = [file for name in CODE_FOLDERS for file in (ROOT / name).rglob("*.py")]
    return sorted([*inside, *ROOT.glob("*.py")])


def module_name(file: Path) -> str:
    """Return `cartera.store.lake` for a file."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@lru_cache(maxsize=1024)
def tree_of(file: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(file.read_text("utf-8"), filename=str(file))


def imported_modules(file: Path) -> Iterator[str]:
    """Yield every module that a file imports, also inside functions.

    For `from a import b` both `a` and `a.b` are named: `b` may be a module.
    """
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(file, node)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def called_name(node: ast.Call) -> str:
    """Return `date.today` for a call of it, as far as names go."""
    return ast.unparse(node.func)


def _absolute(file: Path, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module_name(file).split(".")
    is_package = file.name == "__init__.py"
    base = parts[: len(parts) - node.level + is_package]
    return ".".join([*base, *([node.module] if node.module else [])])

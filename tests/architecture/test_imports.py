import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.project import (
    ROOT,
    code_files,
    imported_modules,
    module_name,
)

# From the top to the ground: a layer imports only from those after it and from
# itself. Layers of one line may not import each other unless a rule below says.
LAYERS = (
    ("app", "pages"),
    ("cartera.ui", "cartera.cli", "cartera.terminal", "cartera.__main__"),
    ("cartera.export", "cartera.wording", "cartera.reports", "cartera.ingest"),
    ("cartera.store",),
    ("cartera.domain",),
    ("cartera.settings", "cartera.incidents"),
    ("cartera.money", "cartera.calendars", "cartera.texts", "cartera.messages"),
    ("cartera.errors",),
)

# Within one line of LAYERS.
ALSO_ALLOWED = {
    ("cartera.__main__", "cartera.cli"),
    ("cartera.cli", "cartera.terminal"),
    ("cartera.texts", "cartera.messages"),  # inside a function, see texts.sentence
    ("cartera.messages", "cartera.texts"),
    ("cartera.reports", "cartera.ingest"),  # the names of cell columns
}

SCREEN_LIBRARIES = ("streamlit", "plotly")
MAY_USE_THE_SCREEN = ("app", "pages", "cartera.ui")


def layer_of(module: str) -> tuple[int, str] | None:
    for level, names in enumerate(LAYERS):
        for name in names:
            if module == name or module.startswith(f"{name}."):
                return level, name
    return None


def is_allowed(importer: str, imported: str) -> bool:
    source, target = layer_of(importer), layer_of(imported)
    if source is None or target is None or source == target:
        return True
    if (source[1], target[1]) in ALSO_ALLOWED:
        return True
    return source[0] < target[0]


@pytest.mark.parametrize("file", code_files(), ids=module_name)
def test_a_module_imports_only_what_lies_below_it(file: Path) -> None:
    importer = module_name(file)

    wrong = [name for name in imported_modules(file) if not is_allowed(importer, name)]

    assert not wrong


@pytest.mark.parametrize("file", code_files(), ids=module_name)
def test_every_module_belongs_to_a_layer(file: Path) -> None:
    module = module_name(file)

    assert module == "cartera" or layer_of(module) is not None


@pytest.mark.parametrize("file", code_files(), ids=module_name)
def test_only_the_screen_packages_import_streamlit_or_plotly(file: Path) -> None:
    module = module_name(file)
    layer = layer_of(module)
    tops = {name.split(".")[0] for name in imported_modules(file)}

    uses_the_screen = bool(tops & set(SCREEN_LIBRARIES))

    starts_the_server = module == "cartera.terminal.serving"
    assert (
        not uses_the_screen
        or starts_the_server
        or (layer is not None and layer[1] in MAY_USE_THE_SCREEN)
    )


def test_no_exception_of_the_layers_has_gone_stale() -> None:
    used = set()
    for file in code_files():
        source = layer_of(module_name(file))
        for name in imported_modules(file):
            target = layer_of(name)
            if source and target:
                used.add((source[1], target[1]))

    assert used >= ALSO_ALLOWED


@pytest.mark.parametrize(
    "module",
    ["cartera.cli", "cartera.reports.registry", "cartera.ingest.service"],
)
def test_work_without_a_screen_never_loads_streamlit(module: str) -> None:
    program = f"import sys, {module}; print(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert not {"streamlit", "plotly"} & set(loaded)

"""Write docs/settings.md from the registry: `python -m scripts.settings_page`."""

from pathlib import Path
from typing import Final

from cartera.settings import PREFIX, SETTINGS, Scope, Setting
from cartera.texts import of

PAGE: Final = Path(__file__).parents[1] / "docs" / "settings.md"

_INTRODUCTION: Final = """# Settings

Made from `cartera/settings.py` by `python -m scripts.settings_page`.
"""
_SCOPES: Final[tuple[tuple[Scope, str], ...]] = (
    (
        "environment",
        "## Of the environment\n\nVariables that are set before Cartera starts. "
        f"A variable that begins with `{PREFIX}` and is not listed here is refused.\n",
    ),
    (
        "global",
        "## Of the whole\n\nKept with the data, changed by an admin, in force for all "
        "companies.\n",
    ),
    (
        "company",
        "## Of each company\n\nKept with the data, changed by an admin for one "
        "company. Those marked † lead to a new publication.\n",
    ),
)


def page() -> str:
    """Return the text of docs/settings.md."""
    sections = [_section(scope, text) for scope, text in _SCOPES]
    return "\n".join([_INTRODUCTION, *sections])


def _section(scope: Scope, text: str) -> str:
    rows = [_row(setting) for setting in SETTINGS if setting.scope == scope]
    table = [
        "| setting | default | meaning | significado |",
        "|---|---|---|---|",
        *rows,
    ]
    return "\n".join([text, *table, ""])


def _row(setting: Setting) -> str:
    name = setting.name
    if setting.scope == "environment":
        name = PREFIX + name.upper()
    mark = " †" if setting.staging else ""
    default = "—" if setting.default is None else f"`{setting.default}`"
    english = of("en")(setting.help)
    return f"| `{name}`{mark} | {default} | {english} | {setting.help} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")

"""The registry of settings: every value somebody may change, with its help.

Settings of the scope `environment` come from variables `CARTERA_<NAME>`; those
of the scope `global` and `company` are entries in the journal and are read
through `cartera.store.workspace.Workspace.setting`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from cartera.errors import UsageError
from cartera.texts import LANGUAGES, N_

Value = str | int | bool | None
Scope = Literal["environment", "global", "company"]
Kind = Literal["text", "integer", "boolean"]

PREFIX: Final = "CARTERA_"
MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name, default, type, help in Spanish, and scope.

    A default of None means that Cartera decides by its own rule, which the help
    names. `staging` marks the settings of a company that the ledger is built
    with: changing one leads to a new mart.
    """

    name: str
    default: Value
    kind: Kind
    help: str
    scope: Scope
    choices: tuple[str, ...] = ()
    minimum: int | None = None
    staging: bool = False

    def parse(self, raw: Value) -> Value:
        """Return a value of this setting's type; None where None is allowed.

        Raises UsageError SETTING_VALUE for anything else.
        """
        if raw is None and self.default is None:
            return None
        value = _PARSERS[self.kind](raw)
        if (
            value is None
            or (self.choices and value not in self.choices)
            or (self.minimum is not None and int(value) < self.minimum)
        ):
            raise UsageError("SETTING_VALUE", name=self.name, value=str(raw))
        return value


def _text(raw: Value) -> str | None:
    return raw.strip() or None if isinstance(raw, str) else None


def _integer(raw: Value) -> int | None:
    if isinstance(raw, bool) or raw is None:
        return None
    text = str(raw).strip()
    return int(text) if text.removeprefix("-").isdecimal() else None


_WORDS: Final = {"1": True, "true": True, "sí": True, "si": True, "yes": True} | {
    "0": False,
    "false": False,
    "no": False,
}


def _boolean(raw: Value) -> bool | None:
    return raw if isinstance(raw, bool) else _WORDS.get(str(raw).strip().lower())


_PARSERS: Final = {"text": _text, "integer": _integer, "boolean": _boolean}


SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "data",
        "data",
        "text",
        N_("Carpeta donde Cartera guarda los archivos cargados y los registros."),
        "environment",
    ),
    Setting(
        "journal",
        None,
        "text",
        N_(
            "Dirección de la base de datos de los registros. Sin valor: un archivo "
            "SQLite dentro de la carpeta de datos."
        ),
        "environment",
    ),
    Setting(
        "language",
        "es",
        "text",
        N_("Idioma de la interfaz mientras la persona no elija otro."),
        "environment",
        choices=LANGUAGES,
    ),
    Setting(
        "default_company",
        "Mi empresa",
        "text",
        N_("Empresa de una carga cuando ni la orden ni el archivo la nombran."),
        "global",
    ),
    Setting(
        "default_customer_type",
        "b2b",
        "text",
        N_(
            "Tipo de cliente que se supone cuando el identificador fiscal no lo dice: "
            "b2b (empresa), b2c (persona) o public (administración pública)."
        ),
        "global",
        choices=("b2b", "b2c", "public"),
    ),
    Setting(
        "max_bytes_unpacked",
        2048 * MEBIBYTE,
        "integer",
        N_("Bytes que un archivo puede ocupar descomprimido; más se rechaza."),
        "global",
        minimum=1,
    ),
    Setting(
        "max_bytes_dense",
        300 * MEBIBYTE,
        "integer",
        N_(
            "Bytes descomprimidos a partir de los cuales se rechaza un archivo "
            "comprimido por encima de la proporción máxima."
        ),
        "global",
        minimum=1,
    ),
    Setting(
        "max_compression_ratio",
        100,
        "integer",
        N_("Proporción máxima entre el tamaño descomprimido y el comprimido."),
        "global",
        minimum=1,
    ),
    Setting(
        "max_workbook_entries",
        2000,
        "integer",
        N_("Partes internas que puede tener un libro de Excel."),
        "global",
        minimum=1,
    ),
    Setting(
        "max_archive_entries",
        100_000,
        "integer",
        N_("Archivos que puede contener un ZIP de documentos."),
        "global",
        minimum=1,
    ),
    Setting(
        "max_archive_entry_bytes",
        50 * MEBIBYTE,
        "integer",
        N_("Bytes que puede ocupar cada archivo dentro de un ZIP de documentos."),
        "global",
        minimum=1,
    ),
    Setting(
        "stale_business_days",
        10,
        "integer",
        N_(
            "Días hábiles tras los cuales los datos se consideran antiguos y se pide "
            "comprobar antes de reclamar."
        ),
        "global",
        minimum=0,
    ),
    Setting(
        "stale_calendar_days",
        35,
        "integer",
        N_(
            "Días naturales tras los cuales la lista de acciones solo se prepara si "
            "una persona lo acepta."
        ),
        "global",
        minimum=0,
    ),
    Setting(
        "marts_before_current",
        2,
        "integer",
        N_("Publicaciones anteriores que se conservan además de la actual."),
        "global",
        minimum=0,
    ),
    Setting(
        "marts_known_at",
        5,
        "integer",
        N_("Publicaciones de fechas pasadas de registro que se conservan."),
        "global",
        minimum=0,
    ),
    Setting(
        "marts_used_minutes",
        60,
        "integer",
        N_("Minutos sin uso tras los cuales se puede retirar una publicación."),
        "global",
        minimum=0,
    ),
    Setting(
        "journal_tail_rows",
        5000,
        "integer",
        N_(
            "Anotaciones posteriores a la publicación a partir de las cuales se "
            "publica de nuevo para incorporarlas."
        ),
        "global",
        minimum=1,
    ),
    Setting(
        "currency",
        None,
        "text",
        N_(
            "Moneda de los archivos de esta empresa que no la indican. Sin valor: "
            "queda sin determinar y se avisa."
        ),
        "company",
    ),
    Setting(
        "country",
        None,
        "text",
        N_(
            "País de la empresa, con dos letras (ES, MX…): decide plazos legales, "
            "formatos y el país de los clientes que no lo indican."
        ),
        "company",
        staging=True,
    ),
    Setting(
        "terms_days",
        None,
        "integer",
        N_(
            "Días de plazo de las facturas sin vencimiento. Sin valor: el plazo del "
            "cliente o el habitual del país."
        ),
        "company",
        minimum=0,
        staging=True,
    ),
    Setting(
        "fifo",
        None,
        "boolean",
        N_(
            "Aplicar los cobros sin referencia a las facturas más antiguas. Sin valor: "
            "solo cuando ninguna fila de cobros cita una factura."
        ),
        "company",
        staging=True,
    ),
)

BY_NAME: Final[Mapping[str, Setting]] = MappingProxyType(
    {setting.name: setting for setting in SETTINGS}
)


def setting_named(name: str) -> Setting:
    """Return a setting of the registry; raises UsageError SETTING_UNKNOWN."""
    if name not in BY_NAME:
        raise UsageError("SETTING_UNKNOWN", name=name)
    return BY_NAME[name]


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process, read from its environment."""

    data: str = "data"
    journal: str | None = None
    language: str = "es"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the variables that begin with `CARTERA_`.

        Raises UsageError for a variable that no setting has, so that a
        misspelt one is noticed, and for a value of the wrong type.
        """
        given = {
            name.removeprefix(PREFIX).lower(): raw
            for name, raw in environ.items()
            if name.startswith(PREFIX)
        }
        values = {name: _of_environment(name, raw) for name, raw in given.items()}
        return cls(**{name: str(value) for name, value in values.items() if value})


def _of_environment(name: str, raw: str) -> Value:
    setting = BY_NAME.get(name)
    if setting is None or setting.scope != "environment":
        raise UsageError("SETTING_UNKNOWN", name=PREFIX + name.upper())
    return setting.parse(raw)

"""The arguments and options of the commands, with their help."""

from typing import Annotated

import typer

from cartera.terminal import order
from cartera.texts import N_

Data = Annotated[str | None, typer.Option(metavar=N_("CARPETA"), help=order.DATA_HELP)]
AsJson = Annotated[bool, typer.Option("--json", help=order.JSON_HELP)]
Language = Annotated[str | None, typer.Option(metavar="es|en", help=order.LANG_HELP)]
ActorName = Annotated[
    str | None, typer.Option(metavar=N_("NOMBRE"), help=order.ACTOR_HELP)
]

Files = Annotated[
    list[str],
    typer.Argument(metavar=N_("ARCHIVO"), help=N_("Archivos que se cargan.")),
]
Company = Annotated[
    str | None,
    typer.Option(
        metavar=N_("NOMBRE"), help=N_("Empresa de los datos, si el archivo no la dice.")
    ),
]
Kind = Annotated[
    str | None,
    typer.Option(
        metavar=N_("CLASE"),
        help=N_(
            "Clase de los datos: open_items, documents, payments, applications, "
            "disputes o customers."
        ),
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(metavar=N_("FECHA"), help=N_("Fecha de corte, AAAA-MM-DD.")),
]
Currency = Annotated[
    str | None,
    typer.Option(metavar="EUR", help=N_("Moneda, si el archivo no la dice.")),
]
Profile = Annotated[
    str | None,
    typer.Option(metavar=N_("NOMBRE"), help=N_("Perfil de lectura que se usa.")),
]
Partial = Annotated[
    bool,
    typer.Option(
        "--partial",
        help=N_("El archivo no contiene toda la cartera de la empresa."),
    ),
]
ControlTotals = Annotated[
    list[str] | None,
    typer.Option(
        "--control-total",
        metavar="EUR=1234.50",
        help=N_("Total que debe dar el archivo en una moneda; puede repetirse."),
    ),
]
Sheet = Annotated[
    str | None, typer.Option(metavar=N_("HOJA"), help=N_("Hoja del libro que se lee."))
]
DecimalMark = Annotated[
    str | None,
    typer.Option(metavar=",|.", help=N_("Signo decimal del archivo: coma o punto.")),
]
DateOrder = Annotated[
    str | None,
    typer.Option(
        metavar="dmy|mdy|ymd",
        help=N_("Orden de las fechas: d es el día, m el mes, y el año."),
    ),
]
PasswordFromInput = Annotated[
    bool,
    typer.Option(
        "--password-stdin",
        help=N_("Leer de la entrada estándar la contraseña del libro."),
    ),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help=N_("Comprobar el archivo sin guardar nada.")),
]

LoadId = Annotated[
    str, typer.Argument(metavar="ID", help=N_("Carga, con el código que da loads."))
]
CustomerId = Annotated[
    str,
    typer.Argument(
        metavar=N_("CLIENTE"),
        help=N_("Código del cliente, o empresa:código si lo usan varias empresas."),
    ),
]
ArchiveFile = Annotated[
    str, typer.Argument(metavar=N_("ARCHIVO"), help=N_("Archivo de la copia."))
]

ReportName = Annotated[
    str | None,
    typer.Argument(
        metavar=N_("INFORME"), help=N_("Informe; sin nombre se listan todos.")
    ),
]
ReportDate = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=N_("FECHA"),
        help=N_("Fecha del informe (sin ella: la última con datos)."),
    ),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        metavar=N_("FECHA"),
        help=N_("Responder con lo que se sabía al final de ese día o a esa hora."),
    ),
]
Companies = Annotated[
    list[str] | None,
    typer.Option(
        "--company",
        metavar=N_("NOMBRE"),
        help=N_("Empresa; puede repetirse (sin ella: todas)."),
    ),
]
Values = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar=N_("NOMBRE=VALOR"),
        help=N_("Parámetro del informe; puede repetirse."),
    ),
]
Form = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="table|csv|json",
        help=N_("Forma del resultado: tabla, CSV o JSON."),
    ),
]
CsvDialect = Annotated[
    str,
    typer.Option(
        "--csv",
        metavar="es|mx|intl",
        help=N_("Signos del CSV: es (; y coma), mx (coma y punto) o intl."),
    ),
]
Port = Annotated[
    str, typer.Option(metavar=N_("PUERTO"), help=N_("Puerto en el que escucha."))
]

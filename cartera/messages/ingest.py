"""Sentences about understanding files and loading them."""

from typing import Final

from cartera.texts import N_

KIND_NAMES: Final[dict[str, str]] = {
    "open_items": N_("partidas abiertas"),
    "documents": N_("registro de documentos"),
    "payments": N_("cobros"),
    "applications": N_("aplicaciones"),
    "disputes": N_("disputas"),
    "customers": N_("clientes"),
    "promises": N_("promesas"),
    "actions": N_("gestiones"),
    "rates": N_("tipos de cambio"),
}

FIELD_NAMES: Final[dict[str, str]] = {
    "balance": N_("saldo"),
    "amount": N_("importe"),
    "customer_name": N_("cliente"),
    "number": N_("número de documento"),
    "value_date": N_("fecha de cobro"),
    "target_id": N_("documento que se reduce"),
    "alloc_date": N_("fecha de aplicación"),
    "source_id": N_("documento de origen"),
    "source_type": N_("tipo de origen"),
    "document": N_("documento en disputa"),
    "opened": N_("fecha de apertura"),
    "email": N_("algún dato más del cliente"),
}

_REFUSALS: Final[dict[str, str]] = {
    "FILE_NOT_OPENED": N_(
        "{file} no se pudo abrir. Compruebe que existe y que se puede leer, y cárguelo "
        "de nuevo."
    ),
    "NO_TABLE": N_(
        "En {file} no hay ninguna tabla que se reconozca: en las primeras 50 filas no "
        "aparece una fila de encabezados. Lo que se leyó: {seen}. Exporte de nuevo con "
        "los encabezados de columna."
    ),
    "NO_ROWS": N_(
        "En {file} hay encabezados (fila {row}) pero ninguna fila de datos debajo. "
        "Compruebe el filtro con que se exportó."
    ),
    "HEADER_WITHOUT_AMOUNT": N_(
        "En {file}, fila {row}, ninguna columna es un importe. Encabezados leídos: "
        "{headers}. Añada la columna del saldo o del importe y vuelva a cargar."
    ),
    "COLUMNS_MISSING": N_(
        "En {file}, fila {row}, faltan columnas para leerlo como {kind}: {missing}. "
        "Encabezados leídos: {headers}. Añada esas columnas o indique otro tipo con "
        "--kind."
    ),
    "SHEET_UNKNOWN": N_(
        "{file} no tiene la hoja {sheet}. Hojas que tiene: {sheets}. Indique una de "
        "ellas con --sheet."
    ),
    "LAYOUT_GROUPED": N_(
        "En {file} el cliente está en una fila propia encima de sus documentos (tabla "
        "en la fila {row}). Esa disposición todavía no se lee: exporte la lista plana, "
        "con el cliente en cada fila."
    ),
    "LAYOUT_BUCKETS": N_(
        "{file} trae importes por tramos de antigüedad, sin documentos ni fechas "
        "(encabezados en la fila {row}). Esa disposición todavía no se lee: exporte el "
        "detalle por documento."
    ),
    "LAYOUT_LEDGER": N_(
        "{file} es un libro mayor con columnas de debe y haber (encabezados en la fila "
        "{row}). Esa disposición todavía no se lee: exporte las partidas abiertas o el "
        "registro de facturas."
    ),
    "LAYOUT_CURRENCIES": N_(
        "{file} trae una columna de saldo por moneda ({columns}; encabezados en la "
        "fila {row}). Esa disposición todavía no se lee: exporte un archivo por moneda "
        "o una sola columna de saldo con la moneda al lado."
    ),
    "AMOUNTS_IN_THOUSANDS": N_(
        "{file} da los importes en miles o en millones, según la fila {row}: «{said}». "
        "No se cargó; exporte los importes completos."
    ),
    "SUPPLIERS": N_(
        "{file} trata de proveedores (encabezados en la fila {row}), no de clientes. "
        "Cartera solo lee lo que los clientes deben: exporte las cuentas por cobrar."
    ),
    "KIND_UNKNOWN": N_(
        "No existe el tipo de archivo {given}. Use uno de estos con --kind: {kinds}."
    ),
    "KIND_LATER": N_(
        "{file} no se cargó: los archivos de {kind} todavía no se leen. Cargue "
        "partidas abiertas, documentos, cobros, aplicaciones, disputas o clientes."
    ),
    "PROFILE_UNKNOWN": N_(
        "{file} no se cargó: no hay ningún perfil guardado con el nombre {profile}. "
        "Cargue sin --profile."
    ),
}

_QUESTIONS: Final[dict[str, str]] = {
    "AS_OF_UNDECIDED": N_(
        "No se sabe a qué fecha corresponden los saldos: ni los títulos, ni el nombre "
        "del archivo, ni los días vencidos lo dicen. Indíquela con --as-of AAAA-MM-DD."
    ),
    "AS_OF_PER_SHEET": N_(
        "Las hojas del libro son saldos de fechas distintas. Cárguelas una a una con "
        "--sheet."
    ),
    "DATE_ORDER_UNDECIDED": N_(
        "En la columna {column} no se distingue el día del mes ({samples}). Indique el "
        "orden con --dates dmy o --dates mdy."
    ),
    "DATE_ORDER_MIXED": N_(
        "En la columna {column} hay fechas con el día primero y otras con el mes "
        "primero ({samples}). Corrija el archivo o indique el orden con --dates dmy o "
        "--dates mdy."
    ),
    "DATE_ORDER_SWAPPED": N_(
        "En la columna {column} un programa parece haber cambiado el día por el mes en "
        "una parte de las fechas ({samples}). Para deshacer el cambio use --dates dmy; "
        "para dejarlas como están, --dates ymd."
    ),
    "DECIMAL_MARK_UNDECIDED": N_(
        "En la columna {column} no se sabe si la marca separa miles o decimales "
        "({samples}). Indique el signo decimal con --decimal , o --decimal . (o la "
        "moneda con --currency)."
    ),
    "DECIMAL_MARK_MIXED": N_(
        "En la columna {column} hay importes con coma decimal y otros con punto "
        "decimal ({samples}). Corrija el archivo o indique el signo con --decimal."
    ),
    "LOAD_NEEDS_ANSWER": N_(
        "La carga {load_id} no se puede confirmar sin más: falta un dato. Cargue el "
        "archivo de nuevo indicando {options}."
    ),
    "TOO_MANY_REJECTED": N_(
        "Se rechazaron {rejected} de {rows} filas ({percent} %). Revise los motivos; "
        "si quiere cargar el resto, confirme la carga."
    ),
    "NO_KNOWN_CUSTOMER": N_(
        "Ningún cliente del archivo aparece en las cargas anteriores de {company}. "
        "Compruebe que el archivo es de esa empresa; si lo es, confirme la carga."
    ),
    "SECOND_SNAPSHOT": N_(
        "{company} ya tiene saldos al {as_of} ({file}, carga {load_id}) y {shared} de "
        "{documents} documentos se repiten. ¿Reemplaza o se añade? Para reemplazar, "
        "deshaga antes la carga {load_id} y confirme esta; para añadir, confirme esta."
    ),
    "SNAPSHOT_SETTLES_MOST": N_(
        "Con este archivo, {settled} de {open} {currency} abiertos de {company} "
        "quedarían saldados al {as_of}. Si la lista está completa, confirme la carga; "
        "si es solo una parte, cárguela de nuevo con --partial."
    ),
    "STATUS_UNKNOWN": N_(
        "La columna {column} tiene estados que no se conocen: {values}. Mientras no se "
        "aclare qué significan, esas filas cuentan solo por sus fechas."
    ),
}

MESSAGES: Final[dict[str, str]] = _REFUSALS | _QUESTIONS

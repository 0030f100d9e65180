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

_REFUSALS: Final[dict[str, str]] = {
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

_ROWS: Final[dict[str, str]] = {
    "ROW_WITHOUT_DOCUMENT": N_(
        "Fila {row}: hay un importe sin documento ni fecha, y no es la suma de las "
        "filas anteriores. No se cargó; complete el documento o la fecha."
    ),
    "AMOUNT_UNREADABLE": N_(
        "Fila {row}, columna {column}: «{value}» no es un importe. No se cargó; "
        "corrija la celda y vuelva a cargar."
    ),
    "AMOUNT_MISSING": N_(
        "Fila {row}, columna {column}: falta el importe. No se cargó; complete la "
        "celda y vuelva a cargar."
    ),
    "DATE_UNREADABLE": N_(
        "Fila {row}, columna {column}: «{value}» no es una fecha. No se cargó; corrija "
        "la celda y vuelva a cargar."
    ),
    "DATE_MISSING": N_(
        "Fila {row}, columna {column}: falta la fecha. No se cargó; complete la celda "
        "y vuelva a cargar."
    ),
    "NUMBER_MISSING": N_(
        "Fila {row}, columna {column}: falta el número del documento. No se cargó; "
        "complete la celda y vuelva a cargar."
    ),
    "CUSTOMER_MISSING": N_(
        "Fila {row}: falta el cliente. No se cargó; complete la celda y vuelva a "
        "cargar."
    ),
    "SOURCE_TYPE_UNREADABLE": N_(
        "Fila {row}, columna {column}: «{value}» no es un origen conocido. No se "
        "cargó; use pago, nota de crédito, castigo, descuento o retención."
    ),
    "DATE_NOT_UNDERSTOOD": N_(
        "Fila {row}, columna {column}: «{value}» no es una fecha. La fila se cargó sin "
        "ella; corrija la celda y vuelva a cargar."
    ),
    "MORE_OF_THE_SAME": N_(
        "Hay {rows} filas más con el mismo problema ({code}) que no se muestran aquí."
    ),
}

_REMARKS: Final[dict[str, str]] = {
    "TYPE_UNKNOWN": N_(
        "La columna {column} tiene tipos de documento que no se conocen: {values}. "
        "Esas filas cuentan por el signo de su importe."
    ),
    "CURRENCY_UNKNOWN": N_(
        "{rows} filas no dicen en qué moneda están y quedan como XXX. Indíquela con "
        "--currency o en los ajustes de la empresa."
    ),
    "CURRENCY_NOT_UNDERSTOOD": N_(
        "La columna {column} tiene monedas que no se reconocen: {values}. Esas {rows} "
        "filas quedan como XXX; escriba el código de tres letras."
    ),
    "CURRENCY_OPTION_NOT_USED": N_(
        "El archivo dice que está en {currency}; no se usó la moneda indicada "
        "({option})."
    ),
    "AMOUNT_ROUNDED": N_(
        "Columna {column}: {rows} importes tenían más decimales que {currency} y se "
        "redondearon; la diferencia en total es {difference}."
    ),
    "AS_OF_READ": N_("Saldos al {as_of}, según: «{value}»."),
    "AS_OF_CONTRADICTED": N_(
        "Se tomó el {as_of} como fecha de los saldos, pero «{value}» da el {other} "
        "({days} días de diferencia). Si no es correcto, indíquela con --as-of."
    ),
    "AS_OF_IN_FUTURE": N_(
        "Los saldos son al {as_of}, posterior a hoy ({today}). Compruebe la fecha."
    ),
    "DATE_IN_FUTURE": N_(
        "Columna {column}: {rows} fechas son posteriores al {latest}; la primera está "
        "en la fila {row} ({value}). Cuentan a partir de su fecha."
    ),
    "DUE_BEFORE_ISSUE": N_(
        "Columna {column}: {rows} vencimientos son anteriores a la emisión; el primero "
        "está en la fila {row} ({value})."
    ),
    "CUSTOMER_UNKNOWN": N_(
        "{rows} filas no dicen de qué cliente son; la primera es la fila {row}. "
        "Cuentan en el total como cliente desconocido."
    ),
    "NUMBER_DAMAGED": N_(
        "Columna {column}: {rows} números se dañaron al guardarse en Excel (por "
        "ejemplo {example}). Exporte de nuevo con esa columna como texto."
    ),
    "LINE_ITEMS": N_(
        "{documents} documentos repiten su total en varias filas y la columna {column} "
        "suma ese total: cada total se contó una vez."
    ),
    "SAME_AMOUNT_REPEATED": N_(
        "{documents} documentos tienen varias filas con el mismo importe y se sumaron. "
        "Si el importe es el total repetido, quite las filas de detalle."
    ),
    "SHEET_LEFT_OUT": N_(
        "La hoja {sheet} ({kind}, {rows} filas) no se cargó. Si la necesita, cárguela "
        "con --sheet."
    ),
    "SHEET_OF_SUPPLIERS": N_(
        "La hoja {sheet} trata de proveedores y no se cargó; Cartera solo lee lo que "
        "los clientes deben."
    ),
    "SHEET_NOT_READ": N_(
        "La hoja {sheet} tiene una tabla que no se pudo leer y no se cargó. Cárguela "
        "sola con --sheet para saber por qué."
    ),
    "SHEET_HIDDEN_LEFT_OUT": N_(
        "La hoja oculta {sheet} ({rows} filas) no se leyó. Si la necesita, cárguela "
        "con --sheet."
    ),
    "COMPANY_DIFFERS": N_(
        "El archivo nombra a {named}; se cargó para {company}, como se indicó."
    ),
    "COMPANY_OF_ROWS_KEPT": N_(
        "El archivo trae varias empresas ({named}); cada fila quedó en la suya y no en "
        "{company}."
    ),
    "KIND_ASSUMED": N_(
        "Se leyó como {kind}; también podría ser {other}. Si no es correcto, indíquelo "
        "con --kind."
    ),
    "DUE_FROM_PAYMENT_DATE": N_(
        "La columna {column} se tomó como vencimiento, porque una partida abierta no "
        "tiene fecha de cobro."
    ),
    "TOTALS_MIX_CURRENCIES": N_(
        "La fila {row} suma importes de varias monedas; no se usó como total de "
        "control."
    ),
}

MESSAGES: Final[dict[str, str]] = _REFUSALS | _QUESTIONS | _ROWS | _REMARKS

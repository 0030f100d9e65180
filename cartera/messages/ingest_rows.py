"""Sentences about the rows and the values of a file that is loaded."""

from typing import Final

from cartera.texts import N_

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
        "Hay más filas con el mismo problema ({code}) que no se muestran aquí: {rows}."
    ),
}

_REMARKS: Final[dict[str, str]] = {
    "TYPE_UNKNOWN": N_(
        "La columna {column} tiene tipos de documento que no se conocen: {values}. "
        "Esas filas cuentan por el signo de su importe."
    ),
    "RUNNING_BALANCE": N_(
        "La columna {column} es un saldo acumulado: cada fila suma su importe al saldo "
        "de la anterior. No es lo que se debe de cada documento, así que cuenta la "
        "columna {used}."
    ),
    "TYPE_HAS_TERM": N_(
        "La columna {column} tiene filas que vencen después de su fecha: {values}. Un "
        "cobro no tiene vencimiento, así que cuentan como deuda."
    ),
    "CREDITS_SUBTRACTED": N_(
        "La columna {column} dice que estas filas son abonos o cobros: {values}. Su "
        "importe está en positivo y se restó."
    ),
    "CREDITS_OF_BOTH_SIGNS": N_(
        "Unos abonos o cobros llevan signo menos y otros no: {values}. Los que no lo "
        "llevan se sumaron; el primero está en la fila {row}. Compruébelos."
    ),
    "STATUS_DENIES_BALANCE": N_(
        "La columna {column} da por pagados o cancelados documentos que tienen saldo: "
        "{values}. El saldo se cargó; el primero está en la fila {row}. Compruébelos."
    ),
    "VALUES_NOT_UNDERSTOOD": N_(
        "La columna {column} tiene valores que no se conocen: {values}. Quedan sin "
        "indicar."
    ),
    "CURRENCY_UNKNOWN": N_(
        "Filas que no dicen en qué moneda están: {rows}. Quedan como XXX; indique "
        "la moneda con --currency o en los ajustes de la empresa."
    ),
    "CURRENCY_NOT_UNDERSTOOD": N_(
        "La columna {column} tiene monedas que no se reconocen: {values}. Esas {rows} "
        "filas quedan como XXX; escriba el código de tres letras."
    ),
    "CURRENCY_OF_HEADER": N_(
        "La columna {column} está en {currency}, pero en {rows} filas la moneda es "
        "otra ({values}). Esas filas se cargaron en {currency}, que es la moneda de "
        "sus importes."
    ),
    "CURRENCY_OPTION_NOT_USED": N_(
        "El archivo dice que está en {currency}; no se usó la moneda indicada "
        "({option})."
    ),
    "AMOUNT_ROUNDED": N_(
        "Columna {column}: importes con más decimales que {currency}, que se "
        "redondearon: {rows}. La diferencia en total es {difference}."
    ),
    "AS_OF_GIVEN": N_("Saldos al {as_of}, la fecha que usted indicó."),
    "AS_OF_READ": N_("Saldos al {as_of}, según: «{value}»."),
    "AS_OF_CONTRADICTED": N_(
        "Se tomó el {as_of} como fecha de los saldos, pero «{value}» da el {other} "
        "({days} días de diferencia). Si no es correcto, indíquela con --as-of."
    ),
    "AS_OF_IN_FUTURE": N_(
        "Los saldos son al {as_of}, posterior a hoy ({today}). Compruebe la fecha."
    ),
    "DATE_IN_FUTURE": N_(
        "Columna {column}: fechas posteriores al {latest}: {rows}. La primera está "
        "en la fila {row} ({value}). Cuentan a partir de su fecha."
    ),
    "DUE_BEFORE_ISSUE": N_(
        "Columna {column}: vencimientos anteriores a la emisión: {rows}. El "
        "primero está en la fila {row} ({value})."
    ),
    "CUSTOMER_NOT_NAMED": N_(
        "Filas que no dicen de qué cliente son: {rows}. La primera es la fila "
        "{row}. Cuentan en el total como cliente desconocido."
    ),
    "NUMBER_DAMAGED": N_(
        "Columna {column}: números dañados al guardarse en Excel: {rows} (por "
        "ejemplo {example}). Exporte de nuevo con esa columna como texto."
    ),
    "LINE_ITEMS": N_(
        "Documentos que repiten su total en varias filas: {documents}. La columna "
        "{column} suma ese total, así que cada total se contó una vez."
    ),
    "SAME_AMOUNT_REPEATED": N_(
        "Documentos con varias filas del mismo importe, que se sumaron: "
        "{documents}. Si el importe es el total repetido, quite las filas de "
        "detalle."
    ),
    "SHEET_LEFT_OUT": N_(
        "La hoja {sheet} ({kind}, {rows} filas) no se cargó. Si la necesita, cárguela "
        "con --sheet."
    ),
    "SHEET_OF_SUPPLIERS": N_(
        "La hoja {sheet} trata de proveedores y no se cargó; Cartera solo lee lo que "
        "los clientes deben."
    ),
    "SECTION_OF_SUPPLIERS": N_(
        "Desde la fila {row} el archivo trata de proveedores. Esas filas ({rows}) no "
        "se cargaron; Cartera solo lee lo que los clientes deben."
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

MESSAGES: Final[dict[str, str]] = _ROWS | _REMARKS

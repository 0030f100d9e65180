"""Sentences about opening files and deciding numbers and dates."""

from typing import Final

from cartera.texts import N_

_REFUSED: Final[dict[str, str]] = {
    "FILE_EMPTY": N_("{file} está vacío. Vuelva a exportarlo y cárguelo de nuevo."),
    "FILE_TOO_LARGE": N_(
        "{file} ocupa {mib} MiB y el límite es {limit_mib} MiB. "
        "Expórtelo en partes, por ejemplo por año, y cárguelas una a una."
    ),
    "FILE_FORMAT_UNKNOWN": N_(
        "{file} está en formato {format}, que Cartera no lee. Ábralo con el programa "
        "que lo creó, guárdelo como .xlsx o .csv y cárguelo de nuevo."
    ),
    "FILE_WITHOUT_DATA": N_(
        "{file} se puede abrir, pero ninguna de sus hojas tiene datos. "
        "Compruebe que es el archivo correcto."
    ),
    "TEXT_BINARY": N_(
        "{file} no es un texto ni un libro de Excel. "
        "Exporte los datos como .xlsx o .csv y cárguelos de nuevo."
    ),
    "TEXT_DAMAGED": N_(
        "{file} está dañado: dice ser texto {encoding} y no lo es hasta el final. "
        "Vuelva a exportarlo."
    ),
    "TEXT_TOO_WIDE": N_(
        "{file} tiene una fila con {columns} columnas; no parece una tabla. "
        "Compruebe el separador con el que se exportó."
    ),
    "ZIP_DAMAGED": N_(
        "{file} está incompleto o dañado. Vuelva a descargarlo o a exportarlo."
    ),
    "ZIP_TOO_MANY_ENTRIES": N_(
        "{file} contiene {count} archivos y el límite es {limit}. "
        "Cárguelo en varias partes."
    ),
    "ZIP_TOO_LARGE": N_(
        "{file} ocuparía {mib} MiB al descomprimirlo, más de lo permitido. "
        "Por seguridad no se abrió; cargue los archivos uno a uno."
    ),
    "ZIP_ENCRYPTED": N_(
        "{member}, dentro de {file}, está protegido con contraseña y no se pudo "
        "abrir. Indique la contraseña o cargue el archivo sin comprimir."
    ),
    "ZIP_UNSAFE_NAME": N_(
        "{file} contiene un archivo con un nombre no permitido ({member}) y ese "
        "archivo no se leyó. Cámbiele el nombre y vuelva a comprimirlo."
    ),
    "ZIP_NESTED": N_(
        "{file} es un ZIP dentro de otro ZIP y no se abrió. "
        "Descomprímalo y cargue lo que contiene."
    ),
    "ZIP_WITHOUT_FILES": N_("{file} no contiene ningún archivo. Nada que cargar."),
    "WORKBOOK_DAMAGED": N_(
        "{file} está dañado y no se puede leer. Ábralo en Excel, guárdelo como .xlsx "
        "con otro nombre y cárguelo de nuevo."
    ),
    "WORKBOOK_PASSWORD": N_(
        "{file} está protegido con contraseña. Indíquela al cargarlo o guarde una "
        "copia sin contraseña."
    ),
    "WORKBOOK_PASSWORD_WRONG": N_(
        "La contraseña indicada no abre {file}. Compruébela o guarde una copia sin "
        "contraseña."
    ),
    "XML_WITH_ENTITIES": N_(
        "{file} contiene definiciones que un libro de Excel no usa ({part}). "
        "Por seguridad no se abrió; ábralo en Excel y guárdelo de nuevo como .xlsx."
    ),
    "SHEET_TOO_SPREAD": N_(
        "La hoja «{sheet}» de {file} llega hasta la celda {cell}, demasiado lejos de "
        "los demás datos. Borre las celdas sueltas y cárguelo de nuevo."
    ),
}

_READING: Final[dict[str, str]] = {
    "TEXT_NUL_REMOVED": N_("Se quitaron {count} caracteres nulos del texto."),
    "TEXT_READ_AS_CP1252": N_(
        "El archivo no está en UTF-8 y se leyó como Windows-1252. "
        "Compruebe que los acentos y las eñes se ven bien."
    ),
    "TEXT_MOJIBAKE": N_(
        "El archivo contiene letras estropeadas, como «{example}»: se guardó con otra "
        "codificación. Los importes no cambian; vuelva a exportarlo en UTF-8 para "
        "que los nombres se lean bien."
    ),
    "TEXT_STRAY_QUOTE": N_(
        "Hay comillas sueltas que se leyeron como parte del texto. Filas: {rows} "
        "({count} en total). Compruébelas."
    ),
    "TEXT_ROW_TOO_LONG": N_(
        "Hay filas con más de {fields} campos, quizá por un separador dentro de un "
        "texto: {rows} ({count} en total). Sus valores pueden estar corridos; "
        "compruébelas."
    ),
    "FORMULA_WITHOUT_VALUE": N_(
        "La hoja «{sheet}» tiene {count} fórmulas sin calcular ({cells}); se tratan "
        "como vacías. Abra el archivo en Excel, guárdelo y cárguelo de nuevo."
    ),
    "CELLS_WITH_ERRORS": N_(
        "La hoja «{sheet}» tiene {count} celdas con error ({cells}). Corríjalas en el "
        "archivo si son importes, fechas o números de documento."
    ),
    "ROWS_HIDDEN": N_(
        "La hoja «{sheet}» tiene {count} filas ocultas o filtradas (filas {rows}). "
        "Están incluidas; si no deben contar, quítelas del archivo."
    ),
    "SHEET_HIDDEN": N_("La hoja «{sheet}» está oculta en el archivo."),
}

_QUESTIONS: Final[dict[str, str]] = {
    "NUMBER_AMBIGUOUS": N_(
        "No se puede saber si en la columna «{column}» el valor {samples} lleva miles "
        "o decimales. Indique el separador decimal: coma o punto."
    ),
    "NUMBER_MIXED": N_(
        "En la columna «{column}» unos importes usan coma decimal y otros punto "
        "({samples}). Corríjalos en el archivo o indique cuál vale."
    ),
    "DATE_AMBIGUOUS": N_(
        "No se puede saber si en la columna «{column}» las fechas como {samples} "
        "empiezan por el día o por el mes. Indique el orden."
    ),
    "DATE_MIXED": N_(
        "En la columna «{column}» unas fechas empiezan por el día y otras por el mes "
        "({samples}). Corríjalas en el archivo o indique cuál vale."
    ),
    "DATE_HALF_SWAPPED": N_(
        "En la columna «{column}» parece que se intercambiaron día y mes en las fechas "
        "con día hasta 12 ({samples}). Indique día-mes-año para deshacer el cambio o "
        "año-mes-día para dejarlas como están."
    ),
}

_EVIDENCE: Final[dict[str, str]] = {
    "NUMBER_FORCED": N_("El separador decimal es el que usted indicó."),
    "NUMBER_NATIVE": N_("Son números de Excel; no hay separador que decidir."),
    "NUMBER_PLAIN": N_("Ningún importe lleva separadores."),
    "NUMBER_BY_VALUES": N_("El separador decimal se ve en valores como {samples}."),
    "NUMBER_BY_CURRENCY": N_(
        "La moneda no tiene tres decimales, así que {samples} lleva miles."
    ),
    "DATE_FORCED": N_("El orden de las fechas es el que usted indicó."),
    "DATE_PLAIN": N_("Las fechas no dejan duda sobre el orden."),
    "DATE_BY_VALUES": N_("El orden se ve en fechas como {samples}."),
    "DATE_BY_COLUMN": N_("Mismo orden que otra columna de fechas del archivo."),
    "DATE_BY_DUE": N_("Con este orden ningún vencimiento es anterior a la emisión."),
    "DATE_BY_TERMS": N_("Con este orden los plazos de pago son los habituales."),
    "DATE_BY_DAYS_LATE": N_("Este orden coincide con los días de atraso del archivo."),
    "DATE_BY_AS_OF": N_("Con este orden nada se emitió después de la fecha de corte."),
    "DATE_BY_NUMBERS": N_("Con este orden las fechas avanzan con la numeración."),
}

MESSAGES: Final[dict[str, str]] = _REFUSED | _READING | _QUESTIONS | _EVIDENCE

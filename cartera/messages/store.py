"""Sentences about the stores: lake, journal and mart."""

from typing import Final

from cartera.texts import N_

MESSAGES: Final[dict[str, str]] = {
    "DISK_FULL": N_(
        "No queda espacio en el disco de {folder}. No se guardó nada de esta acción; "
        "libere espacio e inténtelo de nuevo."
    ),
    "FOLDER_NOT_WRITABLE": N_(
        "Cartera no puede escribir en {folder}. Revise los permisos de esa carpeta o "
        "elija otra carpeta de datos."
    ),
    "JOURNAL_DAMAGED": N_(
        "El archivo de registros {journal} está dañado o no es de Cartera. No lo "
        "borre: restaure la última copia de seguridad en otra carpeta."
    ),
    "JOURNAL_BUSY": N_(
        "Otro proceso ocupa los registros desde hace demasiado tiempo ({journal}). "
        "Espere un momento e inténtelo de nuevo."
    ),
    "JOURNAL_NEWER": N_(
        "Los datos fueron escritos por una versión más nueva de Cartera (revisión "
        "{revision}). Actualice Cartera para abrirlos."
    ),
    "LOAD_UNKNOWN": N_(
        "No hay ninguna carga con el identificador {load_id}. Consulte los "
        "identificadores en el historial de cargas."
    ),
    "LOAD_STATE_UNDO": N_(
        "La carga {load_id} no está activa, así que no hay nada que retirar. Consulte "
        "su estado en el historial de cargas."
    ),
    "LOAD_STATE_REDO": N_(
        "La carga {load_id} no es una carga retirada, así que no se puede volver a "
        "poner. Consulte su estado en el historial de cargas."
    ),
    "LOAD_STATE_CONFIRM": N_(
        "La carga {load_id} no está pendiente de respuesta, así que no hay nada que "
        "confirmar. Consulte su estado en el historial de cargas."
    ),
    "LOAD_STATE_DISCARD": N_(
        "La carga {load_id} no está pendiente de respuesta, así que no se puede "
        "descartar. Si está activa, retírela."
    ),
    "LOAD_ALREADY_ACTIVE": N_(
        "El mismo archivo ya está activo como carga {other}, así que la carga "
        "{load_id} contaría dos veces. Retire antes la carga {other}."
    ),
    "LOAD_FILES_MISSING": N_(
        "Faltan los archivos guardados de la carga {load_id}. Ejecute la comprobación "
        "y restaure una copia de seguridad si la confirma."
    ),
    "ORIGINAL_REMOVED": N_(
        "El archivo original de la carga {load_id} ya no se conserva porque contenía "
        "datos personales que se eliminaron."
    ),
    "MART_CHECK_FAILED": N_(
        "La comprobación «{check}» no cuadra en {rows} filas, así que no se publicó "
        "nada y se sigue mostrando lo anterior. Retire la última carga y avise a "
        "quien administra Cartera."
    ),
    "SETTING_UNKNOWN": N_(
        "No existe el ajuste {name}. Revise cómo está escrito; la lista completa está "
        "en docs/settings.md."
    ),
    "SETTING_VALUE": N_(
        "El valor «{value}» no sirve para el ajuste {name}. Consulte los valores "
        "posibles en docs/settings.md."
    ),
    "SETTING_OF_ENVIRONMENT": N_(
        "El ajuste {name} se fija con una variable de entorno antes de iniciar "
        "Cartera, no desde aquí."
    ),
    "SETTING_NEEDS_COMPANY": N_(
        "El ajuste {name} es de cada empresa. Indique de qué empresa."
    ),
    "SETTING_IS_GLOBAL": N_(
        "El ajuste {name} vale para todas las empresas. Cámbielo sin indicar empresa."
    ),
    "CUSTOMER_UNKNOWN": N_(
        "Ninguna carga contiene un cliente con el identificador {customer_id}. "
        "Escríbalo como aparece en los informes."
    ),
    "CUSTOMER_AMBIGUOUS": N_(
        "El cliente {customer_id} existe en varias empresas ({companies}). Indique la "
        "empresa o escriba empresa:código."
    ),
    "BACKUP_EXISTS": N_(
        "El archivo {file} ya existe y no se sobrescribe. Elija otro nombre para la "
        "copia de seguridad."
    ),
    "RESTORE_WOULD_OVERWRITE": N_(
        "En {folder} ya hay datos de Cartera y no se sobrescriben. Restaure en una "
        "carpeta vacía."
    ),
    "ARCHIVE_MISSING": N_(
        "No se encuentra la copia de seguridad {file}. Revise el nombre y la carpeta."
    ),
    "ARCHIVE_DAMAGED": N_(
        "La copia de seguridad {file} está dañada o incompleta. No se restauró nada; "
        "pruebe con otra copia."
    ),
}

"""Sentences about what the ledger concludes when it is built."""

from typing import Final

from cartera.texts import N_

MESSAGES: Final[dict[str, str]] = {
    "LATE_DOCUMENT": N_(
        "El documento {document_id} aparece por primera vez en un corte posterior a "
        "su emisión. Cuenta desde el {on_date}, para que el total del corte anterior "
        "siga siendo el de su contabilidad."
    ),
    "SNAPSHOT_HIGHER": N_(
        "El corte del {on_date} declara para {document_id} {amount} {currency} más de "
        "lo que explican los cobros cargados. Manda el corte; revise si un cobro se "
        "aplicó a otro documento."
    ),
    "REAPPEARED": N_(
        "El documento {document_id} faltaba en un corte y vuelve a aparecer en el del "
        "{on_date} con {amount} {currency}. No se considera cobrado entre ambos."
    ),
    "OVERAPPLIED": N_(
        "El documento {document_id} tiene aplicado más que su importe: "
        "{amount} {currency}. El exceso se muestra como saldo sin aplicar."
    ),
    "REFERENCE_UNKNOWN": N_(
        "Un cobro de {amount} {currency} indica el documento {document_id}, que no "
        "está cargado. El cobro queda sin aplicar hasta que llegue ese documento."
    ),
    "TARGET_UNKNOWN": N_(
        "Una aplicación de {amount} indica el documento {document_id}, que no está "
        "cargado. No reduce ningún saldo hasta que llegue ese documento."
    ),
    "DISPUTE_UNKNOWN": N_(
        "Una disputa indica el documento {document_id}, que no está cargado. Se "
        "tendrá en cuenta cuando llegue."
    ),
    "CURRENCY_MISMATCH": N_(
        "Una aplicación de {amount} {currency} al documento {document_id} está en otra "
        "moneda que el documento. No se cuenta; revise la moneda en su sistema."
    ),
    "NUMBER_REUSED": N_(
        "El número {document_id} corresponde a {documents} documentos distintos (otro "
        "cliente u otra fecha de emisión). Se tratan por separado."
    ),
    "FIFO_USED": N_(
        "En {company}, los cobros no indican factura. {documents} cobros por {amount} "
        "{currency} se aplicaron a lo más antiguo de cada cliente, como estimación. "
        "Puede desactivarlo en los ajustes de la empresa."
    ),
    "DUE_DATE_IMPUTED": N_(
        "{documents} documentos de {company} no traen vencimiento. Se calculó con el "
        "plazo del cliente o, si falta, con el plazo habitual."
    ),
    "UNDATED_DOCUMENTS": N_(
        "{documents} documentos de {company} no traen fecha de emisión ni "
        "vencimiento. Figuran como «Sin fecha» y cuentan en el total."
    ),
}

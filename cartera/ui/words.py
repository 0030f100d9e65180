"""Words for codes that people read: kinds, states, fields."""

from collections.abc import Mapping
from typing import Final, Literal

from cartera.money import UNKNOWN_CURRENCY
from cartera.texts import N_, Texts

Colour = Literal["green", "orange", "red", "blue", "gray"]

ROLES: Final = {
    "owner": N_("dirección"),
    "collector": N_("gestión de cobro"),
    "finance": N_("finanzas"),
    "admin": N_("administración"),
}

KINDS: Final = {
    "open_items": N_("Partidas abiertas"),
    "documents": N_("Registro de documentos"),
    "payments": N_("Cobros"),
    "applications": N_("Aplicaciones"),
    "disputes": N_("Disputas"),
    "customers": N_("Clientes"),
}

STATES: Final = {
    "active": N_("Activa"),
    "undone": N_("Deshecha"),
    "held": N_("En espera"),
    "discarded": N_("Descartada"),
    "purged": N_("Eliminada"),
}

STATUSES: Final = STATES | {
    "held": N_("Pendiente de respuesta"),
    "loaded": N_("Cargado"),
    "duplicate": N_("Duplicado"),
    "refused": N_("Rechazado"),
    "dry_run": N_("Prueba"),
}
STATUS_COLOURS: Final[Mapping[str, Colour]] = {
    "active": "green",
    "loaded": "green",
    "held": "orange",
    "refused": "red",
    "dry_run": "blue",
}
STATUS_ICONS: Final = {
    "active": ":material/check_circle:",
    "loaded": ":material/check_circle:",
    "undone": ":material/undo:",
    "duplicate": ":material/content_copy:",
    "held": ":material/help:",
    "refused": ":material/cancel:",
    "dry_run": ":material/science:",
}

FIELDS: Final = {
    "company": N_("Empresa"),
    "customer_code": N_("Código de cliente"),
    "customer_tax_id": N_("Identificador fiscal"),
    "customer_name": N_("Nombre del cliente"),
    "type": N_("Tipo de documento"),
    "series": N_("Serie"),
    "number": N_("Número de documento"),
    "instalment": N_("Cuota"),
    "issue_date": N_("Fecha de emisión"),
    "due_date": N_("Fecha de vencimiento"),
    "terms_days": N_("Días de plazo"),
    "currency": N_("Moneda"),
    "branch": N_("Sucursal"),
    "salesperson": N_("Vendedor"),
    "amount": N_("Importe"),
    "balance": N_("Saldo"),
    "paid_amount": N_("Importe pagado"),
    "settled_date": N_("Fecha de pago"),
    "void_date": N_("Fecha de anulación"),
    "status": N_("Estado"),
    "payment_id": N_("Número de cobro"),
    "value_date": N_("Fecha valor"),
    "method": N_("Medio de pago"),
    "reversed_date": N_("Fecha de devolución"),
    "reference": N_("Factura que paga"),
    "source_type": N_("Tipo de aplicación"),
    "source_id": N_("Cobro o abono aplicado"),
    "target_id": N_("Factura que se reduce"),
    "target_instalment": N_("Cuota que se reduce"),
    "alloc_date": N_("Fecha de aplicación"),
    "dispute_id": N_("Número de disputa"),
    "document": N_("Documento en disputa"),
    "opened": N_("Fecha de apertura"),
    "resolved": N_("Fecha de resolución"),
    "outcome": N_("Resultado"),
    "reason": N_("Motivo"),
    "country": N_("País"),
    "customer_type": N_("Tipo de cliente"),
    "language": N_("Idioma"),
    "treatment": N_("Trato"),
    "timezone": N_("Zona horaria"),
    "collector": N_("Gestor de cobro"),
    "segment": N_("Segmento"),
    "relationship": N_("Relación"),
    "credit_limit": N_("Límite de crédito"),
    "contact_name": N_("Contacto"),
    "email": N_("Correo"),
    "phone": N_("Teléfono"),
    "address": N_("Dirección"),
    "city": N_("Ciudad"),
    "days_late": N_("Días de retraso"),
    "as_of": N_("Fecha de corte"),
    "sign": N_("Signo"),
    "debit": N_("Debe"),
    "credit": N_("Haber"),
    "line_amount": N_("Importe de la línea"),
    "supplier": N_("Proveedor"),
}


def word(words: dict[str, str], code: str | None, text: Texts) -> str:
    """Return the word for a code; a code without one shows without underscores."""
    if code is None:
        return "—"
    return text(words[code]) if code in words else code.replace("_", " ")


def currency_word(currency: str, text: Texts) -> str:
    """Return the code of a currency, or words where no file says which it is."""
    return text(N_("sin moneda")) if currency == UNKNOWN_CURRENCY else currency

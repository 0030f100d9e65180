"""Words and codes for kinds of documents, origins of money and states.

Only distinct values are looked at. What is not understood stays null and is
named in a finding; nothing is guessed.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from cartera.domain.identity import fold_text

_Patterns = tuple[tuple[str, str], ...]

_DOCUMENTS: Final[_Patterns] = (
    ("CN", r"^(cn|nc|ncc|ncr|nce|n/?c|dg|cm|out_refund|nota c|credit ?memo|ncv)$"),
    ("CN", r"nota[s]? de credito|credit note|credit memo|nota credito|rectificativa"),
    ("CN", r"devoluci|refund|n\. ?credito|nota de abono|factura de abono"),
    ("DN", r"^(dn|nd|n/?d|ndb|nde|debit ?memo)$"),
    ("DN", r"nota[s]? de (debito|cargo)|debit note|debit memo|nota debito"),
    ("PAY", r"^(pay|pmt|pago|cobro|dz|rc|rec|ra|ant|rb)$"),
    ("PAY", r"payment|pago|recibo|receipt|anticipo|advance|adelanto|cobro|deposito"),
    ("PAY", r"on account|a cuenta|adiantamento|transferencia"),
    ("CR", r"^(cr|credit|credito|abono)$|saldo a favor|credito a favor"),
    (
        "INV",
        r"^(inv|fac|fc|ft|fv|fe|fev|rv|dr|fa|fra|bol|bv|nf|nfe|dp|f|in|i|out_invoice)$",
    ),
    ("INV", r"factura|invoice|boleta|fatura|duplicata|ticket de venta|cuota"),
)
_CHILE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("33", "34", "39", "41", "110"), "INV"),
    **dict.fromkeys(("56", "111"), "DN"),
    **dict.fromkeys(("61", "112"), "CN"),
}
_ARGENTINA: Final[Mapping[str, str]] = {
    **dict.fromkeys(("1", "6", "11", "19", "51", "201", "206", "211"), "INV"),
    **dict.fromkeys(("2", "7", "12", "20", "52", "202", "207", "212"), "DN"),
    **dict.fromkeys(("3", "8", "13", "21", "53", "203", "208", "213"), "CN"),
}
_MEXICO: Final[Mapping[str, str | None]] = {
    "i": "INV",
    "e": "CN",
    "p": "PAY",
    "n": None,
    "t": None,
}
_SOURCES: Final[_Patterns] = (
    ("WO", r"^wo$|castigo|write.?off|incobrable|baja|quebranto|perdida"),
    ("DISC", r"^(disc|desc|dto)$|descuento|discount|pronto pago|bonifica|rappel"),
    ("WHT", r"^(wht|ret|rte|rf)$|retenci|withh|detracci|percepci|reteica|reteiva"),
    ("CN", r"^(cn|nc|ncr|n/?c|dg)$|nota[s]? de credito|credit (note|memo)|rectificat"),
    ("CN", r"devoluci|nota credito|nota de abono"),
    ("PAY", r"^(pay|pmt|dz|rc|rec|ab)$|pago|payment|cobro|recibo|receipt|transfer"),
    ("PAY", r"anticipo|advance|efectivo|cheque|check|deposito|cash|remesa|tarjeta"),
)
_STATES: Final[_Patterns] = (
    ("partial", r"parcial|partial|partly"),
    ("void", r"anulad|^void|cancelled|canceled|^annulled$|eliminad"),
    ("open", r"no pagad|sin pagar|unpaid|not paid|impagad|pendient|^open$|abiert"),
    ("open", r"por cobrar|vencid|overdue|outstanding|vigente|^due$|^abierta$"),
    (
        "paid",
        r"^pagad|^paid|^cobrad|saldad|liquidad|^settled|^closed$|^cerrad|conciliad",
    ),
)
_STATE_LETTERS: Final[Mapping[str, str]] = {"s": "paid", "p": "open"}
_ASKED: Final[_Patterns] = (
    ("open", r"abiert|open|pendient|unpaid"),
    ("paid", r"pagad|paid|cobrad|saldad|settled|closed"),
    ("void", r"cancel|void|anulad"),
)
_ANSWERS: Final[Mapping[str, tuple[str, str | None]]] = {
    "open": ("open", "paid"),
    "paid": ("paid", "open"),
    "void": ("void", None),
}
_NEUTRAL: Final = (
    r"^(publicad[oa]|posted|emitid[oa]|issued|validad[oa]|sent|enviad[oa])$"
)
_YES: Final = frozenset(("si", "yes", "true", "1", "verdadero", "x", "sim", "y"))
_NO: Final = frozenset(("no", "false", "0", "falso", "nao", "n"))


def document_types(values: Iterable[str]) -> dict[str, str | None]:
    """Return INV, DN, CN, CR or PAY for each distinct word or code, or None."""
    given = list(values)
    codes = _numeric_codes(given)
    letters = {value: fold_text(value).strip() for value in given}
    if "i" in letters.values() and set(letters.values()) <= _MEXICO.keys():
        return {value: _MEXICO[letter] for value, letter in letters.items()}

    def look_up(value: str) -> str | None:
        bare = value.strip().lstrip("0") or "0"
        return codes.get(bare) or _first_match(_DOCUMENTS, fold_text(value).strip())

    return _each(given, look_up)


def source_types(values: Iterable[str]) -> dict[str, str | None]:
    """Return PAY, CN, WO, DISC or WHT for each distinct word, or None."""
    return _each(values, lambda v: _first_match(_SOURCES, fold_text(v).strip()))


def states(values: Iterable[str], header: str) -> dict[str, str | None]:
    """Return open, paid, partial or void for each distinct word, or None.

    Yes and no are read by their header (`Abierto`, `Pagado`); the letters S and
    P only where both kinds of values are single letters.
    """
    given = list(values)
    folded = {value: fold_text(value).strip() for value in given}
    asked = _first_match(_ASKED, fold_text(header))
    if asked is not None and set(folded.values()) <= _YES | _NO:
        yes, no = _ANSWERS[asked]
        return {v: yes if f in _YES else no for v, f in folded.items()}
    letters = all(len(f) == 1 for f in folded.values())

    def look_up(value: str) -> str | None:
        if letters:
            return _STATE_LETTERS.get(folded[value])
        return _first_match(_STATES, folded[value])

    return _each(given, look_up)


def says_nothing(state: str) -> bool:
    """Tell whether a state is known to say nothing about being paid."""
    return re.search(_NEUTRAL, fold_text(state).strip()) is not None


def credit_marks(values: Iterable[str]) -> frozenset[str]:
    """Return those values of a debit or credit column that mean credit."""
    marks = {"-", "h", "c", "cr", "haber", "credit", "credito", "abono", "cred"}
    return frozenset(v for v in values if fold_text(v).strip().rstrip(".") in marks)


def _numeric_codes(values: list[str]) -> Mapping[str, str]:
    bare = {value.strip().lstrip("0") or "0" for value in values}
    if bare <= _ARGENTINA.keys():
        return _ARGENTINA
    return _CHILE


def _first_match(patterns: _Patterns, text: str) -> str | None:
    return next((name for name, p in patterns if re.search(p, text)), None)


def _each(
    values: Iterable[str], look_up: Callable[[str], str | None]
) -> dict[str, str | None]:
    return {value: look_up(value) for value in values}

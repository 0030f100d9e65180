"""What a person asked for and what became of a file: the `load` contract."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from cartera.errors import AppError, Detail, Finding
from cartera.ingest.date_text import Order
from cartera.ingest.numbers import Mark
from cartera.ingest.totals import ControlTotal
from cartera.money import to_json_amount
from cartera.store.actors import Actor
from cartera.texts import of, sentence

Status = Literal["loaded", "duplicate", "held", "refused", "dry_run"]
Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """What a person may state about files; all of it optional.

    `control_totals` are per currency; `decimal` is the decimal mark, `dates`
    the order of text dates; `partial` says that the file lists a part only.
    """

    company: str | None = None
    kind: str | None = None
    as_of: date | None = None
    currency: str | None = None
    profile: str | None = None
    partial: bool = False
    control_totals: Mapping[str, Decimal] = field(
        default_factory=lambda: MappingProxyType({})
    )
    sheet: str | None = None
    decimal: Mark | None = None
    dates: Order | None = None
    password: str | None = None
    dry_run: bool = False

    def stated(self) -> dict[str, Json]:
        """Return the options that make a load another one, as plain values."""
        values: dict[str, Json] = {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "currency": self.currency,
            "profile": self.profile,
            "partial": self.partial or None,
            "control_totals": {c: str(a) for c, a in self.control_totals.items()}
            or None,
            "decimal": self.decimal,
            "dates": self.dates,
        }
        return {name: value for name, value in values.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who loads, on which day, in which language the sentences are kept."""

    actor: Actor
    today: date
    language: str


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows of the tables: read = loaded + unchanged + rejected + ignored."""

    read: int = 0
    loaded: int = 0
    unchanged: int = 0
    rejected: int = 0
    ignored: int = 0

    def to_json(self) -> dict[str, Json]:
        """Return the counts in the order of the contract."""
        return {
            "read": self.read,
            "loaded": self.loaded,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
            "ignored": self.ignored,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOutcome:
    """What became of one input file (DESIGN §4, load)."""

    file: str
    sha256: str
    status: Status
    load_id: str | None = None
    kind: str | None = None
    company: str | None = None
    as_of: date | None = None
    profile: str | None = None
    mapping: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    decimal: str | None = None
    dates: str | None = None
    rows: RowCounts = RowCounts()
    totals: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    control: tuple[ControlTotal, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: AppError | None = None

    def to_json(self, language: str) -> dict[str, Json]:
        """Return the object of the contract, sentences in the language."""
        return {
            "load_id": self.load_id,
            "file": self.file,
            "sha256": self.sha256,
            "status": self.status,
            "kind": self.kind,
            "company": self.company,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "profile": self.profile,
            "mapping": dict(self.mapping),
            "locale": {"decimal": self.decimal, "dates": self.dates},
            "rows": self.rows.to_json(),
            "totals": {c: to_json_amount(a, c) for c, a in self.totals.items()},
            "control": control_json(self.control),
            "findings": [finding_json(f, language) for f in self.findings],
            "error": None if self.error is None else error_text(self.error, language),
        }


def control_json(totals: tuple[ControlTotal, ...]) -> dict[str, Json]:
    """Return control totals as the contract has them, amounts as text."""
    return {
        total.currency: {
            "expected": to_json_amount(total.expected, total.currency),
            "loaded": to_json_amount(total.loaded, total.currency),
            "difference": to_json_amount(total.difference, total.currency),
            "source": total.source,
        }
        for total in totals
    }


def finding_json(finding: Finding, language: str) -> dict[str, Json]:
    """Return a finding with its sentence."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "value": finding.value,
        "message": finding_text(finding, language),
    }


def finding_text(finding: Finding, language: str) -> str:
    """Return the sentence of a finding, its place among the details."""
    place: dict[str, Detail] = {
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "value": finding.value,
    }
    details = {**place, **dict(finding.details)}
    return sentence(finding.code, _shown(details, language), language)


def error_text(error: AppError, language: str) -> str:
    """Return the sentence of an error."""
    return sentence(error.code, _shown(dict(error.details), language), language)


def _shown(details: Mapping[str, Detail], language: str) -> dict[str, Detail]:
    """Return details without blanks; names of kinds in the reader's words."""
    from cartera.messages.ingest import FIELD_NAMES, KIND_NAMES

    shown: dict[str, Detail] = {
        name: value for name, value in details.items() if value not in (None, "")
    }
    for name in ("kind", "other"):
        kind = shown.get(name)
        if isinstance(kind, str) and kind in KIND_NAMES:
            shown[name] = of(language)(KIND_NAMES[kind])
    missing = shown.get("missing")
    if isinstance(missing, str):
        words = (FIELD_NAMES.get(name, name) for name in missing.split(", "))
        shown["missing"] = ", ".join(of(language)(word) for word in words)
    return shown

"""The Spanish sentence for every code of an error or a finding, by area."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from cartera.messages import (
    cli,
    general,
    ingest,
    ingest_reading,
    ingest_rows,
    ledger,
    reports,
    store,
    ui,
)

MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    general.MESSAGES
    | cli.MESSAGES
    | ingest.MESSAGES
    | ingest_reading.MESSAGES
    | ingest_rows.MESSAGES
    | ledger.MESSAGES
    | reports.MESSAGES
    | store.MESSAGES
    | ui.MESSAGES
)

"""The journal's tables. Only portable SQL: SQLite and PostgreSQL both hold them."""

from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

REVISION: Final = "0001"


class Instant(TypeDecorator[datetime]):
    """A moment, stored in UTC without a zone and read back with it."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return what is stored."""
        del dialect
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Return what is read."""
        del dialect
        return None if value is None else value.replace(tzinfo=UTC)


metadata: Final = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

_Position: Final = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _audit_seq() -> sa.Column[int]:
    return sa.Column("audit_seq", _Position, sa.ForeignKey("audit.seq"), nullable=False)


# One row per key: facts about the journal itself. The row `lock` is what a
# writer holds, so that all writers of a server queue as those of a file do.
meta: Final = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

# What an audit row speaks about. Erasing one leaves the chain whole.
payloads: Final = sa.Table(
    "payloads",
    metadata,
    sa.Column("payload_id", _Position, primary_key=True),
    sa.Column("salt", sa.String(32), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("erased_at", Instant),
)

# The chain: `hash` covers every other column and the hash of the row before.
audit: Final = sa.Table(
    "audit",
    metadata,
    sa.Column("seq", _Position, primary_key=True, autoincrement=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column(
        "payload_id", _Position, sa.ForeignKey("payloads.payload_id"), nullable=False
    ),
    sa.Column("payload_hash", sa.String(64), nullable=False),
    sa.Column("previous_hash", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)

# One row per load that was ever committed; its state is its last activation.
loads: Final = sa.Table(
    "loads",
    metadata,
    sa.Column("load_id", sa.String(12), primary_key=True),
    sa.Column("sequence", sa.Integer, nullable=False, unique=True),
    sa.Column("fingerprint", sa.String(64), nullable=False, index=True),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("company", sa.Text),
    sa.Column("as_of", sa.Date),
    sa.Column("data_date", sa.Date),
    sa.Column("partial", sa.Boolean, nullable=False),
    sa.Column("file", sa.Text),
    sa.Column("figures", sa.Text, nullable=False),
    sa.Column("data_errors", sa.Integer, nullable=False),
    sa.Column("manifest_sha256", sa.String(64), nullable=False),
)

# What happened to loads, in order: activate, deactivate, hold, confirm,
# discard, purge.
activations: Final = sa.Table(
    "activations",
    metadata,
    sa.Column("seq", _Position, primary_key=True),
    sa.Column(
        "load_id",
        sa.String(12),
        sa.ForeignKey("loads.load_id"),
        nullable=False,
        index=True,
    ),
    sa.Column("event", sa.String(12), nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    _audit_seq(),
)

# Every mart that was published (`current`) or made for a past moment
# (`known_at`). The current mart is the newest row of the first kind.
publications: Final = sa.Table(
    "publications",
    metadata,
    sa.Column("seq", _Position, primary_key=True),
    sa.Column("mart_id", sa.String(12), nullable=False, index=True),
    sa.Column("purpose", sa.String(10), nullable=False),
    sa.Column("structure", sa.String(64), nullable=False, index=True),
    sa.Column("structural_position", _Position, nullable=False),
    sa.Column("operational_position", _Position, nullable=False),
    sa.Column("erasures", _Position, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    _audit_seq(),
)

# Who is doing something that one process at a time may do.
leases: Final = sa.Table(
    "leases",
    metadata,
    sa.Column("name", sa.String(20), primary_key=True),
    sa.Column("owner", sa.String(32), nullable=False),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("process_started", sa.Float, nullable=False),
    sa.Column("expires_at", Instant, nullable=False),
)

# What people enter. `position` orders all entries; a new version of a thing is
# a new row with the same `entry_id`.
entries: Final = sa.Table(
    "entries",
    metadata,
    sa.Column("position", _Position, primary_key=True),
    sa.Column("class", sa.String(12), nullable=False),
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("entry_id", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column(
        "payload_id", _Position, sa.ForeignKey("payloads.payload_id"), nullable=False
    ),
    _audit_seq(),
    sa.UniqueConstraint("kind", "entry_id", "version"),
    sa.Index("ix_entries_class_position", "class", "position"),
)

users: Final = sa.Table(
    "users",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("email", sa.Text, unique=True),
    sa.Column("role", sa.String(12), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    _audit_seq(),
)

# How a kind of file was understood, to be used again.
mapping_profiles: Final = sa.Table(
    "mapping_profiles",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("fingerprint", sa.String(64), nullable=False, index=True),
    sa.Column("body", sa.Text, nullable=False),
    _audit_seq(),
)

# Erasures under way or done: `folders` maps a load to the SHA-256 of its new
# manifest, which lies prepared beside the lake until the exchange is done.
erasures: Final = sa.Table(
    "erasures",
    metadata,
    sa.Column("erasure_id", sa.String(32), primary_key=True),
    sa.Column("kind", sa.String(12), nullable=False),
    sa.Column("folders", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("done_at", Instant),
    _audit_seq(),
)

# Archives that were made: `loads` maps each load to its manifest's SHA-256 then.
backups: Final = sa.Table(
    "backups",
    metadata,
    sa.Column("seq", _Position, primary_key=True),
    sa.Column("file", sa.Text, nullable=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("head_seq", _Position, nullable=False),
    sa.Column("head_hash", sa.String(64), nullable=False),
    sa.Column("loads", sa.Text, nullable=False),
    _audit_seq(),
)

"""The first tables of the journal."""

import secrets
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: Final = "0001"
down_revision: Final = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, the row that writers lock, and the key of pseudonyms."""
    _meta_and_audit()
    _loads()
    _marts()
    _entries()
    meta = sa.table("meta", sa.column("key", sa.String), sa.column("value", sa.Text))
    op.bulk_insert(
        meta,
        [
            {"key": "lock", "value": ""},
            {"key": "pseudonym_key", "value": secrets.token_hex(16)},
        ],
    )


def _position() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _meta_and_audit() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.create_table(
        "payloads",
        sa.Column("payload_id", _position(), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("payload_id", name="pk_payloads"),
    )
    op.create_table(
        "audit",
        sa.Column("seq", _position(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("payload_id", _position(), nullable=False),
        sa.Column("payload_hash", sa.String(length=64), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["payload_id"], ["payloads.payload_id"], name="fk_audit_payload_id"
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )


def _loads() -> None:
    op.create_table(
        "loads",
        sa.Column("load_id", sa.String(length=12), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("company", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.Column("data_date", sa.Date(), nullable=True),
        sa.Column("partial", sa.Boolean(), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("data_errors", sa.Integer(), nullable=False),
        sa.Column("manifest_sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("load_id", name="pk_loads"),
        sa.UniqueConstraint("sequence", name="uq_loads_sequence"),
    )
    op.create_index("ix_loads_fingerprint", "loads", ["fingerprint"])

    op.create_table(
        "activations",
        sa.Column("seq", _position(), nullable=False),
        sa.Column("load_id", sa.String(length=12), nullable=False),
        sa.Column("event", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("audit_seq", _position(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_seq"], ["audit.seq"], name="fk_activations_audit_seq"
        ),
        sa.ForeignKeyConstraint(
            ["load_id"], ["loads.load_id"], name="fk_activations_load_id"
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_activations"),
    )
    op.create_index("ix_activations_load_id", "activations", ["load_id"])


def _marts() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("process_started", sa.Float(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
    op.create_table(
        "backups",
        sa.Column("seq", _position(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("head_seq", _position(), nullable=False),
        sa.Column("head_hash", sa.String(length=64), nullable=False),
        sa.Column("loads", sa.Text(), nullable=False),
        sa.Column("audit_seq", _position(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_seq"], ["audit.seq"], name="fk_backups_audit_seq"
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_backups"),
    )
    op.create_table(
        "erasures",
        sa.Column("erasure_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("folders", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("audit_seq", _position(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_seq"], ["audit.seq"], name="fk_erasures_audit_seq"
        ),
        sa.PrimaryKeyConstraint("erasure_id", name="pk_erasures"),
    )
    op.create_table(
        "publications",
        sa.Column("seq", _position(), nullable=False),
        sa.Column("mart_id", sa.String(length=12), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("structure", sa.String(length=64), nullable=False),
        sa.Column("structural_position", _position(), nullable=False),
        sa.Column("operational_position", _position(), nullable=False),
        sa.Column("erasures", _position(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("audit_seq", _position(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_seq"], ["audit.seq"], name="fk_publications_audit_seq"
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_publications"),
    )
    op.create_index("ix_publications_mart_id", "publications", ["mart_id"])
    op.create_index("ix_publications_structure", "publications", ["structure"])


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("position", _position(), nullable=False),
        sa.Column("class", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("entry_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("payload_id", _position(), nullable=False),
        sa.Column("audit_seq", _position(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_seq"], ["audit.seq"], name="fk_entries_audit_seq"
        ),
        sa.ForeignKeyConstraint(
            ["payload_id"], ["payloads.payload_id"], name="fk_entries_payload_id"
        ),
        sa.PrimaryKeyConstraint("position", name="pk_entries"),
        sa.UniqueConstraint(
            "kind", "entry_id", "version", name="uq_entries_kind_entry_id_version"
        ),
    )
    op.create_index("ix_entries_class_position", "entries", ["class", "position"])

    op.create_table(
        "mapping_profiles",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("audit_seq", _position(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_seq"], ["audit.seq"], name="fk_mapping_profiles_audit_seq"
        ),
        sa.PrimaryKeyConstraint("name", "version", name="pk_mapping_profiles"),
    )
    op.create_index(
        "ix_mapping_profiles_fingerprint", "mapping_profiles", ["fingerprint"]
    )

    op.create_table(
        "users",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("audit_seq", _position(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audit_seq"], ["audit.seq"], name="fk_users_audit_seq"
        ),
        sa.PrimaryKeyConstraint("name", name="pk_users"),
        sa.UniqueConstraint("email", name="uq_users_email"),
    )

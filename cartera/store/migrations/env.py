"""How Alembic runs: inside the transaction that the journal opened."""

from alembic import context

from cartera.store import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

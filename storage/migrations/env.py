"""What Alembic runs: the steps, on the connection and inside the transaction that `migrate` has opened."""

from alembic import context

# SQLite undoes table changes like any others; Alembic only believes otherwise of Python's default driver mode.
context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()

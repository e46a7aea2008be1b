"""How we speak to SQLite and PostgreSQL: connections, dialects, prepared statements, ids, copying."""

"""What a started server holds before the first migration: the database, vector, and the message queue's tables."""

import psycopg
import psycopg.sql
from pgmq.install import install_pgmq_from_sql

from rightsdesk.embedded.address import Address


def furnish(address: Address) -> None:
    """The database, with vector where the server has it. Safe to repeat."""
    with psycopg.connect(address.url, dbname="postgres", autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [address.database]).fetchone():
            server.execute(
                psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(address.database))
            )
    with psycopg.connect(address.url) as database:
        if database.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'").fetchone():
            database.execute("CREATE EXTENSION IF NOT EXISTS vector")


def install_queue(address: Address) -> None:
    """For a desk whose broker is this database. Safe to repeat."""
    with psycopg.connect(address.url) as database:
        if not database.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'pgmq'").fetchone():
            install_pgmq_from_sql(conn=database)

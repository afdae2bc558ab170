"""What the one search and the lists of the console stand on: words and whole names of large tables, and their order."""

from django.db import migrations

# (table, column): found by whole text, by words, and listed in this order.
LARGE = (
    ("artists_party", "name"),
    ("artists_artist", "name"),
    ("artists_work", "title"),
    ("artists_recording", "title"),
    ("derivatives_derivative", "title"),
    ("accounts_organisation", "name"),
)


def _indexes(table: str, column: str) -> list[migrations.RunSQL]:
    words = f"to_tsvector('simple'::regconfig, COALESCE({column}, ''))"
    return [
        _index(f"find_{table}_words", f"{table} USING gin ({words})"),
        _index(f"find_{table}_whole", f"{table} (lower({column}))"),
        _index(f"list_{table}", f"{table} ({column}, id)"),
    ]


def _index(name: str, on: str) -> migrations.RunSQL:
    return migrations.RunSQL(f"CREATE INDEX {name} ON {on};", f"DROP INDEX {name};")


class Migration(migrations.Migration):
    dependencies = [
        ("artists", "0002_shares"),
        ("derivatives", "0001_initial"),
        ("accounts", "0002_apiclient"),
    ]
    operations = [
        *(index for table, column in LARGE for index in _indexes(table, column)),
        _index(
            "find_accounts_user_words",
            "accounts_user USING gin (to_tsvector('simple'::regconfig,"
            " COALESCE(name, '') || ' ' || COALESCE(email, '')))",
        ),
        _index("find_accounts_user_name", "accounts_user (lower(name))"),
    ]

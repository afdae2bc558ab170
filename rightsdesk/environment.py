"""Typed readers of the environment. A value that makes no sense stops the start, in words."""

import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


class BadSetting(SystemExit):
    """A setting that cannot be used; the process must not start with it."""


def text(name: str, default: str) -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool) -> bool:
    value = text(name, str(default)).lower()
    if value not in {"1", "0", "true", "false", "yes", "no"}:
        raise BadSetting(f"{name} must be true or false, not {value!r}.")
    return value in {"1", "true", "yes"}


def number(name: str, default: int, least: int = 0) -> int:
    value = text(name, str(default))
    if not value.isdigit() or int(value) < least:
        raise BadSetting(f"{name} must be a whole number of at least {least}, not {value!r}.")
    return int(value)


def one_of(name: str, default: str, known: Sequence[str]) -> str:
    value = text(name, default)
    if value not in known:
        raise BadSetting(f"{name} must be one of {', '.join(known)}, not {value!r}.")
    return value


def secret(name: str, path: Path) -> str:
    """The variable, else a random key made once and kept in a file only its owner may read."""
    return text(name, "") or kept(path, lambda: secrets.token_urlsafe(48))


def kept(path: Path, make: Callable[[], str]) -> str:
    """What the file says; a new file, which only its owner may read, where there is none. Two processes at once agree:
    it is linked into place whole, and the first one's counts."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(make())
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


def database(url: str) -> dict[str, Any]:
    """Django's settings for a postgresql:// URL. Nothing but PostgreSQL is accepted."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise BadSetting("DATABASE_URL must look like postgresql://user:password@host:port/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or 5432),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }

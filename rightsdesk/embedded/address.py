"""Where the embedded PostgreSQL answers: a small file that the server's starter writes and the settings read."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Address:
    host: str
    port: int
    user: str
    password: str
    database: str

    @property
    def url(self) -> str:
        return f"postgresql://{quote(self.user)}:{quote(self.password, safe='')}@{self.host}:{self.port}/{self.database}"


def address_file(var: Path) -> Path:
    return var / "run" / "postgres.json"


def read_address(var: Path) -> Address | None:
    """The address last written under this `var`, or None when there is none that can be read."""
    try:
        return Address(**json.loads(address_file(var).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def write_address(var: Path, address: Address) -> None:
    """Only the owner may read it: it holds the password."""
    target = address_file(var)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        json.dump(asdict(address), file)
    draft.replace(target)


def connection_url(var: Path) -> str | None:
    """The embedded server's URL, or None where it has never been started."""
    address = read_address(var)
    return address.url if address else None

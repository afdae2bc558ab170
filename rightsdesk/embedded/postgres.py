"""Starts, awaits and stops one private PostgreSQL under `var`. Needs no daemon, no root, no system user.

What the tables are is for the migrations."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rightsdesk.embedded.address import Address, write_address
from rightsdesk.embedded.cluster import Cluster, answers, expect_address, failed, refuse_stale
from rightsdesk.embedded.databases import furnish
from rightsdesk.embedded.making import make
from rightsdesk.embedded.ports import LOOPBACK, free_port
from rightsdesk.embedded.privileges import Prefix, prefix_for
from rightsdesk.embedded.words import last_lines, step

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


def start(cluster: Cluster) -> Address:
    """Start it if it does not answer yet; make it first if it is not there. Safe to repeat."""
    refuse_stale(cluster)
    if cluster.answers():
        return expect_address(cluster)
    cluster.home.mkdir(parents=True, exist_ok=True)
    cluster.log.parent.mkdir(parents=True, exist_ok=True)
    prefix = prefix_for(cluster.home, cluster.programs / "postgres")
    if not cluster.data.exists():
        with step("Making the PostgreSQL cluster"):
            make(cluster, prefix)
    with step("Starting PostgreSQL"):
        address = _launch(cluster, prefix)
    furnish(address)
    return address


def _launch(cluster: Cluster, prefix: Prefix) -> Address:
    known = expect_address(cluster)
    address = Address(LOOPBACK, free_port(known.port), known.user, known.password, known.database)
    server = _spawn(cluster, prefix, address.port)
    deadline = time.monotonic() + START_SECONDS
    while not answers(address):
        if server.poll() is not None or time.monotonic() > deadline:
            raise failed("PostgreSQL did not start", last_lines(cluster.log))
        time.sleep(0.1)
    write_address(cluster.var, address)
    return address


def _spawn(cluster: Cluster, prefix: Prefix, port: int) -> subprocess.Popen[bytes]:
    settings = SETTINGS | {"port": str(port)} | ({} if cluster.durable else HASTY)
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    command = [*prefix, str(cluster.programs / "postgres"), "-D", str(cluster.data), *options]
    with cluster.log.open("ab") as log:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd="/"
        )


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

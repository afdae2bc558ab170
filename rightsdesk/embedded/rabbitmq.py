"""One private RabbitMQ node under `var`, from Debian's package: for the production leg only. Needs no service manager.

The node has a port, a name service, a cookie and a user of its own, so it never meets another one on the machine."""

import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rightsdesk.embedded.ports import LOOPBACK, free_port
from rightsdesk.embedded.words import Stop, last_lines, step

# Debian's wrappers in /usr/sbin change the user and the folders; these are the programs behind them.
PROGRAMS = Path("/usr/lib/rabbitmq/bin")
USER = "desk"
START_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Node:
    home: Path
    port: int
    environment: dict[str, str]

    def control(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [str(PROGRAMS / "rabbitmqctl"), *words]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, cwd="/"
        )


def _plan(var: Path) -> Node:
    """A fresh home each time: what an earlier node of another name left would only be in the way."""
    home = var / "rabbitmq"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    port = free_port()
    (home / "plugins").write_text("[].\n")
    (home / "rabbitmq.conf").write_text(
        f"listeners.tcp.local = {LOOPBACK}:{port}\nloopback_users = none\nlog.file.level = warning\n"
        "disk_free_limit.absolute = 50MB\n"
    )
    return Node(home, port, os.environ | _settings(home, port))


def _settings(home: Path, port: int) -> dict[str, str]:
    return {
        "HOME": str(home),
        "ERL_EPMD_PORT": str(free_port()),
        "ERL_EPMD_ADDRESS": LOOPBACK,
        "RABBITMQ_NODENAME": f"desk{port}@localhost",
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_MNESIA_BASE": str(home / "data"),
        "RABBITMQ_LOG_BASE": str(home / "log"),
        "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "plugins"),
        "RABBITMQ_PID_FILE": str(home / "node.pid"),
    }


@contextmanager
def running(var: Path) -> Iterator[str]:
    """A node for the length of a block; gives its amqp:// URL."""
    if not (PROGRAMS / "rabbitmq-server").exists():
        raise Stop("RabbitMQ is not installed; ./desk test --production installs it.")
    node = _plan(var)
    server = _spawn(node)
    try:
        with step("Starting RabbitMQ"):
            _await(node, server)
            url = _furnish(node)
        yield url
    finally:
        _end(node, server)


def _spawn(node: Node) -> subprocess.Popen[bytes]:
    command = [str(PROGRAMS / "rabbitmq-server")]
    with (node.home / "server.log").open("ab") as log:
        return subprocess.Popen(
            command,
            env=node.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd="/",
        )


def _await(node: Node, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while node.control("await_startup", "--timeout", "20").returncode != 0:
        if server.poll() is not None or time.monotonic() > deadline:
            raise Stop(f"RabbitMQ did not start; its last words:\n{last_lines(node.home / 'server.log')}")
        time.sleep(0.5)


def _furnish(node: Node) -> str:
    password = secrets.token_urlsafe(24)
    for words in (("add_user", USER, password), ("set_permissions", "-p", "/", USER, ".*", ".*", ".*")):
        done = node.control(*words)
        if done.returncode != 0:
            raise Stop(f"RabbitMQ refused {words[0]}: {done.stderr.strip()}")
    return f"amqp://{USER}:{password}@{LOOPBACK}:{node.port}//"


def _end(node: Node, server: subprocess.Popen[bytes]) -> None:
    node.control("stop")
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    subprocess.run(["epmd", "-kill"], env=node.environment, capture_output=True, check=False)

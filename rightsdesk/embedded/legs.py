"""`./desk test`: pytest on a hasty database of its own; with --production its journeys on Debian's PostgreSQL and RabbitMQ."""

import os
import subprocess
import sys
from pathlib import Path

from rightsdesk.embedded import postgres, rabbitmq
from rightsdesk.embedded.cluster import Cluster, wheel_programs
from rightsdesk.embedded.databases import install_queue
from rightsdesk.embedded.words import Stop

# A file's tests share what is costly to make; the files go to two processes, each with a database of its own.
EVERYTHING = ["--numprocesses", "2", "--dist", "loadfile"]
DEBIAN_PROGRAMS = Path("/usr/lib/postgresql")


def test(words: list[str]) -> int:
    var = Path(os.environ["RIGHTSDESK_VAR"])
    ours = [word for word in words if word != "--production"]
    return _on_embedded(var / "test", words) if ours == words else _on_production(var / "production", ours)


def _on_embedded(var: Path, words: list[str]) -> int:
    with postgres.running(Cluster(var, wheel_programs(), durable=False)) as address:
        install_queue(address)
        queue = address.url.replace("postgresql://", "pgmq://", 1)
        return _pytest(var, address.url, queue, words or EVERYTHING)


def _on_production(var: Path, words: list[str]) -> int:
    with (
        postgres.running(Cluster(var, _debian_programs(), durable=False)) as address,
        rabbitmq.running(var) as queue,
    ):
        return _pytest(var, address.url, queue, words or ["tests/journeys"])


def _debian_programs() -> Path:
    found = sorted(DEBIAN_PROGRAMS.glob("*/bin/postgres"), key=lambda program: int(program.parts[-3]))
    if not found:
        raise Stop("Debian's PostgreSQL is not installed; ./desk test --production installs it where it may.")
    return found[-1].parent


def _pytest(var: Path, database: str, queue: str, words: list[str]) -> int:
    (var / "static").mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"RIGHTSDESK_VAR": str(var), "DATABASE_URL": database, "BROKER_URL": queue}
    return subprocess.run([sys.executable, "-m", "pytest", *words], env=environment, check=False).returncode

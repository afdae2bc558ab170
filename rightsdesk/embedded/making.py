"""Makes a cluster once: `initdb` with a random password, finished before it gets its name, so that none is half made."""

import os
import secrets
import subprocess
from pathlib import Path

from rightsdesk.embedded.address import Address, write_address
from rightsdesk.embedded.cluster import Cluster, failed
from rightsdesk.embedded.ports import LOOPBACK, free_port
from rightsdesk.embedded.privileges import Prefix

USER = "desk"
DATABASE = "rightsdesk"


def make(cluster: Cluster, prefix: Prefix) -> None:
    password = secrets.token_urlsafe(24)
    draft, words = cluster.home / "draft", cluster.home / "password"
    _write_for(cluster.home.stat().st_uid, words, password)
    subprocess.run([*prefix, "rm", "-rf", str(draft)], check=True, cwd="/")
    command = [*prefix, str(cluster.programs / "initdb"), *_options(cluster, words), "-D", str(draft)]
    made = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    words.unlink()
    if made.returncode != 0:
        raise failed("the database could not be made", made.stderr)
    write_address(cluster.var, Address(LOOPBACK, free_port(), USER, password, DATABASE))
    draft.rename(cluster.data)


def _options(cluster: Cluster, words: Path) -> list[str]:
    options = [
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        f"--username={USER}",
        f"--pwfile={words}",
    ]
    return options if cluster.durable else [*options, "--no-sync"]


def _write_for(owner: int, file: Path, text: str) -> None:
    """A file that nobody but this user may read."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as opened:
        opened.write(text)
    os.chown(file, owner, -1)

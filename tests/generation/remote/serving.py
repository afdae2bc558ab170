"""A real engine server for a test: its own folder, its own port, real processes, real kills."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import httpx

from rightsdesk.generation.remote import PublicKey, SigningKey
from tests.generation.remote.outside import HOST

ROOT = Path(__file__).resolve().parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


class EngineServer:
    """`serve`, from the command line."""

    def __init__(self, folder: Path, desks: Sequence[PublicKey], *options: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://{HOST}:{self.port}"
        folder.mkdir(parents=True, exist_ok=True)
        self.options = ["--allow-private", HOST, *options]
        for desk in desks:
            path = folder / f"desk-{desk.id}.jwk"
            path.write_text(desk.to_json())
            self.options += ["--desk", str(path)]

    def start(self) -> "EngineServer":
        command = [sys.executable, "-m", "rightsdesk.generation", "serve", "--folder", str(self.folder)]
        command += ["--listen", f"{HOST}:{self.port}", *self.options]
        environment = os.environ | {"OMP_NUM_THREADS": "1"}
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        self._await()
        return self

    @property
    def key(self) -> PublicKey:
        return SigningKey.from_json((self.folder / "engine.jwk").read_text()).public()

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()

    def kill(self) -> None:
        """As a power cut does it: no process of the server gets to say a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def _await(self) -> None:
        until = time.monotonic() + 30
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if httpx.get(f"{self.url}/healthz", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError(f"the server did not start:\n{self.log[-3000:]}")

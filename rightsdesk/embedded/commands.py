"""The verbs of `./desk` that start or stop something. Set-up and checks are the script's own; the story is the demo's."""

import os
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

from rightsdesk.embedded import ports, postgres, processes
from rightsdesk.embedded.cluster import Cluster, wheel_programs
from rightsdesk.embedded.service import Service, called_from
from rightsdesk.embedded.words import Stop


def demo(options: Namespace) -> int:
    """Everything up, the story played; then up until Ctrl-C, or not any longer with --once."""
    story = ["play_story", "--base-url", f"http://{ports.LOOPBACK}:{options.port}"]
    for name in ("json", "source"):
        if given := getattr(options, name):
            story += [f"--{name}", called_from(given)]
    with Service(options.port, keep_database=False) as service:
        service.manage("migrate", "--no-input", "--verbosity", "0", title="Migrating")
        service.start(processes.web(options.port), *processes.workers(), processes.beat(service.var))
        service.manage("load_story", title="Loading the demo story", ticking=False)
        service.await_ready()
        outcome = service.attend("manage.py", *story)
        if options.once:
            return outcome
        print(f"\n  The desk is open at {service.url} — Ctrl-C closes it.", file=sys.stderr)
        service.stay()
    return outcome


def serve(options: Namespace) -> int:
    with Service(options.port, keep_database=True) as service:
        service.manage("migrate", "--no-input", "--verbosity", "0", title="Migrating")
        service.start(processes.web(options.port))
        service.await_ready()
        print(f"  The desk is open at {service.url} — Ctrl-C closes it.", file=sys.stderr)
        service.stay()
    return 0


def worker(options: Namespace) -> int:
    with Service(None, keep_database=True) as service:
        every = {program.name: program for program in (*processes.workers(), processes.beat(service.var))}
        if unknown := [name for name in options.names if name not in every]:
            raise Stop(f"there is no worker {unknown[0]}; there are {', '.join(every)}.")
        service.start(*(every[name] for name in options.names or every))
        service.stay()
    return 0


def manage(words: list[str]) -> int:
    with Service(None, keep_database=False) as service:
        return service.call("manage.py", *words)


def bench(words: list[str]) -> int:
    """The engines and the law alone, or `generation`, without a database; or `royalties` or `consent`, which need one."""
    if words[:1] in (["royalties"], ["consent"]):
        with Service(None, keep_database=False) as service:
            service.manage("migrate", "--no-input", "--verbosity", "0", title="Migrating")
            return service.call("manage.py", f"bench_{words[0]}", *words[1:])
    if words[:1] == ["generation"]:
        return subprocess.run(
            [sys.executable, "-m", "rightsdesk.generation.bench", *words[1:]], check=False
        ).returncode
    return subprocess.run([sys.executable, "-m", "tools.bench", *words], check=False).returncode


def halt(options: Namespace) -> int:
    """Watchers first, so that nobody is started again; then what a killed watcher left; then the databases."""
    var = Path(os.environ["RIGHTSDESK_VAR"])
    stopped = processes.end_everything(var)
    for cluster in clusters(var):
        stopped |= postgres.halt(cluster)
    print("  Stopped." if stopped else "  Nothing was running.", file=sys.stderr)
    return 0


def clusters(var: Path) -> list[Cluster]:
    programs = wheel_programs()
    return [Cluster(var / branch, programs) for branch in ("", "test", "production")]

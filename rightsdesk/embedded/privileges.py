"""PostgreSQL refuses to run as root. As root, its programs are started through a prefix that gives the rights away:
another system user where one can reach the files, else a user namespace in which root is somebody else."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from rightsdesk.embedded.words import Stop

Prefix = tuple[str, ...]
NAMESPACE: Prefix = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")


def prefix_for(home: Path, program: Path) -> Prefix:
    """How to start `program` so that it may own `home` (which exists). Gives an empty `home` to its new owner.

    Whoever owns a home that is in use keeps it."""
    if os.geteuid() != 0:
        return ()
    owner = home.stat().st_uid
    if owner != 0:
        return _as_user(owner)
    if any(home.iterdir()):
        return NAMESPACE
    return _give_away(home, program)


def _give_away(home: Path, program: Path) -> Prefix:
    for uid in _system_users():
        os.chown(home, uid, -1)
        if _works((*_as_user(uid), "test", "-x", str(program), "-a", "-w", str(home))):
            return _as_user(uid)
    os.chown(home, 0, -1)
    if _works((*NAMESPACE, "true")):
        return NAMESPACE
    raise Stop(
        "PostgreSQL does not run as root, and neither another user nor a user namespace can reach this folder;"
        " start ./desk as an ordinary user, or move the folder out of a private home."
    )


def _system_users() -> list[int]:
    uids = []
    for name in ("postgres", "nobody"):
        try:
            uids.append(pwd.getpwnam(name).pw_uid)
        except KeyError:
            continue
    return uids


def _as_user(uid: int) -> Prefix:
    gid = pwd.getpwuid(uid).pw_gid
    return ("setpriv", f"--reuid={uid}", f"--regid={gid}", "--clear-groups", "--")


def _works(command: Prefix) -> bool:
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, cwd="/", check=False).returncode == 0

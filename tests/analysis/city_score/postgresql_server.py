"""A PostgreSQL of the test's own: a cluster in a temporary folder, reached by a socket in it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.reports.tools import needed

# Debian keeps the programs of the server away from the search path.
_DEBIAN = Path("/usr/lib/postgresql")


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Start a server and give the folder of its socket; stop it and remove everything after."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="aqyl_pg_"))  # short: a socket's path has 107 bytes
    # The server refuses to run as root; the folder of the test would be closed to its own user.
    root = os.name == "posix" and os.geteuid() == 0
    user = ["runuser", "-u", "postgres", "--"] if root else []

    def do(program: str, *options: str) -> None:
        command = [*user, str(programs / program), "--pgdata", f"{folder}/data", *options]
        run = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=120
        )
        assert run.returncode == 0, run.stdout + run.stderr

    try:
        if root:
            shutil.chown(folder, "postgres")
        do("initdb", "--username=aqyl", "--auth=trust", "--encoding=UTF8", "--no-locale", "-N")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        do("pg_ctl", "start", "--wait", f"--log={folder}/log", f"--options={options}")
        try:
            yield str(folder)
        finally:
            do("pg_ctl", "stop", "--wait", "--mode=immediate")
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    """Find the folder of the newest server; without one skip the test, or fail if required."""
    folders = [path.parent for path in _DEBIAN.glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda path: [int(n) for n in re.findall(r"\d+", str(path))])
    found = shutil.which("initdb")
    return Path(found or needed("postgresql")).parent

"""Run the tests on this machine's own PostgreSQL (15 or newer), in a throw-away cluster.

    .venv/bin/python tools/test_on_system_postgres.py [arguments of pytest]

The newest of /usr/lib/postgresql/*/bin is used; ONEWINDOW_POSTGRES names another bin folder.
Where there is none, nothing is tried and a sentence says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from onewindow.config.embedded import Cluster  # noqa: E402  after the path is set
from onewindow.config.embedded.roles import APP, OWNER  # noqa: E402

OLDEST = 15


def programs() -> Path | None:
    """The bin folder of the newest server of this machine, or None."""
    named = os.environ.get("ONEWINDOW_POSTGRES")
    if named:
        return Path(named)
    known = [p for p in Path("/usr/lib/postgresql").glob("*/bin") if (p / "initdb").exists()]
    known = [p for p in known if p.parent.name.isdigit() and int(p.parent.name) >= OLDEST]
    return max(known, key=lambda p: int(p.parent.name), default=None)


def main(arguments: list[str]) -> int:
    """The exit code of pytest."""
    found = programs()
    if found is None:
        print(f"This machine has no PostgreSQL {OLDEST} or newer of its own; nothing more to try.")
        return 0
    folder = Path(tempfile.mkdtemp(prefix="onewindow-system-"))
    folder.chmod(0o711)
    cluster = Cluster(folder / "home", found)
    print(f"Testing on {found}.", flush=True)
    try:
        cluster.hold()
        urls = {"DATABASE_URL": cluster.url(APP), "DATABASE_OWNER_URL": cluster.url(OWNER)}
        command = [sys.executable, "-P", "-m", "pytest", *arguments]
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **urls}, check=False).returncode
    finally:
        cluster.leave()
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

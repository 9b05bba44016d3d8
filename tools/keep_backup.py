"""Makes the backup that later versions must be able to upgrade: tests/upgrades/NAME.zip.

    .venv/bin/python tools/keep_backup.py 2026-11-spine

It is an installation begun by `init` with one link issued, and the key that sealed its audit: a key
of nothing else, kept as text beside it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOAL = ROOT / "tests" / "upgrades"
COUNTRY = """
regions:
  - {code: XX, name: {en: The Republic}, level: state, time_zone: Europe/Berlin}
holidays: {XX: [2027-01-01]}
organisation_office:
  code: ORG
  region: XX
  name: {en: Organisation office}
  official: {login: office, name: O. Office, email: office@example.org}
security_officers:
  - {login: first, name: F. Irst, email: first@example.org}
  - {login: second, name: S. Econd, email: second@example.org}
"""


def main(name: str) -> int:
    """Makes the two files; gives the exit code."""
    folder = Path(tempfile.mkdtemp(prefix="onewindow-kept-", dir="/var/tmp"))
    folder.chmod(0o711)
    home = folder / "home"
    (folder / "country.yaml").write_text(COUNTRY)
    left_out = {"DATABASE_URL", "DATABASE_OWNER_URL", "DJANGO_SETTINGS_MODULE"}
    surroundings = {k: v for k, v in os.environ.items() if k not in left_out}
    surroundings |= {"ONEWINDOW_HOME": str(home), "ONEWINDOW_SECRET_KEY": "x" * 50}
    file = folder / f"{name}.zip"
    for words in (
        ["init", str(folder / "country.yaml")],
        ["link", "office"],
        ["backup", str(file)],
    ):
        command = [sys.executable, "-P", "-m", "onewindow.config.cli", *words]
        subprocess.run(command, env=surroundings, cwd=ROOT, check=True)
    GOAL.mkdir(exist_ok=True)
    shutil.copy(file, GOAL / file.name)
    pem = (home / "keys" / "seal.pem").read_text().splitlines()
    (GOAL / f"{name}.seal.txt").write_text("".join(pem[1:-1]) + "\n")
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

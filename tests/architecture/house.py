"""What the laws look at: storeys, packages, rooms, and the source as trees."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "onewindow"
STOREYS = (
    "ground",
    "engines",
    "trust",
    "registers",
    "flow",
    "delivery",
    "reach",
    "insight",
    "faces",
)
NOT_CODE = {"tests", "migrations", "__pycache__"}


def packages() -> list[Path]:
    """Gives the folder of every package, storey by storey from the ground up."""
    found = [p for storey in STOREYS for p in sorted((HOUSE / storey).glob("*/__init__.py"))]
    return [p.parent for p in found]


def django_packages() -> list[Path]:
    """Gives the packages that Django knows, the kernel included."""
    return [p for p in packages() if (p / "apps.py").exists()]


def sources(folder: Path = HOUSE) -> Iterator[Path]:
    """Gives every module that runs in production: no tests, no migrations."""
    for path in sorted(folder.rglob("*.py")):
        if not NOT_CODE & set(path.relative_to(folder).parts):
            yield path


@functools.lru_cache(maxsize=2000)
def tree(path: Path) -> ast.Module:
    """Gives the parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def dotted(path: Path) -> str:
    """Gives the dotted name of a package or module."""
    parts = path.relative_to(HOUSE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def short(path: Path) -> str:
    """Gives the path below `src/onewindow` as it is written in lists of the laws."""
    return path.relative_to(HOUSE).as_posix()


def room(path: Path) -> str:
    """Gives the room that a module of a package is in; empty for the package itself."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return parts[2] if len(parts) > 2 and parts[2] != "__init__" else ""


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Gives every function of a module, methods and inner ones included."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node

"""Writes docs/map.md: the house as a picture, and what each package is for.

.venv/bin/python -P tools/map.py          # write
.venv/bin/python -P tools/map.py --check  # exit code 1 when the page is not current
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "src" / "onewindow"
PAGE = ROOT / "docs" / "map.md"
STOREYS = {
    "faces": "the public's window, the officer's desk",
    "insight": "what is measured and renewed",
    "reach": "whom it reaches",
    "delivery": "what is delivered",
    "flow": "how work flows",
    "registers": "what is registered",
    "trust": "whom to trust",
    "engines": "what computes, without Django",
    "ground": "what it all stands on",
}


def packages() -> dict[str, list[Path]]:
    """Gives the packages of each storey that has any, from the top down."""
    found = {
        storey: sorted(p.parent for p in (HOUSE / storey).glob("*/__init__.py"))
        for storey in STOREYS
    }
    return {storey: folders for storey, folders in found.items() if folders}


def purpose(folder: Path) -> str:
    """Gives the first paragraph under Purpose of the package's page."""
    readme = folder / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.exists() else ""
    after = text.partition("## Purpose")[2].strip()
    first = after.partition("\n\n")[0].partition("\n##")[0]
    return " ".join(first.split()).replace("|", "\\|")


def arrows(folder: Path) -> set[str]:
    """Gives the packages that a package imports, as `storey.package`."""
    own = ".".join(folder.relative_to(HOUSE).parts)
    return {name for name in _imported(folder) if name != own}


def _imported(folder: Path) -> Iterator[str]:
    known = {".".join(p.relative_to(HOUSE).parts) for all_ in packages().values() for p in all_}
    for path in folder.rglob("*.py"):
        if {"tests", "migrations"} & set(path.relative_to(folder).parts):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("onewindow."):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
                yield from {".".join(n.split(".")[1:3]) for n in names} & known


def picture(house: dict[str, list[Path]]) -> str:
    """Gives the house as a Mermaid picture. The kernel is left out: everybody stands on it."""
    lines = ["```mermaid", "flowchart TB"]
    for storey, folders in house.items():
        lines.append(f'  subgraph {storey}["{storey}: {STOREYS[storey]}"]')
        lines += [f"    {storey}_{folder.name}[{folder.name}]" for folder in folders]
        lines.append("  end")
    for storey, folders in house.items():
        for folder in folders:
            for name in sorted(arrows(folder) - {"ground.kernel", "ground.design"}):
                lines.append(f"  {storey}_{folder.name} --> {name.replace('.', '_')}")
    return "\n".join([*lines, "```"])


def table(house: dict[str, list[Path]]) -> str:
    """Gives storeys and packages with their purpose, from the top down."""
    lines = ["| storey | package | purpose |", "|---|---|---|"]
    for storey, folders in house.items():
        for folder in folders:
            link = f"[{folder.name}](../{(folder / 'README.md').relative_to(ROOT)})"
            lines.append(f"| {storey} | {link} | {purpose(folder)} |")
    return "\n".join(lines)


def page() -> str:
    """Gives the whole page."""
    house = packages()
    parts = [
        "# Map of the house",
        "<!-- Written by tools/map.py; a test keeps it current. -->",
        "Every arrow is an import, and every arrow points down: a storey sees lower ones only. "
        "Arrows to `ground.kernel` and `ground.design` are left out, as everybody has them. "
        "`config` stands beside the house: settings, addresses and the command line put it "
        "together, and nobody imports it.",
        picture(house),
        "## Packages",
        table(house),
    ]
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Writes the page, or says whether it is current."""
    text = page()
    if "--check" in sys.argv:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        print("Current." if current else "Not current: docs/map.md")
        return 0 if current else 1
    PAGE.write_text(text, encoding="utf-8")
    print("Wrote docs/map.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Writes docs/status.md: every requirement as done, partly or open, by the names of the tests.

.venv/bin/python -P tools/status.py          # write
.venv/bin/python -P tools/status.py --check  # exit code 1 when the page is not current
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "docs" / "requirements.toml"
PAGE = ROOT / "docs" / "status.md"
NAMED = re.compile(r"test_(inv_\d\d|sc_\d\d|ac_(?:t|h\d|\d_\d[a-z]?))(?:_|$)")
TITLES = {"invariants": "Invariants", "acceptance": "Acceptance checks", "scenarios": "Scenarios"}


def code_of(test: str) -> str | None:
    """Gives the code that a test's name begins with: `test_ac_3_2a_...` is AC-3.2a."""
    found = NAMED.match(test)
    if not found:
        return None
    kind, _, rest = found[1].partition("_")
    upper = rest.upper() if rest[0] in "th" else rest
    return f"{kind.upper()}-{upper.replace('_', '.')}"


def tests() -> Iterator[tuple[str, str]]:
    """Gives (code, test) of every test that names a requirement."""
    for folder in ("src", "tests"):
        for path in sorted((ROOT / folder).rglob("test_*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                code = code_of(node.name) if isinstance(node, ast.FunctionDef) else None
                if code and isinstance(node, ast.FunctionDef):
                    yield code, node.name


def state(code: str, proofs: int, partly: Mapping[str, str]) -> str:
    """Gives done, partly or open."""
    if not proofs:
        return "open"
    return "partly" if code in partly else "done"


def page() -> str:
    """Gives the whole page."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
    partly = listed.pop("partly")
    proofs: dict[str, list[str]] = {}
    for code, name in tests():
        proofs.setdefault(code, []).append(name)
    unknown = set(proofs) - {code for group in listed.values() for code in group}
    if unknown:
        raise SystemExit(f"Tests name what docs/requirements.toml does not list: {sorted(unknown)}")
    parts = [
        "# Status",
        "<!-- Written by tools/status.py; a test keeps it current. -->",
        "Done: a test named after the code passes in `make test`. Partly: the same, with what is "
        "still missing. Open: no test yet.",
        _sums(listed, proofs, partly),
    ]
    for group, codes in listed.items():
        parts += [f"## {TITLES[group]}", _table(codes, proofs, partly)]
    return "\n\n".join(parts) + "\n"


def _sums(
    listed: Mapping[str, Mapping[str, str]],
    proofs: Mapping[str, list[str]],
    partly: Mapping[str, str],
) -> str:
    lines = ["| | done | partly | open |", "|---|---|---|---|"]
    for group, codes in listed.items():
        states = [state(code, len(proofs.get(code, ())), partly) for code in codes]
        counts = " | ".join(str(states.count(one)) for one in ("done", "partly", "open"))
        lines.append(f"| {TITLES[group]} | {counts} |")
    return "\n".join(lines)


def _table(
    codes: Mapping[str, str], proofs: Mapping[str, list[str]], partly: Mapping[str, str]
) -> str:
    lines = ["| code | what | state | tests | missing |", "|---|---|---|---|---|"]
    for code, words in codes.items():
        number = len(proofs.get(code, ()))
        missing = partly.get(code, "") if number else ""
        cells = (code, words, state(code, number, partly), str(number or ""), missing)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> int:
    """Writes the page, or says whether it is current."""
    text = page()
    if "--check" in sys.argv:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == text
        print("Current." if current else "Not current: docs/status.md")
        return 0 if current else 1
    PAGE.write_text(text, encoding="utf-8")
    print("Wrote docs/status.md.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

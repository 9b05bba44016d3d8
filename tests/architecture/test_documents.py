"""Documents: what is generated is current, what is written is true as far as a test can see."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from tools import map as house_map
from tools import reference, status

from onewindow.config.settings import environment
from tests.architecture.house import HOUSE, ROOT, django_packages, short, sources, tree
from tests.support.database import TestServer

DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *HOUSE.glob("*/*/README.md")]
)
# Names that only surround our processes: they are Django's, the desktop's or the tests' own.
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "XDG_DATA_HOME", "XDG_CACHE_HOME"}
LINK = re.compile(r"(?<!\!)\[[^\]]+\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_the_reference_is_current(database_server: TestServer) -> None:
    """In a process of its own: commands that tests declare for themselves are not the house's."""
    command = [sys.executable, "-P", str(ROOT / "tools/reference.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"Run tools/reference.py (make map).\n{done.stdout}{done.stderr}"


def test_the_status_is_current() -> None:
    assert status.PAGE.read_text(encoding="utf-8") == status.page(), "Run tools/status.py."


def test_the_map_is_current() -> None:
    assert house_map.PAGE.read_text(encoding="utf-8") == house_map.page(), "Run tools/map.py."


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("test_inv_01_holds", "INV-01"),
        ("test_ac_3_2a_a_second_owner", "AC-3.2a"),
        ("test_ac_4_1_above_the_limit", "AC-4.1"),
        ("test_ac_h5_not_accepted", "AC-H5"),
        ("test_ac_t_five_strategies", "AC-T"),
        ("test_sc_01_a_birth", "SC-01"),
        ("test_accounts_are_found", None),
        ("test_inv_1_is_no_code", None),
    ],
)
def test_a_requirement_is_read_from_the_name_of_a_test(name: str, code: str | None) -> None:
    assert status.code_of(name) == code


def test_a_requirement_without_a_test_is_open_and_with_a_gap_partly_done() -> None:
    states = [
        status.state("A", n, p) for n, p in ((0, {}), (0, {"A": "x"}), (1, {}), (1, {"A": "x"}))
    ]
    assert states == ["open", "open", "done", "partly"]


def test_every_setting_is_documented() -> None:
    used = set()
    for path in sources():
        for node in ast.walk(tree(path)):
            used |= _names_read(node)
    assert used - set(environment.KNOWN) - NOT_OURS == set()
    page = (reference.PAGES / "settings.md").read_text(encoding="utf-8")
    assert [name for name in environment.KNOWN if f"`{name}`" not in page] == []


def _names_read(node: ast.AST) -> set[str]:
    """Gives the names that an expression takes from the environment."""
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
        key: ast.expr | None = node.slice
    elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"os.environ.get", "os.getenv"}:
        key = node.args[0]
    else:
        key = None
    value = key.value if isinstance(key, ast.Constant) else None
    return {value} if isinstance(value, str) else set()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_link_between_documents_leads_somewhere(path: Path) -> None:
    links = LINK.findall(path.read_text(encoding="utf-8"))
    inner = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inner if not (path.parent / link).exists()] == []


def _tracked() -> list[Path]:
    """Gives what is or will be committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in names.decode().split("\0") if name and (ROOT / name).is_file()]


def _texts() -> list[tuple[str, str]]:
    found = []
    for path in _tracked():
        data = path.read_bytes()
        if b"\0" not in data[:4096] and path != Path(__file__).resolve():
            found.append((str(path.relative_to(ROOT)), data.decode("utf-8", "replace")))
    return found


def test_nothing_names_a_registry_of_packages() -> None:
    hosts = re.compile(
        r"(?<![\w.])(files\.pythonhosted\.org|registry\.npmjs\.org|pypi\.org/simple)"
    )
    assert [name for name, text in _texts() if hosts.search(text)] == []


def test_nothing_names_a_path_of_one_machine() -> None:
    """Folders of a person or of the machine this was written on."""
    paths = re.compile(r"(?<![\w./])/(?:work|root|home/\w+|Users/\w+)/[\w.]")
    allowed = {"CHANGELOG.md"}
    assert [name for name, text in _texts() if paths.search(text) and name not in allowed] == []


def test_no_secret_is_committed() -> None:
    secret = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}")
    assert [name for name, text in _texts() if secret.search(text)] == []


def test_decisions_are_numbered_without_gaps_and_say_why() -> None:
    files = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [path.name[:4] for path in files] == [f"{n:04d}" for n in range(1, len(files) + 1)]
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {path.name[:4]} "), path.name
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], path.name
        assert 12 <= len(text.splitlines()) <= 40, path.name


def test_a_decision_that_is_named_exists() -> None:
    known = {path.name[:4] for path in (ROOT / "docs/decisions").glob("*.md")}
    named = {number for _, text in _texts() for number in re.findall(r"\bADR (\d{4})\b", text)}
    assert named <= known


def test_the_readme_quotes_only_figures_that_were_measured() -> None:
    readme = re.sub(r"\]\([^)]*\)", "]", (ROOT / "README.md").read_text(encoding="utf-8"))
    measured = (ROOT / "docs/conformance.md").read_text(encoding="utf-8")
    bench = ROOT / "docs/bench.md"
    measured += bench.read_text(encoding="utf-8") if bench.exists() else ""
    large = {n.replace(" ", "") for n in re.findall(r"\b\d{1,3}(?: \d{3})+\b|\b\d{3,}\b", readme)}
    quoted = large - {"8000", "127"}
    assert [n for n in sorted(quoted) if n not in measured] == []
    assert "make run" in readme
    assert "make test" in readme


def test_pictures_of_the_readme_were_made_by_the_browser_tests() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert [p for p in pictures if not p.startswith("docs/pictures/")] == []
    assert [p for p in pictures if not (ROOT / p).exists()] == []


def test_the_glossary_is_sorted_and_says_each_word_once() -> None:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    words = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")][1:]
    assert words == sorted(words, key=str.casefold)
    assert len(words) == len(set(words))


def test_the_description_for_catalogues_is_whole() -> None:
    found = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    needed = {"publiccodeYmlVersion", "name", "url", "platforms", "categories"}
    needed |= {"developmentStatus", "softwareType", "description", "legal", "maintenance"}
    assert needed | {"localisation"} <= set(found)
    english = found["description"]["en"]
    assert len(english["shortDescription"]) <= 150
    assert 150 <= len(english["longDescription"]) <= 10_000
    assert found["legal"]["license"] == "EUPL-1.2"
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_no_sentence_of_an_error_is_empty_and_every_code_is_stable() -> None:
    page = (reference.PAGES / "errors.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) > 50
    codes = [row[0].strip("| `") for row in rows]
    assert [c for c in codes if not re.fullmatch(r"[A-Z][A-Z0-9_]+", c)] == []
    ends = (".", "?", "}")  # or a command to type
    cut = [row[3] for row in rows if not row[3].strip("| ").endswith(ends)]
    assert [sentence for sentence in cut if ": onewindow " not in sentence] == []


def test_every_package_page_names_only_what_its_door_has() -> None:
    """The words in code marks under Front door are names that the package really gives."""
    lost = []
    for package in django_packages():
        text = (
            (package / "README.md").read_text(encoding="utf-8")
            if (package / "README.md").exists()
            else ""
        )
        door = text.partition("## Front door")[2].partition("\n## ")[0]
        public = package / "public.py"
        if not public.exists():
            continue
        given = "\n".join(p.read_text(encoding="utf-8") for p in package.rglob("*.py"))
        names = re.findall(r"`([a-z_]+)`", door)
        lost += [f"{short(package)}: {n}" for n in names if not re.search(rf"\b{n}\b", given)]
    assert lost == []

"""Keeps the catalogues of translations: what is said anywhere stands in them, and nothing else.

.venv/bin/python -P tools/texts.py          # add new texts, drop old ones, compile (make texts)
.venv/bin/python -P tools/texts.py --check  # exit code 1 when a catalogue is not current

Texts are those of gettext in Python, those of templates, and the sentences of errors, which are
the docstrings of their classes. A package keeps its own catalogues in `locale`. A language that
has a stand-in (`ground.design.site.STAND_INS`) gets a copy of it.
"""

from __future__ import annotations

import ast
import datetime as dt
import functools
import io
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "src" / "onewindow"
LANGUAGES = ("zh_Hans", "ar")
PLURALS = {
    "zh_Hans": "nplurals=1; plural=0;",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
    " : n%100>=11 && n%100<=99 ? 4 : 5;",
}
ONE = {"gettext", "gettext_lazy", "gettext_noop", "_"}
CALL = re.compile(r"\b(?:[np]*gettext|_)\(")
MANY = {"ngettext", "ngettext_lazy"}
UNDATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # the same texts give the same file
LEFT_OUT = {"tests", "migrations", "locale"}


@dataclass(frozen=True, order=True)
class Text:
    """One text to translate, with its plural and its context where it has them."""

    message: str
    plural: str = ""
    context: str = ""


def packages() -> list[Path]:
    """Gives the folders that keep catalogues: every package, and the assembly."""
    return [*sorted(p.parent for p in HOUSE.glob("*/*/apps.py") if "config" not in p.parts),
            HOUSE / "config"]  # fmt: skip


def sources(package: Path) -> Iterator[Path]:
    """Gives the modules and templates of a package."""
    for path in sorted([*package.rglob("*.py"), *package.rglob("*.html"), *package.rglob("*.txt")]):
        if not LEFT_OUT & set(path.relative_to(package).parts):
            yield path


@functools.cache
def texts(package: Path) -> dict[Text, list[str]]:
    """Gives every text of a package with the files that say it."""
    found: dict[Text, list[str]] = {}
    for path in sources(package):
        source = path.read_text(encoding="utf-8")
        is_code = path.suffix == ".py"
        said = {*spoken(source), *sentences(source)} if is_code else shown(source, str(path))
        for text in said:
            found.setdefault(text, []).append(path.relative_to(package).as_posix())
    return found


def spoken(source: str) -> set[Text]:
    """Gives the texts that calls of gettext name."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return {text for call in calls if (text := _of_call(call))}


def _of_call(call: ast.Call) -> Text | None:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    words = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    if name in ONE and len(words) == 1:
        return Text(words[0])
    if name in MANY and len(words) == 2:
        return Text(words[0], plural=words[1])
    if name in {"pgettext", "pgettext_lazy"} and len(words) == 2:
        return Text(words[1], context=words[0])
    return None


def shown(source: str, origin: str) -> set[Text]:
    """Gives the texts of a template: Django turns it into calls of gettext."""
    from django.utils.translation.template import templatize

    lines = templatize(source, origin=origin).splitlines()
    found: set[Text] = set()
    for line in lines:
        for call in _calls(line):
            found.add(call)
    return found


def _calls(line: str) -> Iterator[Text]:
    """Gives the calls that stand in a line between signs that replace the rest of a template."""
    for begin in (match.start() for match in CALL.finditer(line)):
        for end in (match.end() for match in re.finditer(r"\)", line) if match.end() > begin):
            try:
                node = ast.parse(line[begin:end], mode="eval").body
            except SyntaxError:  # a bracket inside the words: the next one may close the call
                continue
            text = _of_call(node) if isinstance(node, ast.Call) else None
            if text:
                yield text
            break


def sentences(source: str) -> set[Text]:
    """Gives the sentences of errors: the docstrings of classes that have a code."""
    found = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and any(_is_code(one) for one in node.body):
            sentence = " ".join((ast.get_docstring(node) or "").split())
            one = next(filter(None, map(_for_one, node.body)), "")
            found.add(Text(one, plural=sentence) if one else Text(sentence))
    return {text for text in found if text.message}


def _for_one(node: ast.stmt) -> str:
    """Gives the sentence for a count of one, where a statement names it (`one`)."""
    is_it = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "one"
    return str(getattr(getattr(node, "value", None), "value", "")) if is_it else ""


def _is_code(node: ast.stmt) -> bool:
    """Says whether a statement gives a class its code, in upper case as errors have it."""
    goals: list[Any] = node.targets if isinstance(node, ast.Assign) else []
    goals = [node.target] if isinstance(node, ast.AnnAssign) else goals
    value = getattr(getattr(node, "value", None), "value", None)
    is_upper = isinstance(value, str) and value.isupper()
    return is_upper and any(getattr(goal, "id", "") == "code" for goal in goals)


def place(package: Path, language: str) -> Path:
    """Gives the path of a catalogue, without its suffix."""
    return package / "locale" / language / "LC_MESSAGES" / "django"


def current(package: Path, language: str) -> Catalog:
    """Gives the catalogue as it should be: the texts of today with the translations there are."""
    old = Catalog(locale=None)
    path = place(package, language).with_suffix(".po")
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file)
    new = Catalog(locale=None, fuzzy=False)
    for text, files in sorted(texts(package).items()):
        message: str | tuple[str, str] = (
            (text.message, text.plural) if text.plural else text.message
        )
        known = old.get(text.message, text.context or None)
        translated = known.string if known else None
        if translated and isinstance(translated, tuple) != bool(text.plural):
            translated = None
        new.add(
            message,
            translated or "",
            locations=[(name, None) for name in sorted(set(files))],  # type: ignore[misc]
            context=text.context or None,
        )
    return new


def written(catalog: Catalog, language: str) -> tuple[bytes, bytes]:
    """Gives the two files of a catalogue: to be read by people, and by Django."""
    count = int(PLURALS[language].partition("nplurals=")[2].partition(";")[0])
    head = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Language: {language}\\n"\n"Plural-Forms: {PLURALS[language]}\\n"\n\n'
    )
    catalog._num_plurals = count  # noqa: SLF001  # Babel knows it by locale only
    body = io.BytesIO()
    write_po(body, catalog, width=0, omit_header=True, sort_output=True, include_lineno=False)
    people = head.encode() + body.getvalue().strip() + b"\n"
    compiled, whole = io.BytesIO(), read_po(io.BytesIO(people))
    whole.creation_date = whole.revision_date = UNDATED
    write_mo(compiled, whole)
    return people, compiled.getvalue()


def files() -> Iterator[tuple[Path, bytes]]:
    """Gives every file of a catalogue with what should stand in it."""
    from onewindow.ground.design.site import STAND_INS

    copies = {other.replace("-hans", "_Hans"): code for code, other in STAND_INS.items()}
    for package in packages():
        if not texts(package):
            continue
        for language in LANGUAGES:
            for goal in (language, *([copies[language]] if language in copies else [])):
                for suffix, content in zip(
                    (".po", ".mo"), written(current(package, language), language), strict=True
                ):
                    yield place(package, goal).with_suffix(suffix), content


def open_texts() -> list[str]:
    """Gives a line for each text that is not translated."""
    waiting = []
    for package in packages():
        for language in LANGUAGES:
            catalog = current(package, language)
            waiting += [
                f"{language}  {package.relative_to(HOUSE)}: {text.message}"
                for text in texts(package)
                if not _is_whole(catalog, text)
            ]
    return waiting


def _is_whole(catalog: Catalog, text: Text) -> bool:
    found = catalog.get(text.message, text.context or None)
    string = found.string if found else ""
    return all(string) if isinstance(string, tuple) else bool(string)


def main() -> int:
    """Writes the catalogues, or says which are not current."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings.tests")
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    import django

    django.setup()
    late = [(p, content) for p, content in files() if not p.exists() or p.read_bytes() != content]
    missing = open_texts()
    if "--check" in sys.argv:
        print("\n".join(f"Not current: {p.relative_to(ROOT)}" for p, _ in late) or "Current.")
        return 1 if late else 0
    for path, content in late:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    print(f"Wrote {len(late)} files; {len(missing)} texts wait for a translator.")
    if "--open" in sys.argv:
        print("\n".join(missing))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Writes docs/reference: actions, events, settings, errors, grants, as the code and database say.

.venv/bin/python -P tools/reference.py          # write all
.venv/bin/python -P tools/reference.py --check  # exit code 1 when a page is not current
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "reference"
HEAD = "<!-- Written by tools/reference.py; a test keeps it current. -->"
Execute = Callable[[str], Sequence[tuple[Any, ...]]]

TABLES = """
    SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity,
           coalesce((SELECT string_agg(a.grantee::regrole::text || '=' || a.privilege_type, ' '
                            ORDER BY a.grantee::regrole::text, a.privilege_type)
                     FROM aclexplode(c.relacl) a
                     WHERE a.grantee <> c.relowner), '')
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'v', 'm')
    ORDER BY c.relname
"""
POLICIES = """
    SELECT tablename, policyname, cmd, array_to_string(roles, ' '), permissive,
           coalesce(qual, ''), coalesce(with_check, '')
    FROM pg_policies WHERE schemaname = 'public' ORDER BY tablename, policyname
"""
DEFINERS = """
    SELECT p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
           coalesce(array_to_string(p.proconfig, ', '), ''),
           coalesce((SELECT string_agg(CASE a.grantee WHEN 0 THEN 'everybody'
                                       ELSE a.grantee::regrole::text END, ' ' ORDER BY a.grantee)
                     FROM aclexplode(p.proacl) a WHERE a.grantee <> p.proowner), '')
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'public' AND p.prosecdef
    ORDER BY 1
"""
LETTERS = {"SELECT": "read", "INSERT": "add", "UPDATE": "change", "DELETE": "delete"}


def page(title: str, text: str, parts: Iterable[str]) -> str:
    """Gives a page: its title, what it is, its parts."""
    return "\n\n".join([f"# {title}", HEAD, text, *parts]).rstrip() + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Gives a Markdown table; a line break or a bar in a cell does not break it."""
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    for row in rows:
        cells = [" ".join(str(cell).split()).replace("|", "\\|") for cell in row]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def actions() -> str:
    """Gives every command and read with who may, in words."""
    from onewindow.ground.kernel.commands import COMMANDS
    from onewindow.ground.kernel.permissions import all_permissions

    groups: dict[str, list[tuple[str, ...]]] = {}
    for action, rows in all_permissions().items():
        command = COMMANDS.get(action)
        roles = ", ".join(f"{row.role} ({row.scope})" for row in rows)
        words = "; ".join(dict.fromkeys(row.words.rstrip(".") for row in rows))
        does = command.summary if command else "A read."
        marks = [f"duty: {command.duty}"] if command and command.duty else []
        marks += ["verb"] if command and command.verb else []
        line = (f"`{action}`", does, words, roles, ", ".join(marks))
        groups.setdefault(action.split(".")[0], []).append(line)
    head = ("action", "what it does", "who may, in words", "roles (scope)", "marks")
    text = (
        "One name is command, permission, line of the audit and, where marked, verb of a process. "
        "An action that is not here is refused to everybody. The scope says on whose things: "
        "own, those of one's body, those of a region, all."
    )
    return page("Actions", text, [f"## {n}\n\n{table(head, rows)}" for n, rows in groups.items()])


def events() -> str:
    """Gives every event with its fields and who hears of it."""
    from onewindow.ground.kernel.events import Event, subscriptions

    _import_all("events")
    heard: dict[str, list[str]] = {}
    for name, manner, who in subscriptions():
        heard.setdefault(name, []).append(f"`{who.removeprefix('onewindow.')}` ({manner})")
    rows = []
    for kind in sorted(_leaves(Event), key=lambda k: (k.__module__, k.__name__)):
        fields = ", ".join(f"`{name}`" for name in kind.__dataclass_fields__)
        summary = (kind.__doc__ or "").strip().splitlines()[0]
        safety = "yes" if kind.safety else ""
        who = ", ".join(heard.get(kind.__name__, []))
        rows.append((f"`{kind.__name__}`", _package(kind), summary, fields, safety, who))
    head = ("event", "package", "what has happened", "fields", "safety", "heard by")
    text = (
        "`listen` runs in the transaction of the event; `later` is a job whose row commits with "
        "the data. Events of safety take only `later`: nothing may undo them."
    )
    return page("Events", text, [table(head, rows)])


def errors() -> str:
    """Gives every error with its code, status and sentence."""
    from onewindow.ground.kernel.errors import OneWindowError

    _import_all("errors")
    rows = []
    found = [k for k in _leaves(OneWindowError) if k.__module__.startswith("onewindow.")]
    for kind in sorted(found, key=lambda k: (k.status, k.code)):
        sentence = " ".join((kind.__doc__ or "").split())
        rows.append((f"`{kind.code}`", kind.status, _package(kind), sentence))
    text = (
        "The sentence is what a person reads; words in braces are filled in. Only 503 is worth "
        "trying again without a change."
    )
    return page("Errors", text, [table(("code", "status", "package", "sentence"), rows)])


def settings() -> str:
    """Gives every setting that the environment can give."""
    from onewindow.config.settings import environment

    home = str(environment.default_home())
    rows = []
    for setting in sorted(environment.KNOWN.values(), key=lambda s: s.name):
        default = setting.default.replace(home, "(the user's folder for data)")
        rows.append((f"`{setting.name}`", f"`{default}`" if default else "", setting.meaning))
    text = "Read from the environment when a process starts. An empty default means: not set."
    return page("Settings", text, [table(("name", "default", "meaning"), rows)])


def grants(execute: Execute) -> str:
    """Gives what each role of the database may do, and the row policies."""
    rows = []
    for name, secured, forced, acl in execute(TABLES):
        held: dict[str, list[str]] = {}
        for part in acl.split():
            role, _, privilege = part.partition("=")
            held.setdefault(role.removeprefix("onewindow_"), []).append(
                LETTERS.get(privilege, privilege.lower())
            )
        cells = [" ".join(held.pop(role, ())) for role in ("app", "gateway", "reader")]
        rest = " ".join(f"{role}: {' '.join(sorted(p))}" for role, p in sorted(held.items()))
        rows.append((f"`{name}`", *cells, rest, _security(secured, forced)))
    parts = [table(("table", "app", "gateway", "reader", "others", "row security"), rows)]
    policies = [
        (f"`{t}`", name, cmd.lower(), roles, kind.lower(), f"`{q}`", f"`{check}`")
        for t, name, cmd, roles, kind, q, check in execute(POLICIES)
    ]
    head = ("table", "policy", "for", "roles", "kind", "sees", "may write")
    parts += ["## Row policies", table(head, policies)]
    definers = [(f"`{name}`", f"`{config}`", who) for name, config, who in execute(DEFINERS)]
    parts += [
        "## Functions that act as the owner",
        table(("function", "set for its run", "who may call it"), definers),
    ]
    text = (
        "The owner of the tables migrates and is in no web or worker process. The application is "
        "`onewindow_app`. What is written once lacks change and delete here, and has a trigger "
        "besides."
    )
    return page("Grants and row policies", text, parts)


def _security(secured: bool, forced: bool) -> str:
    return ("forced" if forced else "on") if secured else ""


def _import_all(room: str) -> None:
    for path in sorted((ROOT / "src/onewindow").glob(f"*/*/{room}.py")):
        importlib.import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))


def _leaves(kind: type[Any]) -> list[type[Any]]:
    found = {kind.__qualname__ + kind.__module__: kind for kind in _below(kind)}
    return list(found.values())


def _below(kind: type[Any]) -> Iterable[type[Any]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def _package(kind: type[Any]) -> str:
    return ".".join(kind.__module__.split(".")[1:3])


def from_code() -> dict[str, str]:
    """Gives the pages that need no database, by file name."""
    return {
        "actions.md": actions(),
        "errors.md": errors(),
        "events.md": events(),
        "settings.md": settings(),
    }


def main() -> int:
    """Writes the pages, or says which are not current."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onewindow.config.settings.tests")
    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    import django
    import psycopg

    django.setup()
    from django.conf import settings as chosen
    from tests.support.database import test_server

    pages = from_code()
    with test_server() as server:
        name = server.template(list(chosen.INSTALLED_APPS))
        with psycopg.connect(server.owner(name)) as owner:
            pages["grants.md"] = grants(lambda text: owner.execute(text).fetchall())
    if "--check" in sys.argv:
        late = [n for n, text in pages.items() if (PAGES / n).read_text("utf-8") != text]
        print("\n".join(f"Not current: docs/reference/{name}" for name in late) or "Current.")
        return 1 if late else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (PAGES / name).write_text(text, encoding="utf-8")
    print(f"Wrote {', '.join(sorted(pages))} in docs/reference.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

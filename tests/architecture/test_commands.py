"""Commands and reads: each has its permission, its words, and is the only way in."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from onewindow.ground.kernel.commands import COMMANDS, Command
from onewindow.ground.kernel.permissions import Permission, all_permissions
from tests.architecture.house import (
    HOUSE,
    django_packages,
    dotted,
    functions,
    room,
    short,
    sources,
    tree,
)

MANAGERS = {"objects", "_base_manager", "_default_manager"}
PLAIN_WRITES = {
    "save",
    "delete",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "raw_delete",
}
SQL_WRITES = ("INSERT ", "UPDATE ", "DELETE ", "TRUNCATE ", "COPY ", "MERGE ", "ALTER ", "GRANT ")

# Modules beside `commands` that write, and why. Each is named here on purpose.
WRITERS = {
    "delivery/cases/clockwork.py": "commands of the clock and listeners to news",
    "flow/processes/definitions.py": "the command that publishes a definition",
    "trust/security/officers.py": "commands about security officers",
    "trust/security/gate.py": "the gate remembers a duty that was done (INV-33)",
    "trust/audit/chain.py": "the sealer chains lines that have settled (ADR 0004)",
    "faces/portal/cellar.py": "a rendered copy of public pages; nobody's fact (ADR 0015)",
    "trust/identity/adapter.py": "allauth saves an account through its adapter",
}
# Rooms that hold the commands of one noun beside `commands`.
COMMAND_ROOMS = {"commands", "clockwork", "definitions", "officers", "sources"}
# Frames of a read: the kernel's, and what a face makes of it for its own pages.
READ_FRAMES = {"reading", "at_desk"}
# Downward calls of architecture.md 3: made inside the caller's command, framed and witnessed by it.
DOWNWARD = {
    "ground/search": {"hide", "put", "put_all", "show", "withdraw"},
    "ground/jurisdiction": {"next_number"},
    "flow/forms": {"take_answers"},
    "trust/audit": {"read", "record", "count_anew", "seal"},
    "trust/security": {"register_subject", "hold_duty"},
}


def _commands() -> list[Command]:
    """Gives the commands of the house; those that tests declare for themselves are not its own."""
    return [one for action, one in sorted(COMMANDS.items()) if not action.startswith("test.")]


def _rows() -> dict[str, tuple[Permission, ...]]:
    return {name: rows for name, rows in all_permissions().items() if not name.startswith("test.")}


def _name(one: Command) -> str:
    return one.action


def test_there_are_commands_to_look_at() -> None:
    assert len(_commands()) > 40


def test_only_tests_declare_actions_of_tests() -> None:
    ours = [
        one.package for one in COMMANDS.values() if (one.action[:5] == "test.") != _of_tests(one)
    ]
    assert ours == []


def _of_tests(one: Command) -> bool:
    return "tests" in one.package.split(".")


@pytest.mark.parametrize("one", _commands(), ids=_name)
def test_a_command_has_its_row_its_words_and_a_room(one: Command) -> None:
    assert all_permissions().get(one.action), "permit() it in permissions.py, or nobody may."
    assert one.summary.endswith("."), "Its docstring's first line is a sentence."
    path = HOUSE.parent / (one.package.replace(".", "/") + ".py")
    assert room(path) in COMMAND_ROOMS


@pytest.mark.parametrize("one", [c for c in _commands() if c.on], ids=_name)
def test_what_a_command_is_about_is_told_by_its_own_arguments(one: Command) -> None:
    assert one.on is not None
    given = list(inspect.signature(one.function).parameters.values())[1:]
    asked = inspect.signature(one.on).parameters
    takes_all = any(p.kind is p.VAR_KEYWORD for p in asked.values())
    named = {n for n, p in asked.items() if p.kind is not p.VAR_KEYWORD}
    assert named <= {p.name for p in given}
    assert takes_all or {p.name for p in given} == named
    for parameter in given:
        if parameter.name in named and parameter.default is not parameter.empty:
            assert asked[parameter.name].default is not parameter.empty


def test_the_actor_comes_first_and_by_position_only() -> None:
    for one in _commands():
        first, *rest = inspect.signature(one.function).parameters.values()
        assert (first.name, first.kind) == ("actor", first.POSITIONAL_ONLY), one.action
        assert all(p.kind is p.KEYWORD_ONLY for p in rest), one.action


def test_every_row_belongs_to_a_command_or_a_read() -> None:
    reads = set(_reads())
    assert set(_rows()) == {one.action for one in _commands()} | reads


def test_every_row_says_in_words_who_may() -> None:
    rows = [row for rows in _rows().values() for row in rows]
    assert [row.action for row in rows if not row.words.strip()] == []
    assert len({(row.action, row.role) for row in rows}) == len(rows)


def _reads() -> Iterator[str]:
    """Gives the action of every `reading(actor, "action", …)` in the source."""
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and _called(node) in READ_FRAMES and len(node.args) > 1:
                action = node.args[1]
                if isinstance(action, ast.Constant) and isinstance(action.value, str):
                    yield action.value
                else:  # the frame that hands its caller's action on
                    assert _enclosing(path, node) in READ_FRAMES, f"{short(path)}:{node.lineno}"


def _enclosing(path: Path, node: ast.Call) -> str:
    around = [f for f in functions(path) if f.lineno <= node.lineno <= (f.end_lineno or 0)]
    return around[-1].name if around else ""


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_only_commands_write() -> None:
    found = [
        f"{short(path)}:{line}"
        for path in sources()
        if not _may_write(path)
        for line in _writes(path)
    ]
    assert found == [], "Move the write into a command."


def test_the_list_of_other_writers_is_not_longer_than_needed() -> None:
    assert [name for name in WRITERS if not list(_writes(HOUSE / name))] == []


def _may_write(path: Path) -> bool:
    inside = short(path)
    outside = inside.startswith(("config/", "engines/"))  # assembly and pure code: tests below
    kernel = inside in {"ground/kernel/operations.py", "ground/kernel/rows.py"}
    return outside or kernel or room(path) == "commands" or inside in WRITERS


def test_assembly_writes_only_the_marks_of_the_demo_and_of_a_restore() -> None:
    found = {
        short(path)
        for path in sources(HOUSE / "config")
        if not path.is_relative_to(HOUSE / "config/embedded") and list(_writes(path))
    }
    assert found <= ASSEMBLY


ASSEMBLY = {
    "config/demo/load.py",  # the mark that makes a database the demo's
    "config/demo/views.py",  # the demo's clock, moved by its one row
    "config/operating/demonstration.py",  # drops and makes the demo's own database
    "config/operating/keeping.py",  # restore fills an empty database table by table
}


def _writes(path: Path) -> Iterator[int]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and _writes_by_call(node):
            yield node.lineno
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value.lstrip()
            if text.startswith(SQL_WRITES) and len(text.split()) > 2:
                yield node.lineno


def _writes_by_call(node: ast.Call) -> bool:
    function = node.func
    if not isinstance(function, ast.Attribute):
        return False
    if getattr(function.value, "id", "") == "rows":  # kernel.rows
        return function.attr in {"add", "change", "write"}
    through_manager = any(
        isinstance(part, ast.Attribute) and part.attr in MANAGERS for part in ast.walk(function)
    )
    if function.attr in {"update", "add", "set", "remove", "clear"}:
        return through_manager
    return function.attr in PLAIN_WRITES


@pytest.mark.parametrize("package", django_packages(), ids=short)
def test_a_front_door_gives_writes_only_as_commands(package: Path) -> None:
    if not (package / "public.py").exists():
        return
    door = importlib.import_module(f"{dotted(package)}.public")
    commands = {id(inspect.unwrap(one.function)) for one in _commands()}
    plain = set()
    for name in door.__all__:
        value = inspect.unwrap(getattr(door, name)) if callable(getattr(door, name)) else None
        if inspect.isfunction(value) and id(value) not in commands:
            path = Path(inspect.getfile(value))
            if path.is_relative_to(package) and list(_writes_of(path, value.__name__)):
                plain.add(name)
    assert plain <= DOWNWARD.get(short(package), set())


def _writes_of(path: Path, name: str) -> Iterator[int]:
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Call) and _writes_by_call(inner):
                    yield inner.lineno


def test_lists_of_guarded_tables_begin_with_the_filter() -> None:
    guarded = {m.__name__ for m in apps.get_models() if hasattr(m.objects.all(), "visible_to")}
    assert {"Case", "Task", "Draft", "Message", "Delivery"} <= guarded

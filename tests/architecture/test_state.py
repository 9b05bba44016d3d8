"""Nothing in a process's memory or on its disk matters after the answer."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.house import HOUSE, functions, short, sources, tree

MUTABLE_CALLS = {"dict", "list", "set", "defaultdict", "OrderedDict", "Counter", "deque"}
SYNCHRONISED = {"Lock", "RLock", "Thread", "Event", "Condition", "local", "Queue"}
GROWS = {
    "append",
    "add",
    "setdefault",
    "update",
    "extend",
    "insert",
    "pop",
    "popitem",
    "clear",
    "remove",
    "discard",
}
FILE_WRITES = {"write_text", "write_bytes", "mkdir", "unlink", "touch", "rename", "symlink_to"}

# Module-level state that is filled while the application starts and only read afterwards.
FILLED_AT_START = {
    "ground/kernel/clock.py:_installed": "the one clock; the demo installs a movable one",
    "ground/kernel/commands.py:COMMANDS": "commands register themselves",
    "ground/kernel/events.py:_listeners": "subscribers register themselves",
    "ground/kernel/events.py:_later": "subscribers register themselves",
    "ground/kernel/jobs.py:JOBS": "jobs register themselves",
    "ground/kernel/permissions.py:_table": "rows of permissions.py",
    "ground/kernel/ports.py:PORTS": "ports register themselves",
    "engines/feel/library/registry.py:BUILTINS": "the library of FEEL",
    "engines/feel/library/registry.py:_OVERLOADS": "the library of FEEL",
    "config/settings/environment.py:KNOWN": "settings name themselves",
}
# State that lives in a process, and why losing it or being late with it harms nobody.
KEPT_IN_PROCESS = {
    "faces/portal/middleware.py": "one watch for each process, begun at the first request",
    "faces/portal/shelf.py": "public pages, handed out only while the watch knows them current",
    "faces/portal/watch.py": "the thread that hears of changes",
    "config/processes.py": "the parent of web and worker",
    "config/demo/moving_clock.py": "the demo's clock, read from its one row",
}
# Caches of what can never change under its key.
CACHES = {
    "config/demo/country/shape.py",
    "delivery/services/wire/markup.py",
    "engines/bpmn/reading.py",
    "engines/feel/expression.py",
    "engines/feel/tokens.py",
    "flow/forms/queries.py",
    "flow/processes/definitions.py",
    "ground/design/moulds.py",
    "ground/kernel/rows.py",
    "insight/measures/commands/definitions.py",
    "registers/functions/likeness.py",  # whether two words are one: a pure function
}
# Who touches the disk: keys in their folder, the operator's own commands, the embedded server.
ON_DISK = ("trust/keys/wire/", "trust/files/wire/", "config/")


def test_no_module_keeps_what_it_learns() -> None:
    found = [
        f"{short(path)}:{name}"
        for path in sources()
        for name in _changing(path)
        if short(path) not in KEPT_IN_PROCESS
    ]
    known = {*FILLED_AT_START, *KEPT_IN_PROCESS}
    assert sorted(set(found) - known) == []


def test_the_lists_of_state_name_only_what_exists() -> None:
    named = [one.split(":")[0] for one in (*FILLED_AT_START, *CACHES)]
    assert [name for name in named if not (HOUSE / name).exists()] == []
    kept = {f"{short(path)}:{name}" for path in sources() for name in _module_level(path)}
    assert [one for one in FILLED_AT_START if one not in kept] == []


def _module_level(path: Path) -> Iterator[str]:
    """Gives the names of a module that are bound to something that can be changed."""
    for node in tree(path).body:
        if isinstance(node, ast.AnnAssign) and node.value is not None:
            goals, value = [node.target], node.value
        elif isinstance(node, ast.Assign):
            goals, value = list(node.targets), node.value
        else:
            continue
        if _is_mutable(value):
            yield from (goal.id for goal in goals if isinstance(goal, ast.Name))


def _is_mutable(value: ast.expr) -> bool:
    if isinstance(value, ast.Dict | ast.List | ast.Set | ast.DictComp | ast.ListComp | ast.SetComp):
        return True
    if not isinstance(value, ast.Call):
        return False
    name = getattr(value.func, "attr", getattr(value.func, "id", ""))
    return name in MUTABLE_CALLS | SYNCHRONISED


def _changing(path: Path) -> Iterator[str]:
    """Gives the module-level names that code of the module changes, and every lock or thread."""
    names = set(_module_level(path))
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Global):
            yield from node.names
        elif isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "threading":
            yield from {node.attr} & SYNCHRONISED
        else:
            yield from (goal.id for goal in _changed(node) if goal.id in names - _own(path, goal))


def _changed(node: ast.AST) -> Iterator[ast.Name]:
    """Gives the name whose thing is grown by a call or written into by a subscript."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        goal = node.func.value if node.func.attr in GROWS else None
    else:
        writes = isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del)
        goal = node.value if writes and isinstance(node, ast.Subscript) else None
    if isinstance(goal, ast.Name):
        yield goal


def _own(path: Path, name: ast.Name) -> set[str]:
    """Gives the variables of the functions around a name: they hide those of the module."""
    own: set[str] = set()
    for node in functions(path):
        if node.lineno <= name.lineno <= (node.end_lineno or 0):
            own |= {a.arg for a in (*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs)}
            stored = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
            own |= {n.id for n in stored if isinstance(n.ctx, ast.Store)}
    return own


def test_only_what_never_changes_is_cached() -> None:
    cached = {
        short(path)
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if "lru_cache" in ast.unparse(decorator) or ast.unparse(decorator).endswith("cache")
    }
    assert cached == CACHES


def test_a_cache_is_bounded() -> None:
    endless = [
        f"{short(path)}:{node.name}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if "cache" in ast.unparse(decorator)
        and "cached_property" not in ast.unparse(decorator)
        and "maxsize=" not in ast.unparse(decorator)
        and (node.args.args or node.args.kwonlyargs)
    ]
    assert endless == []


def test_nothing_is_kept_on_the_disk_outside_the_ports() -> None:
    found = [
        f"{short(path)}:{node.lineno}"
        for path in sources()
        if not short(path).startswith(ON_DISK)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and _writes_a_file(node)
    ]
    assert found == []


def _writes_a_file(node: ast.Call) -> bool:
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in FILE_WRITES:
        return True
    modes = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
    modes += [
        k.value.value for k in node.keywords if k.arg == "mode" if isinstance(k.value, ast.Constant)
    ]
    return name == "open" and any(
        set(str(mode)) & set("wax+") for mode in modes if len(str(mode)) < 4
    )


def test_no_code_is_made_of_text() -> None:
    """No eval, exec, pickle or shell: models, forms and rules are closed grammars."""
    forbidden = {"eval", "exec", "compile", "__import__"}
    found = [
        f"{short(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", "") in forbidden - _defined(path) or _runs_a_shell(node))
    ]
    assert found == []
    imported = {
        alias.name
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert not imported & {"pickle", "marshal", "shelve", "imp"}


def _defined(path: Path) -> set[str]:
    """Gives the names that a module makes or imports itself."""
    own = {one.name for one in functions(path)}
    for node in tree(path).body:
        if isinstance(node, ast.ImportFrom):
            own |= {alias.asname or alias.name for alias in node.names}
    return own


def _runs_a_shell(node: ast.Call) -> bool:
    return any(
        k.arg == "shell" and isinstance(k.value, ast.Constant) and k.value.value is True
        for k in node.keywords
    )

"""The house: storeys, packages, rooms, front doors, sizes."""

from __future__ import annotations

import ast
import importlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from tests.architecture.house import (
    HOUSE,
    ROOT,
    STOREYS,
    django_packages,
    dotted,
    functions,
    packages,
    room,
    short,
    sources,
    tree,
)

HEADINGS = ("Purpose", "Words", "Invariants", "Front door", "Neighbours")
VAGUE = {"utils", "helpers", "common", "misc", "manager", "base"}
LONGEST_FUNCTION = 40
LONGEST_MODULE = 400
WIDEST_DOOR = 40
KERNEL = HOUSE / "ground" / "kernel"
# Cross-cutting furniture: `design` is used by its layouts and tags, the kernel by its modules.
NO_FRONT_DOOR = {"ground/kernel", "ground/design"}


def _contract(name: str) -> dict[str, list[str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (found,) = [one for one in contracts if one["id"] == name]
    assert isinstance(found, dict)
    return found


def _id(path: Path) -> str:
    return short(path)


def test_every_django_package_is_held_to_the_order_of_its_rooms() -> None:
    expected = {dotted(p) for p in django_packages() if p != KERNEL}
    listed = set(_contract("rooms")["containers"])
    assert not expected - listed, "Name these in rooms.containers of pyproject.toml."
    absent = {name for name in listed if not (HOUSE.parent / name.replace(".", "/")).is_dir()}
    assert not absent


def test_every_package_has_its_place_in_the_order_of_packages() -> None:
    layers = " ".join(_contract("packages")["layers"])
    homeless = [dotted(p) for p in packages() if f"({dotted(p)})" not in layers]
    assert homeless == []


def test_every_folder_of_the_house_is_a_storey() -> None:
    folders = {p.name for p in HOUSE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert folders <= {*STOREYS, "config"}


def test_every_django_package_is_installed_under_storey_and_name() -> None:
    for package in django_packages():
        config = apps.get_app_config("_".join(package.relative_to(HOUSE).parts))
        assert config.name == dotted(package)


@pytest.mark.parametrize("package", packages(), ids=_id)
def test_a_package_says_on_one_page_what_it_is(package: Path) -> None:
    readme = package / "README.md"
    assert readme.exists()
    lines = readme.read_text(encoding="utf-8").splitlines()
    headings = [line.lstrip("# ").strip() for line in lines if line.startswith("## ")]
    assert [one for one in headings if one in HEADINGS] == list(HEADINGS)


@pytest.mark.parametrize("package", django_packages(), ids=_id)
def test_a_package_with_tables_has_migrations(package: Path) -> None:
    label = "_".join(package.relative_to(HOUSE).parts)
    if list(apps.get_app_config(label).get_models()):
        assert (package / "migrations" / "__init__.py").exists()
        assert list((package / "migrations").glob("0001_*.py"))


def test_no_room_has_a_name_that_says_nothing() -> None:
    named = {short(p) for p in sources() if p.stem in VAGUE or p.parent.name in VAGUE}
    # Settings have a base in every Django project, and Django looks for a backend in `base`.
    assert named - {"config/settings/base.py", "config/postgresql/base.py"} == set()


def test_services_belong_to_the_citizen() -> None:
    """No layer of the code is called services: the word is taken by what people apply for."""
    assert [short(p) for p in sources() if room(p) == "services"] == []


def test_no_room_is_empty() -> None:
    empty = [
        short(p)
        for p in sources()
        if p.name != "__init__.py" and not [n for n in tree(p).body if not _is_docstring(n)]
    ]
    assert empty == []


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


@pytest.mark.parametrize("package", packages(), ids=_id)
def test_a_front_door_is_sorted_and_narrow(package: Path) -> None:
    if short(package) in NO_FRONT_DOOR or short(package).startswith("faces/"):
        return
    engine = short(package).startswith("engines/")
    door = importlib.import_module(dotted(package) if engine else f"{dotted(package)}.public")
    names = list(door.__all__)
    assert names == sorted(names, key=_ruff_order)
    assert len(names) == len(set(names)) <= WIDEST_DOOR
    assert [name for name in names if not hasattr(door, name)] == []


def _ruff_order(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest: the order that ruff keeps (RUF022)."""
    constant = name.isupper() and len(name) > 1
    return (0 if constant else 1 if name[0].isupper() else 2, name)


def test_no_function_is_longer_than_forty_lines() -> None:
    long = [
        f"{short(path)}:{one.name} ({_length(one)})"
        for path in sources()
        for one in functions(path)
        if _length(one) > LONGEST_FUNCTION
    ]
    assert long == []


def _length(one: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Counts the lines of a body; signature and docstring are for the reader."""
    body = one.body[1:] if ast.get_docstring(one) else one.body
    return (one.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    lengths = {short(p): len(p.read_text(encoding="utf-8").splitlines()) for p in sources()}
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_imports_stand_at_the_head_of_a_module() -> None:
    hidden = [
        f"{short(path)}:{one.name}"
        for path in sources()
        if path.name != "apps.py" and not path.is_relative_to(HOUSE / "config")
        for one in functions(path)
        for node in ast.walk(one)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_tables_tell_their_life_in_their_docstring() -> None:
    silent = [
        model.__name__
        for package in django_packages()
        for model in apps.get_app_config("_".join(package.relative_to(HOUSE).parts)).get_models()
        if model.__module__.startswith("onewindow.")
        and (model.__doc__ or "").startswith(f"{model.__name__}(")
    ]
    assert silent == []


def test_public_functions_of_commands_rules_and_events_have_a_docstring() -> None:
    rooms = {"commands", "rules", "events", "queries", "gate", "clockwork", "courier"}
    silent = [
        f"{short(path)}:{node.name}"
        for path in sources()
        if room(path) in rooms
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_templates_and_static_files_stay_in_a_folder_of_their_package() -> None:
    strays = []
    for package in django_packages():
        own = {"_".join(package.relative_to(HOUSE).parts), package.name}
        strays += [
            short(child)
            for kind in ("templates", "static")
            for child in (package / kind).glob("*")
            if child.name not in own and (package.name, child.name) not in TAKEN_OVER
        ]
    assert strays == []


# Pages of libraries that are shown in our own frame: the folder's name is the library's.
TAKEN_OVER = {("design", "django"), *(("portal", name) for name in ("account", "allauth", "mfa"))}


def test_a_template_extends_the_design_or_its_own_package() -> None:
    strangers = [
        f"{short(path)}: {name}"
        for package, path, verb, name in _borrowed()
        if verb == "extends"
        and name.split("/")[0] not in {*_names(package), "design"}
        and (package.name, name.split("/")[0]) not in TAKEN_OVER
    ]
    assert strangers == []


def test_a_template_includes_parts_of_lower_packages_only() -> None:
    order = [dotted(p) for p in packages()]
    homes = {name: dotted(p) for p in django_packages() for name in _names(p)}
    upward = [
        f"{short(path)}: {name}"
        for package, path, _, name in _borrowed()
        if name.split("/")[0] in homes
        and homes[name.split("/")[0]] != dotted(package)
        and _storey(order, homes[name.split("/")[0]]) >= _storey(order, dotted(package))
    ]
    assert upward == []


def _storey(order: list[str], name: str) -> int:
    assert name in order
    return STOREYS.index(name.split(".")[1])


def _names(package: Path) -> set[str]:
    return {"_".join(package.relative_to(HOUSE).parts), package.name}


def _borrowed() -> Iterator[tuple[Path, Path, str, str]]:
    """Gives package, template, verb and the name of every template that is named in another."""
    for package in django_packages():
        for path in (package / "templates").rglob("*.html"):
            text = path.read_text(encoding="utf-8")
            for verb, name in re.findall(r"{%\s*(extends|include)\s+[\"']([^\"']+)", text):
                yield package, path, verb, name

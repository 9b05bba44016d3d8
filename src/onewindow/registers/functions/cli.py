"""Searches of the register, and reorganisations read from files, for the command line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.texts import Texts, pick
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.errors import ReorganisationFileWrong
from onewindow.registers.functions.types import Change, Plan, Scanned
from onewindow.registers.institutions import public as institutions

KEYS = {"title", "day", "basis", "changes"}  # YAML reads a key `on` as a yes
OF_CHANGES = {"body", "functions", "rest", "closes", "posts"}


def read_plan(file: Path) -> Plan:
    """Reads a plan that names bodies and functions by code.

    Raises: ReorganisationFileWrong, BodyUnknown, FunctionUnknown.
    """
    try:
        given = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ReorganisationFileWrong(reason=f"{type(error).__name__}.") from error
    if not isinstance(given, Mapping) or set(given) - KEYS:
        raise ReorganisationFileWrong(reason=f"it has the keys {', '.join(sorted(KEYS))}.")
    on, changes = given.get("day"), given.get("changes")
    if not isinstance(on, dt.date) or not isinstance(changes, list) or not changes:
        raise ReorganisationFileWrong(reason="it names a day and a list of changes.")
    title = given.get("title") or ""
    texts = title if isinstance(title, Mapping) else {"en": str(title)}
    return Plan(texts, on, str(given.get("basis") or ""), tuple(map(_change, changes)))


def _change(given: object) -> Change:
    if not isinstance(given, Mapping) or "body" not in given or set(given) - OF_CHANGES:
        raise ReorganisationFileWrong(
            reason=f"a change has the keys {', '.join(sorted(OF_CHANGES))}, the body always."
        )
    goes = given.get("functions") or {}
    if not isinstance(goes, Mapping):
        raise ReorganisationFileWrong(reason="functions say code: institution.")
    return Change(
        body=_body(given["body"]),
        goes={functions.function_by_code(str(key)).id: _body(to) for key, to in goes.items()},
        rest=_body(given["rest"]) if given.get("rest") else None,
        closes=bool(given.get("closes")),
        posts_to=_body(given["posts"]) if given.get("posts") else None,
    )


def _body(code: object) -> UUID:
    return institutions.body_by_code(str(code)).id


def simulate(actor: Actor, file: Path) -> functions.Simulation:
    """Gives what the reorganisation of a file would do and touch; nothing is written."""
    plan = read_plan(file)
    with reading(actor, "functions.simulate") as frame:
        return functions.simulate(plan, frame.standing)


def data(found: functions.Simulation) -> dict[str, Any]:
    """Gives a simulation as plain data for a program."""
    return {
        "title": dict(found.title),
        "on": found.on.isoformat(),
        "basis": found.basis,
        "moves": [
            {
                "function": one.function.code,
                "title": dict(one.function.title),
                "part": one.mode,
                "from": dict(one.from_body),
                "to": _texts(one.to_body),
            }
            for one in found.moves
        ],
        "closing": [{"body": dict(body), "heir": _texts(heir)} for body, heir in found.closings],
        "posts": [
            {
                "title": dict(one.post.title),
                "from": dict(one.from_body),
                "to": _texts(one.to_body),
                "held_by": len(one.post.held),
            }
            for one in found.posts
        ],
        "left_over": [one.code for one in found.kept],
        "touched": [
            {
                "kind": group.kind,
                "count": group.count,
                "at_risk": group.at_risk,
                "first": [
                    {"ref": str(ref), "title": title, "due": due.isoformat() if due else None}
                    for ref, title, due in group.first
                ],
            }
            for group in found.touched
        ],
        "told": [{"body": pick(one.body), "officials": one.officials} for one in found.told],
        "risk": _risk(found),
    }


def _risk(found: functions.Simulation) -> dict[str, Any] | None:
    if found.risk is None or found.risky is None:
        return None
    first, last = found.risky
    return {
        "days": found.risk.value,
        "basis": found.risk.basis,
        "from": first.isoformat(),
        "to": last.isoformat(),
    }


def _texts(texts: Texts | None) -> dict[str, str] | None:
    return dict(texts) if texts else None


def scan(actor: Actor, progress: Callable[[int, int], None] | None = None) -> Scanned:
    """Searches the whole register; `progress` hears how many groups of how many are done."""
    return functions.scan(actor, progress=progress)

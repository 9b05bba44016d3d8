"""Definitions: taken in from files, kept for ever, replaced from a later day on."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import yaml

from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.facts import FACTS
from onewindow.insight.measures import queries
from onewindow.insight.measures.errors import DefinitionInvalid, DefinitionKept
from onewindow.insight.measures.models import OVERALL, RESOURCES, MeasureDefinition, MeasureValue
from onewindow.insight.measures.schema import as_data, check_names, read_definition
from onewindow.insight.measures.types import Draft

SHIPPED = Path(__file__).resolve().parents[1] / "shipped"


def read_file(file: Path) -> Draft:
    """Reads a definition from a YAML file. Raises DefinitionInvalid with the place."""
    try:
        given = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DefinitionInvalid(place=file.name, reason=str(error)) from error
    return read_definition(given, file.name)


@functools.cache
def shipped() -> tuple[Draft, ...]:
    """Gives the definitions that come with this version."""
    return tuple(read_file(file) for file in sorted(SHIPPED.glob("*.yaml")))


def unkept() -> list[Draft]:
    """Gives those of the shipped definitions that are not kept yet."""
    kept = set(MeasureDefinition.objects.values_list("code", "valid_from"))
    return [one for one in shipped() if (one.code, one.valid_from) not in kept]


@command("measures.define")
def define(actor: Actor, /, *, drafts: Sequence[Draft]) -> list[UUID]:
    """Keeps definitions of measures; those that are kept already are left alone.

    Raises DefinitionInvalid, DefinitionKept.
    """
    known = {
        (row.code, row.valid_from): row
        for row in MeasureDefinition.objects.filter(code__in=[one.code for one in drafts])
    }
    _check(drafts)
    made = []
    for one in drafts:
        kept = known.get((one.code, one.valid_from))
        if kept is None:
            _check_later(one)
            made.append(MeasureDefinition.objects.create(**_columns(one)).id)
        elif any(getattr(kept, name) != new for name, new in _columns(one).items()):
            raise DefinitionKept(measure=one.code, since=one.valid_from)
    frames.note(measures=sorted(one.code for one in drafts), made=len(made))
    return made


def _columns(one: Draft) -> dict[str, object]:
    return {
        "code": one.code,
        "valid_from": one.valid_from,
        "title": dict(one.title),
        "about": dict(one.about),
        "unit": str(one.unit),
        "direction": str(one.direction),
        "period": str(one.period),
        "target": one.target,
        "formula": as_data(one.formula),
    }


def _check_later(one: Draft) -> None:
    """A definition never reaches back over values that were computed by another one (INV-52)."""
    values = MeasureValue.objects.filter(code=one.code).order_by("-as_of")
    newest = values.values_list("as_of", flat=True).first()
    if newest is not None and one.valid_from <= newest.date():
        raise DefinitionKept(measure=one.code, since=newest.date())


def _check(drafts: Sequence[Draft]) -> None:
    """Looks at what a file alone cannot show: flags of lent facts, measures referred to, the cap
    of the overall level (INV-51), circles. Raises DefinitionInvalid."""
    known = {code: d.formula for code, d in queries.definitions(clock.now().date()).items()}
    known.update({one.code: one.formula for one in drafts})
    for one in drafts:
        for name in {count.of for count in one.formula.counts.values()}:
            lent = FACTS.get(name)
            if lent is not None:
                check_names(one.formula, name, lent.flags, lent.amounts)
        for label, code in one.formula.measures.items():
            if code not in known:
                raise DefinitionInvalid(
                    place=f"{one.code}: measures.{label}", reason=f"there is no measure {code}"
                )
        if one.code == OVERALL and one.formula.measures.get(one.formula.cap) != RESOURCES:
            raise DefinitionInvalid(place=f"{OVERALL}: cap", reason=f"expected {RESOURCES}")
        _check_circle(one.code, (), {code: list(f.measures.values()) for code, f in known.items()})


def _check_circle(code: str, asking: tuple[str, ...], refers: dict[str, list[str]]) -> None:
    if code in asking:
        raise DefinitionInvalid(place=f"{code}: measures", reason="it refers to itself")
    for other in refers.get(code, ()):
        _check_circle(other, (*asking, code), refers)

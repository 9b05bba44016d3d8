"""The whole demo country as one frozen value: what the reader gives and the loader takes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from .caseload import Recipe
from .holdings import Category, Element, Register, Resource, System
from .offers import Clearance, LifeEvent, Service
from .pledges import Request, Waiver
from .structure import (
    Basis,
    Body,
    Finding,
    Function,
    Holiday,
    Period,
    Person,
    Post,
    Region,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Country:
    """The whole demo country.

    Shape: `forms` = code -> form schema as plain data, `processes` = code -> BPMN 2.0 XML.
    """

    regions: tuple[Region, ...]
    covers: tuple[int, ...]
    holidays: tuple[Holiday, ...]
    bases: tuple[Basis, ...]
    periods: tuple[Period, ...]
    bodies: tuple[Body, ...]
    posts: tuple[Post, ...]
    people: tuple[Person, ...]
    functions: tuple[Function, ...]
    findings: tuple[Finding, ...]
    systems: tuple[System, ...]
    registers: tuple[Register, ...]
    elements: tuple[Element, ...]
    categories: tuple[Category, ...]
    resources: tuple[Resource, ...]
    waivers: tuple[Waiver, ...]
    requests: tuple[Request, ...]
    services: tuple[Service, ...]
    life_events: tuple[LifeEvent, ...]
    pass_mark: int
    clearances: tuple[Clearance, ...]
    recipe: Recipe
    forms: Mapping[str, Mapping[str, Any]]
    processes: Mapping[str, str]

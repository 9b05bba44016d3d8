"""What the demo country holds: systems, registers, data elements, resources. Pure values."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping

from onewindow.ground.kernel.labels import Level
from onewindow.registers.catalogue.types import (
    ElementType,
    Openness,
    Scheme,
    Sensitivity,
    SharingType,
    SubjectType,
    SystemState,
)

Texts = Mapping[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class System:
    """An information system (registers.yaml); `cleared` and `until` stand together."""

    code: str
    name: Texts
    owner: str
    basis: str
    purpose: Texts
    grade: int
    state: SystemState
    cleared: dt.date | None = None
    until: dt.date | None = None
    needs: tuple[str, ...] = ()
    collects: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Register:
    """A base register (registers.yaml)."""

    code: str
    name: Texts
    owner: str
    subject_type: SubjectType
    basis: str
    system: str


@dataclasses.dataclass(frozen=True, slots=True)
class Element:
    """A data element and its one source (elements.yaml)."""

    code: str
    register: str
    since: dt.date
    type: ElementType
    sensitivity: Sensitivity
    domain: str
    title: Texts
    definition: Texts


@dataclasses.dataclass(frozen=True, slots=True)
class Category:
    """A place in a classification (resources.yaml)."""

    scheme: Scheme
    code: str
    title: Texts
    parent: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Resource:
    """An information resource (resources.yaml); `register` stands for all its elements."""

    name: Texts
    abstract: Texts
    provider: str
    category: str
    level: Level
    cycle: str
    updated: dt.date
    sharing: SharingType
    openness: Openness
    format: str
    function: str = ""
    party_task: Texts = dataclasses.field(default_factory=dict)
    basis: str = ""
    further: tuple[str, ...] = ()
    register: str = ""
    elements: tuple[str, ...] = ()
    draft: bool = False

"""A gate, a region and the published birth form for the tests of forms."""

from __future__ import annotations

import dataclasses
from uuid import UUID

import pytest

from onewindow.flow.forms.public import publish_form_version, write_form_version
from onewindow.flow.forms.tests.examples import BIRTH
from onewindow.flow.messages.tests.stand_in import StandIn
from onewindow.ground.jurisdiction.public import found_region
from onewindow.ground.jurisdiction.types import RegionLevel
from onewindow.ground.kernel.actor import OPERATOR, person
from onewindow.ground.kernel.gate import GATE
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.permissions import Role
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.types import Definition, ElementType

WANG = person("wang", "Wang Min")
LI_NA = person("li-na", "Li Na")
CHEN_WEI = person("chen-wei", "Chen Wei")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    stand_in = StandIn()
    stand_in.roles[WANG.id] = (Role.PROCESS_OWNER, Role.CATALOGUE_MANAGER)
    monkeypatch.setattr(GATE, "_lent", {"stand-in": stand_in})
    return stand_in


def define_bound_element() -> None:
    """Defines the datum that the example's form names; no register holds it."""
    catalogue.define_element(
        WANG,
        definition=Definition(
            "person.id", {"en": "Number"}, {"en": "A number."}, ElementType.IDENTIFIER
        ),
    )


@dataclasses.dataclass(frozen=True)
class Town:
    """Where the tests happen: a region, a service and the version of its form in use."""

    region: str
    service: UUID
    version: UUID


@pytest.fixture
def town(gate: StandIn) -> Town:
    found_region(
        OPERATOR,
        code="MZ",
        name={"en": "Mingzhou"},
        level=RegionLevel.STATE,
        time_zone="Asia/Shanghai",
    )
    define_bound_element()
    version = write_form_version(WANG, schema=BIRTH)
    publish_form_version(WANG, version_id=version)
    return Town("MZ", new_id(), version)

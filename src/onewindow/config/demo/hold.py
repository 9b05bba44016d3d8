"""Loading, between founding and services: who holds which data, by commands."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from onewindow.config.demo.country.holdings import Resource, System
from onewindow.config.demo.country.records import Country
from onewindow.config.demo.found import FOUNDING, ZONE, Cast, on
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Ref
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.types import Definition, Description, SystemState
from onewindow.trust.security import public as security
from onewindow.trust.security.types import Decision

REGISTERED = dt.date(2026, 1, 8)
STATEMENT = "The system keeps data of the register it is named for; its protection was tested."


def hold_data(country: Country, cast: Cast) -> None:
    """Registers systems, registers, data elements and resources; clears the systems in use."""
    with on(max(REGISTERED, FOUNDING)):
        systems = _systems(country, cast)
        registers = _registers(country, cast, systems)
        _elements(country, cast, registers)
        _collections(country, cast, systems)
        _categories(country, cast)
    with on(max(resource.updated for resource in country.resources), hour=8):
        for resource in country.resources:
            _resource(country, cast, resource)
    for system in sorted(country.systems, key=lambda one: one.cleared or dt.date.max):
        _move(cast, system, systems[system.code])


def _systems(country: Country, cast: Cast) -> dict[str, UUID]:
    manager = cast.holder_of(Role.CATALOGUE_MANAGER)
    keys = {
        system.code: catalogue.register_system(
            manager,
            code=system.code,
            name=system.name,
            owner=cast.bodies[system.owner],
            legal_basis=system.basis,
            purpose=system.purpose,
            grade=system.grade,
        )
        for system in country.systems
    }
    for system in country.systems:
        for needed in system.needs:
            catalogue.declare_dependency(manager, system=keys[system.code], needs=keys[needed])
    return keys


def _registers(country: Country, cast: Cast, systems: dict[str, UUID]) -> dict[str, UUID]:
    manager = cast.holder_of(Role.CATALOGUE_MANAGER)
    return {
        register.code: catalogue.register_register(
            manager,
            code=register.code,
            name=register.name,
            owner=cast.bodies[register.owner],
            subject_type=register.subject_type,
            legal_basis=register.basis,
            system=systems[register.system],
        )
        for register in country.registers
    }


def _elements(country: Country, cast: Cast, registers: dict[str, UUID]) -> None:
    manager = cast.holder_of(Role.CATALOGUE_MANAGER)
    for element in country.elements:
        catalogue.define_element(
            manager,
            definition=Definition(
                code=element.code,
                title=element.title,
                definition=element.definition,
                type=element.type,
                value_domain=element.domain,
                sensitivity=element.sensitivity,
            ),
            register=registers[element.register],
            begins=element.since,
        )


def _collections(country: Country, cast: Cast, systems: dict[str, UUID]) -> None:
    manager = cast.holder_of(Role.CATALOGUE_MANAGER)
    for system in country.systems:
        for element in system.collects:
            catalogue.declare_collection(manager, system=systems[system.code], element=element)


def _categories(country: Country, cast: Cast) -> None:
    manager = cast.holder_of(Role.CATALOGUE_MANAGER)
    for category in country.categories:
        catalogue.add_category(
            manager,
            scheme=category.scheme,
            code=category.code,
            title=category.title,
            parent=category.parent,
        )


def _resource(country: Country, cast: Cast, resource: Resource) -> None:
    manager = cast.holder_of(Role.CATALOGUE_MANAGER)
    held = [one.code for one in country.elements if one.register == resource.register]
    key = catalogue.register_resource(
        manager,
        description=Description(
            name=resource.name,
            abstract=resource.abstract,
            provider=cast.bodies[resource.provider],
            category=resource.category,
            level=resource.level,
            update_cycle=resource.cycle,
            function=resource.function,
            party_task=resource.party_task,
            sharing_type=resource.sharing,
            legal_basis=resource.basis,
            openness=resource.openness,
            further=resource.further,
            elements=(*held, *resource.elements),
            format=resource.format,
            covers_region="MZ",
            languages=("zh-hans",),
            last_updated=resource.updated,
        ),
    )
    if not resource.draft:
        catalogue.publish_resource(manager, resource=key)


def _move(cast: Cast, system: System, key: UUID) -> None:
    """Moves a system to its state; into use with the decision of the security office only."""
    manager = cast.holder_of(Role.CATALOGUE_MANAGER)
    if system.state is SystemState.PLANNED:
        return
    with on(system.cleared or REGISTERED, hour=10):
        catalogue.change_system_state(manager, system=key, state=SystemState.ESTABLISHED)
        if system.cleared is None or system.until is None:
            return
        dossier = security.prepare_dossier(
            cast.holder_of(Role.PROCESS_OWNER),
            subject=Ref.to("system", key),
            statement=STATEMENT,
        )
        security.sign_clearance(
            cast.official("zhao"),
            dossier_id=dossier,
            decision=Decision.AUTHORISED,
            expires_at=dt.datetime.combine(system.until, dt.time(), ZONE).astimezone(dt.UTC),
        )
        catalogue.change_system_state(manager, system=key, state=SystemState.IN_USE)

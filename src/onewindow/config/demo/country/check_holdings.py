"""Cross references of systems, registers, data elements and resources. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from onewindow.registers.catalogue.types import SharingType, SystemState
from onewindow.registers.institutions.types import OrganType

from .check_structure import codes, twice, unknown
from .holdings import Resource
from .records import Country
from .shape import Fault


def faults(country: Country) -> Iterator[Fault]:
    """Gives everything that does not fit together in the catalogue."""
    yield from _systems(country)
    yield from _registers(country)
    yield from _elements(country)
    yield from _categories(country)
    yield from _resources(country)


def _systems(country: Country) -> Iterator[Fault]:
    file = "registers.yaml"
    yield from twice(file, "systems", codes(country.systems))
    sources = {element.code: element.register for element in country.elements}
    keepers = {register.code: register.system for register in country.registers}
    for at, system in enumerate(country.systems):
        path = f"systems[{at}]"
        yield from unknown(file, path, [system.owner], codes(country.bodies), "bodies.yaml")
        yield from unknown(file, path, [system.basis], codes(country.bases), "legal.yaml")
        yield from unknown(file, f"{path}.needs", system.needs, codes(country.systems), "systems")
        yield from unknown(file, f"{path}.collects", system.collects, sources, "elements.yaml")
        if (system.cleared is None) != (system.until is None):
            yield Fault(file, f"{path}.until", "cleared and until stand together or not at all")
        if (system.state is SystemState.IN_USE) != (system.cleared is not None):
            yield Fault(file, f"{path}.cleared", "a system in use is cleared, no other one is")
        for code in system.collects:
            keeper = keepers.get(sources.get(code, ""), system.code)
            if keeper != system.code:
                yield Fault(file, f"{path}.collects", f"{code} is collected by {keeper} already")


def _registers(country: Country) -> Iterator[Fault]:
    file = "registers.yaml"
    yield from twice(file, "registers", codes(country.registers))
    held = {element.register for element in country.elements}
    for at, register in enumerate(country.registers):
        path = f"registers[{at}]"
        yield from unknown(file, path, [register.owner], codes(country.bodies), "bodies.yaml")
        yield from unknown(file, path, [register.basis], codes(country.bases), "legal.yaml")
        yield from unknown(file, path, [register.system], codes(country.systems), "systems")
        if register.code not in held:
            yield Fault(file, path, f"{register.code} is the source of nothing")


def _elements(country: Country) -> Iterator[Fault]:
    file = "elements.yaml"
    yield from twice(file, "elements", codes(country.elements))
    for at, element in enumerate(country.elements):
        path = f"elements[{at}].register"
        yield from unknown(
            file, path, [element.register], codes(country.registers), "registers.yaml"
        )


def _categories(country: Country) -> Iterator[Fault]:
    file = "resources.yaml"
    above: set[str] = set()
    yield from twice(file, "categories", [f"{c.scheme}:{c.code}" for c in country.categories])
    for at, category in enumerate(country.categories):
        parent = f"{category.scheme}:{category.parent}" if category.parent else None
        yield from unknown(file, f"categories[{at}].parent", [parent], above, "those before it")
        above.add(f"{category.scheme}:{category.code}")


def _resources(country: Country) -> Iterator[Fault]:
    file = "resources.yaml"
    yield from twice(file, "resources", [(r.provider, r.name["en"]) for r in country.resources])
    organs = {body.code: body.organ_type for body in country.bodies}
    categories = {f"{category.scheme}:{category.code}" for category in country.categories}
    for at, resource in enumerate(country.resources):
        path = f"resources[{at}]"
        yield from unknown(file, f"{path}.provider", [resource.provider], organs, "bodies.yaml")
        named = [resource.category, *resource.further]
        yield from unknown(file, f"{path}.category", named, categories, "categories")
        yield from unknown(
            file, f"{path}.elements", resource.elements, codes(country.elements), "elements.yaml"
        )
        yield from _references(path, resource, country)
        is_party = organs.get(resource.provider) is OrganType.PARTY
        if resource.party_task and not is_party:
            yield Fault(file, f"{path}.party_task", f"{resource.provider} is no organ of the party")


def _references(path: str, resource: Resource, country: Country) -> Iterator[Fault]:
    file = "resources.yaml"
    for given, known, where in (
        (resource.function, codes(country.functions), "functions.yaml"),
        (resource.basis, codes(country.bases), "legal.yaml"),
        (resource.register, codes(country.registers), "registers.yaml"),
    ):
        yield from unknown(file, path, [given or None], known, where)
    if bool(resource.function) == bool(resource.party_task):
        yield Fault(file, path, "has a function or a party task, and not both")
    if (resource.sharing is SharingType.UNCONDITIONAL) == bool(resource.basis):
        yield Fault(file, f"{path}.basis", "stands where sharing is limited, and nowhere else")

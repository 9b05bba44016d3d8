"""Reads the demo country: every file into frozen dataclasses, or every fault with file and path.

Pure but for reading the files: no Django, no clock, no database. Faults of form are listed for
all files together; only where there are none, the cross references are checked, all of them too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_type_hints

from .country import check_holdings, check_offers, check_pledges, check_structure
from .country.records import Country
from .country.shape import NOTHING, Fault, Maker, load
from .country.structure import FindingKind

FOLDER = Path(__file__).parent / "country"
PROMISED = {
    "institutions": 22,
    "functions": 60,
    "services": 14,
    "people": 45,
    "overlaps": 3,
    "gaps": 1,
    "registers": 8,
    "elements": 82,
    "resources": 39,
}
"""What the demo country has (`domain.md`, appendix B, and a second organiser who decides)."""

_FILES: Mapping[str, tuple[str, ...]] = {
    "regions.yaml": ("regions",),
    "calendar.yaml": ("covers", "holidays"),
    "legal.yaml": ("bases", "periods"),
    "bodies.yaml": ("bodies",),
    "posts.yaml": ("posts",),
    "people.yaml": ("people",),
    "functions.yaml": ("functions", "findings"),
    "registers.yaml": ("systems", "registers"),
    "elements.yaml": ("elements",),
    "resources.yaml": ("categories", "resources"),
    "sharing.yaml": ("waivers", "requests"),
    "services.yaml": ("services",),
    "life_events.yaml": ("life_events",),
    "clearances.yaml": ("pass_mark", "clearances"),
}
_SHARED = {"bodies.yaml": ("hours",), "services.yaml": ("places", "papers")}
"""Keys that only hold YAML anchors: texts which stand in several places."""


class CountryFaulty(ValueError):
    """The demo country cannot be read; the message lists every fault with file and path."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = tuple(faults)


def read_country(folder: Path = FOLDER) -> Country:
    """Gives the whole country. Raises CountryFaulty with every fault."""
    faults: list[Fault] = []
    parts = {**_parts(folder, faults), "recipe": _recipe(folder, faults)}
    parts["forms"] = _forms(folder, faults)
    parts["processes"] = _processes(folder, faults)
    if faults:
        raise CountryFaulty(faults)
    country = Country(**parts)
    found = (
        *check_structure.faults(country),
        *check_holdings.faults(country),
        *check_offers.faults(country),
        *check_pledges.faults(country),
        *_miscounted(country),
    )
    if found:
        raise CountryFaulty(found)
    return country


def counts(country: Country) -> dict[str, int]:
    """Gives how many there are of what the demo promises, by the keys of PROMISED."""
    kinds = [finding.kind for finding in country.findings]
    return {
        "institutions": len(country.bodies),
        "functions": len(country.functions),
        "services": len(country.services),
        "people": len(country.people),
        "overlaps": kinds.count(FindingKind.OVERLAP),
        "gaps": kinds.count(FindingKind.GAP),
        "registers": len(country.registers),
        "elements": len(country.elements),
        "resources": len(country.resources),
    }


def _parts(folder: Path, faults: list[Fault]) -> dict[str, Any]:
    hints, parts = get_type_hints(Country), {}
    for file, names in _FILES.items():
        top, maker = load(folder, file, faults), Maker(file, faults)
        maker.only(top, *names, *_SHARED.get(file, ()))
        for name in names:
            parts[name] = maker.made(hints[name], top.get(name, NOTHING), name)
    return parts


def _recipe(folder: Path, faults: list[Fault]) -> Any:
    top = load(folder, "cases.yaml", faults)
    return Maker("cases.yaml", faults).made(get_type_hints(Country)["recipe"], top, "")


def _forms(folder: Path, faults: list[Fault]) -> dict[str, Mapping[str, Any]]:
    names = sorted(path.stem for path in (folder / "forms").glob("*.yaml"))
    return {name: load(folder, f"forms/{name}.yaml", faults) for name in names}


def _processes(folder: Path, faults: list[Fault]) -> dict[str, str]:
    found = {}
    for path in sorted((folder / "processes").glob("*.bpmn")):
        try:
            found[path.stem] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            faults.append(Fault(f"processes/{path.name}", "", str(problem)))
    return found


def _miscounted(country: Country) -> list[Fault]:
    return [
        Fault("the country", what, f"has {found}, the demo promises {PROMISED[what]}")
        for what, found in counts(country).items()
        if found != PROMISED[what]
    ]

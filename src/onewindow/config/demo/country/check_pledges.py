"""Cross references of waivers and requests for data. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from .check_structure import codes, twice, unknown
from .pledges import Request
from .records import Country
from .shape import Fault

FILE = "sharing.yaml"


def faults(country: Country) -> Iterator[Fault]:
    """Gives everything that does not fit together in sharing."""
    asked = {
        (form, question["key"])
        for form, schema in country.forms.items()
        for section in schema["sections"]
        for question in section["questions"]
    }
    yield from twice(FILE, "waivers", [(w.form, w.question, w.begins) for w in country.waivers])
    for at, waiver in enumerate(country.waivers):
        path = f"waivers[{at}]"
        yield from unknown(FILE, path, [waiver.element], codes(country.elements), "elements.yaml")
        yield from unknown(FILE, path, [waiver.basis], codes(country.bases), "legal.yaml")
        if (waiver.form, waiver.question) not in asked:
            yield Fault(FILE, path, f"{waiver.form} does not ask {waiver.question}")
    for at, request in enumerate(country.requests):
        yield from _request(f"requests[{at}]", request, country)


def _request(path: str, request: Request, country: Country) -> Iterator[Fault]:
    logins = [person.login for person in country.people]
    for given, known, where in (
        ([request.provider, request.requester], codes(country.bodies), "bodies.yaml"),
        (request.elements, codes(country.elements), "elements.yaml"),
        ([request.function], codes(country.functions), "functions.yaml"),
        ([request.basis, request.law or None], codes(country.bases), "legal.yaml"),
        ([request.asked_by, request.answered_by], logins, "people.yaml"),
    ):
        yield from unknown(FILE, path, given, known, where)
    if (request.answered is None) != (request.answered_by is None):
        yield Fault(FILE, path, "answered and answered_by stand together or not at all")
    days = [request.filed, request.checked, request.answered, request.disputed]
    done = [day for day in days if day]
    if done != days[: len(done)] or done != sorted(done):
        yield Fault(FILE, path, "filed, checked, answered and disputed come in this order")

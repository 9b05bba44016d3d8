"""Cross references of services, events, clearances, form, process and the recipe. Pure."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from onewindow.engines import bpmn
from onewindow.ground.jurisdiction.types import Unit
from onewindow.ground.kernel.permissions import Role

from .caseload import CaseGroup, CaseState, Outcome, Recipe
from .check_structure import codes, twice, unknown
from .offers import Clearance, Decision, Service
from .records import Country
from .shape import LANGUAGES, Fault

_SERVICES, _CLEARANCES, _CASES = "services.yaml", "clearances.yaml", "cases.yaml"
_DURATION = re.compile(r"P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?")
_SERIES = re.compile(r"[A-Z]{3}")
_AT_DESKS = (CaseState.ACCEPTED, CaseState.IN_PROCESS, CaseState.CLOCK_STOPPED)


def faults(country: Country) -> Iterator[Fault]:
    """Gives everything that does not fit together from the services upwards."""
    yield from twice(_SERVICES, "services", codes(country.services))
    for at, service in enumerate(country.services):
        yield from _references(country, f"services[{at}]", service)
        yield from _competence(country, f"services[{at}]", service)
        yield from _limits(country, f"services[{at}]", service)
        yield from _way_in(country, f"services[{at}]", service)
    yield from _duplicates(country)
    yield from _events(country)
    yield from _clearances(country)
    yield from _forms(country)
    yield from _processes(country)
    yield from _recipe(country)


def _references(country: Country, path: str, service: Service) -> Iterator[Fault]:
    known = {
        "events": (service.events, codes(country.life_events), "life_events.yaml"),
        "languages": (service.languages, LANGUAGES, "the languages of the portal"),
        "legal_basis": (service.legal_basis, codes(country.bases), "legal.yaml"),
        "contact": ([service.contact], codes(country.bodies), "bodies.yaml"),
    }
    for name, (given, every, where) in known.items():
        yield from unknown(_SERVICES, f"{path}.{name}", given, every, where)
    for name in ("events", "languages", "legal_basis", "channels", "outputs", "steps", "bring"):
        if not getattr(service, name):
            yield Fault(_SERVICES, f"{path}.{name}", "must not be empty")
    for at, cost in enumerate(service.costs):
        if cost.minor <= 0 or cost.currency != "CNY":
            yield Fault(_SERVICES, f"{path}.costs[{at}]", "must be more than nothing, in CNY")


def _competence(country: Country, path: str, service: Service) -> Iterator[Fault]:
    """INV-03: one function, and who is asked is who is responsible; no open finding on it."""
    functions = {function.code: function for function in country.functions}
    yield from unknown(
        _SERVICES, f"{path}.function", [service.function], functions, "functions.yaml"
    )
    function = functions.get(service.function)
    if function and function.responsible != service.contact:
        owner = function.responsible or "nobody"
        yield Fault(_SERVICES, f"{path}.contact", f"{owner} is responsible, not {service.contact}")
    for finding in country.findings:
        if finding.function == service.function:
            yield Fault(_SERVICES, f"{path}.function", f"{finding.code} is open on it")


def _limits(country: Country, path: str, service: Service) -> Iterator[Fault]:
    """INV-09: what is promised is not longer than what the law allows."""
    periods = {period.code: period for period in country.periods}
    named = [service.statutory, service.promised]
    yield from unknown(_SERVICES, path, named, periods, "the periods of legal.yaml")
    if not _DURATION.fullmatch(service.processing_time):
        yield Fault(_SERVICES, f"{path}.processing_time", "must be days as in P5D (ISO 8601)")
    law, promise = periods.get(service.statutory), periods.get(service.promised)
    if law and promise and promise.value > law.value:
        yield Fault(_SERVICES, f"{path}.promised", "must not be longer than the law allows")
    for period in filter(None, (law, promise)):
        if period.unit is not Unit.WORKING_DAY:
            yield Fault(_SERVICES, path, f"{period.code} does not count working days")


def _way_in(country: Country, path: str, service: Service) -> Iterator[Fault]:
    """Applied for here, with form, process and series, or a plain word where to go (AC-4.8)."""
    if all(channel.kind.needs_internet for channel in service.channels):
        yield Fault(_SERVICES, f"{path}.channels", "one must need no internet")
    parts = [service.form, service.process, service.series]
    if any(parts) and not all(parts):
        yield Fault(_SERVICES, path, "form, process and series stand together or not at all")
    if (service.where_to_go is None) != service.can_be_applied_for:
        yield Fault(_SERVICES, f"{path}.where_to_go", "is said where nobody can apply")
    yield from unknown(_SERVICES, f"{path}.form", [service.form], country.forms, "forms")
    yield from unknown(
        _SERVICES, f"{path}.process", [service.process], country.processes, "processes"
    )
    if service.series and not _SERIES.fullmatch(service.series):
        yield Fault(_SERVICES, f"{path}.series", "must be three capital letters")


def _duplicates(country: Country) -> Iterator[Fault]:
    """INV-04: no two services with the same output, audience and legal basis."""
    for one, other in itertools.combinations(country.services, 2):
        same = {output.code for output in one.outputs} & {output.code for output in other.outputs}
        if (
            same
            and one.audience == other.audience
            and set(one.legal_basis) & set(other.legal_basis)
        ):
            yield Fault(_SERVICES, other.code, f"gives the same to the same people as {one.code}")


def _events(country: Country) -> Iterator[Fault]:
    file = "life_events.yaml"
    yield from twice(file, "life_events", codes(country.life_events))
    said = {(event, service.code) for service in country.services for event in service.events}
    listed = {(event.code, service) for event in country.life_events for service in event.services}
    for event, service in sorted(said ^ listed):
        yield Fault(file, event, f"{service!r} stands in one of {file} and {_SERVICES} only")


def _clearances(country: Country) -> Iterator[Fault]:
    yield from twice(_CLEARANCES, "clearances", [c.paper for c in country.clearances])
    roles = _roles(country)
    for at, clearance in enumerate(country.clearances):
        path = f"clearances[{at}]"
        yield from unknown(
            _CLEARANCES, f"{path}.service", [clearance.service], codes(country.services), _SERVICES
        )
        yield from _hands(path, clearance, roles)
        yield from _decision(path, clearance, country.pass_mark)
    for at, service in enumerate(country.services):
        about = [c for c in country.clearances if c.service == service.code]
        granted = [c for c in about if c.decision is not Decision.DENIED]
        if not about:
            yield Fault(_SERVICES, f"services[{at}]", "has no decision in clearances.yaml")
        elif granted and not any(c.holds(service.goes_live) for c in granted):
            yield Fault(_SERVICES, f"services[{at}].goes_live", "is a day without a clearance")


def _roles(country: Country) -> dict[str, Role]:
    """Gives the role of each official by login."""
    of_post = {post.code: post.role for post in country.posts}
    return {p.login: of_post[p.post] for p in country.people if p.post in of_post}


def _hands(path: str, clearance: Clearance, roles: Mapping[str, Role]) -> Iterator[Fault]:
    """INV-29, INV-33: preparer, markers and signer are different people in the right posts."""
    second = [clearance.second_marker] if clearance.second_marker else []
    markers = [clearance.marked_by, *second]
    hands = [clearance.prepared_by, *markers, clearance.signed_by]
    yield from twice(_CLEARANCES, f"{path}: hands", hands)
    yield from unknown(_CLEARANCES, path, hands, roles, "the officials of people.yaml")
    duties = {
        clearance.prepared_by: Role.PROCESS_OWNER,
        **dict.fromkeys(markers, Role.MARKER),
        clearance.signed_by: Role.SECURITY_HEAD,
    }
    for login, role in duties.items():
        if login in roles and roles[login] is not role:
            yield Fault(_CLEARANCES, path, f"{login} is not {role}")


def _decision(path: str, clearance: Clearance, pass_mark: int) -> Iterator[Fault]:
    passed = clearance.mark >= pass_mark and not clearance.critical_failed
    if passed == (clearance.decision is Decision.DENIED):
        yield Fault(_CLEARANCES, f"{path}.decision", "does not follow from the mark")
    if bool(clearance.conditions) != (clearance.decision is Decision.WITH_CONDITIONS):
        yield Fault(_CLEARANCES, f"{path}.conditions", "stand with with_conditions and only there")
    first, end = clearance.valid_from, clearance.expires
    if clearance.decision is Decision.DENIED:
        if first or end:
            yield Fault(_CLEARANCES, f"{path}.valid_from", "a denied service has no validity")
    elif first is None or end is None or not clearance.signed_on <= first < end:
        yield Fault(_CLEARANCES, f"{path}.valid_from", "must lie from the signing to the end")


def _forms(country: Country) -> Iterator[Fault]:
    """The form's own grammar is checked where it is published; here, that the recipe fits it."""
    for code, form in country.forms.items():
        if form.get("code") != code:
            yield Fault(f"forms/{code}.yaml", "code", f"must be {code!r}, as the file")
    recipe = country.recipe
    service = next((s for s in country.services if s.code == recipe.service), None)
    options = _options(country.forms.get(service.form or "", {})) if service else {}
    chosen = {
        "child_sex": recipe.answers.child_sex,
        "household_to_join": recipe.answers.household_to_join,
        "card_pick_up": recipe.answers.card_pick_up,
        "birth_hospital": recipe.names.hospitals,
    }
    for question, values in chosen.items():
        known = options.get(question, [])
        yield from unknown(_CASES, question, values, known, "the options of the form")


def _options(form: Mapping[str, Any]) -> dict[str, list[str]]:
    """Gives the values that each choice of a form offers, by the question's key."""
    questions = [q for section in form.get("sections", ()) for q in section.get("questions", ())]
    return {q["key"]: [o["value"] for o in q["options"]] for q in questions if "options" in q}


def _processes(country: Country) -> Iterator[Fault]:
    """INV-05: executable, and every function is owned and without an open finding."""
    owned = {f.code for f in country.functions if f.responsible}
    blocked = {finding.function for finding in country.findings}
    for code, xml in country.processes.items():
        file, model = f"processes/{code}.bpmn", bpmn.parse(xml.encode())
        for problem in model.problems():
            yield Fault(file, f"line {problem.line}", problem.sentence)
        if model.id != code:
            yield Fault(file, "process", f"its id must be {code!r}, as the file")
        named = [model.lead, *(n.terms.function for n in model.nodes.values() if n.terms)]
        yield from unknown(file, "function", named, owned - blocked, "the cleared functions")


def _recipe(country: Country) -> Iterator[Fault]:
    recipe = country.recipe
    process = next((s.process for s in country.services if s.code == recipe.service), None)
    if process not in country.processes:
        yield Fault(_CASES, "service", f"{recipe.service!r} cannot be applied for")
        return
    model = bpmn.parse(country.processes[process or ""].encode())
    steps = [node.id for node in model.of_kind(bpmn.Kind.USER_TASK)]
    for at, group in enumerate(recipe.states):
        yield from unknown(_CASES, f"states[{at}].at", group.at, steps, "the process")
        yield from unknown(
            _CASES, f"states[{at}].claimed", group.claimed, _roles(country), "people.yaml"
        )
        yield from _group(f"states[{at}]", group)
    for at, refusal in enumerate(recipe.refusals):
        path = f"refusals[{at}]"
        yield from unknown(_CASES, f"{path}.step", [refusal.step], steps, "the process")
        yield from unknown(
            _CASES, f"{path}.basis", [refusal.basis], codes(country.bases), "legal.yaml"
        )
    citizens = [person.login for person in country.people if person.post is None]
    yield from unknown(
        _CASES, "known_applicants", recipe.known_applicants, citizens, "the citizens"
    )
    yield from _sums(recipe)


def _group(path: str, group: CaseGroup) -> Iterator[Fault]:
    if group.state.is_decided != (group.outcome is not None):
        yield Fault(_CASES, f"{path}.outcome", "stands with decided cases and only there")
    if (group.state in _AT_DESKS) != bool(group.at):
        yield Fault(_CASES, f"{path}.at", "stands with cases at a desk and only there")
    if not 0 <= group.age[0] <= group.age[1]:
        yield Fault(_CASES, f"{path}.age", "must run from the youngest to the oldest")
    if group.count <= 0 or sum(group.claimed.values()) > group.count:
        yield Fault(_CASES, f"{path}.count", "must be more than nothing and than the claimed")


def _sums(recipe: Recipe) -> Iterator[Fault]:
    rated = (CaseState.RATED, CaseState.ARCHIVED)
    wanted = {
        "states": (sum(group.count for group in recipe.states), recipe.count),
        "ratings.grades": (
            sum(recipe.ratings.grades.values()),
            sum(group.count for group in recipe.states if group.state in rated),
        ),
        "answers.child_sex": (sum(recipe.answers.child_sex.values()), 100),
        "answers.household_to_join": (sum(recipe.answers.household_to_join.values()), 100),
        "answers.card_pick_up": (sum(recipe.answers.card_pick_up.values()), 100),
    }
    for path, (found, right) in wanted.items():
        if found != right:
            yield Fault(_CASES, path, f"add up to {found}, not {right}")
    given = {refusal.outcome for refusal in recipe.refusals}
    used = {group.outcome for group in recipe.states}
    for outcome in sorted({Outcome.REFUSED, Outcome.PARTLY} & used - given):
        yield Fault(_CASES, "refusals", f"none leads to {outcome}")

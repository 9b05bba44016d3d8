"""Cross references of regions, law, bodies, posts, people and functions. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from onewindow.ground.jurisdiction.types import RegionLevel
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.permissions import Role

from .records import Country
from .shape import LANGUAGES, Fault
from .structure import Finding, FindingKind, Function, Person

OF_POSTS = frozenset(Role) - {
    Role.PUBLIC,
    Role.APPLICANT,
    Role.CLOCK,
    Role.IMPORTER,
    Role.OPERATOR,
}


def faults(country: Country) -> Iterator[Fault]:
    """Gives everything that does not fit together below the services."""
    yield from _regions(country)
    yield from _law(country)
    yield from _bodies_and_posts(country)
    yield from _people(country)
    yield from _functions(country)
    yield from _findings(country)


def twice(file: str, path: str, keys: Iterable[object]) -> Iterator[Fault]:
    """Gives a fault for each key that stands in a list a second time."""
    seen: set[object] = set()
    for at, key in enumerate(keys):
        if key in seen:
            yield Fault(file, f"{path}[{at}]", f"{key!r} stands here a second time")
        seen.add(key)


def unknown(
    file: str, path: str, given: Iterable[str | None], known: Iterable[str], where: str
) -> Iterator[Fault]:
    """Gives a fault for each code that the other file does not have; none is no code."""
    every = set(known)
    for code in given:
        if code is not None and code not in every:
            yield Fault(file, path, f"{code!r} is not in {where}")


def codes(records: Sequence[Any]) -> list[str]:
    """Gives the codes of records."""
    return [record.code for record in records]


def _regions(country: Country) -> Iterator[Fault]:
    file, levels = "regions.yaml", list(RegionLevel)
    yield from twice(file, "regions", codes(country.regions))
    above: dict[str, RegionLevel] = {}
    for at, region in enumerate(country.regions):
        path = f"regions[{at}]"
        if (region.parent is None) != (region.level is RegionLevel.STATE):
            yield Fault(file, f"{path}.parent", "every region but the state has a parent")
        yield from unknown(file, f"{path}.parent", [region.parent], above, "the regions before it")
        wider = above.get(region.parent or "")
        if wider and levels.index(wider) >= levels.index(region.level):
            yield Fault(file, f"{path}.level", f"{region.level} does not lie under {wider}")
        yield from unknown(
            file, f"{path}.languages", region.languages, LANGUAGES, "the languages of the portal"
        )
        above[region.code] = region.level
    for at, holiday in enumerate(country.holidays):
        yield from unknown("calendar.yaml", f"holidays[{at}].region", [holiday.region], above, file)
        if holiday.day.year not in country.covers:
            yield Fault("calendar.yaml", f"holidays[{at}].day", "lies outside the years covered")
    yield from twice("calendar.yaml", "holidays", [(h.region, h.day) for h in country.holidays])


def _law(country: Country) -> Iterator[Fault]:
    file = "legal.yaml"
    yield from twice(file, "bases", codes(country.bases))
    yield from twice(file, "periods", [(period.code, period.region) for period in country.periods])
    bases = {basis.code: basis for basis in country.bases}
    for at, period in enumerate(country.periods):
        path = f"periods[{at}]"
        yield from unknown(file, f"{path}.basis", [period.basis], bases, "bases")
        yield from unknown(
            file, f"{path}.region", [period.region], codes(country.regions), "regions.yaml"
        )
        if period.value <= 0:
            yield Fault(file, f"{path}.value", "must be more than nothing")
        basis = bases.get(period.basis)
        if basis and period.valid_from < basis.in_force_from:
            yield Fault(file, f"{path}.valid_from", f"{basis.code} was not yet in force")


def _bodies_and_posts(country: Country) -> Iterator[Fault]:
    yield from twice("bodies.yaml", "bodies", codes(country.bodies))
    yield from twice("posts.yaml", "posts", codes(country.posts))
    for at, body in enumerate(country.bodies):
        path = f"bodies[{at}]"
        yield from unknown(
            "bodies.yaml", f"{path}.region", [body.region], codes(country.regions), "regions.yaml"
        )
        if not body.phone.startswith("000"):
            yield Fault("bodies.yaml", f"{path}.phone", "must begin with 000: it reaches nobody")
        if not body.email.endswith("example.org"):
            yield Fault("bodies.yaml", f"{path}.email", "must end in example.org")
    for at, post in enumerate(country.posts):
        path = f"posts[{at}]"
        yield from unknown(
            "posts.yaml", f"{path}.body", [post.body], codes(country.bodies), "bodies.yaml"
        )
        if post.role not in OF_POSTS:
            yield Fault("posts.yaml", f"{path}.role", f"{post.role} is no role of a post")


def _people(country: Country) -> Iterator[Fault]:
    file = "people.yaml"
    yield from twice(file, "people", [person.login for person in country.people])
    yield from twice(file, "people", [p.post or p.login for p in country.people])
    posts = {post.code: post for post in country.posts}
    begun = {body.code: body.since for body in country.bodies}
    for at, person in enumerate(country.people):
        path = f"people[{at}]"
        yield from unknown(file, f"{path}.post", [person.post], posts, "posts.yaml")
        yield from unknown(
            file, f"{path}.region", [person.region], codes(country.regions), "regions.yaml"
        )
        yield from unknown(
            file, f"{path}.language", [person.language], LANGUAGES, "the languages of the portal"
        )
        yield from _person(path, person)
        body = posts[person.post].body if person.post in posts else ""
        if person.since and body in begun and person.since < begun[body]:
            yield Fault(file, f"{path}.since", f"{body} did not exist yet")
    held = {person.post for person in country.people}
    for at, post in enumerate(country.posts):
        if post.code not in held:
            yield Fault("posts.yaml", f"posts[{at}]", f"nobody holds {post.code}")


def _person(path: str, person: Person) -> Iterator[Fault]:
    file = "people.yaml"
    if (person.post is None) != (person.since is None):
        yield Fault(file, f"{path}.since", "post and since stand together or not at all")
    if (person.post is None) != (person.clearance is Level.PUBLIC):
        yield Fault(file, f"{path}.clearance", "officials are cleared above public, others not")


def _functions(country: Country) -> Iterator[Fault]:
    file = "functions.yaml"
    yield from twice(file, "functions", codes(country.functions))
    begun = {body.code: body.since for body in country.bodies}
    bases = {basis.code: basis.in_force_from for basis in country.bases}
    gaps = {f.function for f in country.findings if f.kind is FindingKind.GAP}
    for at, function in enumerate(country.functions):
        path = f"functions[{at}]"
        named = [function.responsible, *function.cooperating]
        yield from unknown(file, path, named, begun, "bodies.yaml")
        yield from twice(file, f"{path}: its bodies", named)
        yield from unknown(file, f"{path}.basis", [function.basis], bases, "legal.yaml")
        yield from unknown(
            file, f"{path}.territory", [function.territory], codes(country.regions), "regions.yaml"
        )
        yield from _owner(path, function, function.code in gaps)
        earliest = [bases.get(function.basis), *(begun.get(body or "") for body in named)]
        if function.since and any(day and function.since < day for day in earliest):
            yield Fault(file, f"{path}.since", "is before its basis or one of its bodies began")


def _owner(path: str, function: Function, is_gap: bool) -> Iterator[Fault]:
    file = "functions.yaml"
    if function.responsible is None and not is_gap:
        yield Fault(file, f"{path}.responsible", f"{function.code} has no owner and no gap says so")
    if function.responsible is not None and is_gap:
        yield Fault(file, f"{path}.responsible", f"{function.code} is no gap: it has an owner")
    if (function.responsible is None) != (function.since is None):
        yield Fault(file, f"{path}.since", "responsible and since stand together or not at all")
    if function.responsible is None and function.cooperating:
        yield Fault(file, f"{path}.cooperating", "nobody helps where nobody answers")


def _findings(country: Country) -> Iterator[Fault]:
    file = "functions.yaml"
    yield from twice(file, "findings", codes(country.findings))
    functions = {function.code: function for function in country.functions}
    for at, finding in enumerate(country.findings):
        path = f"findings[{at}]"
        about = [finding.function, *finding.similar]
        yield from unknown(file, path, about, functions, "functions")
        yield from twice(file, f"{path}: its functions", about)
        yield from unknown(
            file, f"{path}.claimant", [finding.claimant], codes(country.bodies), "bodies.yaml"
        )
        yield from _finding(path, finding, functions.get(finding.function))


def _finding(path: str, finding: Finding, function: Function | None) -> Iterator[Fault]:
    file, is_overlap = "functions.yaml", finding.kind is FindingKind.OVERLAP
    if is_overlap != (finding.claimant is not None):
        yield Fault(file, f"{path}.claimant", "an overlap has a claimant, a gap has none")
    if is_overlap != (finding.score is not None):
        yield Fault(file, f"{path}.score", "an overlap has a score, a gap has none")
    if finding.score is not None and not 0 <= finding.score <= 1:
        yield Fault(file, f"{path}.score", "must be from 0 to 1")
    if is_overlap and function and finding.claimant == function.responsible:
        yield Fault(file, f"{path}.claimant", "claims what it holds already")

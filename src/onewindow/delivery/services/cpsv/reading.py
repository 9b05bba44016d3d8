"""Reads descriptions of services from statements: what CPSV-AP names is taken, the rest is left.

A service that lacks what the profile demands is a fault of that one service.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from onewindow.delivery.services.cpsv.facts import Authority, Description, Part, ordered
from onewindow.delivery.services.cpsv.terms import (
    CONCEPT,
    CPSV,
    CURRENCY,
    CV,
    ELI,
    ROLES,
    Role,
)
from onewindow.engines.linked import (
    DCAT,
    DCT,
    FOAF,
    NOWHERE,
    SKOS,
    Blank,
    Graph,
    Iri,
    Literal,
    Subject,
    language_tag,
)
from onewindow.ground.kernel.texts import Texts

UNKNOWN = "und"
MOST_PARTS = 400
_DURATION = re.compile(
    r"-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?\Z", re.ASCII
)
_AMOUNT = re.compile(r"\d+(\.\d+)?\Z", re.ASCII)
_CODE = re.compile(r"[a-z][a-z0-9_-]{0,19}\Z", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}\Z", re.ASCII)
_EVENTS = {CV["LifeEvent"]: "life", CV["BusinessEvent"]: "business"}


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """A service that cannot be taken; the reason is a plain sentence."""

    source: str
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Hint:
    """Something about a service that is taken, for people."""

    source: str
    reason: str


class _Unfit(Exception):
    """What keeps one service from being taken; never leaves this module."""


def services_in(graph: Graph) -> Iterator[Description | Fault | Hint]:
    """Gives each service of the graph in the order of addresses, or why it cannot be taken."""
    for subject in sorted(graph.of_type(CPSV["PublicService"])):
        try:
            yield _service(graph, subject)
        except _Unfit as fault:
            yield Fault(str(subject), str(fault))
            continue
        count = len(graph.things(subject, CV["hasCompetentAuthority"]))
        if count > 1:
            yield Hint(
                str(subject), f"It names {count} competent authorities; the first one is kept."
            )


def _service(graph: Graph, subject: Subject) -> Description:
    iri = _address(subject)
    tag = _language(graph, subject)
    title = _texts(graph, subject, DCT["title"], tag)
    text = _texts(graph, subject, DCT["description"], tag)
    identifier = _identifier(graph, subject)
    for name, value in (("title", title), ("description", text), ("identifier", identifier)):
        if not value:
            raise _Unfit(f"It has no {name} (dct:{name}).")
    return Description(
        iri=iri,
        identifier=identifier,
        title=title,
        text=text,
        authority=_authority(graph, subject, tag),
        languages=tuple(sorted(_named(graph.things(subject, DCT["language"])))),
        keywords=tuple(
            sorted((one.language or tag, one.text) for one in graph.texts(subject, DCAT["keyword"]))
        ),
        duration=_duration(graph, subject),
        pages=_pages(graph, subject, FOAF["page"]),
        **{role.name: _parts(graph, subject, role, (iri, tag)) for role in ROLES},
    )


def _address(subject: Subject) -> str:
    if isinstance(subject, Blank):
        raise _Unfit("It has no address of its own, by which it would be known again.")
    if subject.startswith(NOWHERE):
        raise _Unfit("Its address is relative, and the file does not say to what (@base).")
    return str(subject)


def _language(graph: Graph, subject: Subject) -> str:
    """Gives the tag of texts that carry none: the one language of the service, or unknown."""
    named = {language_tag(one) for one in _named(graph.things(subject, DCT["language"]))}
    return named.pop() or UNKNOWN if len(named) == 1 else UNKNOWN


def _authority(graph: Graph, subject: Subject, tag: str) -> Authority:
    found = sorted(_named(graph.things(subject, CV["hasCompetentAuthority"])))
    if not found:
        raise _Unfit("It names no competent authority (cv:hasCompetentAuthority).")
    body = Iri(found[0])
    name = _texts(graph, body, SKOS["prefLabel"], tag) or _texts(graph, body, DCT["title"], tag)
    if not name:
        raise _Unfit(f"Its competent authority <{body}> has no name (skos:prefLabel).")
    identifier = _identifier(graph, body)
    return Authority(str(body), identifier, name, _parts(graph, body, ROLES[0], (str(body), tag)))


def _parts(graph: Graph, subject: Subject, role: Role, whole: tuple[str, str]) -> tuple[Part, ...]:
    """Gives the parts of one role; `whole` is what they belong to, and the language of its texts.

    Parts without an address get one inside the whole, by their place among their like.
    """
    iri, tag = whole
    found = graph.things(subject, role.by)
    if len(found) > MOST_PARTS:
        raise _Unfit(f"It has more than {MOST_PARTS} {role.name}.")
    made = [(one, _part(graph, one, role, tag)) for one in found if not _is_lost(one)]
    named = [part for one, part in made if isinstance(one, Iri)]
    nameless = sorted((part for one, part in made if isinstance(one, Blank)), key=_likeness)
    named += [
        dataclasses.replace(part, iri=f"{iri}#{role.name}-{place:03}")
        for place, part in enumerate(nameless, 1)
    ]
    return ordered(named)


def _is_lost(one: Subject) -> bool:
    return isinstance(one, Iri) and one.startswith(NOWHERE)


def _likeness(part: Part) -> str:
    return repr(dataclasses.replace(part, iri=""))


def _part(graph: Graph, thing: Subject, role: Role, tag: str) -> Part:
    is_contact = role.name == "contacts"
    return Part(
        iri=str(thing),
        identifier=_identifier(graph, thing),
        title=_texts(graph, thing, role.title, tag) or _label(graph, thing, tag),
        text=_texts(graph, thing, DCT["description"], tag),
        hours=_hours(graph, thing, tag) if is_contact else {},
        kind=_kind(graph, thing) if role.name == "channels" else "",
        code=_code(graph, thing, role),
        number=_first(graph.texts(thing, ELI["number"])),
        duration=_duration(graph, thing),
        amount=_amount(graph, thing),
        currency=_currency(graph, thing),
        phone=_first(graph.texts(thing, CV["telephone"])),
        mail=_first(graph.texts(thing, CV["email"])),
        pages=_pages(graph, thing, CV["contactPage"] if is_contact else FOAF["page"]),
    )


def _label(graph: Graph, thing: Subject, tag: str) -> Texts:
    return _texts(graph, thing, SKOS["prefLabel"], tag)


def _kind(graph: Graph, thing: Subject) -> str:
    return min(_named(graph.things(thing, DCT["type"])), default="")


def _code(graph: Graph, thing: Subject, role: Role) -> str:
    if role.name == "events":
        return next((code for kind, code in _EVENTS.items() if graph.is_a(thing, kind)), "")
    if role.name == "channels":
        kind = _kind(graph, thing)
        notations = graph.texts(Iri(kind), SKOS["notation"]) if kind else []
    elif CONCEPT in role.kinds:
        notations = graph.texts(thing, SKOS["notation"])
    else:
        return ""
    return next((one.text for one in sorted(notations) if _CODE.match(one.text)), "")


def _hours(graph: Graph, thing: Subject, tag: str) -> Texts:
    found: dict[str, str] = {}
    for one in sorted(graph.things(thing, CV["openingHours"])):
        for language, text in _texts(graph, one, DCT["description"], tag).items():
            found.setdefault(language, text)
    return found


def _texts(graph: Graph, thing: Subject, by: Iri, tag: str) -> dict[str, str]:
    """Gives the texts by language, the smallest where a language has several."""
    found: dict[str, str] = {}
    said = graph.texts(thing, by)
    for one in sorted(said) if len(said) > 1 else said:
        text = one.text.replace("\x00", "").strip()
        if text:
            found.setdefault(one.language or tag, text)
    return found


def _identifier(graph: Graph, thing: Subject) -> str:
    return _first(graph.texts(thing, DCT["identifier"]))


def _first(found: Sequence[Literal]) -> str:
    if not found:
        return ""
    return min(one.text.replace("\x00", "").strip() for one in found)


def _duration(graph: Graph, thing: Subject) -> str:
    found = _first(graph.texts(thing, CV["processingTime"]))
    return found if _DURATION.match(found) else ""


def _amount(graph: Graph, thing: Subject) -> str:
    found = _first(graph.texts(thing, CV["hasValue"]))
    return found if _AMOUNT.match(found) else ""


def _currency(graph: Graph, thing: Subject) -> str:
    found = [one for one in graph.things(thing, CV["currency"]) if one.startswith(CURRENCY)]
    code = min(found, default="").removeprefix(CURRENCY)
    return code if _CURRENCY.match(code) else ""


def _pages(graph: Graph, thing: Subject, by: Iri) -> tuple[str, ...]:
    return tuple(sorted(_named(graph.things(thing, by))))


def _named(found: Sequence[Subject]) -> list[str]:
    return [str(one) for one in found if isinstance(one, Iri) and not one.startswith(NOWHERE)]

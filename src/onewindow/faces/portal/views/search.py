"""Search over everything public: results, what they can be narrowed by, and what was meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onewindow.faces.portal.views.directory import LONGEST, page_number
from onewindow.faces.portal.views.methods import reads
from onewindow.faces.portal.words import AUDIENCES, KINDS, ORGANS, word
from onewindow.ground.design.pages import public_page
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.texts import pick
from onewindow.ground.search import public as search
from onewindow.ground.search.types import Page
from onewindow.registers.functions import public as functions

PAGE = 20
LONGEST_VALUE = 40
MOST_VALUES = 8
PLAIN = ("organ", "audience", "language")  # facets that entries have as they are shown


@reads
@public_page
def find(request: HttpRequest) -> HttpResponse:
    """Gives what is found in everything public; nothing is revealed of the rest."""
    text, kind = _value(request, "q", LONGEST), _value(request, "kind")
    number = page_number(request)
    found = search.find(
        text,
        kinds=[kind] if kind else [],
        facets=_narrowed(request),
        offset=PAGE * (number - 1),
    )
    code = get_language() or "en"
    context = {
        "text": text,
        "results": [(r, r.url.replace("{language}", code)) for r in found.results],
        "found": found,
        "total": in_words(found.total),
        "facets": _facets(request, found),
        "meant": _address(request.GET, q=found.meant) if found.meant else "",
        "pages": Paginator(range(found.total), PAGE).get_page(number),
    }
    return render(request, "portal/search.html", context)


def in_words(count: int) -> str:
    """Gives a number with its thousands apart, in every language the same."""
    return f"{count:,}".replace(",", "\u00a0")


def _value(request: HttpRequest, name: str, longest: int = LONGEST_VALUE) -> str:
    return request.GET.get(name, "")[:longest]


def _narrowed(request: HttpRequest) -> dict[str, list[str]]:
    """Gives by which facets to narrow; an institution stands for its functions of today."""
    given = {name: _value(request, name) for name in PLAIN}
    narrowed = {name: [value] for name, value in given.items() if value}
    body = _value(request, "body")
    if body:
        held = functions.held_by([_id(body)], clock.now().date())
        narrowed["function"] = [str(one) for one in held] or ["none"]
    return narrowed


def _id(text: str) -> UUID:
    """Reads an id; what is none is nobody's."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _facets(request: HttpRequest, found: Page) -> list[dict[str, object]]:
    """Gives the facets that say something: of several values, or of one that is chosen."""
    spoken = dict(settings.LANGUAGES)
    bodies, names = _by_body(found.groups.get("function", {}))
    plain: Sequence[tuple[str, str, Mapping[str, int], Callable[[str], str]]] = (
        ("kind", _("Kinds"), found.facets, lambda v: word(KINDS, v)),
        ("organ", _("Kinds of institutions"), _of(found, "organ"), lambda v: word(ORGANS, v)),
        ("audience", _("Who it is for"), _of(found, "audience"), lambda v: word(AUDIENCES, v)),
        ("body", _("Responsible institutions"), bodies, lambda v: names.get(v, v)),
        ("language", _("Languages"), _of(found, "language"), lambda v: spoken.get(v, v)),
    )
    more = "+" if found.is_capped else ""
    lists: list[dict[str, object]] = []
    for name, title, counts, said in plain:
        chosen = _value(request, name)
        if not chosen and len(counts) < 2:
            continue
        best = sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST_VALUES]
        values = [
            (said(v), f"{in_words(n)}{more}", v == chosen, _address(request.GET, **{name: v}))
            for v, n in best
        ]
        every = _address(request.GET, **{name: ""}) if chosen else ""
        lists.append({"title": title, "every": every, "values": values})
    return lists


def _of(found: Page, name: str) -> Mapping[str, int]:
    return found.groups.get(name, {})


def _by_body(by_function: Mapping[str, int]) -> tuple[dict[str, int], dict[str, str]]:
    """Gives how many results each institution is responsible for today, and its name."""
    keys = [UUID(one) for one in by_function]
    owners = functions.named_owners(keys, clock.now().date())
    counts: Counter[str] = Counter()
    for function, count in by_function.items():
        if UUID(function) in owners:
            counts[str(owners[UUID(function)][0])] += count
    return dict(counts), {str(body): pick(name) for body, name in owners.values()}


def _address(given: QueryDict, **changed: str) -> str:
    """Gives the same search with something else asked, from its first page."""
    kept = {name: given.get(name, "") for name in ("q", "kind", "body", *PLAIN)}
    asked = QueryDict(mutable=True)
    asked.update({name: value for name, value in {**kept, **changed}.items() if value})
    return "?" + asked.urlencode()

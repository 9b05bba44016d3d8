"""What every page of the desk has: its frame, its navigation, and how a refusal is said."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onewindow.ground.design.types import Link
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.permissions import permissions_for
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Matter
from onewindow.trust.audit import public as audit

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

PLACES = (
    ("tasks.list", "inbox", _("Inbox"), "i"),
    ("services.oversee", "services", _("Services"), ""),
    ("functions.oversee", "functions", _("Functions"), ""),
    ("security.view", "security", _("Security"), ""),
    ("catalogue.oversee", "resources", _("Data"), ""),
    ("search.oversee", "synonyms", _("Synonyms"), ""),
    ("audit.view", "audit", _("Audit"), ""),
    ("messages.stuck", "outbox", _("Outbox"), ""),
    ("measures.view", "measures", _("Measures"), ""),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Refusal:
    """A command that was refused: what to say, and under which audit line it stands."""

    sentence: str
    code: str
    status: int
    line: int | None


def actor_of(request: HttpRequest) -> Actor:
    """Gives who asks; the staff door has seen to it that it is a person with a second factor."""
    found: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorOfRequest
    return found


def may(standing: Standing, action: str) -> bool:
    """Says whether a role that is held has any row for the action: for links, never for rights."""
    return standing.holds(*(row.role for row in permissions_for(action)))


@contextmanager
def at_desk(
    request: HttpRequest, action: str, on: Callable[[], Matter] | None = None
) -> Iterator[Standing]:
    """Frames the reading of one page; times inside are those of the reader's region."""
    with reading(actor_of(request), action, on) as frame, timezone.override(_zone(frame.standing)):
        yield frame.standing


def _zone(standing: Standing) -> ZoneInfo:
    region = next((held.region for held in standing.holdings if held.region), None)
    if region is None:
        everywhere = jurisdiction.regions()
        return ZoneInfo(everywhere[0].time_zone if everywhere else "UTC")
    return ZoneInfo(jurisdiction.region(region).time_zone)


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object],
    standing: Standing,
    status: int = 200,
) -> HttpResponse:
    """Renders a page of the desk for whoever stands there."""
    frame = {
        "navigation": navigation(request, standing),
        "person": standing.actor.label,
        "notices": list(messages.get_messages(request)),
    }
    return render(request, f"workspace/{template}.html", {**frame, **context}, status=status)


def navigation(request: HttpRequest, standing: Standing) -> list[Link]:
    """Gives the desks that the reader may go to."""
    found = []
    for action, name, title, key in PLACES:
        if may(standing, action):
            href = reverse(f"workspace:{name}")
            is_here = request.path == href or (href != "/desk/" and request.path.startswith(href))
            found.append(Link(str(title), href, active=is_here, key=key))
    account = reverse("workspace:account")
    found.append(Link(str(_("My account")), account, active=request.path == account))
    return found


def attempt(request: HttpRequest, act: Callable[[], object]) -> Refusal | None:
    """Runs a command; gives what to say where it was refused, with the line that witnesses it."""
    try:
        act()
    except OneWindowError as error:
        return refusal_of(request, error)
    return None


def refusal_of(request: HttpRequest, error: OneWindowError) -> Refusal:
    """Gives an error as the desk says it; its audit line is the newest of this actor."""
    line = audit.last_line_of(actor_of(request).id)
    is_it = line is not None and line.fact.get("code") == error.code
    return Refusal(error.sentence(), error.code, error.status, line.seq if line and is_it else None)


def desk_page(view: View[P]) -> View[P]:
    """Says what went wrong on a page of the desk, with the way back to work."""

    @functools.wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except OneWindowError as error:
            return problem(request, error)

    return shown


def problem(request: HttpRequest, error: OneWindowError, **context: object) -> HttpResponse:
    """Gives the page of an error; a stranger to the administration gets it without a desk."""
    refusal = refusal_of(request, error)
    if error.facts.get("action") == "workspace.open":
        return render(request, "workspace/stranger.html", {"refusal": refusal}, status=403)
    with at_desk(request, "workspace.open") as standing:
        return page(request, "problem", {"refusal": refusal, **context}, standing, refusal.status)

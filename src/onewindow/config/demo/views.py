"""The tour: stops of one click each. In demo mode only."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import login as sign_in
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from onewindow.config.demo import guide, moving_clock
from onewindow.config.demo.models import Mark
from onewindow.ground.design.site import speak
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.errors import NotFound, OneWindowError
from onewindow.trust.identity import public as identity

REGION = "MZ"
OPENS_AT = dt.time(9)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_GET
def tour(request: HttpRequest) -> HttpResponse:
    """Shows the stops, where the visitor's case stands, and what was refused so far."""
    case, veto, subject = guide.own_case(), guide.open_veto(), guide.subject()
    context = {
        "case": case,
        "birth": f"/{get_language()}/services/birth/",
        "language": get_language(),
        "desks": guide.desks(case.id) if case else [],
        "tries": guide.TRIES,
        "refused": guide.refused_tries(),
        "veto": veto,
        "veto_goal": f"{reverse('workspace:veto_new')}?{urlencode({'subject': subject})}",
        "lift_goal": reverse("workspace:veto", args=[veto.id]) if veto else "",
        "now": clock.now(),
        "said": request.GET.get("said", ""),
        "at": request.GET.get("at", ""),
        "home": "" if settings.ONEWINDOW_HOME == settings.DEFAULT_HOME else settings.ONEWINDOW_HOME,
        "who": request.user if request.user.is_authenticated else None,
    }
    return render(request, "config_demo/tour.html", context)


@require_POST
def continue_as(request: HttpRequest, username: str) -> HttpResponse:
    """Signs in as one of the demo's people with one click, and goes on to where they act."""
    account = identity.Account.objects.filter(username=username).first()
    if account is None:
        raise NotFound
    sign_in(request, account, backend=BACKEND)
    request.session[identity.METHODS] = [{"method": "demo", "at": clock.now().timestamp()}]
    goal = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(goal, allowed_hosts=None)
    response = HttpResponseRedirect(goal if is_ours else reverse("tour:tour"))
    speak(response, get_language() or "")  # whoever walks the tour reads its language, not theirs
    return response


@require_POST
def go_live(request: HttpRequest, who: str) -> HttpResponse:
    """Tries to open the vetoed service as somebody who may not."""
    if who not in guide.TRIES:
        raise NotFound
    try:
        guide.try_to_go_live(who)
    except OneWindowError as refusal:
        return _back(4, refusal.sentence())
    return _back(4, "")


@require_POST
def second_owner(request: HttpRequest) -> HttpResponse:
    """Tries to give a function a second owner."""
    try:
        guide.try_second_owner()
    except OneWindowError as refusal:
        return _back(5, refusal.sentence())
    return _back(5, "")


@require_POST
def ask_twice(request: HttpRequest) -> HttpResponse:
    """Tries to publish a form that asks for what a register holds."""
    try:
        guide.try_asking_twice()
    except OneWindowError as refusal:
        return _back(7, refusal.sentence())
    return _back(7, "")


@require_POST
def next_day(request: HttpRequest) -> HttpResponse:
    """Moves the demo's clock, for web and worker, to the next working day at nine."""
    wanted = jurisdiction.add_days(REGION, jurisdiction.day(REGION), 1)
    zone = ZoneInfo(jurisdiction.region(REGION).time_zone)
    ahead = dt.datetime.combine(wanted, OPENS_AT, zone)
    Mark.objects.filter(id=1).update(demo_at=ahead, real_at=clock.system_time())
    moving_clock.forget()
    return _back(2, "")


def _back(stop: int, said: str) -> HttpResponse:
    """Goes back to a stop with what was answered there."""
    query = urlencode({"at": stop, "said": said})
    return HttpResponseRedirect(f"{reverse('tour:tour')}?{query}#stop-{stop}")

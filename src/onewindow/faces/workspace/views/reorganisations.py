"""Reorganisations at the desk: simulated, planned, decided by another, withdrawn."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from onewindow.faces.workspace.forms import BecauseForm, ReorganisationForm
from onewindow.faces.workspace.views.divisions import key_of, words_of
from onewindow.faces.workspace.views.frame import (
    Refusal,
    actor_of,
    at_desk,
    attempt,
    desk_page,
    may,
    page,
)
from onewindow.faces.workspace.words import STATES_OF_REORGANISATIONS, TOUCHED
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import Change, Plan, ReorganisationState
from onewindow.registers.institutions import public as institutions


@require_GET
@desk_page
def listed(request: HttpRequest) -> HttpResponse:
    """Lists the reorganisations, the latest day first, and begins another one."""
    with at_desk(request, "functions.oversee") as standing:
        rows = [
            {
                "id": one.id,
                "title": pick(one.title),
                "on": one.on,
                "state": STATES_OF_REORGANISATIONS[one.state],
            }
            for one in functions.reorganisations()
        ]
        today = clock.now().date()
        context = {
            "rows": rows,
            "bodies": [(one.id, pick(one.name)) for one in institutions.bodies(today)],
            "may_plan": may(standing, "functions.plan_reorganisation"),
        }
        return page(request, "reorganisations", context, standing)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def new(request: HttpRequest) -> HttpResponse:
    """Plans what becomes of one institution: merged, split, or some functions moved."""
    key = key_of(request, "body")
    if key is None:
        return redirect("workspace:reorganisations")
    body, form = institutions.body(key), _form(request, key)
    refusal, made = None, list[UUID]()
    if request.method == "POST" and form.is_valid():
        plan = _plan(key, form)
        refusal = attempt(
            request,
            lambda: made.append(functions.plan_reorganisation(actor_of(request), plan=plan)),
        )
        if refusal is None:
            messages.success(request, _("Planned. A colleague decides it."))
            return redirect("workspace:reorganisation", made[0])
    status = refusal.status if refusal else (422 if form.errors else 200)
    with at_desk(request, "functions.simulate") as standing:
        context = {"name": pick(body.name), "form": form, "refusal": refusal}
        return page(request, "reorganisation_new", context, standing, status)


def _form(request: HttpRequest, body: UUID) -> ReorganisationForm:
    """Gives the form with one question for each function of the institution; all of it public."""
    today = clock.now().date()
    bodies = [(str(b.id), pick(b.name)) for b in institutions.bodies(today) if b.id != body]
    held = functions.functions(functions.held_by([body], today))
    owned = [(str(one.id), pick(one.title)) for one in held]
    return ReorganisationForm(bodies, owned, request.POST or None)


def _plan(body: UUID, form: ReorganisationForm) -> Plan:
    given = form.cleaned_data
    rest = UUID(given["rest"]) if given["rest"] else None
    change = Change(
        body,
        goes={UUID(key): UUID(goal) for key, goal in form.chosen().items()},
        rest=rest,
        closes=given["closes"],
        posts_to=UUID(given["posts"]) if given["posts"] else None,
    )
    return Plan({"en": given["title"]}, given["on"], given["basis"], (change,))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def one(request: HttpRequest, reorganisation_id: UUID) -> HttpResponse:
    """Shows what a reorganisation moves and touches, as a page to print; decides or withdraws."""
    does = request.POST.get("do", "")
    form = BecauseForm(request.POST if does == "withdraw" else None)
    refusal, status = None, 200
    if does == "decide" or (does == "withdraw" and form.is_valid()):
        refusal = attempt(request, lambda: _act(request, reorganisation_id, does, form))
        if refusal is None:
            messages.success(request, _("Decided.") if does == "decide" else _("Withdrawn."))
            return redirect("workspace:reorganisation", reorganisation_id)
        status = refusal.status
    elif request.method == "POST":
        status = 422
    return _one(request, reorganisation_id, form, refusal, status)


def _act(request: HttpRequest, key: UUID, does: str, form: BecauseForm) -> None:
    actor = actor_of(request)
    if does == "decide":
        functions.decide_reorganisation(actor, reorganisation=key)
    else:
        because = form.cleaned_data["because"]
        functions.withdraw_reorganisation(actor, reorganisation=key, because=because)


def _one(
    request: HttpRequest, key: UUID, form: BecauseForm, refusal: Refusal | None, status: int
) -> HttpResponse:
    with at_desk(request, "functions.simulate") as standing:
        found, facts = functions.simulated(key, standing), functions.reorganisation(key)
        is_planned = facts.state is ReorganisationState.PLANNED
        is_open = is_planned or facts.state is ReorganisationState.DECIDED
        context = {
            "facts": facts,
            "title": pick(facts.title),
            "state": STATES_OF_REORGANISATIONS[facts.state],
            "form": form,
            "refusal": refusal,
            "is_own": facts.planned_by == standing.actor.id,
            "may_decide": is_planned and may(standing, "functions.decide_reorganisation"),
            "may_withdraw": is_open and may(standing, "functions.withdraw_reorganisation"),
            **_effects(found),
        }
        return page(request, "reorganisation", context, standing, status)


def _effects(found: functions.Simulation) -> dict[str, object]:
    """Gives the simulation in words, table by table."""
    return {
        "moves": [
            {
                "id": move.function.id,
                "title": pick(move.function.title),
                "part": words_of(move.mode),
                "from": pick(move.from_body),
                "to": pick(move.to_body) if move.to_body else "",
            }
            for move in found.moves
        ],
        "closings": [(pick(body), pick(heir) if heir else "") for body, heir in found.closings],
        "posts": [
            {
                "title": pick(post.post.title),
                "from": pick(post.from_body),
                "to": pick(post.to_body) if post.to_body else "",
                "held": len(post.post.held),
            }
            for post in found.posts
        ],
        "touched": [
            {"name": TOUCHED.get(group.kind, group.kind), "group": group} for group in found.touched
        ],
        "told": [(pick(told.body), told.officials) for told in found.told],
        "applicants": sum(g.count for g in found.touched if g.kind == "cases"),
        "risk": found.risk,
        "risky": found.risky,
        "at_risk": found.at_risk,
    }

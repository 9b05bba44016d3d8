"""The task: the case, the decision right there, and the next one after it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onewindow.delivery.cases import public as cases
from onewindow.faces.workspace.forms import DecisionForm
from onewindow.faces.workspace.queries import my_desk, one_waiting
from onewindow.faces.workspace.rules import following, matching, why
from onewindow.faces.workspace.types import Held, Waiting
from onewindow.faces.workspace.views.cases import about_case
from onewindow.faces.workspace.views.frame import (
    Refusal,
    actor_of,
    at_desk,
    attempt,
    desk_page,
    may,
    page,
    refusal_of,
)
from onewindow.faces.workspace.views.inbox import (
    NEARBY,
    first_line,
    line,
    next_address,
    query_of,
    wanted_of,
)
from onewindow.faces.workspace.words import said
from onewindow.flow.processes import public as processes
from onewindow.flow.processes.errors import TaskDone, TaskTaken
from onewindow.flow.processes.types import OUTCOMES, REFUSED, DeskLine, TaskState
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.errors import Unavailable
from onewindow.ground.kernel.refs import Matter
from onewindow.ground.kernel.texts import pick
from onewindow.trust.audit import public as audit

PURPOSE = "deciding on a step"


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Shows a task with its case and the form of the decision; takes the decision."""
    if request.method == "POST":
        return _decide(request, task_id)
    return _shown(request, task_id)


def _decide(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Decides; a refusal is shown once more before it counts. Then the next task opens."""
    with at_desk(request, "tasks.view", lambda: processes.task_matter(task_id)):
        found = processes.desk_line(task_id)
    form = DecisionForm(found.outcomes, request.POST)
    if not form.is_valid():
        return _shown(request, task_id, form, status=422)
    is_refusal = form.cleaned_data["outcome"] == REFUSED
    step = request.POST.get("step", "")
    if step == "change" or (is_refusal and step != "confirmed"):
        return _shown(request, task_id, form, is_confirming=is_refusal and step != "change")
    try:
        processes.decide_task(actor_of(request), task_id=task_id, **_words(form, is_refusal))
    except (TaskTaken, TaskDone) as error:
        return _late(request, error, task_id)
    return _onwards(request, found)


def _words(form: DecisionForm, is_refusal: bool) -> dict[str, str]:
    """Gives what the command needs; a grant carries none of the words of a refusal."""
    given = form.cleaned_data
    said_of = ("reason", "legal_basis", "remedy") if is_refusal else ()
    return {"outcome": given["outcome"], **{name: given[name].strip() for name in said_of}}


def _onwards(request: HttpRequest, done: DeskLine) -> HttpResponse:
    """Says what was done and opens the next task."""
    with at_desk(request, "tasks.view", lambda: processes.task_matter(done.task)):
        decided = processes.desk_line(done.task)
        number = cases.found(done.case).number
    words = {
        "number": number,
        "step": pick(decided.title),
        "outcome": OUTCOMES.get(decided.outcome, decided.outcome),
    }
    messages.success(request, _("%(number)s, %(step)s: %(outcome)s.") % words)
    with at_desk(request, "tasks.list"):
        return redirect(next_address(wanted_of(request)))


def _late(request: HttpRequest, error: TaskTaken | TaskDone, task_id: UUID) -> HttpResponse:
    """Says who was faster, with the way to the next task."""
    refusal = refusal_of(request, error)
    wanted = wanted_of(request)
    with at_desk(request, "tasks.list") as standing:
        found = matching(my_desk().to_do, wanted)
        after = following(found, task_id)
        first = first_line([after], query_of(wanted)) if after else None
        context = {"refusal": refusal, "first": first}
        return page(request, "late", context, standing, status=refusal.status)


def _shown(
    request: HttpRequest,
    task_id: UUID,
    form: DecisionForm | None = None,
    *,
    is_confirming: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Shows list and detail. What stands still is not opened; its reason is."""
    asked: list[Matter] = []

    def about() -> Matter:
        asked.append(processes.task_matter(task_id))
        return asked[0]

    try:
        with at_desk(request, "tasks.view", about):
            audit.read(asked[0], PURPOSE)
            found = processes.desk_line(task_id)
            case = cases.found(found.case)
            item = one_waiting(found, case)
            detail = {**about_case(case, item.case_due), **_detail(found, item, form)}
    except Unavailable as error:
        return _frozen(request, task_id, error)
    with at_desk(request, "tasks.list") as standing:
        context = {**detail, **_nearby(request, task_id), "is_confirming": is_confirming}
        return page(request, "task", context, standing, status)


def _detail(found: DeskLine, item: Waiting, form: DecisionForm | None) -> dict[str, object]:
    is_open = found.state in {TaskState.OPEN, TaskState.CLAIMED}
    form = form or DecisionForm(found.outcomes)
    if item.held is Held.COLLEAGUE:
        is_open = False
    return {
        "task": found,
        "line": line(item),
        "form": form,
        "may_decide": is_open and may(frames.standing(), "tasks.decide"),
        "is_mine": item.held is Held.ME,
        "is_taken": item.held is Held.COLLEAGUE,
        "outcome": OUTCOMES.get(found.outcome, found.outcome),
        "has_errors": bool(form.errors),
    }


def _nearby(request: HttpRequest, task_id: UUID) -> dict[str, object]:
    """Gives the list beside the task, and which task comes after it. Call it inside a frame."""
    wanted = wanted_of(request)
    query = query_of(wanted)
    found = matching(my_desk().to_do, wanted)
    here = next((n for n, item in enumerate(found) if item.task == task_id), None)
    start = max(0, (here or 0) - NEARBY // 4)
    reason = why(found[here], found[here + 1 :]) if here is not None else None
    after = following(found, task_id)
    return {
        "query": query,
        "nearby": [line(item, query) for item in found[start : start + NEARBY]],
        "left": len(found),
        "place": here + 1 if here is not None else None,
        "why": said(reason) if reason else "",
        "after": line(after, query) if after else None,
        "task_id": task_id,
    }


def _frozen(request: HttpRequest, task_id: UUID, error: Unavailable) -> HttpResponse:
    """Says why a task stands still; its case can be looked at."""
    with at_desk(request, "tasks.list") as standing:
        found = processes.desk_line(task_id)
        context = {"refusal": refusal_of(request, error), "case_id": found.case}
        return page(request, "frozen", context, standing, status=error.status)


@require_POST
@desk_page
def claim(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Takes a task; the second of two officers learns who was first."""
    try:
        processes.claim_task(actor_of(request), task_id=task_id)
    except (TaskTaken, TaskDone) as error:
        return _late(request, error, task_id)
    return redirect(_address(request, task_id))


@require_POST
@desk_page
def release(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Gives a task back to the colleagues."""
    try:
        processes.release_task(actor_of(request), task_id=task_id)
    except (TaskTaken, TaskDone) as error:
        return _late(request, error, task_id)
    messages.success(request, _("You have given the step back. A colleague can take it."))
    return redirect(_address(request, task_id))


def _address(request: HttpRequest, task_id: UUID) -> str:
    here = redirect("workspace:task", task_id).url
    return f"{here}{query_of(wanted_of(request))}"


@require_POST
@desk_page
def claim_step(request: HttpRequest, case_id: UUID, node: str) -> HttpResponse:
    """Takes a step by its name in the process; one that waits says what for."""
    taken: list[UUID] = []
    actor = actor_of(request)

    def act() -> None:
        taken.append(processes.claim_step(actor, instance_id=case_id, node=node))

    refusal = attempt(request, act)
    if refusal is not None:
        return _waits(request, refusal, case_id)
    return redirect("workspace:task", taken[0])


def _waits(request: HttpRequest, refusal: Refusal, case_id: UUID) -> HttpResponse:
    with at_desk(request, "workspace.open") as standing:
        context = {"refusal": refusal, "case_id": case_id}
        return page(request, "problem", context, standing, refusal.status)

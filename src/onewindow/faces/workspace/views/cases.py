"""The case: what was asked, how far it is, by when, and what happened to it."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from onewindow.delivery.cases import public as cases
from onewindow.delivery.cases.types import CaseState
from onewindow.faces.workspace.queries import why_stopped
from onewindow.faces.workspace.views.frame import at_desk, desk_page, page
from onewindow.faces.workspace.words import HISTORY
from onewindow.flow.processes import public as processes
from onewindow.flow.processes.types import OUTCOMES, StepView, TaskState
from onewindow.ground.design.facts import day
from onewindow.ground.design.types import Row
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.errors import retold
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import listed, pick
from onewindow.registers.functions import public as functions
from onewindow.registers.institutions import public as institutions
from onewindow.trust.audit import public as audit
from onewindow.trust.audit.types import Line

PURPOSE = "looking at a case"


@require_GET
@desk_page
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Shows a case to an officer of an institution that has a step in it, and to an auditor."""
    with at_desk(request, "cases.view", lambda: cases.case_matter(case_id)) as standing:
        found = cases.found(case_id)
        audit.read(cases.case_matter(case_id), PURPOSE)
        stopped = why_stopped(found.service.subject)
        context = {**about_case(found, cases.due_of(found)), "stopped": stopped}
        return page(request, "case", context, standing)


def about_case(found: cases.Case, due: dt.date) -> dict[str, object]:
    """Gives all that a desk shows of a case. Call it inside a frame."""
    case_id = found.id
    steps = processes.steps_of(case_id)
    things = [Ref.to("case", case_id), *(_task(step) for step in steps if step.task_id)]
    return {
        "case": found,
        "service": pick(found.service.title),
        "clocks": _clocks(found, due),
        "answers": cases.answers_of(case_id, get_language() or "en"),
        "steps": _steps(steps),
        "history": [_happened(line, steps) for line in audit.story_of(things)],
    }


def _task(step: StepView) -> Ref:
    return Ref.to("task", str(step.task_id))


def _clocks(found: cases.Case, due: dt.date) -> list[Row]:
    """Gives the days that count, the stops of the service counted in."""
    rows = [
        Row(_("Applicant"), found.applicant),
        Row(_("Received"), day(found.received_on)),
        Row(_("To be decided by"), day(due)),
        Row(_("Time limit in working days"), found.counted_days),
    ]
    if found.state == CaseState.SUBMITTED:
        rows.append(Row(_("Counts as complete after"), day(found.accept_by)))
    if found.decided_on:
        rows += [
            Row(_("Decided"), day(found.decided_on)),
            Row(_("Result"), OUTCOMES.get(found.result, found.result)),
        ]
    if found.state == CaseState.WITHDRAWN:
        rows.append(Row(_("State"), _("Taken back by the applicant")))
    return rows


def _steps(steps: list[StepView]) -> list[dict[str, object]]:
    """Gives every department's step with its institution of today and its state in words."""
    owners = functions.owners([s.function_id for s in steps], clock.now().date())
    names = institutions.body_names(owners.values())
    return [
        {
            "step": step,
            "title": pick(step.title),
            "body": pick(names.get(owners.get(step.function_id), {})),  # type: ignore[arg-type]
            "state": _state(step),
            "is_done": step.state is TaskState.DONE,
        }
        for step in steps
    ]


def _state(step: StepView) -> str:
    if step.state is None:
        return _("waits for an earlier step")
    words = {
        TaskState.OPEN: _("open"),
        TaskState.CLAIMED: _("taken by %(who)s") % {"who": step.assignee_label},
        TaskState.WITHDRAWN: _("withdrawn"),
        TaskState.DONE: str(OUTCOMES.get(step.outcome, step.outcome)),
    }
    return words[step.state]


def _happened(line: Line, steps: list[StepView]) -> dict[str, object]:
    """Gives one line of the story: when, who, what, on which step, and its audit number."""
    titles = {str(step.task_id): pick(step.title) for step in steps if step.task_id}
    outcome = str(line.fact.get("outcome", ""))
    step = titles.get(line.object_id, "") if line.object_kind == "task" else ""
    what = [HISTORY.get(line.action, line.action), step, OUTCOMES.get(outcome, outcome)]
    return {
        "line": line,
        "what": listed(what),
        "is_refused": line.outcome == "refused",
        "sentence": retold(line.fact),
    }

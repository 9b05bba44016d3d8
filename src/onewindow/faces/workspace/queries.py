"""What lies on a desk, composed of processes, cases and security. Call it inside a frame."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from onewindow.delivery.cases import public as cases
from onewindow.delivery.cases.types import CaseState
from onewindow.faces.workspace.rules import sorted_desk
from onewindow.faces.workspace.types import Desk, Held, Waiting
from onewindow.flow.processes import public as processes
from onewindow.flow.processes.types import DeskLine
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import Calendar
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import pick
from onewindow.trust.security import public as security

Span = tuple[dt.datetime, dt.datetime | None]
DaySpans = tuple[tuple[dt.date, dt.date], ...]


@dataclasses.dataclass(slots=True)
class Surroundings:
    """What many tasks share, read once each: calendars, days, stops, what stands still."""

    calendars: dict[str, Calendar] = dataclasses.field(default_factory=dict)
    days: dict[str, dt.date] = dataclasses.field(default_factory=dict)
    spans: dict[str, list[Span]] = dataclasses.field(default_factory=dict)
    stopped: dict[str, str] = dataclasses.field(default_factory=dict)
    by_day: dict[tuple[str, str], DaySpans] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[DeskLine]) -> Surroundings:
        """Reads what these tasks share; the number of questions grows with services, not rows."""
        found = cls()
        pairs = {(line.subject, line.region) for line in lines}
        for region in {region for _, region in pairs}:
            found.calendars[region] = jurisdiction.calendar(region)
            found.days[region] = jurisdiction.day(region)
        for subject in {subject for subject, _ in pairs}:
            ref = Ref.parse(subject)
            found.spans[subject] = security.frozen_spans(ref)
            found.stopped[subject] = why_stopped(ref)
        for subject, region in pairs:
            spans = found.spans[subject]
            days = jurisdiction.stopped_spans(region, spans) if spans else ()
            found.by_day[subject, region] = tuple(days)
        return found

    def due(self, line: DeskLine) -> dt.date | None:
        """Gives the step's due day, the stops since it came counted in, once each."""
        stopped = self.by_day[line.subject, line.region]
        if line.due_on is None or not stopped:
            return line.due_on
        calendar, start = self.calendars[line.region], line.opened_at.date()
        allowed = calendar.between(start, line.due_on)
        return jurisdiction.due_day(calendar, start, allowed, stopped)


def why_stopped(subject: Ref) -> str:
    """Gives the sentence that says why a subject stands still, or nothing."""
    found = security.worst(security.hindrances(subject))
    return security.error_for(found).sentence() if found else ""


def my_desk() -> Desk:
    """Gives all that the reader's institutions have to do, in the order in which to do it.

    Some fifteen statements, whatever the number of tasks.
    """
    lines = processes.desk_lines()
    about = Surroundings.of(lines)
    found = cases.cases_by_id({line.case for line in lines})
    days = cases.due_days(found.values())
    me = frames.standing().actor.id
    return sorted_desk(
        waiting(line, found[line.case], days[line.case], about, me)
        for line in lines
        if line.case in found
    )


def one_waiting(line: DeskLine, case: cases.Case) -> Waiting:
    """Gives a single task as it waits."""
    me = frames.standing().actor.id
    return waiting(line, case, cases.due_of(case), Surroundings.of([line]), me)


def waiting(
    line: DeskLine, case: cases.Case, case_due: dt.date, about: Surroundings, me: str
) -> Waiting:
    """Puts one task together from what each package knows of it."""
    return Waiting(
        task=line.task,
        case=line.case,
        number=case.number,
        service=pick(case.service.title),
        service_code=case.service.code,
        step=pick(line.title),
        step_due=about.due(line) or case_due,
        case_due=case_due,
        since=line.opened_at,
        held=held(line, me),
        holder=line.assignee_label,
        today=about.days[line.region],
        holidays=about.calendars[line.region].holidays,
        count_as_complete_on=case.accept_by if case.state == CaseState.SUBMITTED else None,
        stopped=about.stopped[line.subject],
    )


def held(line: DeskLine, me: str) -> Held:
    """Says who has a task, as its reader sees it."""
    if not line.assignee:
        return Held.NOBODY
    return Held.ME if line.assignee == me else Held.COLLEAGUE


def task_of_case(case_id: UUID) -> UUID | None:
    """Gives the task that the reader's institutions have to do in a case, if any."""
    return next((line.task for line in processes.desk_lines() if line.case == case_id), None)

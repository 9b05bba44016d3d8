"""Sentences of the desk: why a task is where it is, and how its clock stands."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from onewindow.faces.workspace.types import Held, Reason, Tie, Waiting, Why
from onewindow.ground.design.facts import day
from onewindow.ground.design.types import ClockState
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import SENTENCES, listed
from onewindow.registers.functions.types import Mode, ReorganisationState
from onewindow.trust.security.types import Hindrance, Obstacle

HISTORY = {
    "cases.submit": gettext_lazy("Application received"),
    "cases.accept_deemed": gettext_lazy("Counts as complete: nobody asked for anything in time"),
    "cases.withdraw": gettext_lazy("Taken back by the applicant"),
    "cases.rate": gettext_lazy("Rated by the applicant"),
    "tasks.claim": gettext_lazy("Step taken"),
    "tasks.release": gettext_lazy("Step given back"),
    "tasks.decide": gettext_lazy("Step decided"),
    "tasks.view": gettext_lazy("Looked at"),
    "cases.view": gettext_lazy("Looked at"),
    "processes.withdraw": gettext_lazy("Process ended by the applicant"),
}
MODES = {
    Mode.RESPONSIBLE: gettext_lazy("Responsible"),
    Mode.COOPERATING: gettext_lazy("Cooperating"),
    Mode.DELEGATED: gettext_lazy("Delegated"),
}
ORGANS = {
    "party": gettext_lazy("Party organ"),
    "government": gettext_lazy("Government department"),
    "congress": gettext_lazy("People's congress"),
    "court": gettext_lazy("Court"),
    "mass_org": gettext_lazy("Mass organisation"),
    "public_body": gettext_lazy("Public body"),
}
STATES_OF_REORGANISATIONS = {
    ReorganisationState.PLANNED: gettext_lazy("Planned"),
    ReorganisationState.DECIDED: gettext_lazy("Decided"),
    ReorganisationState.IN_FORCE: gettext_lazy("In force"),
    ReorganisationState.WITHDRAWN: gettext_lazy("Withdrawn"),
}
# What packages answer at the impact port, in words.
TOUCHED = {
    "cases": gettext_lazy("Open cases"),
    "tasks": gettext_lazy("Open tasks"),
    "processes": gettext_lazy("Processes"),
    "services": gettext_lazy("Services"),
    "forms": gettext_lazy("Forms"),
    "posts": gettext_lazy("Posts"),
}
CHOICES = {"granted": gettext_lazy("Grant"), "refused": gettext_lazy("Refuse")}


def said(reason: Why) -> str:
    """Gives the whole sentence: the day first, then what decides among those of the same day."""
    ties = {
        Tie.MINE: _("You have taken it already."),
        Tie.LONGEST: _("Of those of the same day it waits longest."),
        Tie.NONE: "",
    }
    return listed([_("{0}.").format(_day(reason)), ties[reason.tie]], SENTENCES)


def _day(why: Why) -> str:
    late = {"days": why.days}
    words = {
        Reason.STEP_OVERDUE: ngettext(
            "Overdue by %(days)s working day", "Overdue by %(days)s working days", why.days
        ),
        Reason.CASE_OVERDUE: ngettext(
            "The whole application is overdue by %(days)s working day",
            "The whole application is overdue by %(days)s working days",
            why.days,
        ),
        Reason.STEP_TODAY: _("Due today"),
        Reason.CASE_TODAY: _("The whole application is due today"),
        Reason.STEP_LATER: ngettext(
            "Due in %(days)s working day", "Due in %(days)s working days", why.days
        ),
        Reason.CASE_LATER: ngettext(
            "The whole application is due in %(days)s working day",
            "The whole application is due in %(days)s working days",
            why.days,
        ),
    }
    return words[why.reason] % late


def clock_of(item: Waiting, why: Why) -> tuple[str, ClockState]:
    """Gives what the badge of a task says, and in which form."""
    if item.stopped:
        return _("stands still"), ClockState.PAUSED
    if why.reason in {Reason.STEP_OVERDUE, Reason.CASE_OVERDUE}:
        text = ngettext("%(days)s day late", "%(days)s days late", why.days)
        return text % {"days": why.days}, ClockState.OVER
    if why.reason in {Reason.STEP_TODAY, Reason.CASE_TODAY}:
        return _("today"), ClockState.SOON
    return day(item.limit), ClockState.RUNNING


def in_the_way(found: Hindrance, subject: Ref) -> str:
    """Gives what stands in the way of a subject, for those who can do something about it."""
    words = {
        Obstacle.UNREGISTERED: _("Security does not know it"),
        Obstacle.NOT_CLEARED: _("No clearance yet: a dossier is needed"),
        Obstacle.DENIED: _("Clearance denied"),
        Obstacle.EXPIRED: _("The clearance has ended"),
        Obstacle.VETO: _("Under veto"),
        Obstacle.STOPPED: _("Stopped for an incident"),
    }
    what = words[found.obstacle]
    if found.subject != str(subject):
        what = _("{what} ({subject})").format(what=what, subject=found.title)
    if found.reason:
        return _("{what}: {reason}").format(what=what, reason=found.reason)
    return what


def who_has(item: Waiting) -> str:
    """Gives who has a task, in a word."""
    if item.held is Held.ME:
        return _("you")
    return item.holder if item.held is Held.COLLEAGUE else _("nobody")

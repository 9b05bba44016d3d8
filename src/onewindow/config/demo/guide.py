"""What the tour knows: the visitor's own case, who sits at which desk, what was refused so far."""

from __future__ import annotations

import copy
import dataclasses
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from onewindow.config.demo.reader import read_country
from onewindow.delivery.cases import public as cases
from onewindow.delivery.services import public as services
from onewindow.flow.forms import public as forms
from onewindow.flow.processes import public as processes
from onewindow.ground.kernel.actor import IMPORTER, OPERATOR, Actor, Assurance
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import public as functions
from onewindow.registers.institutions import public as institutions
from onewindow.trust.audit import public as audit
from onewindow.trust.audit.types import Line
from onewindow.trust.identity import public as identity
from onewindow.trust.security import public as security

SERVICE = "birth"
APPLICANT = "li.na"
FUNCTION = "HOUSEHOLD-REGISTER-BIRTH"
SECOND_OWNER = "CIV"
OFFICE = "tang.wei"
DESIGNER = "xu.lan"
QUESTION = {
    "key": "mother_born",
    "kind": "date",
    "label": {
        "en": "What is the mother's date of birth?",
        "zh-hans": "母亲的出生日期是哪天？",
        "ar": "ما تاريخ ميلاد الأم؟",
    },
    "element": "person.birth_date",
}
DESKS = {
    "certificate": "song.mei",
    "household": "zheng.tao",
    "insurance": "jiang.yan",
    "card": "shen.qi",
}
TRIES = {
    "mayor": _("as the mayor"),
    "administrator": _("as the administrator"),
    "importer": _("as the importer"),
}
LOGINS = {"mayor": "mayor", "administrator": "deng.kai"}
GO_LIVE = "services.go_live"


@dataclasses.dataclass(frozen=True, slots=True)
class Desk:
    """One desk of the tour: its step, its officer, its task once it has been reached."""

    title: str
    login: str
    officer: str
    task_id: UUID | None
    state: str


@dataclasses.dataclass(frozen=True, slots=True)
class OpenVeto:
    """The veto of stop 4."""

    id: UUID
    number: str


def official(login: str) -> Actor:
    """Gives an official of the demo as if they had given a second factor."""
    account = identity.Account.objects.get(username=login)
    return identity.actor_of(account, Assurance.SUBSTANTIAL)


def applicant() -> Actor:
    """Gives the citizen of the tour."""
    return identity.actor_of(identity.Account.objects.get(username=APPLICANT))


def own_case() -> cases.Case | None:
    """Gives the newest application of the tour's citizen, or nothing before stop 1."""
    with reading(applicant(), "cases.list_own"):
        found = cases.own_cases()
    return found[0] if found else None


def desks(case_id: UUID) -> list[Desk]:
    """Gives the four desks in their order, with where the case stands at each."""
    names = dict(
        identity.Account.objects.filter(username__in=DESKS.values()).values_list("username", "name")
    )
    with reading(OPERATOR, "audit.view"):
        steps = processes.steps_of(case_id)
    return [
        Desk(
            pick(step.title),
            DESKS[step.node],
            names[DESKS[step.node]],
            step.task_id,
            step.outcome or step.state or "",
        )
        for step in steps
    ]


def subject() -> Ref:
    """Gives the birth service as security knows it."""
    return services.by_code(SERVICE).subject


def refused_tries() -> list[Line]:
    """Gives the refused tries to go live, newest first, as the audit holds them."""
    with reading(OPERATOR, "audit.view"):
        lines = audit.lines_about(subject())
    tries = [line for line in lines if line.action == GO_LIVE and line.outcome == "refused"]
    return tries[::-1][:8]


def open_veto() -> OpenVeto | None:
    """Gives the veto over the birth service, or nothing."""
    wanted = str(subject())
    found = next((v for v in security.open_vetoes() if v.subject_id == wanted), None)
    return OpenVeto(found.id, found.number) if found else None


def try_to_go_live(who: str) -> None:
    """Tries to open the service as somebody. Raises the refusal of the gate."""
    actor = IMPORTER if who == "importer" else official(LOGINS[who])
    services.go_live(actor, service_id=services.by_code(SERVICE).id)


def try_second_owner() -> None:
    """Tries to make a second institution responsible. Raises FunctionExclusive."""
    functions.assign(
        official(OFFICE),
        function=functions.function_by_code(FUNCTION).id,
        body=institutions.body_by_code(SECOND_OWNER).id,
    )


def try_asking_twice() -> None:
    """Tries to put a birth form into use that asks what a register holds. Raises AskOnce."""
    schema: dict[str, Any] = copy.deepcopy(dict(read_country().forms[SERVICE]))
    schema["sections"][1]["questions"].append(QUESTION)
    designer = official(DESIGNER)
    version = forms.write_form_version(designer, schema=schema)
    forms.publish_form_version(designer, version_id=version)

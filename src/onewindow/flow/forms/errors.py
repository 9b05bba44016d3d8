"""What can be wrong with a form, a draft or an answer."""

from __future__ import annotations

from collections.abc import Sequence

from onewindow.flow.forms.types import Fault, SchemaFault
from onewindow.ground.kernel.errors import Conflict, Invalid, NotFound, Refused
from onewindow.ground.kernel.texts import CLAUSES


class InvalidSchema(Invalid):
    """This form cannot be used. Mend: {faults}."""

    code = "FORM_INVALID"
    between = {"faults": CLAUSES}

    def __init__(self, faults: Sequence[SchemaFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(faults=[f"{fault.path}: {fault.what}" for fault in faults])


class UnknownElements(Invalid):
    """The catalogue defines no data element {elements}. Bind the question to one that it defines,
    or to none."""

    code = "FORM_ELEMENT_UNKNOWN"


class InvalidAnswers(Invalid):
    """Some answers cannot be taken. Look again at: {questions}."""

    code = "ANSWERS_INVALID"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(questions=[fault.question for fault in faults])


class FormIncomplete(Invalid):
    """Some questions are not answered yet. Answer: {questions}."""

    code = "FORM_INCOMPLETE"


class FormBroken(Conflict):
    """This form asks something we cannot work out ({question}). Tell the office that offers it."""

    code = "FORM_BROKEN"


class FormNotFound(NotFound):
    """There is no such form in use. Start again from the page of the service."""

    code = "FORM_NOT_FOUND"


class PageNotFound(NotFound):
    """This page is not part of your application. Go back to the questions."""

    code = "FORM_PAGE_NOT_FOUND"


class DraftNotFound(NotFound):
    """We cannot find this application, or it is not yours. Sign in, or start a new one."""

    code = "DRAFT_NOT_FOUND"


class DraftNeedsHolder(Refused):
    """An application needs somebody who holds it. Sign in, or start as a guest."""

    code = "DRAFT_NEEDS_HOLDER"


class DraftExists(Conflict):
    """You have begun this application already. Go on with it."""

    code = "DRAFT_EXISTS"


class DraftSubmitted(Conflict):
    """You have sent this application already. Look at its status instead."""

    code = "DRAFT_SUBMITTED"


class FormNotDraft(Conflict):
    """This version of the form is already in use or retired. Write a new version."""

    code = "FORM_NOT_DRAFT"

"""The moulds of an application: what its pages show everybody, whoever applies."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString

from onewindow.delivery.services import public as services
from onewindow.faces.portal.forms import ContactForm
from onewindow.flow.forms import public as forms
from onewindow.flow.forms.types import Schema
from onewindow.ground.design.moulds import Marks
from onewindow.ground.design.types import Step
from onewindow.ground.kernel.texts import pick


def page_address(draft_id: UUID, page: str | None) -> str:
    """Gives the address of a page of questions, or of the preview."""
    if page is None:
        return reverse("portal:check", args=[draft_id])
    return reverse("portal:questions", args=[draft_id, page])


@dataclasses.dataclass(frozen=True, slots=True)
class Beginning:
    """What stands before the first question, for whoever has no account and no draft here."""

    template: ClassVar[str] = "portal/start.html"
    code: str
    plain_title: str
    title: SafeString
    bring: tuple[SafeString, ...]
    sections: tuple[SafeString, ...]
    questions: int

    def context(self, marks: Marks) -> dict[str, object]:
        """Gives the context; only the token is the visitor's own."""
        return {
            "code": self.code,
            "plain_title": self.plain_title,
            "title_said": self.title,
            "bring": self.bring,
            "sections": self.sections,
            "questions": self.questions,
        }


@dataclasses.dataclass(frozen=True, slots=True)
class Blank:
    """A page of questions that nobody has answered yet."""

    template: ClassVar[str] = "portal/questions.html"
    form_version: UUID
    service: UUID
    page: str
    asked: tuple[str, ...]

    def context(self, marks: Marks) -> dict[str, object]:
        """Gives the context; the draft is the visitor's own."""
        schema = forms.schema_of(self.form_version)
        form = forms.blank_form(schema, self.page, self.asked)
        return questions_context(marks["draft"], schema, self.service, form)


def questions_context(
    draft: UUID, schema: Schema, service: UUID, form: forms.QuestionForm
) -> dict[str, object]:
    """Gives what a page of questions shows: the form, and its place among the others."""
    keys = [section.key for section in schema.sections]
    place = keys.index(form.page.key)
    before = page_address(draft, keys[place - 1]) if place else ""
    return {
        "form": form,
        "question": form.title,
        "service_title": pick(schema.title),
        "caption": pick(schema.title),
        "back": before or reverse("portal:service", args=[services.by_id(service).code]),
        "number": place + 1,
        "count": len(keys) + 1,
    }


@dataclasses.dataclass(frozen=True, slots=True)
class Preview:
    """All answers before they are sent: the questions, and marks for the answers."""

    template: ClassVar[str] = "portal/check.html"
    form_version: UUID
    asked: tuple[str, ...]
    is_guest: bool

    def context(self, marks: Marks) -> dict[str, object]:
        """Gives the context; draft and answers (`answer_` and the question) are the visitor's."""
        schema = forms.schema_of(self.form_version)
        shown = {key: str(marks[f"answer_{key}"]) for key in self.asked}
        return preview_context(
            marks["draft"], schema, shown, ContactForm() if self.is_guest else None
        )


def preview_context(
    draft: UUID, schema: Schema, shown: Mapping[str, str], form: ContactForm | None
) -> dict[str, object]:
    """Gives what the preview shows: each question with its answer, and who applies."""
    return {
        "form": form,
        "service_title": pick(schema.title),
        "parts": forms.summary_parts(schema, shown, lambda page: page_address(draft, page)),
        "back": page_address(draft, schema.sections[-1].key),
        "number": len(schema.sections) + 1,
    }


@dataclasses.dataclass(frozen=True, slots=True)
class Receipt:
    """The receipt of an application for one service."""

    template: ClassVar[str] = "portal/receipt.html"
    title: SafeString
    steps: tuple[SafeString, ...]
    has_email: bool
    is_guest: bool

    def context(self, marks: Marks) -> dict[str, object]:
        """Gives the context; `case`, `number`, `due` and `email` are the visitor's own."""
        return {
            "case": marks["case"],
            "number": marks["number"],
            "due": marks["due"],
            "email": marks["email"] if self.has_email else "",
            "title_said": self.title,
            "steps": [Step(step) for step in self.steps],
            "is_guest": self.is_guest,
        }

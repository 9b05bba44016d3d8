"""Applying: what is needed, one page of questions after the other, the preview, sending."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from onewindow.delivery.cases import public as cases
from onewindow.delivery.services import public as services
from onewindow.delivery.services.errors import CannotApplyHere
from onewindow.faces.portal.forms import ContactForm
from onewindow.faces.portal.moulds import (
    Beginning,
    Blank,
    Preview,
    page_address,
    preview_context,
    questions_context,
)
from onewindow.faces.portal.queries import service_with_form
from onewindow.faces.portal.said import said
from onewindow.faces.portal.views.holders import actor_for, actor_of
from onewindow.faces.portal.views.methods import reads, reads_and_takes
from onewindow.flow.forms import public as forms
from onewindow.flow.forms.errors import (
    DraftSubmitted,
    FormIncomplete,
    FormNotFound,
    InvalidAnswers,
)
from onewindow.flow.forms.types import Answers, OpenDraft, Schema
from onewindow.ground.design.moulds import cast
from onewindow.ground.kernel.actor import Actor, ActorKind, guest
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.texts import pick
from onewindow.trust.identity import public as identity
from onewindow.trust.security import public as security


@reads_and_takes
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Shows what is needed; by POST begins the application."""
    service, version = service_with_form(code)
    if not service.can_apply:
        raise CannotApplyHere(title=service.title)
    if version is None:
        raise FormNotFound
    if request.method == "POST":
        return begun(request, service, version)  # where the gate asks the same
    security.require_operational(service.subject)
    before = beginning(service, version)
    old = identity.guest_draft(request)
    actor = actor_of(request)
    if old is None and actor.kind is ActorKind.ANONYMOUS:
        return cast(request, before)
    context = {
        **before.context({}),
        "old": old if actor.kind is ActorKind.GUEST else None,
        "is_signed_in": actor.kind is ActorKind.PERSON,
    }
    return render(request, before.template, context)


def beginning(service: services.PublicService, version: UUID) -> Beginning:
    """Gives what stands before the first question of a service."""
    schema = forms.schema_of(version)
    return Beginning(
        code=service.code,
        plain_title=pick(service.title),
        title=said(service.title),
        bring=tuple(said(one["name"]) for one in service.guide.get("bring", ())),
        sections=tuple(said(section.title) for section in schema.sections),
        questions=sum(len(section.questions) for section in schema.sections),
    )


def begun(request: HttpRequest, service: services.PublicService, version: UUID) -> HttpResponse:
    """Begins a draft for the account, or for a guest who gets its secret as a cookie."""
    actor = actor_of(request)
    is_guest = actor.kind is not ActorKind.PERSON
    draft = forms.begin_draft(
        guest(new_id()) if is_guest else actor,
        service_id=service.id,
        region=service.region_id,
        language=get_language() or "en",
        form_version=version,
    )
    first = forms.next_questions(forms.schema_of(version), {})
    response = HttpResponseRedirect(page_address(draft, first.key if first else None))
    if is_guest:
        identity.hand_draft(response, draft)
    return response


@reads
def resume(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Goes on where the application stands."""
    return HttpResponseRedirect(
        address_of(forms.open_draft(actor_for(request, draft_id), draft_id))
    )


def address_of(draft: OpenDraft) -> str:
    """Gives the address at which a draft goes on."""
    if draft.submitted_at:
        return reverse("portal:application", args=[draft.id])
    following = forms.next_questions(draft.schema, draft.answers)
    return page_address(draft.id, following.key if following else None)


@reads_and_takes
def questions(request: HttpRequest, draft_id: UUID, page: str) -> HttpResponse:
    """Shows one page of questions; by POST takes its answers."""
    actor = actor_for(request, draft_id)
    if request.method == "POST":
        return answered(request, actor, draft_id, page)
    draft = forms.open_draft(actor, draft_id)
    if draft.submitted_at:
        return HttpResponseRedirect(address_of(draft))
    shown = forms.page(draft.schema, draft.answers, page)
    keys = tuple(question.key for question in shown.questions)
    if any(key in draft.answers for key in keys):
        return asked(request, draft, forms.page_form(draft.schema, page, draft.answers), 200)
    blank = Blank(draft.form_version, draft.service_id, page, keys)
    return cast(request, blank, draft=draft.id)


def answered(request: HttpRequest, actor: Actor, draft_id: UUID, page: str) -> HttpResponse:
    """Takes the answers of a page; shows it again with its faults where one cannot be taken."""

    def sent(schema: Schema, answers: Answers) -> Mapping[str, object]:
        return forms.raw_answers(forms.page(schema, answers, page), request.POST)

    try:
        following = forms.save_page(actor, draft_id=draft_id, page=page, raw=sent)
    except InvalidAnswers as error:
        draft = forms.open_draft(actor, draft_id)
        form = forms.page_form(draft.schema, page, draft.answers, request.POST)
        form.show(error.faults)
        return asked(request, draft, form, 422)
    except DraftSubmitted:
        return HttpResponseRedirect(reverse("portal:application", args=[draft_id]))
    return HttpResponseRedirect(page_address(draft_id, following))


def asked(
    request: HttpRequest, draft: OpenDraft, form: forms.QuestionForm, status: int
) -> HttpResponse:
    """Shows a page of questions with what was answered, or sent, so far."""
    context = questions_context(draft.id, draft.schema, draft.service_id, form)
    return render(request, Blank.template, context, status=status)


@reads_and_takes
def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Shows all answers; by POST sends them. A second sending gives the same receipt."""
    actor = actor_for(request, draft_id)
    form = ContactForm(request.POST or None) if actor.kind is ActorKind.GUEST else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return sent(request, actor, draft_id, form)
    draft = forms.open_draft(actor, draft_id)
    if draft.submitted_at or forms.next_questions(draft.schema, draft.answers):
        return HttpResponseRedirect(address_of(draft))
    shown = forms.shown_answers(draft.schema, draft.answers)
    if form is None or not form.is_bound:
        preview = Preview(draft.form_version, tuple(shown), is_guest=form is not None)
        answers = {f"answer_{key}": text for key, text in shown.items()}
        return cast(request, preview, draft=draft.id, **answers)
    context = preview_context(draft.id, draft.schema, shown, form)
    return render(request, Preview.template, context, status=422)


def sent(
    request: HttpRequest, actor: Actor, draft_id: UUID, form: ContactForm | None
) -> HttpResponse:
    """Sends the application and leads to its receipt."""
    try:
        cases.submit_application(actor, draft_id=draft_id, **applicant_of(request, actor, form))
    except FormIncomplete:
        return HttpResponseRedirect(reverse("portal:resume", args=[draft_id]))
    return HttpResponseRedirect(reverse("portal:receipt", args=[draft_id]))


def applicant_of(request: HttpRequest, actor: Actor, form: ContactForm | None) -> Mapping[str, str]:
    """Gives the name and e-mail address of who applies, as far as they are known."""
    if actor.kind is ActorKind.PERSON:
        return {"applicant": actor.label, "email": getattr(request.user, "email", "")}
    given = form.cleaned_data if form is not None and form.is_valid() else {}
    return {"applicant": given.get("name", ""), "email": given.get("email", "")}

"""Drafts: begun, answered page by page, and taken over by a case exactly once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db import IntegrityError

from onewindow.flow.forms import rules
from onewindow.flow.forms.errors import (
    DraftExists,
    DraftNeedsHolder,
    DraftSubmitted,
    FormIncomplete,
    FormNotFound,
)
from onewindow.flow.forms.models import Draft
from onewindow.flow.forms.queries import draft_ref, found_draft, published_version, schema_of
from onewindow.flow.forms.types import Answers, Schema, TakenAnswers
from onewindow.ground.kernel import clock, frames, rows
from onewindow.ground.kernel.actor import Actor, ActorKind
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.frames import note
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.refs import Matter, Ref

Raw = Mapping[str, object] | Callable[[Schema, Answers], Mapping[str, object]]


def _new_matter(
    *,
    service_id: UUID,
    region: str,
    language: str,
    form_code: str = "",
    form_version: UUID | None = None,
) -> Matter:
    """Gives what beginning is about: the service must be operational, the draft will be own."""
    service = Ref.to("service", service_id)
    return Matter(service, subject=service, region=region, owner=frames.standing().actor.id)


def _matter(*, draft_id: UUID, page: str, raw: Raw) -> Matter:
    """Gives what answering is about."""
    return draft_matter(draft_id)


def draft_matter(draft_id: UUID) -> Matter:
    """Locks the draft and gives what answering or submitting it is about. Raises DraftNotFound."""
    draft = _locked(draft_id)
    service = Ref.to("service", draft.service_id)
    return Matter(draft_ref(draft_id), subject=service, region=draft.region_id, owner=draft.holder)


def _locked(draft_id: UUID) -> Draft:
    """Gives the draft under a row lock, read once in a frame: for its matter and its command."""
    return frames.once(("draft", draft_id), lambda: found_draft(draft_id, lock=True))


@command("forms.begin", on=_new_matter)
def begin_draft(
    actor: Actor,
    /,
    *,
    service_id: UUID,
    region: str,
    language: str,
    form_code: str = "",
    form_version: UUID | None = None,
) -> UUID:
    """Begins an application and gives the id of the case to be.

    Shape: a guest's own id is the id of the draft (`guest(new_id())`); whoever knows the version
    in use gives it and saves the look-up by code. Raises FormNotFound; DraftExists;
    DraftNeedsHolder for the anonymous public.
    """
    if actor.kind not in (ActorKind.GUEST, ActorKind.PERSON):
        raise DraftNeedsHolder
    draft = Draft(
        id=UUID(actor.key) if actor.kind is ActorKind.GUEST else new_id(),
        form_version_id=form_version or published_version(form_code),
        service_id=service_id,
        holder=actor.id,
        region_id=region,
        language=language,
    )
    _insert(draft)
    note(on=draft_ref(draft.id), service=str(service_id), form=str(draft.form_version_id))
    return draft.id


def _insert(draft: Draft) -> None:
    """Inserts in one statement; the database checks that the version is in use."""
    try:
        rows.add(draft)
    except IntegrityError as problem:
        is_form = "draft_on_published_form" in str(problem)
        raise (FormNotFound if is_form else DraftExists) from problem


@command("forms.answer", on=_matter)
def save_page(actor: Actor, /, *, draft_id: UUID, page: str, raw: Raw) -> str | None:
    """Takes the answers of one page and gives the key of the next, or nothing for the preview.

    Shape: `raw` is what was sent under each question's key, or reads it, given the schema and the
    answers so far: then nobody need open the draft before.
    Raises InvalidAnswers naming each question; PageNotFound, DraftNotFound, DraftSubmitted.
    """
    draft = _locked(draft_id)
    if draft.submitted_at:
        raise DraftSubmitted
    schema = schema_of(draft.form_version_id)
    sent = raw(schema, draft.answers) if callable(raw) else raw
    answers = rules.answer(schema, draft.answers, page, sent, clock.today(draft.time_zone))
    following = rules.next_questions(schema, answers)
    draft.answers, draft.page = answers, following.key if following else ""
    rows.change(draft, "answers", "page")
    note(page=page, answered=len(answers))
    return draft.page or None


def take_answers(draft_id: UUID) -> TakenAnswers:
    """Takes the answers over into a case, inside the command that submits it, exactly once.

    A second call says `is_first=False` and gives the same answers. Two at once wait for each
    other. Raises FormIncomplete naming the questions; DraftNotFound where the actor of the
    command does not hold the draft; RuntimeError outside of a command.
    """
    if frames.current() is None:
        raise RuntimeError("Answers are taken inside a command.")
    draft = _locked(draft_id)
    is_first = draft.submitted_at is None
    at = draft.submitted_at or clock.now()
    if is_first:
        missing = rules.missing(schema_of(draft.form_version_id), draft.answers)
        if missing:
            raise FormIncomplete(questions=missing)
        draft.submitted_at = at
        rows.change(draft, "submitted_at")
    return TakenAnswers(
        draft=draft.id,
        form_version=draft.form_version_id,
        answers=draft.answers,
        service_id=draft.service_id,
        region=draft.region_id,
        language=draft.language,
        submitted_at=at,
        is_first=is_first,
    )

"""Reads of forms and drafts."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from uuid import UUID

from onewindow.flow.forms.errors import DraftNotFound, FormNotFound
from onewindow.flow.forms.models import Draft, DraftSet, FormVersion
from onewindow.flow.forms.schema import parse_schema
from onewindow.flow.forms.signs import printable
from onewindow.flow.forms.types import FormState, OpenDraft, Schema
from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Matter, Ref


def form_matter(*, schema: Mapping[str, object]) -> Matter:
    """Gives what writing a version is about: the form by its code."""
    code = schema.get("code") if isinstance(schema, Mapping) else None
    return Matter(Ref("form", printable(str(code or "unnamed"))))


def version_matter(*, version_id: UUID) -> Matter:
    """Gives what publishing a version is about."""
    return Matter(Ref.to("form_version", version_id))


def published_version(code: str) -> UUID:
    """Gives the version of the form that is in use. Raises FormNotFound."""
    found = FormVersion.objects.filter(code=code, state=FormState.PUBLISHED.value)
    key = found.values_list("pk", flat=True).first()
    if key is None:
        raise FormNotFound
    return key


def schema_of(version_id: UUID) -> Schema:
    """Gives the schema of a published or retired version; it never changes. Raises FormNotFound."""
    return _parsed(version_id)


@functools.lru_cache(maxsize=256)
def _parsed(version_id: UUID) -> Schema:
    used = FormVersion.objects.exclude(state=FormState.DRAFT.value)
    given = used.filter(pk=version_id).values_list("schema", flat=True).first()
    if given is None:
        raise FormNotFound
    return parse_schema(given)


def drafts(standing: Standing) -> DraftSet:
    """Gives the actor's drafts that are not submitted yet, newest first."""
    mine = Draft.objects.visible_to(standing).filter(holder=standing.actor.id, submitted_at=None)
    return mine.order_by("-created_at")


def found_draft(draft_id: UUID, *, lock: bool = False) -> Draft:
    """Gives the draft if this actor may see it, with its region.

    Raises DraftNotFound.
    """
    rows = Draft.objects.visible_to(frames.standing()).select_related("region")
    if lock:
        rows = rows.select_for_update(of=("self",))
    draft = rows.filter(pk=draft_id).first()
    if draft is None:
        raise DraftNotFound
    return draft


def draft_ref(draft_id: UUID) -> Ref:
    """Gives the name of a draft in audit lines and messages."""
    return Ref.to("draft", draft_id)


def open_draft(actor: Actor, draft_id: UUID) -> OpenDraft:
    """Gives the draft to its holder, ready to go on. Raises DraftNotFound."""
    found: list[Draft] = []

    def resumed() -> Matter:
        found.append(found_draft(draft_id))
        return Matter(draft_ref(draft_id), owner=found[0].holder)

    with reading(actor, "forms.resume", on=resumed):
        draft = found[0]
        return OpenDraft(
            id=draft.id,
            form_version=draft.form_version_id,
            schema=schema_of(draft.form_version_id),
            answers=draft.answers,
            page=draft.page,
            service_id=draft.service_id,
            region=draft.region_id,
            language=draft.language,
            today=clock.today(draft.region.time_zone),
            submitted_at=draft.submitted_at,
        )

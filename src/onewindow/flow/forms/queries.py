"""Reads of forms and drafts."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Mapping
from uuid import UUID

from onewindow.flow.forms.errors import DraftNotFound, FormNotFound, UnknownElements
from onewindow.flow.forms.models import Draft, DraftSet, FormVersion
from onewindow.flow.forms.schema import parse_schema
from onewindow.flow.forms.signs import printable
from onewindow.flow.forms.types import FormState, LintLine, OpenDraft, Schema
from onewindow.ground.kernel import clock, frames, rows
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import pick
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.sharing import public as sharing

# One draft by the filter of `DraftSet.visible_to`; asked for on every page of an application.
_SEEN = "id = %s AND (%s OR holder = %s)"
_PUBLISHED = "SELECT id FROM flow_forms_formversion WHERE code = %s AND state = %s"
_ZONE = {"time_zone": "SELECT r.time_zone FROM ground_jurisdiction_region r WHERE r.code = region"}


def form_matter(*, schema: Mapping[str, object]) -> Matter:
    """Gives what writing a version is about: the form by its code."""
    code = schema.get("code") if isinstance(schema, Mapping) else None
    return Matter(Ref("form", printable(str(code or "unnamed"))))


def version_matter(*, version_id: UUID) -> Matter:
    """Gives what publishing a version is about."""
    return Matter(Ref.to("form_version", version_id))


def published_version(code: str) -> UUID:
    """Gives the version of the form that is in use. Raises FormNotFound."""
    row = rows.first(_PUBLISHED, [code, FormState.PUBLISHED.value])
    if row is None:
        raise FormNotFound
    key: UUID = row[0]
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


def forms_asking(elements: Collection[str]) -> dict[str, dict[str, str]]:
    """Gives the published forms that ask for one of the data elements: code -> title, by code."""
    found = {}
    for row in FormVersion.objects.filter(state=FormState.PUBLISHED.value).order_by("code"):
        sections = row.schema.get("sections", ())
        asked = {q.get("element", "") for section in sections for q in section["questions"]}
        if asked & set(elements):
            found[row.code] = row.schema["title"]
    return found


def bound(schema: Schema) -> dict[str, str]:
    """Gives the questions of a form that are bound to a data element: question -> element."""
    return {one.key: one.element for one in schema.questions() if one.element}


def require_asked_once(schema: Schema, on: dt.date) -> None:
    """Passes a form that asks for nothing that a register holds (INV-11, AC-3.3b).

    Raises: UnknownElements; AskOnce, which names question, element, register and its owner.
    """
    wanted = bound(schema)
    known = catalogue.elements(wanted.values(), on)
    unknown = sorted(set(wanted.values()) - set(known))
    if unknown:
        raise UnknownElements(elements=", ".join(unknown))
    sharing.require_asked_once(schema.code, wanted, on)


def require_published_asks_once(code: str, on: dt.date) -> None:
    """Passes the published version of a form, as `require_asked_once`; raises FormNotFound too."""
    require_asked_once(schema_of(published_version(code)), on)


def linted(schema: Schema, on: dt.date, language: str) -> list[LintLine]:
    """Gives for each question what it is bound to, what stands against it, and what it likens to.

    Elements are suggested for questions that are bound to none.
    """
    against = {one.question: one for one in sharing.ask_once(schema.code, bound(schema), on)}
    questions = list(schema.questions())
    free = [one for one in questions if not one.element]
    said = sharing.suggest_all([pick(one.label, language) for one in free], language)
    likely = {one.key: found for one, found in zip(free, said, strict=True)}
    return [
        LintLine(
            one.key,
            one.label,
            one.element,
            against.get(one.key),
            tuple(likely.get(one.key, ())),
        )
        for one in questions
    ]


def published_forms() -> list[Schema]:
    """Gives the forms in use, by code."""
    used = FormVersion.objects.filter(state=FormState.PUBLISHED.value).order_by("code")
    return [schema_of(key) for key in used.values_list("id", flat=True)]


def drafts(standing: Standing) -> DraftSet:
    """Gives the actor's drafts that are not submitted yet, newest first."""
    mine = Draft.objects.visible_to(standing).filter(holder=standing.actor.id, submitted_at=None)
    return mine.order_by("-created_at")


def found_draft(draft_id: UUID, *, lock: bool = False) -> Draft:
    """Gives the draft if this actor may see it, with `time_zone` of its region.

    Raises DraftNotFound.
    """
    standing = frames.standing()
    seen = [draft_id, standing.sees_all, standing.actor.id]
    draft = rows.one(Draft, _SEEN, seen, lock=lock, annotate=_ZONE)
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
            today=clock.today(draft.time_zone),
            submitted_at=draft.submitted_at,
        )

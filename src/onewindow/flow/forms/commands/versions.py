"""Versions of forms: written, and put into use."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from django.db import connection
from django.db.models import Max

from onewindow.flow.forms.errors import FormNotDraft, FormNotFound
from onewindow.flow.forms.events import FormVersionPublished
from onewindow.flow.forms.models import FormVersion
from onewindow.flow.forms.queries import form_matter, require_asked_once, version_matter
from onewindow.flow.forms.schema import parse_schema
from onewindow.flow.forms.types import FormState
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.events import announce
from onewindow.ground.kernel.frames import note


@command("forms.write_form_version", on=form_matter)
def write_form_version(actor: Actor, /, *, schema: Mapping[str, object]) -> UUID:
    """Keeps the next version of a form as a draft; the same schema again gives the same version.

    Raises InvalidSchema with every fault and its path.
    """
    code, digest = parse_schema(schema).code, digest_of(schema)
    _one_at_a_time(code)
    versions = FormVersion.objects.filter(code=code)
    latest = versions.order_by("-version").first()
    if latest and latest.digest == digest and latest.state != FormState.RETIRED:
        return latest.id
    number = (versions.aggregate(top=Max("version"))["top"] or 0) + 1
    made = FormVersion.objects.create(
        code=code, version=number, schema=schema, digest=digest, state=FormState.DRAFT.value
    )
    note(version=number, digest=digest)
    return made.id


@command("forms.publish_form_version", on=version_matter)
def publish_form_version(actor: Actor, /, *, version_id: UUID) -> None:
    """Puts a version into use and retires the one before; open drafts stay with theirs.

    Publishing what is published does nothing. Raises FormNotFound; FormNotDraft for a retired one;
    InvalidSchema where the schema no longer holds; UnknownElements where a question is bound to
    what the catalogue does not define; AskOnce where one asks people for what a register holds
    (INV-11).
    """
    version = FormVersion.objects.select_for_update().filter(pk=version_id).first()
    if version is None:
        raise FormNotFound
    if version.state == FormState.PUBLISHED:
        return
    if version.state != FormState.DRAFT:
        raise FormNotDraft
    require_asked_once(parse_schema(version.schema), clock.now().date())
    _one_at_a_time(version.code)
    before = FormVersion.objects.filter(code=version.code, state=FormState.PUBLISHED.value)
    before.update(state=FormState.RETIRED.value)
    version.state, version.published_at = FormState.PUBLISHED.value, clock.now()
    version.save(update_fields=["state", "published_at"])
    note(code=version.code, version=version.version, digest=version.digest)
    announce(FormVersionPublished(version.id, version.code, version.version))


def digest_of(schema: Mapping[str, object]) -> str:
    """Gives the SHA-256 of the schema in its canonical form: sorted keys, no spaces, UTF-8."""
    text = json.dumps(schema, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _one_at_a_time(code: str) -> None:
    """Makes the other writers of the same form wait until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"form:{code}"])

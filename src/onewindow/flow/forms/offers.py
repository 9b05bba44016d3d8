"""What forms lends: the titles of forms and drafts, and the forms that lose a source."""

from __future__ import annotations

from onewindow.flow.forms import queries
from onewindow.flow.forms.models import Draft, FormVersion
from onewindow.flow.forms.types import FormState
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.impact import IMPACT, Affected, Change, touched
from onewindow.ground.kernel.refs import KINDS, Ref, RefKind
from onewindow.ground.kernel.texts import pick
from onewindow.registers.catalogue import public as catalogue


def _form(code: str) -> str | None:
    used = FormVersion.objects.filter(code=code, state=FormState.PUBLISHED.value)
    return _title(used.values_list("schema__title", flat=True).first())


def _version(key: str) -> str | None:
    return _title(
        FormVersion.objects.filter(pk=key).values_list("schema__title", flat=True).first()
    )


def _draft(key: str) -> str | None:
    found = Draft.objects.filter(pk=key).values_list("form_version__schema__title", flat=True)
    return _title(found.first())


def _title(texts: object) -> str | None:
    return pick(texts) if isinstance(texts, dict) else None


def _asking(change: Change, standing: Standing) -> Affected:
    """Gives the published forms that ask for data which nobody would hold any more."""
    found = queries.forms_asking(catalogue.lost(change))
    things = [(Ref.to("form", code), pick(title), None) for code, title in found.items()]
    return touched("forms", change, things)


IMPACT.lend("flow.forms", _asking)
KINDS.lend("form", RefKind("form", "flow.forms", _form))
KINDS.lend("form_version", RefKind("form_version", "flow.forms", _version))
KINDS.lend("draft", RefKind("draft", "flow.forms", _draft))

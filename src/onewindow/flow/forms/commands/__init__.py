"""Writes of forms: versions by the process owner, drafts by their holders."""

from onewindow.flow.forms.commands.drafts import (
    begin_draft,
    draft_matter,
    save_page,
    take_answers,
)
from onewindow.flow.forms.commands.versions import publish_form_version, write_form_version

__all__ = [
    "begin_draft",
    "draft_matter",
    "publish_form_version",
    "save_page",
    "take_answers",
    "write_form_version",
]

"""The front door of forms."""

from onewindow.flow.forms.commands import (
    begin_draft,
    draft_matter,
    publish_form_version,
    save_page,
    take_answers,
    write_form_version,
)
from onewindow.flow.forms.pages import (
    QuestionForm,
    SummaryPart,
    blank_form,
    page_form,
    raw_answers,
    shown_answers,
    summary_parts,
)
from onewindow.flow.forms.queries import (
    drafts,
    forms_asking,
    linted,
    open_draft,
    published_forms,
    published_version,
    require_published_asks_once,
    schema_of,
)
from onewindow.flow.forms.rules import is_complete, missing, next_questions, page, summary
from onewindow.flow.forms.schema import parse_schema

__all__ = [
    "QuestionForm",
    "SummaryPart",
    "begin_draft",
    "blank_form",
    "draft_matter",
    "drafts",
    "forms_asking",
    "is_complete",
    "linted",
    "missing",
    "next_questions",
    "open_draft",
    "page",
    "page_form",
    "parse_schema",
    "publish_form_version",
    "published_forms",
    "published_version",
    "raw_answers",
    "require_published_asks_once",
    "save_page",
    "schema_of",
    "shown_answers",
    "summary",
    "summary_parts",
    "take_answers",
    "write_form_version",
]

"""The components, one tag each: `{% load design %}`. Their values are those of `design.types`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.context import Context
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from onewindow.ground.design.csp import ENHANCE_SCRIPT
from onewindow.ground.design.facts import clock, day, grouped, moment, money, tag
from onewindow.ground.design.figures import bars
from onewindow.ground.design.site import asset, frame
from onewindow.ground.design.types import Column, Link, Row, Step, Task

register = template.Library()
NOTHING = SafeString("")


def _trim(rendered: str) -> SafeString:
    """Gives what a template has rendered, still safe: `strip` alone would forget that."""
    return mark_safe(rendered.strip())  # noqa: S308 - comes from a template, escaped there


def _render(component: str, /, **context: object) -> SafeString:
    return _trim(get_template(f"design/components/{component}.html").render(context))


def _lines(
    columns: Sequence[Column], rows: Iterable[Sequence[object]]
) -> list[list[tuple[Column, object]]]:
    """Gives the cells with their columns; numbers are grouped as the language does it."""
    return [
        [(column, grouped(cell) if column.is_number else cell) for column, cell in pairs]
        for pairs in (zip(columns, row, strict=True) for row in rows)
    ]


# --- the frame ---------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def page_frame(context: Context) -> str:
    """Gives a layout the names it uses (`site.frame`); what the view has set stays."""
    for name, value in frame(context.get("request")).items():
        # Libraries put a `site` of their own into the context (allauth does).
        if name not in context or (name == "site" and not isinstance(context[name], Mapping)):
            context[name] = value
    return ""


@register.simple_tag
def enhance_script() -> SafeString:
    """Gives the one inline script, exactly as the policy knows it."""
    return mark_safe(f"<script>{ENHANCE_SCRIPT}</script>")  # noqa: S308 - a constant of ours


@register.simple_tag
def stylesheet(name: str) -> SafeString:
    """Gives the link to `public` or `staff` styles, mirrored for languages from right to left."""
    file = f"{name}.rtl.css" if get_language_bidi() else f"{name}.css"
    return format_html('<link rel="stylesheet" href="{}">', asset(file))


@register.simple_tag
def script(name: str) -> SafeString:
    """Gives the module `public` or `staff`; modules wait until the page is read."""
    return format_html('<script type="module" src="{}"></script>', asset(f"{name}.js"))


# --- going somewhere ---------------------------------------------------------------------------


@register.simple_tag
def button(
    text: str,
    href: str = "",
    kind: str = "primary",
    name: str = "",
    value: str = "",
    key: str = "",
    once: bool = True,
) -> SafeString:
    """Gives a button, or with `href` a link that looks like one.

    `kind` is primary, secondary, warning or start; `key` is a single key on the desk; `once`
    keeps a hurried second click from sending the form twice.
    """
    return _render(
        "button", text=text, href=href, kind=kind, name=name, value=value, key=key, once=once
    )


@register.simple_tag
def back_link(href: str, text: str = "") -> SafeString:
    """Gives the link to the page before."""
    return format_html('<a href="{}" class="govuk-back-link">{}</a>', href, text or _("Back"))


@register.simple_tag
def breadcrumbs(crumbs: Iterable[Link]) -> SafeString:
    """Gives the way from the start to the section of this page."""
    return _render("breadcrumbs", crumbs=crumbs)


@register.simple_tag
def tabs(items: Iterable[Link], label: str) -> SafeString:
    """Gives tabs that are links; the active one is the present page."""
    return _render("tabs", items=items, label=label)


@register.simple_tag(takes_context=True)
def pagination(context: Context, page: Page[Any], parameter: str = "page") -> SafeString:
    """Gives links to the other pages of a list, keeping the rest of the query."""
    request = context.get("request")
    query: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)

    def at(number: int) -> str:
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    paginator = page.paginator
    if paginator.num_pages < 2:
        return NOTHING
    shown = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    items = [(n, at(n) if isinstance(n, int) else "") for n in shown]
    return _render(
        "pagination",
        page=page,
        items=items,
        previous=at(page.number - 1) if page.has_previous() else "",
        next=at(page.number + 1) if page.has_next() else "",
    )


# --- facts -------------------------------------------------------------------------------------


@register.simple_tag
def summary_list(rows: Iterable[Row], title: str = "") -> SafeString:
    """Gives keys and values, each with the way to change it; with `title` as a card."""
    found = list(rows)
    return _render("summary_list", rows=found, title=title, has_actions=any(r.href for r in found))


@register.simple_tag
def task_list(tasks: Iterable[Task], prefix: str = "task") -> SafeString:
    """Gives tasks with their state; `prefix` makes ids unique where a page has two lists."""
    return _render("task_list", tasks=tasks, prefix=prefix)


@register.simple_tag
def table(
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    caption_size: str = "m",
    is_first_header: bool = True,
    is_wide: bool = False,
) -> SafeString:
    """Gives a table with caption and scoped headers.

    `caption_size` is s, m, l or `hidden`; `is_wide` lets it scroll in a box of its own.
    """
    lines = _lines(columns, rows)
    return _render(
        "table",
        caption=caption,
        columns=columns,
        lines=lines,
        size=caption_size,
        is_first_header=is_first_header,
        is_wide=is_wide,
    )


for fact in (clock, day, moment, money, tag):
    register.simple_tag(fact)


@register.simple_tag
def progress(steps: Iterable[Step], label: str) -> SafeString:
    """Gives the steps of a process in their order."""
    return _render("progress", steps=steps, label=label)


@register.simple_tag
def figure(
    caption: str,
    drawing: SafeString,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
) -> SafeString:
    """Gives a drawing (SVG) and the same facts as a table beside it."""
    lines = _lines(columns, rows)
    return _render("figure", caption=caption, drawing=drawing, columns=columns, lines=lines)


@register.simple_tag
def bar_figure(
    caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Any]]
) -> SafeString:
    """Gives bars of the first number of each row, and the table beside them."""
    return SafeString(figure(caption, bars([(str(r[0]), r[1]) for r in rows]), columns, rows))


# --- saying something --------------------------------------------------------------------------


@register.simple_block_tag
def panel(content: str, title: str) -> SafeString:
    """Gives the confirmation at the end: `{% panel title %}number{% endpanel %}`."""
    return _render("panel", content=_trim(content), title=title)


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Gives a paragraph set apart."""
    return format_html('<div class="govuk-inset-text">{}</div>', _trim(content))


@register.simple_block_tag
def warning_text(content: str) -> SafeString:
    """Gives a warning with a sign, and the word for those who do not see the sign."""
    return _render("warning_text", content=_trim(content))


@register.simple_block_tag
def details(content: str, summary: str, is_open: bool = False) -> SafeString:
    """Gives an explanation that opens on demand, without a script."""
    return _render("details", content=_trim(content), summary=summary, is_open=is_open)


@register.simple_block_tag
def notification(content: str, title: str = "", kind: str = "", name: str = "notice") -> SafeString:
    """Gives a banner; `kind="success"` is read out at once; `name` keeps its id unique."""
    heading = title or (_("Done") if kind == "success" else _("Important"))
    return _render("notification", content=_trim(content), title=heading, kind=kind, name=name)


# --- forms -------------------------------------------------------------------------------------


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """Gives the errors of a form as links to its fields; nothing where there are none."""
    if not form.errors:
        return NOTHING
    lines = [("", text) for text in form.non_field_errors()]
    for bound in form:
        anchor = getattr(bound, "anchor", bound.id_for_label)
        lines += [(anchor, text) for text in getattr(bound, "problems", bound.errors)]
    return _render("error_summary", lines=lines)


@register.simple_tag
def field(bound: BoundField, is_heading: bool = False) -> SafeString:
    """Gives a field; with `is_heading` its label or legend is the h1 of the page."""
    context = {"field": bound, "is_heading": is_heading}
    return mark_safe(bound.form.renderer.render(bound.template_name, context))  # noqa: S308

"""Rich text of imported items as HTML: paragraphs, lists, links and emphasis, nothing else.

Shape: as the importer keeps it: [{"p" | "ul" | "ol": [line, ...]}, ...]; a line is a list of runs,
a run is {"t": text} with "b": 1, "i": 1, "a": address where true.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LISTS: Final = {
    "ul": ("ul", "govuk-list govuk-list--bullet"),
    "ol": ("ol", "govuk-list govuk-list--number"),
}
SCHEMES: Final = ("https://", "http://", "mailto:", "tel:")
BREAK: Final = SafeString("<br>")


def rich(blocks: object) -> SafeString:
    """Gives blocks as HTML: all is escaped, addresses of other schemes are left out."""
    found = blocks if isinstance(blocks, list) else []
    return format_html_join("", "{}", ((_block(block),) for block in found))


def inline(blocks: object) -> SafeString:
    """Gives blocks for a narrow place: one paragraph becomes its lines, a list stays a list."""
    found = blocks if isinstance(blocks, list) else []
    if len(found) == 1 and "p" in found[0]:
        return _lines(found[0]["p"])
    return rich(found)


def _block(block: Mapping[str, Any]) -> SafeString:
    for kind, (tag, classes) in LISTS.items():
        if kind in block:
            items = format_html_join("", "<li>{}</li>", ((_line(line),) for line in block[kind]))
            return format_html(
                "<{} class='{}'>{}</{}>", SafeString(tag), classes, items, SafeString(tag)
            )
    return format_html('<p class="govuk-body">{}</p>', _lines(block.get("p", ())))


def _lines(lines: Iterable[Iterable[Mapping[str, Any]]]) -> SafeString:
    return format_html_join(BREAK, "{}", ((_line(line),) for line in lines))


def _line(runs: Iterable[Mapping[str, Any]]) -> SafeString:
    return format_html_join("", "{}", ((_run(run),) for run in runs))


def _run(run: Mapping[str, Any]) -> SafeString:
    text = format_html("{}", run.get("t", ""))
    if run.get("i"):
        text = format_html("<em>{}</em>", text)
    if run.get("b"):
        text = format_html("<strong>{}</strong>", text)
    address = str(run.get("a", ""))
    if address.startswith(SCHEMES):
        return format_html(
            '<a class="govuk-link" href="{}" rel="noopener nofollow">{}</a>', address, text
        )
    return text

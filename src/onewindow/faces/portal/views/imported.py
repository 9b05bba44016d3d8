"""The page of an imported service: what its source says, marked as not checked by us."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from onewindow.delivery.services.types import ServicePage
from onewindow.faces.portal.rich import inline, rich
from onewindow.faces.portal.said import said
from onewindow.ground.design.types import Row
from onewindow.ground.kernel.texts import pick

Card = Mapping[str, Any]
MORE = '{}<div><a class="govuk-link" href="#details">{}</a></div>'


def imported_context(page: ServicePage) -> dict[str, object]:
    """Gives what the template of an imported service shows."""
    card = _card(page)
    return {
        "page": page,
        "source": pick(page.guide.get("source") or {}) or page.origin,
        "plain_title": pick(page.title),
        "title_said": said(page.title),
        "language": card.get("language", ""),
        "summary": rich(card.get("summary")),
        "first_screen": [
            Row(_question(one["code"]), _answer(one)) for one in card.get("answers", ())
        ],
        "who": _who(card),
        "bring": [_document(one) for one in card.get("bring", ())],
        "fees": [_fee(one) for one in card.get("fees", ())],
        "steps": [_step(one) for one in card.get("steps", ())],
        "parts": list(_parts(card)),
        "body_name": page.body_name,
    }


def _card(page: ServicePage) -> Card:
    """Gives the card in the reader's language where the source has one, else the first one."""
    first: Card = page.guide.get("card", {})
    others: Mapping[str, Card] = page.guide.get("cards", {})
    return first if first.get("language") == get_language() else others.get(get_language(), first)


def _who(card: Card) -> list[SafeString]:
    """Gives all that is said of who may ask, where the first screen does not say it all."""
    answers = {one["code"]: one for one in card.get("answers", ())}
    given = card.get("audience", ())
    if not answers.get("audience", {}).get("more") and not any(
        one.get("requirements") for one in given
    ):
        return []
    return [rich([*one.get("who", []), *one.get("requirements", [])]) for one in given]


def _question(code: str) -> str:
    questions = {
        "audience": _("Who it is for"),
        "cost": _("What it costs"),
        "duration": _("How long it takes"),
        "bring": _("What to bring"),
        "start": _("Where to start"),
    }
    return questions.get(code, code)


def _answer(one: Card) -> SafeString:
    """Gives one of the five answers: our sentence, the source's words, what stands further down."""
    ours, lines = said(one.get("ours", {})), inline(one.get("lines"))
    both = format_html("{}<br>{}", ours, lines) if ours and lines else ours or lines
    more = int(one.get("more", 0))
    if more:
        words = ngettext("and %(count)s more below", "and %(count)s more below", more)
        both = format_html(MORE, both, words % {"count": more})
    if one.get("href") and str(one["href"]) not in lines:
        link = '{}<br><a class="govuk-link" href="{}" rel="noopener nofollow">{}</a>'
        both = format_html(link, both, one["href"], _("Open the page of the institution"))
    return both


def _document(one: Card) -> SafeString:
    if one.get("case"):
        return format_html("<em>{}:</em> {}", one["case"], inline(one.get("text")))
    return inline(one.get("text"))


def _fee(one: Card) -> str:
    return ": ".join(part for part in (one.get("case"), one.get("label"), one.get("text")) if part)


def _step(one: Card) -> dict[str, object]:
    return {
        "title": one.get("title", ""),
        "description": rich(one.get("description")),
        "bring": [_document(document) for document in one.get("documents", ())],
        "fees": [_fee(fee) for fee in one.get("fees", ())],
        "channels": [_channel(channel) for channel in one.get("channels", ())],
        "duration": _length(one.get("duration")),
    }


def _channel(one: Card) -> dict[str, object]:
    return {
        "words": said(one.get("words", {})),
        "case": one.get("case", ""),
        "text": rich(one.get("text")),
        "wait": _length(one.get("wait")),
        "when_down": rich(one.get("when_down")),
    }


def _length(one: Card | None) -> SafeString:
    if not one:
        return SafeString("")
    ours, note = said(one.get("ours", {})), inline(one.get("note"))
    return format_html("{}<br>{}", ours, note) if ours and note else ours or note


def _parts(card: Card) -> Iterable[tuple[str, SafeString]]:
    """Gives the remaining parts that say something, each under its heading."""
    validity = card.get("validity", {})
    length = _length(validity) if validity else SafeString("")
    if length:
        yield _("How long the result is valid"), format_html('<p class="govuk-body">{}</p>', length)
    for key, heading in (
        ("treatment", _("How you are treated")),
        ("accessibility", _("If you need support at the counter")),
        ("priority", _("Who is served first")),
        ("contact", _("Contact")),
    ):
        if card.get(key):
            yield heading, rich(card[key])
    laws = [text for blocks in card.get("legal", ()) if (text := rich(blocks))]
    if laws:
        yield _("Legal basis"), format_html_join("", "{}", ((text,) for text in laws))

"""Turns the HTML that people pasted into Markdown fields back into plain marks.

Tags become line breaks, list signs and private signs for emphasis and links; what is not known
disappears. No tag and no entity comes out.
"""

from __future__ import annotations

import html
import re

# Signs of the private use area: they cannot come in, because `tidy` takes them out first.
STRONG_ON, STRONG_OFF, EMPHASIS_ON, EMPHASIS_OFF = "\ue000", "\ue001", "\ue002", "\ue003"
LINK, LINK_TEXT, LINK_END = "\ue004", "\ue005", "\ue006"

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064"
    r"\u2066-\u206f\ufeff\ufff9-\uffff\ue000-\uf8ff\ud800-\udfff]"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SILENT = re.compile(r"<(script|style|object|head|title)\b.*?(?:</\1\s*>|$)", re.I | re.S)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)|<![^>]*(?:>|$)|<\?.*?(?:\?>|$)", re.S)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>", re.I)
_NAMES = (
    "a|abbr|address|article|aside|b|big|blockquote|body|br|button|center|cite|code|col|colgroup"
    "|dd|del|div|dl|dt|em|embed|fieldset|figure|font|footer|form|h[1-6]|header|hr|html|i|iframe"
    "|img|input|ins|label|legend|li|link|main|meta|nav|o:p|ol|option|p|param|pre|q|s|section"
    "|select|small|span|strike|strong|sub|sup|svg|table|tbody|td|textarea|tfoot|th|thead|tr|tt|u"
    "|ul|var|video"
)
_TAG = re.compile(rf"<(/?)\s*({_NAMES})\b([^<>]*)(?:>|(?=<)|$)", re.I)
_ADDRESS = re.compile(r"\b(?:href|src)\s*=\s*[\"']?\s*([^\"'\s>]+)", re.I)
_PARAGRAPHS = re.compile(
    r"address|article|aside|blockquote|body|center|d[dlt]|div|fieldset|figure|footer|form|header|h[1-6r]"
    r"|html|main|nav|[ou]l|p|pre|section|table|tbody|tfoot|thead|tr"
)
_MARKS = {"b": 0, "strong": 0, "th": 0, "em": 1, "i": 1, "cite": 1}
_SIGNS = (
    (re.compile(r"<\s*ou\s*=|<=|≤=?"), "≤"),
    (re.compile(r">\s*ou\s*=|>=|≥=?"), "≥"),
    (re.compile(r"[-=]+>"), "→"),
    (re.compile(r"<[-=]+"), "←"),
    (re.compile(r"(?m)^(\s*)>+(?=\s|\w)"), r"\1-"),
    (re.compile(r"<<|>>"), ""),
    (re.compile(r"<(?=\s*(?:\n|$))|(?m:^)\s*<(?=\s)"), ""),
    (re.compile(r"<\s*(?=\d)"), "menos de "),
    (re.compile(r">\s*(?=\d)"), "mais de "),
    (re.compile(r"<"), "‹"),
    (re.compile(r">"), "›"),
)
_LOOSE_ITEM = re.compile(r"\n- *\n\s*(?=[^-\s])")  # <li><p>text</p></li>
_VIDEO = "Vídeo"
MOST_ESCAPES = 5


def tidy(text: str) -> str:
    """Gives the text with marks instead of HTML, without entities and unseen signs."""
    text = _UNSEEN.sub("", _without_entities(text).replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\xa0", " ").replace("\t", " ")
    text = _COMMENT.sub("", _SILENT.sub("", text))
    text = _AUTOLINK.sub(r" \1 ", text)
    text = _LOOSE_ITEM.sub("\n- ", _TAG.sub(_mark, text))
    for sign, instead in _SIGNS:
        text = sign.sub(instead, text)
    return text


def _without_entities(text: str) -> str:
    """Gives the signs that the entities stand for, also where people pasted them escaped twice."""
    for _ in range(MOST_ESCAPES):
        known = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
        if known == text:
            return text
        text = known
    return text.replace("&", "")


def _mark(found: re.Match[str]) -> str:
    closing, name, rest = bool(found[1]), found[2].lower(), found[3]
    if name in _MARKS:
        signs = ((STRONG_ON, STRONG_OFF), (EMPHASIS_ON, EMPHASIS_OFF))[_MARKS[name]]
        return signs[closing]
    if name == "a":
        address = _ADDRESS.search(rest)
        return LINK_END if closing else f"{LINK}{address[1] if address else ''}{LINK_TEXT}"
    if name in {"iframe", "embed", "video"}:
        address = None if closing else _ADDRESS.search(rest)
        return f"\n\n{LINK}{address[1]}{LINK_TEXT}{_VIDEO}{LINK_END}\n\n" if address else ""
    return _spacing(name, closing=closing)


def _spacing(name: str, *, closing: bool) -> str:
    if name == "br":
        return "\n"
    if name == "li":
        return "\n" if closing else "\n- "
    if name == "td":
        return " "
    return "\n\n" if _PARAGRAPHS.fullmatch(name) else ""

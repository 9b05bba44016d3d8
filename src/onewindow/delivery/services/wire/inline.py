"""Reads one stretch of Markdown text into runs: links, addresses, mailboxes, emphasis."""

from __future__ import annotations

import dataclasses
import re
from urllib.parse import urlsplit

from onewindow.delivery.services.wire import remnants
from onewindow.delivery.services.wire.rich_text import Run, safe_address

# An address of up to this many signs is shown whole; a longer one as its host and an ellipsis.
LONGEST_SHOWN = 38

_LINK = (
    r"!?\[(?P<words>(?:[^\[\]\n]|\n(?!\n)|\[[^\[\]\n]*\])*)"
    r"\] ?[:.]? ?\(\s*(?P<address>(?:[^()\n]|\([^()\n]*\))*?)"
    r"(?:\s+[\"“'](?P<title>[^\n]*?)[\"”'])?\s*\)"
)
_TOKENS = re.compile(
    rf"{remnants.LINK}(?P<tag>[^{remnants.LINK_TEXT}]*){remnants.LINK_TEXT}"
    rf"(?P<tagwords>.*?)(?:{remnants.LINK_END}|(?={remnants.LINK})|$)"
    rf"|{_LINK}"
    r"|(?P<url>(?:https?://|(?<![\w@./])www\.)[^\s\[\]|\"“”‹›*\ue000-\ue006]+)"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!-])"
    r"|(?P<strong>\*{2,}|__+)"
    r"|(?P<star>\*)"
    r"|(?<!\w)(?P<under_on>_)(?=\w)|(?<=\w)(?P<under_off>_)(?!\w)"
    rf"|(?P<tagmark>[{remnants.STRONG_ON}-{remnants.EMPHASIS_OFF}])",
    re.S,
)
_TRAILING = ".,;:!?'"
_STORES = {
    "play.google.com": "Google Play",
    "itunes.apple.com": "App Store",
    "apps.apple.com": "App Store",
}
_WORD_COMMENT = re.compile(r"\[[A-Z]{2,5}[0-9]{1,3}\]")  # "[LMLG1]": a comment of a word processor
_WRONG_END = re.compile(r"\[([^\[\]{}\n]{1,200})[}\[]\((?=https?:)")
_TURNED_ROUND = re.compile(r"\(([^()\n]{2,200})\) ?\[((?:https?://|www\.)[^\[\]\n]+)\]")
_ADDRESS_ALONE = re.compile(r"\[\s*((?:https?://|www\.)[^\[\]\n]+?)\s*\](?! ?[:.]? ?\()")
# A sign that must not stand before this one, because both together are a mark: "](" and "**".
_JOINTS = {"(": "]", "*": "*"}
_LEFTOVERS = re.compile(r"\]\(|\*{2,}|__+(?=\s|$)|`+|[\ue000-\ue006]")


@dataclasses.dataclass(slots=True)
class _Look:
    strong: bool = False
    emphasis: bool = False
    href: str = ""


def runs_of(text: str) -> list[Run]:
    """Gives the runs of the text; line breaks stay in them as they are."""
    made: list[Run] = []
    _read(_repaired(text), _Look(), made)
    return _joined(made)


def address_words(href: str) -> str:
    """Gives an address as people read it: without the scheme, the middle left out when long."""
    if href.casefold().startswith("mailto:"):
        return href[7:].partition("?")[0]
    shown = href.partition("://")[2].removeprefix("www.").rstrip("/#?&")
    if len(shown) <= LONGEST_SHOWN and "?" not in shown:
        return shown
    return f"{_host(href)}/…"


def _host(href: str) -> str:
    host = urlsplit(href).hostname or ""
    return _STORES.get(host) or host.removeprefix("www.")


def _repaired(text: str) -> str:
    """Gives the text with the links that were written wrongly put right, as far as one can tell."""
    if "[" not in text and "]" not in text:
        return text
    text = _WORD_COMMENT.sub("", text)
    text = _WRONG_END.sub(r"[\1](", text)
    text = _TURNED_ROUND.sub(r"[\1](\2)", text)
    text = _ADDRESS_ALONE.sub(r"[](\1)", text)
    return "\n".join(_balanced(line) for line in text.split("\n"))


def _balanced(line: str) -> str:
    if line.count("[") == line.count("]") or "](" in line:
        return line
    return line.replace("[", "").replace("]", "")


def _read(text: str, look: _Look, made: list[Run]) -> None:
    end = 0
    for token in _TOKENS.finditer(text):
        _put(text[end : token.start()], look, made)
        end = token.end()
        _take(token, text, look, made)
    _put(text[end:], look, made)


def _take(token: re.Match[str], text: str, look: _Look, made: list[Run]) -> None:
    kind = token.lastgroup or ""
    if token["tag"] is not None:
        _link(token["tagwords"], token["tag"], look, made)
    elif token["words"] is not None:
        _markdown_link(token, look, made)
    elif kind in {"url", "mail"}:
        _bare(token[kind], look, made)
    elif kind == "escaped":
        _put(token["escaped"], look, made)
    elif kind == "strong":
        look.strong = not look.strong
    elif kind == "star":
        _star(token, text, look, made)
    elif kind in {"under_on", "under_off"}:
        look.emphasis = kind == "under_on"
    else:
        _tag_mark(token["tagmark"], look)


def _tag_mark(sign: str, look: _Look) -> None:
    if sign in (remnants.STRONG_ON, remnants.STRONG_OFF):
        look.strong = sign == remnants.STRONG_ON
    else:
        look.emphasis = sign == remnants.EMPHASIS_ON


def _star(token: re.Match[str], text: str, look: _Look, made: list[Run]) -> None:
    """Opens or closes emphasis; a star that can do neither is a footnote sign and stays."""
    before = text[token.start() - 1 : token.start()] or " "
    after = text[token.end() : token.end() + 1] or " "
    if look.emphasis:
        look.emphasis = False
    elif (
        not after.isspace() and not (before == "(" and after == ")") and "*" in text[token.end() :]
    ):
        look.emphasis = True
    elif before == "(" and after == ")":
        _put("*", look, made)


def _markdown_link(token: re.Match[str], look: _Look, made: list[Run]) -> None:
    words, address = token["words"], token["address"].strip()
    if not _looks_like_address(address):
        inner = f"{words} ({address})" if address else words
        _read(inner, look, made)
    else:
        _link(words, address, look, made)


def _looks_like_address(text: str) -> bool:
    return bool(re.match(r"(?i)[a-z][a-z0-9+.-]*:|www\.|/|#", text)) or "@" in text


def _link(words: str, address: str, look: _Look, made: list[Run]) -> None:
    href = _completed(address)
    inner = _Look(look.strong, look.emphasis, href or look.href)
    before = len(made)
    _read(words, inner, made)
    if href and not "".join(run.text for run in made[before:]).strip():
        del made[before:]
        _put(_host(href) or address_words(href), inner, made)


def _completed(address: str) -> str:
    if address.casefold().startswith("www."):
        address = "http://" + address
    elif "@" in address and ":" not in address and "/" not in address:
        address = "mailto:" + address
    return safe_address(address)


def _bare(found: str, look: _Look, made: list[Run]) -> None:
    kept = found.rstrip(_TRAILING)
    while kept.endswith(")") and kept.count(")") > kept.count("("):
        kept = kept[:-1].rstrip(_TRAILING)
    tail = found[len(kept) :]
    href = "" if look.href else _completed(kept)
    if href:
        shown = kept if "@" in kept and "/" not in kept else address_words(href)
        made.append(Run(shown, look.strong, look.emphasis, href))
    else:
        whole = safe_address(kept) and address_words(kept)
        _put(whole or kept, look, made)
    _put(tail, look, made)


def _put(text: str, look: _Look, made: list[Run]) -> None:
    text = _LEFTOVERS.sub(lambda found: " (" if found.group() == "](" else "", text)
    text = text.replace(" \\ ", " / ")
    if text:
        made.append(Run(text, look.strong, look.emphasis, look.href))


def _joined(made: list[Run]) -> list[Run]:
    """Gives the runs with neighbours of one look made one, and no marks where they met."""
    joined: list[Run] = []
    for run in made:
        last = joined[-1] if joined else None
        if last and last.text.endswith(_JOINTS.get(run.text[0], "\0")):
            last = joined[-1] = dataclasses.replace(last, text=last.text[:-1])
        if last and dataclasses.replace(last, text=run.text) == run:
            joined[-1] = dataclasses.replace(last, text=last.text + run.text)
        else:
            joined.append(run)
    return joined

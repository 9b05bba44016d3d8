"""Reads the Markdown of the cards, mixed with remnants of HTML, into rich text.

The part of Markdown that occurs: paragraphs, lists, headings, rules, quotes, links, emphasis.
A heading becomes a strong paragraph, because the page has its own headings; quotes are used as
lists by the cards. A line end is kept as one: the cards write addresses line by line.
"""

from __future__ import annotations

import dataclasses
import functools
import re

from onewindow.delivery.services.wire.inline import runs_of
from onewindow.delivery.services.wire.remnants import tidy
from onewindow.delivery.services.wire.rich_text import (
    NO_TEXT,
    Block,
    Kind,
    Line,
    RichText,
    Run,
    plain_line,
)

_BULLET = re.compile(
    r"\s*(?:[*+◦○·–−⁃-]\s+|[•●▪■‣¨]\s*|-(?=[A-ZÀ-Ú]))(?=\S)"  # the last: "-Planta" without a space
)
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+(?=\S)")
_HEADING = re.compile(r"\s*#{1,6}\s*(.*?)\s*#*\s*$")
_RULE = re.compile(r"\s*(?:([-*_=~.])\s*)(?:\1\s*)*$")
_SPACES = re.compile(r"[ \t]{1,}")
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{4})\.$")  # "etc." and "S.A." keep theirs
_SHOWN = re.compile(r"[^\W_]")
# Most texts are words and nothing else: they need no reading.
_WORDS_ONLY = re.compile(r"(?!.*www\.)[^\W\d_](?:[^\W_]|[ ,;()ºª%\"“”]|[.:/–-](?!/))*")


@dataclasses.dataclass(slots=True)
class _Part:
    """A block being collected: its kind and the source text of its lines or items."""

    kind: Kind
    lines: list[str]
    strong: bool = False
    first: int = 1


@functools.lru_cache(maxsize=4096)  # the cards say the same things over and over
def rich(text: str) -> RichText:
    """Gives the text as rich text; nothing when it holds no letter and no digit."""
    text = text.strip()
    if not text:
        return NO_TEXT
    if _WORDS_ONLY.fullmatch(text):
        return RichText((Block("p", ((Run(_SPACES.sub(" ", text)),),)),))
    blocks = (_block(part) for part in _parts(tidy(text)))
    return RichText(tuple(block for block in blocks if block.lines))


def plain(text: str) -> str:
    """Gives the words alone on one line: for names and titles."""
    return " ".join(rich(text).plain().split())


def title(text: str) -> str:
    """Gives the words of a heading, without the full stop at its end."""
    return _FULL_STOP.sub("", plain(text)).rstrip(" ;:,")


def _parts(text: str) -> list[_Part]:
    parts: list[_Part] = []
    is_open = False
    for line in text.split("\n"):
        if not line.strip() or _RULE.fullmatch(line):
            is_open = False
            continue
        part = _started(line)
        if part.kind == "p" and is_open and not part.strong:
            _continue(parts, line)
        elif part.kind != "p" and parts and _same_list(parts[-1], part):
            parts[-1].lines.extend(part.lines)
        else:
            parts.append(part)
        is_open = not part.strong
    return parts


def _started(line: str) -> _Part:
    if heading := _HEADING.fullmatch(line):
        return _Part("p", [heading[1]], strong=True)
    if number := _NUMBER.match(line):
        return _Part("ol", [line[number.end() :]], first=int(number[1]))
    if bullet := _BULLET.match(line):
        return _Part("ul", [line[bullet.end() :]])
    return _Part("p", [line])


def _same_list(last: _Part, new: _Part) -> bool:
    """Says that the item belongs to the open list: numbers must count on to stay numbers."""
    if last.kind != new.kind:
        return False
    return new.kind == "ul" or new.first == last.first + len(last.lines)


def _continue(parts: list[_Part], line: str) -> None:
    last = parts[-1]
    if last.kind == "p" and not last.strong:
        last.lines.append(line)
    elif line.startswith("  "):
        last.lines[-1] += " " + line.strip()
    else:
        parts.append(_Part("p", [line]))


def _block(part: _Part) -> Block:
    if part.kind == "p":
        lines = _lines(runs_of("\n".join(part.lines)))
        if part.strong:
            lines = [tuple(dataclasses.replace(run, strong=True) for run in line) for line in lines]
    else:
        items = (_lines(runs_of(item)) for item in part.lines)
        lines = [line for found in items for line in found]
    is_counted = part.kind == "ol" and part.first == 1 and len(lines) > 1
    if part.kind == "ol" and not is_counted:
        numbered = enumerate(lines, start=part.first)
        return Block("p", tuple((Run(f"{number}. "), *line) for number, line in numbered))
    return Block(part.kind, tuple(lines))


def _lines(runs: list[Run]) -> list[Line]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *more = run.text.split("\n")
        lines[-1].append(dataclasses.replace(run, text=first))
        lines.extend([dataclasses.replace(run, text=text)] for text in more)
    trimmed = (_trimmed(line) for line in lines)
    return [line for line in trimmed if _SHOWN.search(plain_line(line))]


def _trimmed(line: list[Run]) -> Line:
    """Gives the line with single spaces, none at its ends, and without empty runs."""
    kept: list[Run] = []
    for run in line:
        text = _SPACES.sub(" ", run.text)
        if not kept or kept[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            kept.append(dataclasses.replace(run, text=text))
    while kept and not (text := kept[-1].text.rstrip()):
        kept.pop()
    if kept:
        kept[-1] = dataclasses.replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)

"""Text with paragraphs, lists, links and emphasis as data: what a page may show, nothing else.

Shape of `data()`: [{"p": [line, ...]} | {"ul": [line, ...]} | {"ol": [line, ...]}, ...];
a line is a list of runs; a run is {"t": text} with "b": 1, "i": 1, "a": address where true.
"""

from __future__ import annotations

import dataclasses
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal
from urllib.parse import urlsplit

Kind = Literal["p", "ul", "ol"]
KINDS: Mapping[str, Kind] = {"p": "p", "ul": "ul", "ol": "ol"}

LONGEST_ADDRESS = 2000
_SMALL_END = re.compile(r"(?:[\s,;:(–—-]+|\s\w{1,2})+$")  # no cut after "de", "e o"
_SCHEMES = frozenset({"http", "https"})


@dataclasses.dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look; `href` is empty or an address `safe_address` let through."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


Line = tuple[Run, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (its lines) or a list (its items)."""

    kind: Kind
    lines: tuple[Line, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """An address with the words that lead to it."""

    text: str
    href: str


@dataclasses.dataclass(frozen=True, slots=True)
class RichText:
    """Blocks without an empty one among them; false when there is nothing to show."""

    blocks: tuple[Block, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.blocks)

    def lines(self) -> Iterator[Line]:
        """Gives every line and list item in reading order."""
        for block in self.blocks:
            yield from block.lines

    def plain(self) -> str:
        """Gives the words alone, a line each."""
        return "\n".join(plain_line(line) for line in self.lines())

    def links(self) -> tuple[Link, ...]:
        """Gives the links in reading order, each address once."""
        found: dict[str, str] = {}
        for line in self.lines():
            for run in line:
                if run.href:
                    found.setdefault(run.href, run.text)
        return tuple(Link(text, href) for href, text in found.items())

    def html(self) -> str:
        """Gives safe HTML: only p, ul, ol, li, br, strong, em and a, all text escaped."""
        return "".join(_block_html(block) for block in self.blocks)

    def data(self) -> list[dict[str, object]]:
        """Gives what JSON can keep; `from_data` makes the same text of it again."""
        return [
            {block.kind: [[_run_data(run) for run in line] for line in block.lines]}
            for block in self.blocks
        ]


NO_TEXT = RichText()


def from_data(data: object) -> RichText:
    """Gives the text kept by `data()`; addresses are checked anew.

    Raises: ValueError when the data have another shape.
    """
    return RichText(tuple(_block_from(item) for item in _sequence(data)))


def plain_line(line: Line) -> str:
    return "".join(run.text for run in line)


def line_html(line: Line) -> str:
    """Gives one line as safe HTML without a block around it."""
    return "".join(_run_html(run) for run in line)


def shortened(line: Line, limit: int) -> Line:
    """Gives the line cut at the end of a word so that at most `limit` signs are left."""
    text = plain_line(line)
    if len(text) <= limit:
        return line
    room = len(text[:limit].rpartition(" ")[0]) or limit - 1
    room = len(_SMALL_END.sub("", text[:room])) or room
    kept: list[Run] = []
    for run in line:
        if room <= 0:
            break
        kept.append(dataclasses.replace(run, text=run.text[:room]))
        room -= len(run.text)
    kept[-1] = dataclasses.replace(kept[-1], text=kept[-1].text + "…")
    return tuple(kept)


def safe_address(address: str) -> str:
    """Gives the address if a page may link to it (http, https, mailto), else nothing."""
    address = address.strip().replace(" ", "%20")
    for scheme in ("http://", "https://"):
        if address.casefold().startswith((scheme + "http://", scheme + "https://")):
            address = address[len(scheme) :]
    if not address or len(address) > LONGEST_ADDRESS or "\\" in address:
        return ""
    if any(sign <= " " or sign in "<>\"'`\x7f" for sign in address):
        return ""
    if address.casefold().startswith("mailto:"):
        return address if is_mailbox(address[7:].partition("?")[0]) else ""
    try:
        parts = urlsplit(address)
        is_web = parts.scheme.casefold() in _SCHEMES and "." in (parts.hostname or "")
        return address if is_web and parts.username is None else ""
    except ValueError:
        return ""


def is_mailbox(text: str) -> bool:
    name, at, host = text.partition("@")
    return bool(name and at) and "." in host.strip(".") and "@" not in host and " " not in text


def _run_html(run: Run) -> str:
    text = html.escape(run.text)
    text = f"<em>{text}</em>" if run.emphasis else text
    text = f"<strong>{text}</strong>" if run.strong else text
    return f'<a href="{html.escape(run.href)}" rel="noopener">{text}</a>' if run.href else text


def _block_html(block: Block) -> str:
    lines = [line_html(line) for line in block.lines]
    if block.kind == "p":
        return f"<p>{'<br>'.join(lines)}</p>"
    return f"<{block.kind}>{''.join(f'<li>{line}</li>' for line in lines)}</{block.kind}>"


def _run_data(run: Run) -> dict[str, object]:
    data: dict[str, object] = {"t": run.text}
    if run.strong:
        data["b"] = 1
    if run.emphasis:
        data["i"] = 1
    if run.href:
        data["a"] = run.href
    return data


def _sequence(data: object) -> Sequence[object]:
    if not isinstance(data, list):
        raise ValueError("Rich text is kept as lists.")
    return data


def _block_from(item: object) -> Block:
    if not isinstance(item, dict) or len(item) != 1:
        raise ValueError("A block is an object with one kind.")
    ((kind, lines),) = item.items()
    if kind not in KINDS:
        raise ValueError("A block is p, ul or ol.")
    made = tuple(tuple(_run_from(run) for run in _sequence(line)) for line in _sequence(lines))
    return Block(KINDS[kind], made)


def _run_from(item: object) -> Run:
    if not isinstance(item, dict) or not isinstance(item.get("t"), str):
        raise ValueError("A run has a text.")
    href = safe_address(str(item.get("a", "")))
    return Run(item["t"], bool(item.get("b")), bool(item.get("i")), href)

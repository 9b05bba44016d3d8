"""N-Triples, a statement a line: read line by line, so that a broken line costs that line.

Source: RDF 1.1 N-Triples, W3C Recommendation of 25 February 2014.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .errors import Malformed
from .graph import Graph, Statements
from .limits import LIMITS, Limits
from .terms import Blank, Iri, Literal, Subject, Term, is_iri

_NAME = r"<([^\x00-\x20<>\"{}|^`]*)>"
_BLANK = r"_:([0-9A-Za-z_\u00c0-\uffff](?:[\w\u00b7.\-]*[\w\u00b7\-])?)"
_TEXT = r'"((?:[^"\\\n\r]|\\.)*)"'
_LINE = re.compile(
    rf"[ \t]*(?:{_NAME}|{_BLANK})[ \t]*{_NAME}[ \t]*"
    rf"(?:{_NAME}|{_BLANK}|{_TEXT}(?:@([a-zA-Z]+(?:-[a-zA-Z0-9]+)*)|\^\^{_NAME})?)"
    r"[ \t]*\.[ \t]*(?:#.*)?\Z"
)
# The usual line: as writers write it, one space between, nothing escaped.
_BARE = r"<([^\x00-\x20<>\"{}|^`\\]*)>"
_USUAL = re.compile(
    rf"{_BARE} {_BARE} "
    rf'(?:{_BARE}|"([^"\\\n\r]*)"(?:@([a-zA-Z]+(?:-[a-zA-Z0-9]+)*)|\^\^{_BARE})?) \.\r?\n?\Z'
)
_NOTHING = re.compile(r"[ \t]*(?:#.*)?\Z")
_BEGINS = re.compile(rf"[ \t]*{_NAME}")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SIGNS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_MUST = re.compile(r'["\\\x00-\x1f\x7f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def read_lines(lines: Iterable[bytes], into: Graph, limits: Limits = LIMITS) -> Iterator[Malformed]:
    """Adds the statements of the lines to a graph; gives the lines that could not be read.

    Nothing is kept but the graph: a file of any length can be read. A line longer than a text
    may be is a broken line.
    """
    known: dict[str, Iri] = {}
    usual = _Usual(into, known)
    for number, line in enumerate(lines, 1):
        try:
            if len(line) > limits.text or not usual.take(line):
                _read(line, into, limits, known)
        except (ValueError, OverflowError) as fault:
            begins = _BEGINS.match(line[: limits.text].decode("utf-8", "replace"))
            about = begins.group(1) if begins else ""
            yield Malformed(str(fault), number, about)


class _Usual:
    """Takes usual lines, by groups of one subject: its statements mostly stand together."""

    def __init__(self, into: Graph, known: dict[str, Iri]) -> None:
        self._into, self._known = into, known
        self._about = ""
        self._group: Statements = {}

    def take(self, line: bytes) -> bool:
        """Adds the statement of a line; says whether that was a usual one. Raises ValueError."""
        try:
            found = _USUAL.match(line.decode())
        except UnicodeDecodeError:
            return False
        if found is None:
            return False
        subject, predicate, thing, value, language, datatype = found.groups()
        known = self._known
        by = known.get(predicate) or _iri(predicate, known)
        said: Term
        if value is None:
            said = known.get(thing) or _iri(thing, known)
        else:
            kind = str(known.get(datatype) or _iri(datatype, known)) if datatype is not None else ""
            said = Literal(value, language.lower() if language else "", kind)
        if subject != self._about:
            self._group = self._into.group(known.get(subject) or _iri(subject, known))
            self._about = subject
        values = self._group.get(by)
        if values is None:
            values = self._group[by] = {}
        values[said] = None
        return True


def _read(line: bytes, into: Graph, limits: Limits, known: dict[str, Iri]) -> None:
    if len(line) > limits.text:
        raise ValueError(f"The line is longer than {limits.text} bytes.")
    try:
        text = line.decode("utf-8").rstrip("\r\n").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise ValueError("The line is not valid UTF-8. Save the file as UTF-8.") from None
    found = _LINE.match(text)
    if found is None:
        if _NOTHING.match(text):
            return
        raise ValueError("This is no statement: a subject, a predicate, a value and a full stop.")
    subject, blank, predicate, thing, nameless, value, language, datatype = found.groups()
    about = _subject(subject, blank, known)
    said: Term
    if value is None:
        said = _subject(thing, nameless, known)
    else:
        kind = str(_iri(datatype, known)) if datatype is not None else ""
        said = Literal(_plain(value), (language or "").lower(), kind)
    into.add(about, _iri(predicate, known), said)


def _subject(name: str | None, blank: str | None, known: dict[str, Iri]) -> Subject:
    return _iri(name, known) if name is not None else Blank(blank or "")


def _iri(text: str, known: dict[str, Iri]) -> Iri:
    """Gives the address; each is looked at once, as files name the same ones over and over."""
    found = known.get(text)
    if found is None:
        name = _plain(text)
        if not is_iri(name):
            raise ValueError(f"The address <{name[:80]}> is not absolute.")
        found = known[text] = Iri(name)
    return found


def _plain(text: str) -> str:
    return _ESCAPE.sub(_sign, text) if "\\" in text else text


def _sign(found: re.Match[str]) -> str:
    code = found.group(1) or found.group(2)
    if code is None:
        sign = _SIGNS.get(found.group(3))
        if sign is None:
            raise ValueError(f"The escape \\{found.group(3)} is not known.")
        return sign
    number = int(code, 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise ValueError(f"The escape \\u{code} is no sign.")
    return chr(number)


def term(value: Term) -> str:
    """Gives a name or value as N-Triples writes it; also the key by which all is sorted."""
    if isinstance(value, Iri):
        return f"<{value}>"
    if isinstance(value, Blank):
        return f"_:{value}"
    text = f'"{quoted(value.text)}"'
    if value.language:
        return f"{text}@{value.language}"
    return f"{text}^^<{value.datatype}>" if value.datatype else text


def quoted(text: str) -> str:
    """Gives a text as it stands between quotation marks."""
    return _MUST.sub(lambda found: _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}", text)

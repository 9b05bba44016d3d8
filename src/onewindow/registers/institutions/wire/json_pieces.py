"""Cuts a JSON list into its elements without trusting any of them.

One broken element costs one piece and not the file; memory stays at one piece.
"""

from __future__ import annotations

import codecs
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

CHUNK = 64 * 1024
LONGEST_PIECE = 1024 * 1024
DEEPEST = 40

_STRUCTURE = re.compile(r'["\\{}\[\],]')
_RESULTS = re.compile(r'\s*\{[^\[\]]{0,4000}?"results"\s*:\s*\[')
_BLANK = " \t\r\n"


class BrokenPiece(Exception):
    """The piece or the file cannot be read on; the text says why in a plain sentence."""


def pieces(path: Path) -> Iterator[str | BrokenPiece]:
    """Gives the text of each element of the list in the file, or what is wrong with it.

    Bytes that are not UTF-8 arrive as lone surrogates, so that only their own piece is lost.
    Accepts a bare list and the page of an API: {"results": [...]}.
    """
    try:
        with path.open("rb") as file:
            yield from _Splitter().elements(_characters(iter(lambda: file.read(CHUNK), b"")))
    except OSError as problem:
        yield BrokenPiece(f"The file cannot be opened: {problem.strerror or 'unknown reason'}.")


def _characters(chunks: Iterator[bytes]) -> Iterator[str]:
    first = next(chunks, b"")
    name = "utf-16" if first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    mistakes = "surrogateescape" if name == "utf-8-sig" else "replace"
    decoder = codecs.getincrementaldecoder(name)(errors=mistakes)
    yield decoder.decode(first)
    for chunk in chunks:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


class _Splitter:
    """Walks over the structure signs only; knows depth and whether it stands in a string."""

    def __init__(self) -> None:
        self.depth = 0
        self.deepest = 0
        self.in_string = False
        self.skip = -1
        self.kept: list[str] = []
        self.length = 0
        self.ended = False
        self.rest = ""

    def elements(self, chunks: Iterator[str]) -> Iterator[str | BrokenPiece]:
        start, is_page, problem = _after_opening(chunks)
        if problem is not None:
            yield problem
            return
        for chunk in itertools.chain([start], chunks):
            yield from self._walk(chunk)
            if self.ended:
                break
        if not self.ended:
            yield BrokenPiece("The file ends in the middle: the list is not closed.")
        elif not is_page and any(rest.strip(_BLANK) for rest in (self.rest, *chunks)):
            yield BrokenPiece("The file goes on behind the end of its list.")

    def _walk(self, chunk: str) -> Iterator[str | BrokenPiece]:
        begin = 0
        skip, self.skip = self.skip, -1
        for match in _STRUCTURE.finditer(chunk):
            sign, at = match.group(), match.start()
            if at == skip:
                continue
            if self.in_string:
                if sign == "\\":
                    skip = at + 1
                elif sign == '"':
                    self.in_string = False
                continue
            if self._closes_element(sign):
                self._keep(chunk[begin:at])
                yield from self._finished()
                begin = at + 1
                if self.ended:
                    self.rest = chunk[begin:]
                    return
        self._keep(chunk[begin:])
        self.skip = 0 if skip == len(chunk) else -1

    def _closes_element(self, sign: str) -> bool:
        if sign == '"':
            self.in_string = True
        elif sign in "{[":
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)
        elif sign in "}]":
            self.ended = self.depth == 0
            self.depth = max(0, self.depth - 1)
            return self.ended
        return sign == "," and self.depth == 0

    def _keep(self, text: str) -> None:
        self.length += len(text)
        if self.length <= LONGEST_PIECE:
            self.kept.append(text)

    def _finished(self) -> Iterator[str | BrokenPiece]:
        text = "".join(self.kept).strip(_BLANK)
        length, deepest = self.length, self.deepest
        self.kept, self.length, self.deepest = [], 0, 0
        if length > LONGEST_PIECE:
            yield BrokenPiece(f"The record is longer than {LONGEST_PIECE} signs.")
        elif deepest > DEEPEST:
            yield BrokenPiece(f"The record is nested more than {DEEPEST} levels deep.")
        elif text:
            yield text
        elif not self.ended:
            yield BrokenPiece("There is a comma without a record before it.")


def _after_opening(chunks: Iterator[str]) -> tuple[str, bool, BrokenPiece | None]:
    """Gives the text behind the list's opening bracket, whether it is a page, or what is wrong."""
    text = ""
    for chunk in chunks:
        text += chunk
        if len(text) > CHUNK // 2:
            break
    start = text.lstrip(_BLANK)
    if start.startswith("[") and start[1:2] != "\0":  # a NUL there: UTF-16 without its mark
        return start[1:], False, None
    if paged := _RESULTS.match(start):
        return start[paged.end() :], True, None
    if not start:
        return "", False, BrokenPiece("The file is empty.")
    return "", False, BrokenPiece("The file is not a JSON list of organisations in UTF-8.")

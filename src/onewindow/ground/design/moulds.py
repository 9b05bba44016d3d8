"""Moulds: pages that are the same for everybody but in a few places.

A page of questions is rendered in some milliseconds and differs from one applicant to the next by
a token and an address. A mould is rendered once, from nothing but what is the same for everybody,
with marks where a visitor's own words stand; `cast` pours those in, escaped. Whoever fills the
mould never sees the visitor's words, so that nobody is shown those of somebody else.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import ClassVar, Final, Protocol
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.translation import get_language

TOKEN: Final = "csrf_token"  # noqa: S105  # the name that {% csrf_token %} looks for
MOST: Final = 512
_SECRET: Final = uuid4()  # no text of ours or of anybody's can look like a mark of this process

Marks = Mapping[str, UUID]


class Mould(Protocol):
    """What a page is made of for everybody: a frozen dataclass, so that equal ones are one."""

    template: ClassVar[str]

    def __hash__(self) -> int: ...

    def context(self, marks: Marks) -> Mapping[str, object]:
        """Gives the context of the template with marks in the places of a visitor's own words."""


def cast(request: HttpRequest, mould: Mould, **own: object) -> HttpResponse:
    """Gives the page of a mould with this visitor's own words in it.

    Shape: `own` maps each mark to what stands there; a UUID among them stands in the path too.
    """
    path = request.path
    for name, value in own.items():
        if isinstance(value, UUID):
            path = path.replace(str(value), str(_mark(name)))
    pieces = _pieces(mould, get_language() or "", path, tuple(own))
    words = {name: _escaped(value) for name, value in own.items()}
    if TOKEN in pieces[1::2]:
        words[TOKEN] = get_token(request)
    return HttpResponse(
        "".join(words[piece] if place % 2 else piece for place, piece in enumerate(pieces))
    )


def _escaped(value: object) -> str:
    """Gives what stands in the page: text escaped, HTML that was escaped already as it is."""
    return conditional_escape(value if isinstance(value, str) else str(value))


@functools.lru_cache(maxsize=MOST)
def _pieces(mould: Mould, language: str, path: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Gives the page cut at its marks: text, name, text, name, ..., text."""
    marks = {name: _mark(name) for name in (*names, TOKEN)}
    nobody = HttpRequest()
    nobody.method, nobody.path, nobody.path_info = "GET", path, path
    context = {**mould.context(marks), TOKEN: marks[TOKEN]}
    text = get_template(mould.template).render(context, nobody)
    name_of = {str(mark): name for name, mark in marks.items()}
    pieces = re.split("(" + "|".join(name_of) + ")", text)
    return tuple(name_of.get(piece, piece) for piece in pieces)


@functools.lru_cache(maxsize=MOST)
def _mark(name: str) -> UUID:
    return uuid5(_SECRET, name)

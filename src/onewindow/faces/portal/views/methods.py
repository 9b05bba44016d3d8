"""Which methods an address understands: asked by the edge before the token of a form is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponse

V = TypeVar("V", bound=Callable[..., HttpResponse])


def reads(view: V) -> V:
    """Marks a view that is only looked at."""
    return _allowed(view, ("GET", "HEAD"))


def reads_and_takes(view: V) -> V:
    """Marks a view that shows a form and takes it."""
    return _allowed(view, ("GET", "HEAD", "POST"))


def takes(view: V) -> V:
    """Marks a view that only takes a form."""
    return _allowed(view, ("POST",))


def _allowed(view: V, methods: tuple[str, ...]) -> V:
    setattr(view, "allowed_methods", methods)  # noqa: B010 - a function has no such attribute
    return view

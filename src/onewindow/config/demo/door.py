"""The demo's door: this machine only, and only a database that the demo made."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from onewindow.config.demo.errors import LoopbackOnly, NotOurDemo
from onewindow.config.demo.models import Mark
from onewindow.config.loopback import is_loopback
from onewindow.ground.design import pages

Next = Callable[[HttpRequest], HttpResponse]


class DemoDoor:
    """Refuses every request that does not come from this machine, or meets another database."""

    def __init__(self, get_response: Next) -> None:
        self._next = get_response
        self._is_ours = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_loopback(request.META.get("REMOTE_ADDR", "")):
            error: LoopbackOnly | NotOurDemo = LoopbackOnly()
        elif not self._knows_mark():
            error = NotOurDemo()
        else:
            return self._next(request)
        return pages.error_page(request, error.status, "Demo", error.sentence(), error.code)

    def _knows_mark(self) -> bool:
        """Asks until the mark was seen once; a database does not stop being the demo's."""
        self._is_ours = self._is_ours or Mark.objects.exists()
        return self._is_ours

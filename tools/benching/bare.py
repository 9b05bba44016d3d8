"""What a machine is worth: the CPU of a Django view that does nothing, called in process.

Run as a process of its own, as its settings are none of ours; prints milliseconds a view.
"""

from __future__ import annotations

import statistics
import time

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import path

ROUNDS, CALLS = 7, 3000


def ok(request: HttpRequest) -> HttpResponse:
    """Gives two letters."""
    return HttpResponse("ok")


urlpatterns = [path("", ok)]


def main() -> None:
    """Measures round by round and prints the median; the first round warms up."""
    settings.configure(
        SECRET_KEY="bare", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[], DATABASES={}
    )
    django.setup()
    handler, environ = WSGIHandler(), RequestFactory().get("/").environ
    found = []
    for _ in range(ROUNDS + 1):
        begun = time.process_time()
        for _ in range(CALLS):
            response = handler(dict(environ), lambda *_: None)
            response.close()
        found.append((time.process_time() - begun) * 1000 / CALLS)
    assert response.content == b"ok"
    print(statistics.median(found[1:]))


if __name__ == "__main__":
    main()

"""The application's addresses and the two reference views, all behind the same middleware.

*trivial*: a constant body. *plain*: one indexed SELECT of 20 rows, and a template that gives as
many bytes as the page it is compared with (`?bytes=`).
"""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from onewindow.config.urls import urlpatterns as application

BODY = b"x" * 1000
SELECT = """
    SELECT code, title ->> 'en' FROM registers_functions_function
    WHERE code > %s ORDER BY code LIMIT 20
"""
TEMPLATE = engines["django"].from_string(
    "<!doctype html><html lang=en><title>plain</title><ul>"
    "{% for code, title in rows %}<li><a href='{{ code }}'>{{ title }}</a></li>{% endfor %}</ul>"
    "<p>{{ rest }}</p></html>"
)


def trivial(request: HttpRequest) -> HttpResponse:
    """Gives a constant body."""
    return HttpResponse(BODY)


def plain(request: HttpRequest) -> HttpResponse:
    """Gives 20 rows of one statement in a template, as long as `?bytes=` says."""
    with connection.cursor() as cursor:
        cursor.execute(SELECT, [""])
        rows = cursor.fetchall()
    length = int(request.GET["bytes"])
    taken = 100 + sum(len(code) + len(title) + 30 for code, title in rows)
    return HttpResponse(TEMPLATE.render({"rows": rows, "rest": "x" * max(length - taken, 0)}))


urlpatterns = [
    path("bench/trivial/", trivial),
    path("bench/plain/", plain),
    *application,
]

"""The edge: what is refused, and what leaves compressed."""

from __future__ import annotations

import functools
import gzip
import json
from collections.abc import Callable

import brotli
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import get_token
from django.test import RequestFactory
from django.views import View
from django.views.decorators.http import require_GET

from onewindow.ground.design import pages
from onewindow.ground.design.middleware import CompressedPages, EdgeGuard, chosen, methods_of

BODY = "<p>一个窗口 one window</p>" * 200


def page(request: HttpRequest) -> HttpResponse:
    """Gives a long page."""
    return HttpResponse(BODY)


def through(view: Callable[[HttpRequest], HttpResponse], request: HttpRequest) -> HttpResponse:
    """Gives the answer of a view behind the edge."""
    answer = EdgeGuard(view)(request)
    assert isinstance(answer, HttpResponse)
    return answer


def compressed(
    view: Callable[[HttpRequest], HttpResponse], accept: str = "br, gzip"
) -> HttpResponse:
    """Gives the answer of a view behind the compressing middleware."""
    request = RequestFactory().get("/en/", headers={"accept-encoding": accept})
    answer = CompressedPages(view)(request)
    assert isinstance(answer, HttpResponse)
    return answer


def test_a_page_for_everyone_leaves_as_brotli() -> None:
    answer = compressed(pages.public_page(page))
    assert answer["Content-Encoding"] == "br"
    assert answer["Vary"] == "Accept-Encoding"
    assert int(answer["Content-Length"]) == len(answer.content)
    assert brotli.decompress(answer.content).decode() == BODY


def test_a_browser_without_brotli_gets_gzip() -> None:
    answer = compressed(pages.public_page(page), "gzip, br;q=0")
    assert answer["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content).decode() == BODY


def test_a_browser_without_either_gets_the_page_and_caches_know() -> None:
    answer = compressed(pages.public_page(page), "identity")
    assert not answer.has_header("Content-Encoding")
    assert answer["Vary"] == "Accept-Encoding"
    assert answer.content.decode() == BODY


def test_an_unmarked_page_is_never_compressed() -> None:
    assert not compressed(page).has_header("Content-Encoding")


def test_a_marked_page_with_a_token_is_not_compressed() -> None:
    def with_token(request: HttpRequest) -> HttpResponse:
        return HttpResponse(BODY + get_token(request))

    assert not compressed(pages.public_page(with_token)).has_header("Content-Encoding")


def test_a_form_page_is_compressed_with_a_length_that_tells_nothing() -> None:
    def with_token(request: HttpRequest) -> HttpResponse:
        return HttpResponse(f"{BODY}<i>csrfmiddlewaretoken</i>")

    answers = [compressed(pages.form_page(with_token)) for _turn in range(20)]
    assert {answer["Content-Encoding"] for answer in answers} == {"gzip"}
    assert len({len(answer.content) for answer in answers}) > 1
    assert "csrfmiddlewaretoken" in gzip.decompress(answers[0].content).decode()
    assert not compressed(pages.form_page(with_token), "br").has_header("Content-Encoding")


def test_a_marked_page_with_a_cookie_or_a_session_is_not_compressed() -> None:
    def with_cookie(request: HttpRequest) -> HttpResponse:
        answer = HttpResponse(BODY)
        answer.set_cookie("who", "me")
        return answer

    def with_session(request: HttpRequest) -> HttpResponse:
        return HttpResponse(BODY, headers={"Vary": "Cookie"})

    for view in (with_cookie, with_session):
        assert not compressed(pages.public_page(view)).has_header("Content-Encoding")


def test_a_strong_validator_becomes_weak() -> None:
    def tagged(request: HttpRequest) -> HttpResponse:
        return HttpResponse(BODY, headers={"ETag": '"abc"'})

    assert compressed(pages.public_page(tagged))["ETag"] == 'W/"abc"'


@pytest.mark.parametrize(
    ("header", "encoding"),
    [("br", "br"), ("gzip;q=0.8, br;q=0", "gzip"), ("", ""), ("*", ""), ("GZIP", "gzip"),
     ("br;q=nonsense", ""), ("deflate, gzip;q=1.0", "gzip")],
)  # fmt: skip
def test_the_browser_says_what_it_can_read(header: str, encoding: str) -> None:
    assert chosen(header) == encoding


def test_an_oversized_body_is_refused_unread(settings: object) -> None:
    request = RequestFactory().post("/en/apply/", {"a": "b"})
    request.META["CONTENT_LENGTH"] = str(300 * 1024 * 1024)
    answer = through(page, request)
    assert answer.status_code == 413
    assert "TOO_LARGE" in answer.content.decode()


def test_one_path_may_take_more_than_another(settings: pytest.FixtureRequest) -> None:
    settings.ONEWINDOW_BODY_LIMIT = 10  # type: ignore[attr-defined]
    settings.ONEWINDOW_BODY_LIMITS = {"/big/": 10_000}  # type: ignore[attr-defined]
    post = RequestFactory().post
    assert through(page, post("/big/", {"a": "x" * 50})).status_code == 200
    assert through(page, post("/small/", {"a": "x" * 50})).status_code == 413


def test_a_form_above_djangos_own_limit_is_413(settings: pytest.FixtureRequest) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100  # type: ignore[attr-defined]
    request = RequestFactory().post("/en/", {"a": "x" * 500})
    assert through(page, request).status_code == 413


@pytest.mark.parametrize("length", ["-1", "ten", "٣"])
def test_a_length_that_is_no_number_is_400(length: str) -> None:
    request = RequestFactory().post("/en/", {"a": "b"})
    request.META["CONTENT_LENGTH"] = length
    assert through(page, request).status_code == 400


def test_nul_bytes_are_refused_wherever_they_hide() -> None:
    make = RequestFactory()
    file = SimpleUploadedFile("a.txt", b"a NUL in a file \x00 is the file's own")
    refused = [
        make.get("/en/%00/"),
        make.get("/en/?q=a%00b"),
        make.post("/en/", {"a": "b\x00c"}),
        make.post("/en/", {"a\x00": "b"}),
        make.post("/en/", "a=b%00c", content_type="application/x-www-form-urlencoded"),
    ]
    for request in refused:
        assert through(page, request).status_code == 400
    assert through(page, make.post("/en/", {"f": file})).status_code == 200
    assert through(page, make.post("/en/", {"a": "b"})).status_code == 200


def test_nul_in_a_cookie_is_refused_before_a_session_is_looked_for() -> None:
    request = RequestFactory().get("/en/")
    request.META["HTTP_COOKIE"] = 'sessionid="abcdefgh\\000"'
    assert through(page, request).status_code == 400
    request = RequestFactory().get("/en/")
    request.META["HTTP_COOKIE"] = 'sessionid="abcdefgh"'
    assert through(page, request).status_code == 200


@pytest.mark.parametrize("charset", ["rot13", "utf-16", "base64", "utf-7"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain"])
def test_what_does_not_come_as_utf8_is_400(charset: str, kind: str) -> None:
    def reading(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.GET.get("a", "") + request.POST.get("a", ""))

    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'
    make = RequestFactory()
    for method in ("POST", "GET"):
        request = make.generic(method, "/en/", body, f"{kind}; charset={charset}")
        assert through(reading, request).status_code == 400
    request = make.generic("POST", "/en/?a=b", body, f"{kind}; charset=UTF-8")
    assert through(reading, request).status_code == 200


def test_a_broken_multipart_body_is_400() -> None:
    request = RequestFactory().post("/en/", b"x", content_type="multipart/form-data")
    assert through(page, request).status_code == 400


def test_an_empty_405_becomes_a_page_that_keeps_its_allow_header() -> None:
    answer = through(
        lambda request: HttpResponseNotAllowed(["GET", "HEAD"]), RequestFactory().put("/en/")
    )
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert b"METHOD_NOT_ALLOWED" in answer.content


def test_a_class_view_answers_405_before_any_token_is_asked_for() -> None:
    class Reading(View):
        def get(self, request: HttpRequest) -> HttpResponse:
            return HttpResponse("ok")

    guard = EdgeGuard(page)
    view = Reading.as_view()
    assert methods_of(view) == ("GET", "HEAD", "OPTIONS")
    refused = guard.process_view(RequestFactory().delete("/en/"), view, (), {})
    assert refused is not None
    assert refused.status_code == 405
    assert guard.process_view(RequestFactory().get("/en/"), view, (), {}) is None


def test_a_view_with_djangos_own_mark_answers_405_before_any_token_is_asked_for() -> None:
    @require_GET
    @functools.wraps(page)
    def reading(request: HttpRequest) -> HttpResponse:
        return page(request)

    assert methods_of(reading) == ("GET",)
    for method, view in (("post", reading), ("delete", page)):
        request = getattr(RequestFactory(), method)("/en/")
        refused = EdgeGuard(page).process_view(request, view, (), {})
        assert refused is not None
        assert refused.status_code == 405
    assert EdgeGuard(page).process_view(RequestFactory().post("/en/"), page, (), {}) is None


def test_the_edge_speaks_the_language_of_the_path() -> None:
    words = through(page, RequestFactory().get("/zh-hans/?q=%00")).content.decode()
    assert 'lang="zh-hans"' in words
    assert "我们无法读取您发送的内容" in words
    assert 'dir="rtl"' in through(page, RequestFactory().get("/ar/?q=%00")).content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422, 500, 503])
def test_every_error_page_says_what_to_do_next(status: int) -> None:
    answers = [
        pages.bad_request, pages.forbidden, pages.not_found, pages.conflict, pages.too_large,
        pages.unprocessable, pages.server_error, pages.unavailable,
    ]  # fmt: skip
    request = RequestFactory().get("/en/x/")
    answer = next(a for view in answers if (a := view(request)).status_code == status)
    words = answer.content.decode()
    assert "<h1" in words
    assert 'class="govuk-body-l"' in words
    assert "csrf" not in words
    assert answer["Cache-Control"] == "no-store"


def test_a_program_gets_problem_details() -> None:
    request = RequestFactory().get("/en/x/", headers={"accept": "application/json"})
    answer = pages.not_found(request)
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content)["code"] == "NOT_FOUND"

"""No input is answered by 500: every address, as everybody, with whatever somebody may send.

The addresses come from the url tree, the names of fields from the pages themselves, so a new page
is tried from the day it exists. What is tried is the same in every run.
"""

from __future__ import annotations

import itertools
import random
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from tests.support.country import Country
from tests.support.raw import FORM, Fields, Raw, encoded
from tests.support.site import Site

from onewindow.faces.portal.tests.steps import CHILD, NUMBER, PARENTS, WHO, WISHES
from onewindow.faces.workspace.tests.desks import signed_in, task_of
from onewindow.flow.processes import public as processes

NOBODY = "00000000-0000-7000-8000-000000000000"
TEXTS: tuple[str | bytes, ...] = (
    "",
    "\x00",
    "a\x00b",
    b"\xff\xfe",
    b"\xed\xa0\x80",  # half of a pair, as UTF-8 forbids it
    "0",
    "-1",
    "9" * 40,
    "9" * 5000,
    "1e999",
    "NaN",
    "\u0663\u00b2",  # digits, though not ours
    "true",
    "null",
    "[]",
    '{"a": {"b": [1]}}',
    "{",
    "x" * 20_000,
    "%s%n{0}{{7*7}}${7*7}",
    "'; DROP TABLE delivery_cases_case; --",
    "<script>alert(1)</script>",
    "../../../../etc/passwd",
    "a\r\nSet-Cookie: stolen=1",
    "\u202eabc\U0001f9ff\ufffe",
    "31-02-2026",
    "99999-12-31",
    NOBODY,
    "*:*",
    ":",
    "(((((((((",
    "a & | ! <-> b",
    "\\",
)
KINDS = (
    "application/json",
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=" + "b" * 400,
    "multipart/form-data; boundary=x; charset=rot13",
    FORM + "; charset=utf-16",
    FORM + "; charset=base64",
    FORM + "; charset=none-such",
    "nonsense",
    "; ;=;",
)
PART = b"--x\r\nContent-Disposition: form-data"
BODIES = (
    b'{"name": "a\\u0000b"}',
    b'{"name": "\xff"}',
    b"{" * 5000,
    b"[" * 100_000,
    b"=&&=&%%%=%zz&%00=%00",
    PART + b'; name="a\x00"; filename="\x00../x"\r\n\r\n\x00\r\n--x--\r\n',
    PART + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n###\r\n--x--",
    b"&".join(b"f%d=1" % n for n in range(2000)),
)
HEADERS: tuple[dict[str, str], ...] = (
    {"Host": "evil.example"},
    {"Host": "localhost:99999999"},
    {"Host": "[::1"},
    {"X_Forwarded_Host": "evil.example", "X_Forwarded_Proto": "gopher"},
    {"Accept_Language": "x" * 4000 + ",*;q=nan,en;q=-1"},
    {"Accept_Encoding": "br;q=9.9.9,gzip;q=,;;;"},
    {"Accept": "application/json"},
    {"Accept": "\u00e9;;;,,,*/json"},
    {"If_None_Match": '"\\' * 500, "If_Modified_Since": "yesterday"},
    {"Range": "bytes=9-1,-,a-"},
    {"Referer": "http://[bad", "Origin": "null"},
    {"Cookie": 'sessionid="abcdefgh\\000"; csrftoken="\\000"; draft="\\000"'},
    {"Cookie": "sessionid=" + "\u00e9" * 60 + "; draft=a:b:c; messages=[[x"},
    {"Cookie": "=;;;==; draft=" + "9" * 3000},
    {"Content_Type": "application/json", "X_Requested_With": "XMLHttpRequest"},
    {"Cookie": 'messages="x"; django_language=\\377; sessionid=' + "z" * 400},
)
UNKNOWN = (
    "/en/events/no-such-event/",
    "/en/services/no-such-service/",
    "/en/services/no-such-service/start/",
    "/en/imported/no-such-origin/birth/",
    "/en/institutions/no-such-office/",
    "/en/institutions/no-such-scheme/x/",
    f"/en/apply/{NOBODY}/",
    f"/en/apply/{NOBODY}/check/",
    f"/en/apply/{NOBODY}/questions/child/",
    f"/en/applications/{NOBODY}/",
    f"/en/applications/{NOBODY}/receipt/",
    f"/en/applications/{NOBODY}/withdraw/",
    f"/en/applications/{NOBODY}/rate/",
    "/en/no-such-page/",
    "/xx/",
    "/wp-login.php",
    "/static/no-such.css",
)
PACKETS = (
    b"",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # somebody speaks TLS
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    b"GET /en/ HTTP/1.1\r\nConnection: close\r\n\r\n",
    b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET /en/\x00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"GET http://evil.example/en/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    b"POST /en/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
    b"POST /en/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
    b"POST /en/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
)
METHODS = ("DELETE", "PUT", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW", "POST")


@dataclass(frozen=True)
class Route:
    """An address with holes: (kind, name) each."""

    pattern: str

    @property
    def holes(self) -> list[tuple[str, str, str]]:
        """Gives (the hole as written, its kind, its name)."""
        found = re.findall(r"(<(?:(\w+):)?(\w+)>)", self.pattern)
        return [(whole, kind or "str", name) for whole, kind, name in found]

    def filled(self, known: dict[str, str], **other: str) -> str:
        """Gives the address with real values where there are any, or with `other` ones."""
        address = self.pattern
        for whole, kind, name in self.holes:
            there = next((known[k] for k in (f"{self.room}.{name}", name) if k in known), "")
            value = other.get(name) or there or (NOBODY if kind == "uuid" else "x")
            address = address.replace(whole, value)
        return "/" + address

    @property
    def room(self) -> str:
        """Gives the word before the first hole: `events` of `en/events/<str:code>/`."""
        return self.pattern.partition("/<")[0].rpartition("/")[2]


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[Route]:
    """Gives every address of the installation."""
    for one in (resolver or get_resolver()).url_patterns:
        here = before + str(one.pattern).lstrip("^")
        if isinstance(one, URLResolver):
            yield from routes(one, here)
        elif isinstance(one, URLPattern):
            # The few regular expressions are a library's: their groups are a key each.
            plain = re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", here)
            yield Route(re.sub(r"[$^\\?]", "", plain))


@dataclass
class Town:
    """The server with things in it, and everybody who comes to it."""

    everybody: dict[str, Raw]
    known: dict[str, str]

    def public_pages(self) -> Iterator[tuple[str, str]]:
        """Gives who opens which of our own pages: the public's, and the officer's."""
        for route in routes():
            if route.pattern.startswith("en/"):
                yield "guest", route.filled(self.known)
            elif route.pattern.startswith("desk/"):
                yield "song.mei", route.filled(self.known)

    def tally(self) -> str:
        """Gives what was answered how often, and fails where anything was answered by 5xx."""
        seen: Counter[int] = sum((one.seen for one in self.everybody.values()), Counter())
        faults = [fault for one in self.everybody.values() for fault in one.faults]
        assert not faults, f"{len(faults)} of {seen.total()}\n" + "\n".join(faults[:40])
        return f"{seen.total()} requests: {dict(sorted(seen.items()))}"


def apply(visitor: Raw, *, last: bool = True) -> str:
    """Applies for a birth, up to the preview or to the end; gives the id."""
    answer = visitor.post("/en/services/birth/start/")
    cookie = re.match(r"draft=([^;]+)", answer.header("set-cookie"))
    if cookie:
        visitor.cookies["draft"] = cookie[1]
    draft = answer.header("location").split("/")[3]  # /en/apply/ID/questions/child/
    for page, fields in (("child", CHILD), ("parents", PARENTS), ("wishes", WISHES)):
        address = visitor.get(f"/en/apply/{draft}/").header("location")
        answer = visitor.post(address, list(fields.items()))
        assert answer.status == 302, (page, answer)
    if last:
        answer = visitor.post(f"/en/apply/{draft}/check/", list(WHO.items()))
        assert answer.status == 302, answer
    return draft


def browser(country: Country, port: int, login: str, *methods: str) -> Raw:
    """Gives the browser in which somebody has signed in."""
    name = settings.SESSION_COOKIE_NAME
    return Raw(login, port, {name: signed_in(country, login, *methods).cookies[name].value})


@pytest.fixture
def town(site: Site, country: Country) -> Town:
    """A guest with a case, a citizen with a draft, an officer with a task, a security officer."""
    guest = Raw("guest", site.port)
    citizen = browser(country, site.port, "li.na", "password")
    officer = browser(country, site.port, "song.mei", "password", "mfa")
    case = apply(guest)
    with_case = country.official("song.mei")
    task = task_of(country, UUID(case))
    processes.claim_task(with_case, task_id=task)
    known = {
        "services.code": "birth",
        "events.code": "birth-of-a-child",
        "institutions.code": "HEA",
        "case_id": case,
        "draft_id": apply(citizen, last=False),
        "task_id": str(task),
        "service_id": str(country.service("birth")),
        "page": "child",
        "node": "certificate",
        "origin": "own",
        "scheme": "own",
    }
    head = browser(country, site.port, "zhao", "password", "mfa")
    everybody = [Raw("anonymous", site.port), guest, citizen, officer, head]
    return Town({one.name: one for one in everybody}, known)


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    """Chance that falls in the same way in every run."""
    return random.Random(zlib.crc32(request.node.name.encode()))


def strangest(fields: list[str], dice: random.Random) -> Fields:
    """Gives a form in which every field holds something that nobody expects."""
    found: list[tuple[str | bytes, str | bytes]] = [(name, dice.choice(TEXTS)) for name in fields]
    if fields and dice.random() < 0.3:
        found.append((fields[0], dice.choice(TEXTS)))
    return [*found, (dice.choice(TEXTS), dice.choice(TEXTS))]


def names_in(page: bytes) -> list[str]:
    """Gives the names of the fields of a page."""
    names = re.findall(r'name="([^"]+)"', page.decode(errors="replace"))
    return [n for n in dict.fromkeys(names) if n not in {"csrfmiddlewaretoken", "viewport"}]


def everywhere(town: Town) -> Iterator[tuple[Raw, Route, str]]:
    """Gives every visitor at every address."""
    for visitor, route in itertools.product(town.everybody.values(), routes()):
        yield visitor, route, route.filled(town.known)


def test_strange_forms_and_queries_at_every_address(town: Town, dice: random.Random) -> None:
    for visitor, route, address in everywhere(town):
        if "logout" in route.pattern:
            continue
        fields = names_in(visitor.get(address).body)
        names = [*fields, "page", "q", "next", "kind", "subject"]
        for _ in range(2):
            query = encoded([(dice.choice(names), dice.choice(TEXTS)) for _ in range(3)])
            visitor.get(address.encode() + b"?" + query)
        for _ in range(3 if fields else 1):
            visitor.post(address, strangest(fields, dice))
    sys.stdout.write(f"strange forms and queries: {town.tally()}\n")


def test_strange_values_in_every_hole_of_an_address(town: Town, dice: random.Random) -> None:
    for visitor, route, _ in everywhere(town):
        for (_, _, name), text in itertools.product(route.holes, dice.sample(TEXTS, 5)):
            put = encoded([("", text)])[1:].decode() if text else "%20"
            answer = visitor.get(route.filled(town.known, **{name: put}))
            assert b"Traceback" not in answer.body
        if route.holes:
            holes = {name: NOBODY for _, _, name in route.holes}
            answer = visitor.get(route.filled({}, **holes))
            is_ours = route.pattern.startswith(("en/", "desk/"))
            assert answer.status in {302, 403, 404, 405} or not is_ours, route
    sys.stdout.write(f"strange addresses: {town.tally()}\n")


def test_strange_bodies_headers_and_methods_at_every_address(
    town: Town, dice: random.Random
) -> None:
    for visitor, route, address in everywhere(town):
        if "logout" in route.pattern:
            continue
        for kind in dice.sample(KINDS, 2):
            body = dice.choice(BODIES)
            there = address + dice.choice(("", "?q=a"))
            visitor.ask("POST", there, body, kind=kind, headers={"X_CSRFToken": visitor.token})
        for headers in dice.sample(HEADERS, 2):
            visitor.ask("GET", address, headers=headers)
        visitor.ask(dice.choice(METHODS), address)
    sys.stdout.write(f"strange bodies, headers and methods: {town.tally()}\n")


def test_nul_is_refused_wherever_it_stands(town: Town) -> None:
    for visitor, _, address in everywhere(town):
        answers = {
            "query": visitor.get(f"{address}?q=a%00b"),
            "path": visitor.get(address + "%00"),
            "form": visitor.post(address, [("name", "a\x00b")]),
            "json": visitor.ask("POST", address, BODIES[0], kind="application/json"),
        }
        for where, answer in answers.items():
            is_refused = 400 <= answer.status < 500
            assert is_refused or (answer.status == 302 and where == "json"), (
                visitor.name,
                where,
                address,
            )
    sys.stdout.write(f"NUL: {town.tally()}\n")


def test_too_large_is_413_and_a_wrong_method_is_405_at_every_address(town: Town) -> None:
    large = 13 * 1024 * 1024
    for visitor, _, address in everywhere(town):
        answer = visitor.ask("POST", address, b"x", kind=FORM, length=large)
        assert answer.status == 413, (visitor.name, address, answer.status)
    for name, address in town.public_pages():
        for method in ("DELETE", "PUT", "PATCH", "BREW"):
            answer = town.everybody[name].ask(method, address)
            assert answer.status == 405, (name, method, address, answer.status)
            assert "GET" in answer.header("allow") or "POST" in answer.header("allow")
    whole = town.everybody["guest"].ask("POST", "/en/contact/", b"x" * large, kind=FORM)
    assert whole.status in {413, 0}  # it may be cut off while it still sends
    sys.stdout.write(f"413 and 405: {town.tally()}\n")


def test_a_form_without_its_token_changes_nothing(town: Town) -> None:
    for visitor, _, address in everywhere(town):
        answer = visitor.post(address, [("name", "x")], token=False)
        refusals = {302, 403, 404, 405} | ({400} if address.startswith("/api/") else set())
        assert answer.status in refusals, (visitor.name, address, answer.status)
        to_sign_in = "/accounts/" in answer.header("location")
        assert answer.status != 302 or to_sign_in, (
            visitor.name,
            address,
            answer.header("location"),
        )
    sys.stdout.write(f"no token: {town.tally()}\n")


def test_what_is_not_there_is_404(town: Town) -> None:
    guest, citizen = town.everybody["guest"], town.everybody["li.na"]
    for path in UNKNOWN:
        for visitor in (guest, citizen, town.everybody["anonymous"]):
            answer = visitor.get(path)
            assert answer.status == 404, (visitor.name, path, answer.status)
    sys.stdout.write(f"unknown: {town.tally()}\n")


@pytest.mark.parametrize("number", ["-1", "0", "9" * 30, "9" * 5000, "1.5", "%D9%A3", "x", ""])
def test_page_numbers_that_are_none_lead_to_a_page(town: Town, number: str) -> None:
    for path in ("services", "institutions", "search"):
        answer = town.everybody["anonymous"].get(f"/en/{path}/?page={number}&q=a")
        assert answer.status == 200, answer.status
    town.everybody["song.mei"].get(f"/desk/?page={number}")
    town.everybody["zhao"].get(f"/desk/audit/?page={number}")
    sys.stdout.write(f"page numbers: {town.tally()}\n")


def test_no_header_can_be_smuggled_in(town: Town) -> None:
    visitor = town.everybody["anonymous"]
    smuggled = "%0d%0aX-Smuggled:%20yes"
    for path in (
        f"/en/services{smuggled}",
        f"/en/services/{smuggled}/",
        f"/en/services?next={smuggled}",
        f"/accounts/login/?next=/desk/{smuggled}",
        f"/desk/{smuggled}",
        f"/desk/?q={smuggled}",
        f"/{smuggled}",
        f"//evil.example/{smuggled}",
        "//evil.example/..",
        f"/en/apply/{NOBODY}/questions/{smuggled}/",
    ):
        answer = visitor.get(path)
        assert not answer.header("x-smuggled"), path
        assert not answer.header("location").startswith(("//", "http://evil")), path
    packet = b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\nConnection: close\r\n\r\n"
    assert visitor.send(packet).status < 500
    sys.stdout.write(f"headers: {town.tally()}\n")


def test_huge_queries_and_broken_requests_are_refused_or_answered(town: Town) -> None:
    visitor = town.everybody["anonymous"]
    for size in (300, 3_000, 30_000, 300_000, 3_000_000):
        for path in ("/en/services/", "/en/search/", "/accounts/login/", "/desk/"):
            visitor.get(f"{path}?q={'x' * size}")
            visitor.get(f"{path}?{'&'.join(f'a{n}=1' for n in range(size // 10))}")
    for packet in PACKETS:
        answer = visitor.send(packet)
        assert answer.status < 500, packet[:80]
    assert visitor.get("/en/").status == 200
    sys.stdout.write(f"huge and broken: {town.tally()}\n")


def test_the_same_form_sent_eight_times_at_once_is_one_case(town: Town) -> None:
    for name in ("guest", "li.na"):
        visitor = town.everybody[name]
        for _ in range(3):
            draft = apply(visitor, last=False)
            address = f"/en/apply/{draft}/check/"
            with ThreadPoolExecutor(8) as pool:
                sent = list(
                    pool.map(lambda _, v=visitor, a=address: v.post(a, list(WHO.items())), range(8))
                )
            assert {one.status for one in sent} == {302}
            assert len({one.header("location") for one in sent}) == 1
            receipt = visitor.get(sent[0].header("location")).body.decode()
            assert len(set(NUMBER.findall(receipt))) == 1
    sys.stdout.write(f"eight at once: {town.tally()}\n")


def test_pages_answered_and_begun_at_once_lose_nothing(town: Town) -> None:
    """Two windows of one browser: pages of one draft, and new drafts, in parallel."""
    visitor = town.everybody["li.na"]
    draft = apply(visitor, last=False)
    tried = [("child", CHILD), ("parents", PARENTS), ("wishes", WISHES)] * 3
    with ThreadPoolExecutor(8) as pool:
        pages = list(
            pool.map(
                lambda one: visitor.post(
                    f"/en/apply/{draft}/questions/{one[0]}/", list(one[1].items())
                ),
                tried,
            )
        )
        begun = list(pool.map(lambda _: visitor.post("/en/services/birth/start/"), range(8)))
    assert {one.status for one in pages + begun} == {302}
    assert len({one.header("location") for one in begun}) == 8
    sys.stdout.write(f"two windows: {town.tally()}\n")

"""What a stranger may do to whoever fetches from it: be slow, endless, lying, hostile."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator

import pytest

from onewindow.registers.catalogue.tests.misbehaving import Misbehaving, misbehaving
from onewindow.registers.catalogue.wire.fetching import (
    FetchFault,
    Known,
    Limits,
    fetch,
    may_be_asked,
)

QUICK = Limits(silence=0.5, whole=1.5, size=100_000, hops=3)


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with misbehaving() as running:
        yield running


def _fetch(server: Misbehaving, path: str, known: Known | None = None) -> bytes:
    got = fetch(
        server.url + path, "text/turtle", known or Known(), limits=QUICK, may_loop_back=True
    )
    return got.data


def test_a_document_comes_with_what_it_is_asked_for_again(server: Misbehaving) -> None:
    server.say("/a", b"<a> <b> <c> .", tag='"1"')
    got = fetch(server.url + "/a", "text/turtle", limits=QUICK, may_loop_back=True)
    assert (got.data, got.media, got.etag) == (b"<a> <b> <c> .", "text/turtle", '"1"')
    again = fetch(
        server.url + "/a", "text/turtle", Known(got.etag), limits=QUICK, may_loop_back=True
    )
    assert (again.is_unchanged, again.data) == (True, b"")


def test_what_was_packed_is_unpacked(server: Misbehaving) -> None:
    server.say("/packed", gzip.compress(b"x" * 50_000), coding="gzip")
    assert _fetch(server, "/packed") == b"x" * 50_000


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/silent", "too slow"),
        ("/drip", "too slow"),
        ("/drip-headers", "too slow"),
        ("/cut", "cut off"),
        ("/cut-chunks", "breaks off"),
        ("/500", "answers 500"),
        ("/404", "answers 404"),
        ("/304", "answers 304"),
        ("/loop", "leads on more than 3 times"),
        ("/to-file", "no address of the web"),
        ("/to-private", "private network"),
        ("/bomb", "larger than"),
        ("/large", "larger than"),
        ("/endless", "larger than"),
        ("/not-packed", "cannot be unpacked"),
        ("/brotli", "not asked for"),
        ("/nonsense", "breaks off"),
        ("/hang-up", "breaks off"),
    ],
)
def test_who_misbehaves_is_left_in_time(server: Misbehaving, path: str, sentence: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchFault, match=sentence):
        _fetch(server, path)
    assert time.monotonic() - begun < QUICK.whole + 1.0
    assert threading.active_count() < 50


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/x",
        "file:///etc/passwd",
        "http://",
        "http://user:word@a.example/",
        "http://a.example:99999/",
        "http://a.example/\r\nX: y",
        "http://a.example:0/",
    ],
)
def test_only_addresses_of_the_web_are_asked(address: str) -> None:
    with pytest.raises(FetchFault):
        fetch(address, "*/*", limits=QUICK)


@pytest.mark.parametrize(
    ("place", "may"),
    [
        ("127.0.0.1", False),
        ("::1", False),
        ("10.0.0.1", False),
        ("192.168.1.1", False),
        ("172.16.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:0a00:0001::", False),
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
    ],
)
def test_private_networks_are_not_asked(place: str, may: bool) -> None:
    assert may_be_asked(place) is may


def test_this_machine_is_asked_only_where_the_operator_allows_it(server: Misbehaving) -> None:
    server.say("/a", b"x")
    with pytest.raises(FetchFault, match="private network"):
        fetch(server.url + "/a", "*/*", limits=QUICK)
    assert may_be_asked("127.0.0.1", may_loop_back=True)
    assert not may_be_asked("10.0.0.1", may_loop_back=True)

"""Fetches one document of a stranger over HTTP, within limits of time, size and place.

Whoever answers may be slow, endless, lying or hostile: every step has a limit, and the address
that was looked at is the address that is spoken to. With the standard library alone.
Source: RFC 9110 (conditional requests, redirects); OWASP, Server-Side Request Forgery.
"""

from __future__ import annotations

import dataclasses
import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from urllib.parse import SplitResult, urljoin, urlsplit

MEGABYTE = 1024 * 1024
REDIRECTS = (301, 302, 303, 307, 308)
AGENT = "OneWindow-harvest/1"


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """Units: `silence` seconds without a byte, `whole` seconds for a document, `size` bytes
    unpacked, `hops` redirects.
    """

    silence: float = 15.0
    whole: float = 120.0
    size: int = 64 * MEGABYTE
    hops: int = 5


LIMITS = Limits()


class FetchFault(Exception):
    """The document could not be had; the text is a plain sentence."""


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """What is known of the document from last time."""

    etag: str = ""
    last_modified: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Fetched:
    """A document as it came. Shape: `address` is where it was found in the end, `media` its type
    in small letters without parameters. `is_unchanged` says that it is that of last time.
    """

    address: str
    data: bytes = b""
    media: str = ""
    etag: str = ""
    last_modified: str = ""
    is_unchanged: bool = False


NOTHING = Known()


def fetch(
    address: str,
    accept: str,
    known: Known = NOTHING,
    *,
    limits: Limits = LIMITS,
    may_loop_back: bool = False,
) -> Fetched:
    """Gives the document at an address. Raises FetchFault, within `limits.whole` seconds.

    `may_loop_back` lets this machine itself be asked: for tests and trials.
    """
    until = time.monotonic() + limits.whole
    for _ in range(limits.hops + 1):
        parts = _parts(address)
        place = _place(parts, may_loop_back)
        one = _Request(parts, place, limits, until)
        found, goes_to = one.ask(address, accept, known)
        if found is not None:
            return found
        after = urljoin(address, goes_to)
        if parts.scheme == "https" and urlsplit(after).scheme != "https":
            raise FetchFault("The source leads from a safe address to an unsafe one.")
        address = after
    raise FetchFault(f"The source leads on more than {limits.hops} times.")


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise FetchFault(f"{address[:200]} is no address.") from None
    is_right = parts.scheme in ("http", "https") and parts.hostname and port != 0
    if not is_right or parts.username is not None or not address.isprintable():
        raise FetchFault(f"{address[:200]} is no address of the web (http or https).")
    return parts


def _place(parts: SplitResult, may_loop_back: bool) -> str:
    """Gives the network address of a host, where none of its addresses is a private one."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchFault(f"There is no host {parts.hostname}.") from None
    places = [str(one[4][0]) for one in found]
    if not places or not all(may_be_asked(one, may_loop_back) for one in places):
        raise FetchFault(f"{parts.hostname} lies in a private network, which is not asked.")
    return places[0]


def may_be_asked(place: str, may_loop_back: bool = False) -> bool:
    """Says whether a network address is one of the open network, or allowed loopback."""
    one = ipaddress.ip_address(place.partition("%")[0])
    mapped = getattr(one, "ipv4_mapped", None) or getattr(one, "sixtofour", None)
    one = mapped or one
    if one.is_loopback:
        return may_loop_back
    return one.is_global and not one.is_multicast and not one.is_reserved


class _Request:
    """One request to a place that was looked at; a watchman ends it when its time is over."""

    def __init__(self, parts: SplitResult, place: str, limits: Limits, until: float) -> None:
        self._parts, self._place, self._limits, self._until = parts, place, limits, until
        self._is_late = False
        self._socket: socket.socket | None = None

    def ask(self, address: str, accept: str, known: Known) -> tuple[Fetched | None, str]:
        """Gives the document, or where it is instead. Raises FetchFault."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise self._too_slow()
        watchman = threading.Timer(left, self._stop)
        watchman.daemon = True
        watchman.start()
        try:
            return self._ask(address, accept, known)
        except FetchFault:
            raise
        except TimeoutError:
            raise self._too_slow() from None
        except (OSError, http.client.HTTPException, ValueError) as fault:
            if self._is_late:
                raise self._too_slow() from None
            told = str(fault) or type(fault).__name__
            raise FetchFault(f"The source breaks off: {told[:200]}.") from None
        finally:
            watchman.cancel()
            if self._socket is not None:
                self._socket.close()

    def _too_slow(self) -> FetchFault:
        whole, silence = self._limits.whole, self._limits.silence
        return FetchFault(
            f"The source is too slow: nothing for {silence:g} s, or not all within {whole:g} s."
        )

    def _stop(self) -> None:
        self._is_late = True
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it has ended by itself

    def _ask(self, address: str, accept: str, known: Known) -> tuple[Fetched | None, str]:
        connection = self._connection()
        headers = {"Accept": accept, "Accept-Encoding": "gzip", "User-Agent": AGENT}
        headers |= {"If-None-Match": known.etag} if known.etag else {}
        if known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        path = (self._parts.path or "/") + (f"?{self._parts.query}" if self._parts.query else "")
        connection.request("GET", _ascii(path), headers=headers)
        answer = connection.getresponse()
        if answer.status == 304 and (known.etag or known.last_modified):
            return Fetched(address, is_unchanged=True), ""
        if answer.status in REDIRECTS and answer.getheader("Location"):
            return None, str(answer.getheader("Location"))
        if answer.status != 200:
            raise FetchFault(f"The source answers {answer.status} {answer.reason}".rstrip() + ".")
        return self._taken(address, answer), ""

    def _connection(self) -> http.client.HTTPConnection:
        """Opens a connection to the place that was looked at, and to no other."""
        host = str(self._parts.hostname)
        port = self._parts.port or (443 if self._parts.scheme == "https" else 80)
        opened = socket.create_connection((self._place, port), timeout=self._limits.silence)
        self._socket = opened
        if self._parts.scheme == "https":
            context = ssl.create_default_context()
            opened = self._socket = context.wrap_socket(opened, server_hostname=host)
        connection = http.client.HTTPConnection(host, self._parts.port)
        if self._parts.scheme == "https" and self._parts.port is None:
            connection.default_port = connection.port = 443
        connection.sock = opened
        return connection

    def _taken(self, address: str, answer: http.client.HTTPResponse) -> Fetched:
        length = answer.getheader("Content-Length")
        if length and length.isdigit() and int(length) > self._limits.size:
            raise self._too_large()
        coding = (answer.getheader("Content-Encoding") or "identity").strip().lower()
        if coding not in ("identity", "gzip", "x-gzip"):
            raise FetchFault(f"The source packs its answer in a way not asked for: {coding[:40]}.")
        data = self._read(answer, coding != "identity", length)
        return Fetched(
            address,
            data,
            (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower(),
            (answer.getheader("ETag") or "")[:200],
            (answer.getheader("Last-Modified") or "")[:80],
        )

    def _read(self, answer: http.client.HTTPResponse, packed: bool, length: str | None) -> bytes:
        """Reads to the end, unpacking as it comes. Raises FetchFault."""
        unpack = zlib.decompressobj(wbits=31) if packed else None
        parts, size, came = [], 0, 0
        while piece := answer.read1(65536):
            came += len(piece)
            out = piece
            if unpack is not None:
                try:
                    out = unpack.decompress(piece, self._limits.size - size + 1)
                except zlib.error:
                    raise FetchFault("The source sends what cannot be unpacked.") from None
            size += len(out)
            if size > self._limits.size:
                raise self._too_large()
            parts.append(out)
        is_cut = length is not None and length.isdigit() and came < int(length)
        if is_cut or (unpack is not None and not unpack.eof) or self._is_late:
            raise self._too_slow() if self._is_late else FetchFault("The answer is cut off.")
        return b"".join(parts)

    def _too_large(self) -> FetchFault:
        return FetchFault(f"The answer is larger than {self._limits.size / MEGABYTE:g} MB.")


def _ascii(path: str) -> str:
    """Gives a path as it may travel: other signs as percent codes."""
    return "".join(one if "!" <= one <= "~" else _percent(one) for one in path)


def _percent(sign: str) -> str:
    return "".join(f"%{byte:02X}" for byte in sign.encode())

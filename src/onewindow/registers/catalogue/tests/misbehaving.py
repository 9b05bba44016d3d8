"""A server on loopback that says what it is told, or misbehaves in one of many ways."""

from __future__ import annotations

import contextlib
import dataclasses
import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclasses.dataclass
class Said:
    data: bytes
    media: str = "text/turtle"
    tag: str = ""
    coding: str = ""


class Misbehaving:
    """What is said at which path; `asked` counts the requests of each."""

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self.asked: dict[str, int] = {}
        self.over = threading.Event()
        self.url = ""

    def say(self, path: str, data: bytes, media: str = "text/turtle", **more: str) -> None:
        self.said[path] = Said(data, media, **more)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any

    def log_message(self, *_: object) -> None:
        """Says nothing."""

    def do_GET(self) -> None:
        told: Misbehaving = self.server.told
        told.asked[self.path] = told.asked.get(self.path, 0) + 1
        self.close_connection = True
        with contextlib.suppress(OSError):
            if self.path in told.said:
                self._say(told.said[self.path])
            else:
                self._misbehave(told, self.path.strip("/"))

    def _say(self, said: Said) -> None:
        if said.tag and self.headers.get("If-None-Match") == said.tag:
            self._head(304)
            return
        more = {"ETag": said.tag} if said.tag else {}
        more |= {"Content-Encoding": said.coding} if said.coding else {}
        self._head(
            200, **{"Content-Type": said.media, "Content-Length": str(len(said.data))}, **more
        )
        self.wfile.write(said.data)

    def _head(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _misbehave(self, told: Misbehaving, how: str) -> None:  # noqa: C901, PLR0912
        if how == "silent":
            told.over.wait(10)
        elif how == "drip":
            self._head(200, **{"Content-Length": "1000"})
            while not told.over.wait(0.2):
                self.wfile.write(b"x")
        elif how == "drip-headers":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while not told.over.wait(0.2):
                self.wfile.write(b"x")
        elif how == "cut":
            self._head(200, **{"Content-Length": "1000"})
            self.wfile.write(b"x" * 10)
        elif how == "cut-chunks":
            self._head(200, **{"Transfer-Encoding": "chunked"})
            self.wfile.write(b"A\r\nxx")
        elif how in ("500", "404", "304"):
            self._head(int(how), **{"Content-Length": "0"})
        elif how == "loop":
            self._head(302, Location="/loop")
        elif how == "to-file":
            self._head(302, Location="file:///etc/passwd")
        elif how == "to-private":
            self._head(302, Location="http://10.0.0.1/")
        elif how == "bomb":
            data = gzip.compress(b"\0" * 20_000_000)
            self._head(200, **{"Content-Encoding": "gzip", "Content-Length": str(len(data))})
            self.wfile.write(data)
        elif how == "large":
            self._head(200, **{"Content-Length": "999999999"})
        elif how == "endless":
            self._head(200)
            while not told.over.is_set():
                self.wfile.write(b"x" * 10_000)
        elif how in ("not-packed", "brotli"):
            coding = "gzip" if how == "not-packed" else "br"
            self._head(200, **{"Content-Encoding": coding, "Content-Length": "5"})
            self.wfile.write(b"plain")
        elif how == "nonsense":
            self.wfile.write(b"this is no answer\r\n\r\n")


@contextlib.contextmanager
def misbehaving() -> Iterator[Misbehaving]:
    """Runs such a server on a free port of this machine."""
    told = Misbehaving()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.told = told  # type: ignore[attr-defined]  # the handler finds it there
    told.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield told
    finally:
        told.over.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
        time.sleep(0)

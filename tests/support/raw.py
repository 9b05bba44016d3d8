"""A browser that minds no manners: it sends the bytes it is told, whatever a standard says."""

from __future__ import annotations

import contextlib
import re
import secrets
import socket
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes

FORM = "application/x-www-form-urlencoded"
PATIENCE = 30.0
Fields = Sequence[tuple[str | bytes, str | bytes]]


@dataclass(frozen=True)
class Answered:
    """What came back. A connection that was closed without a word has status 0."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Gives the first header of that name, or nothing."""
        return next((v for n, v in self.headers if n == name.lower()), "")


@dataclass
class Raw:
    """One visitor of a server on loopback, with cookies of its own and a form token that fits."""

    name: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = field(default_factory=lambda: secrets.token_hex(16))
    seen: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def get(self, target: str | bytes, **headers: str) -> Answered:
        """Asks for a page."""
        return self.ask("GET", target, headers=headers)

    def post(self, target: str | bytes, fields: Fields = (), *, token: bool = True) -> Answered:
        """Sends a form, with its token unless told otherwise."""
        ours: Fields = [("csrfmiddlewaretoken", self.token)] if token else []
        return self.ask("POST", target, encoded([*ours, *fields]), kind=FORM)

    def ask(
        self,
        method: str,
        target: str | bytes,
        body: bytes = b"",
        *,
        kind: str = "",
        headers: Mapping[str, str] | None = None,
        length: int | None = None,
    ) -> Answered:
        """Sends one request on a connection of its own and counts what comes back."""
        path = target.encode() if isinstance(target, str) else target
        given = {
            "Host": f"localhost:{self.port}",
            "Connection": "close",
            "Cookie": "; ".join(
                f"{n}={v}" for n, v in {"csrftoken": self.token, **self.cookies}.items()
            ),
            **({"Content-Type": kind} if kind else {}),
            **({"Content-Length": str(len(body) if length is None else length)} if body else {}),
            **{name.replace("_", "-"): value for name, value in (headers or {}).items()},
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        head = method.encode() + b" " + path + b" HTTP/1.1\r\n" + lines.encode() + b"\r\n"
        answer = self.send(head + body)
        self.seen[answer.status] += 1
        if answer.status >= 500:
            sent = f"{method} {path[:200]!r} {kind} {dict(headers or {})} {body[:300]!r}"
            self.faults.append(f"{answer.status} to {self.name}: {sent}")
        return answer

    def send(self, packet: bytes) -> Answered:
        """Sends bytes and gives what is answered until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as line:
            with contextlib.suppress(OSError):  # it may answer and close before all is sent
                line.sendall(packet)
            chunks = []
            with contextlib.suppress(OSError):
                while chunk := line.recv(65_536):
                    chunks.append(chunk)
        return parsed(b"".join(chunks))


def encoded(fields: Fields) -> bytes:
    """Gives a form as it travels; bytes are sent as they are, so they may be broken UTF-8."""

    def one(value: str | bytes) -> str:
        return quote_from_bytes(value if isinstance(value, bytes) else value.encode(), safe="")

    return "&".join(f"{one(name)}={one(value)}" for name, value in fields).encode()


def parsed(answer: bytes) -> Answered:
    """Reads an answer; nothing at all is status 0."""
    head, _, body = answer.partition(b"\r\n\r\n")
    first = re.match(rb"HTTP/1\.[01] (\d{3})", head)
    lines = [line.split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line]
    headers = tuple((n.decode().lower(), v.decode("latin-1").strip()) for n, v in lines)
    return Answered(int(first[1]) if first else 0, headers, body)

"""A gate, texts, and a real mail server for the tests of messages."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection
from django.utils.functional import lazy
from django.utils.translation import get_language

from onewindow.flow.messages.tests.stand_in import StandIn
from onewindow.ground.kernel.actor import OPERATOR, person
from onewindow.ground.kernel.commands import COMMANDS, command
from onewindow.ground.kernel.errors import Conflict
from onewindow.ground.kernel.gate import GATE
from onewindow.ground.kernel.jobs import JOBS
from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.tell import TEXTS, Address, MessageText, tell

LI_NA = person("li-na", "Li Na")
CHEN_WEI = person("chen-wei", "Chen Wei")


def in_languages(**texts: str) -> object:
    """Gives a lazy text, as gettext_lazy does."""
    return lazy(lambda: texts.get((get_language() or "en").replace("-", "_"), texts["en"]), str)()


RESULT = MessageText(
    subject=in_languages(en="Your case {number} is done", zh_hans="您的事项 {number} 已办结"),
    body=in_languages(
        en="Dear {name},\nread the result in the portal.",
        zh_hans="{name}：\n请在门户查看结果。",
        ar="السلام عليكم {nmae}",
    ),
)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> StandIn:
    stand_in = StandIn()
    monkeypatch.setattr(GATE, "_lent", {"stand-in": stand_in})
    return stand_in


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TEXTS, "_lent", {"test.result": RESULT})


Told = Callable[..., UUID]

if "test.tell" not in COMMANDS:
    for action in ("test.tell", "test.tell_and_fail"):
        permit(action, Role.OPERATOR, Role.APPLICANT, scope=Scope.ALL, words="Tests tell.")

    @command("test.tell")
    def tell_in_a_command(
        actor: object, /, *, to: Address, code: str, facts: dict[str, str]
    ) -> UUID:
        """Tells from inside a command, as every package does."""
        return tell(to, code, facts, Ref("case", "MZ-1"))

    @command("test.tell_and_fail")
    def tell_and_fail(actor: object, /, *, to: Address, facts: dict[str, str]) -> UUID:
        """Tells, and then the matter itself cannot be done."""
        tell(to, "test.result", facts)
        raise Conflict(reason="It cannot be done.")


@pytest.fixture
def told(gate: StandIn, texts: None) -> Told:
    def telling(language: str = "en", email: str = "li.na@example.org", **facts: str) -> UUID:
        given = {"number": "MZ-1", "name": "Li Na", **facts}
        to = Address(LI_NA.id, email, language)
        return tell_in_a_command(OPERATOR, to=to, code="test.result", facts=given)

    return telling


class Post:
    """A mail server's handler: keeps what it accepts, answers what it is told to answer."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []
        self.to_recipient = ""
        self.to_sender = ""
        self.to_data = ""

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.to_sender or "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.to_recipient:
            envelope.rcpt_tos.append(address)
        return self.to_recipient or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.to_data:
            return self.to_data
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.kept.append(message)
        return "250 Accepted"


def free_port() -> int:
    """Gives a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """A mail server on a port of this machine that can go down and come up again."""

    def __init__(self, settings: object) -> None:
        self.post = Post()
        self._settings = settings
        self._controller: Controller | None = None
        self.port = free_port()

    def start(self) -> None:
        self._controller = Controller(self.post, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        self._settings.EMAIL_PORT = self.port  # type: ignore[attr-defined]

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None


@pytest.fixture
def server(settings: object) -> Iterator[Server]:
    running = Server(settings)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST = "127.0.0.1"  # type: ignore[attr-defined]
    settings.EMAIL_TIMEOUT = 3  # type: ignore[attr-defined]
    running.start()
    yield running
    running.stop()


def queued_jobs() -> list[tuple[str, dict[str, str]]]:
    """Gives the jobs that wait in the queue, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT task_name, args FROM procrastinate_jobs WHERE status = 'todo' ORDER BY id"
        )
        return [(name, json.loads(arguments)) for name, arguments in cursor.fetchall()]


@pytest.fixture
def work() -> Callable[[], int]:
    """Does what is in the queue now, each once, and takes it out."""

    def doing() -> int:
        jobs = queued_jobs()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
        for name, arguments in jobs:
            JOBS[name](**arguments)
        return len(jobs)

    return doing

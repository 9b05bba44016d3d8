"""E-mail by SMTP, through Django's mail backend."""

from __future__ import annotations

import dataclasses
import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from onewindow.flow.messages.types import Attempt, Outcome, Parts

SMTP = "django.core.mail.backends.smtp.EmailBackend"
PERMANENT = 500
LONGEST_REASON = 300


@dataclasses.dataclass(frozen=True, slots=True)
class EmailTransport:
    """The way out by e-mail.

    A recipient that the server refuses for good (5yz) has failed at once; whatever else goes
    wrong may be the server's or the operator's and is tried again. Source: RFC 5321, 4.2.1.
    """

    def is_open(self) -> bool:
        """Says whether a mail server is set; without one, mail waits in the outbox."""
        return bool(settings.EMAIL_HOST) or settings.EMAIL_BACKEND != SMTP

    def send(self, address: str, parts: Parts, message_id: str) -> Attempt:
        """Sends one message to one address."""
        message = EmailMessage(
            subject=parts.subject,
            body=parts.body,
            to=[address],
            headers=headers(parts, message_id),
            connection=get_connection(),
        )
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused as refused:
            return _refused(refused)
        except (smtplib.SMTPException, OSError) as problem:
            return Attempt(Outcome.RETRY, _reason(problem))
        return Attempt(Outcome.ACCEPTED)


def headers(parts: Parts, message_id: str) -> dict[str, str]:
    """Gives the headers that mark the same copy and keep machines from answering it.

    Source: RFC 5322, 3.6.4 (Message-ID); RFC 3834, 5 (Auto-Submitted); RFC 3282.
    """
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or "localhost"
    return {
        "Message-ID": f"<{message_id}@{host}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": parts.language,
    }


def _refused(refused: smtplib.SMTPRecipientsRefused) -> Attempt:
    codes = [int(code) for code, _text in refused.recipients.values()]
    is_permanent = all(code >= PERMANENT for code in codes)
    return Attempt(Outcome.FAILED if is_permanent else Outcome.RETRY, _reason(refused))


def _reason(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"[:LONGEST_REASON]

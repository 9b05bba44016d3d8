"""Telling somebody something, and having read it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.utils import translation

from onewindow.flow.messages import rules
from onewindow.flow.messages.models import Delivery, Message
from onewindow.flow.messages.queries import message_matter
from onewindow.flow.messages.types import EMAIL, TRANSPORTS, DeliveryState, Parts
from onewindow.ground.kernel import clock, frames, jobs, rows
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.tell import TEXTS, Address

NOT_AN_ADDRESS = "This is not an e-mail address."
UNKNOWN_ADDRESS = "unknown"


def keep_message(
    to: Address, code: str, facts: Mapping[str, str], about: Ref | None = None
) -> UUID:
    """Keeps the message in the portal and queues its e-mail, in the command that tells it.

    A missing address is nothing wrong: the portal keeps the message. One that cannot be an
    address is shown to the operator as failed. Raises RuntimeError outside of a command or where
    nobody lent the text: a fault of assembly.
    """
    if frames.current() is None:
        raise RuntimeError("A message is told inside a command.")
    parts = _rendered(code, facts, _language(to))
    message = Message(
        recipient=to.actor_id,
        code=code,
        facts={name: rules.storable(str(fact)) for name, fact in facts.items()},
        language=parts.language,
        about=str(about or ""),
        subject=parts.subject,
        body=parts.body,
    )
    rows.add(message)
    if to.email:
        _queue(message, to.email)
    return message.id


@command("messages.read_message", on=message_matter)
def read_message(actor: Actor, /, *, message_id: UUID) -> None:
    """Marks a message as read, once: the first time counts."""
    Message.objects.filter(pk=message_id, read_at=None).update(read_at=clock.now())


def _language(to: Address) -> str:
    known = {code for code, _name in settings.LANGUAGES}
    return to.language if to.language in known else settings.LANGUAGE_CODE


def _rendered(code: str, facts: Mapping[str, str], language: str) -> Parts:
    """Renders in the reader's language, or in the source language where that one is broken."""
    text = TEXTS.get(code)
    if text is None:
        raise RuntimeError(f"No package lends a text for the message {code!r}.")
    with translation.override(language):
        try:
            return rules.render(text, facts, language)
        except (KeyError, IndexError, ValueError):
            source = settings.LANGUAGE_CODE
    with translation.override(source):
        return rules.render(text, facts, source)


def _queue(message: Message, address: str) -> None:
    """Puts one copy for e-mail into the outbox; its job commits with the message."""
    now, is_good = clock.now(), rules.is_address(address)
    delivery = Delivery(
        message=message,
        channel=EMAIL,
        address=address if is_good else UNKNOWN_ADDRESS,
        state=DeliveryState.QUEUED if is_good else DeliveryState.FAILED,
        error="" if is_good else NOT_AN_ADDRESS,
        next_try_at=now + rules.LEASE,
    )
    rows.add(delivery)
    transport = TRANSPORTS.get(EMAIL)
    if is_good and transport and transport.is_open():
        jobs.defer("messages.deliver", delivery_id=str(delivery.id))

"""The messages to a person or guest."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from onewindow.faces.portal.views.holders import actors, sign_in_first
from onewindow.faces.portal.views.methods import reads, takes
from onewindow.flow.messages import public as messages
from onewindow.flow.messages.errors import MessageNotFound
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref

MOST = 100


def _own(actor: Actor) -> list[object]:
    with reading(actor, "messages.inbox", on=lambda: messages.inbox_matter(actor.id)):
        return list(messages.inbox(frames.standing())[:MOST])


@reads
def inbox(request: HttpRequest) -> HttpResponse:
    """Gives one's messages, newest first."""
    found = [message for actor in actors(request) for message in _own(actor)]
    if not actors(request):
        return sign_in_first(request)
    lines = [{"message": m, "href": address_of(getattr(m, "about", ""))} for m in found]
    return render(request, "portal/messages.html", {"lines": lines})


def address_of(about: str) -> str:
    """Gives the page of what a message is about, where it has one here."""
    ref = Ref.parse(about) if ":" in about else None
    return reverse("portal:application", args=[ref.id]) if ref and ref.kind == "case" else ""


@takes
def read(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Marks a message as read."""
    for actor in actors(request):
        if any(getattr(message, "id", None) == message_id for message in _own(actor)):
            messages.read_message(actor, message_id=message_id)
            return HttpResponseRedirect(f"{reverse('portal:messages')}#m-{message_id}")
    raise MessageNotFound

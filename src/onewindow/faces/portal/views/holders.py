"""Whose things a request may see: those of the account, and those of the draft in its cookie."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from onewindow.ground.kernel.actor import Actor, ActorKind, guest
from onewindow.trust.identity import public as identity


def actor_for(request: HttpRequest, key: UUID) -> Actor:
    """Gives who acts on a draft or case: the guest that holds its cookie, else who is signed in."""
    if identity.guest_draft(request) == key:
        return guest(key)
    return actor_of(request)


def actor_of(request: HttpRequest) -> Actor:
    """Gives the actor behind a request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ActorOfRequest
    return actor


def actors(request: HttpRequest) -> list[Actor]:
    """Gives everybody that this browser is: the account, and the guest of its cookie."""
    found = {actor.id: actor for actor in (actor_of(request),) if has_things(actor)}
    draft = identity.guest_draft(request)
    if draft:
        found.setdefault(guest(draft).id, guest(draft))
    return list(found.values())


def has_things(actor: Actor) -> bool:
    """Says whether an actor can hold anything at all."""
    return actor.kind in (ActorKind.GUEST, ActorKind.PERSON)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Sends to the sign-in page, and back to here afterwards."""
    way = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('account_login')}?{way}")

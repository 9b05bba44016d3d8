"""What all writes of sharing share: what they are about, locks, checks, and whom they tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import Basis
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.tell import Address, tell
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.errors import ElementUnknown
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FunctionFacts
from onewindow.registers.institutions import public as institutions
from onewindow.registers.sharing.errors import (
    AgreementUnknown,
    BasisNotInForce,
    NotHeld,
    NothingWanted,
    NotTheirFunction,
    OwnData,
    ReasonMissing,
    RequestUnknown,
    WrongDays,
    WrongState,
)
from onewindow.registers.sharing.models import Agreement, DataRequest
from onewindow.registers.sharing.queries import agreements, asking, requests
from onewindow.registers.sharing.types import Held, RequestState, Terms

STEWARDS = (Role.DATA_STEWARD, Role.HEAD)
AUTHORITY = (Role.DATA_AUTHORITY,)


def of_body(kind: str, key: UUID | str, body: UUID) -> Matter:
    """Gives what a command on a thing of a body is about."""
    return Matter(Ref.to(kind, key), body=body, region=institutions.body(body).region)


def of_provider(request: UUID, **_: object) -> Matter:
    """Gives what answering a request is about: the provider's matter."""
    return of_body("sharing_request", request, requests.request(request).provider_id)


def of_requester(request: UUID, **_: object) -> Matter:
    """Gives what disputing a refusal is about: the requester's matter."""
    return of_body("sharing_request", request, requests.request(request).requester_id)


def of_side(agreement: UUID, by: UUID, **_: object) -> Matter:
    """Gives what a command of one side of an agreement is about."""
    agreements.agreement(agreement)
    return of_body("agreement", agreement, by)


def locked_request(key: UUID, *states: RequestState) -> DataRequest:
    """Gives a request in one of the states, locked. Raises: RequestUnknown, WrongState."""
    rows = DataRequest.objects.visible_to(frames.standing())
    row = rows.select_for_update(no_key=True).filter(id=key).first()
    if row is None:
        raise RequestUnknown
    if row.state not in states:
        raise WrongState(what=row.number, state=row.state)
    return row


def locked_agreement(key: UUID) -> Agreement:
    """Gives an agreement that the actor may see, locked. Raises: AgreementUnknown."""
    rows = Agreement.objects.visible_to(frames.standing())
    row = rows.select_for_update(no_key=True).filter(id=key).first()
    if row is None:
        raise AgreementUnknown
    return row


def reasoned(text: str) -> str:
    """Gives a reason without blanks around it. Raises: ReasonMissing."""
    if not text.strip():
        raise ReasonMissing
    return text.strip()


def said(texts: Mapping[str, str]) -> dict[str, str]:
    """Gives the texts that say anything. Raises: ReasonMissing where none does."""
    found = {language: text.strip() for language, text in texts.items() if text.strip()}
    if not found:
        raise ReasonMissing
    return found


def basis_in_force(code: str, on: dt.date) -> Basis:
    """Gives a legal basis. Raises: LegalBasisUnknown, BasisNotInForce."""
    found = jurisdiction.legal_basis(code)
    if not found.is_in_force(on):
        raise BasisNotInForce(basis=code, on=on)
    return found


def days(begins: dt.date, ends: dt.date, today: dt.date) -> DateRange:
    """Gives a span of days that is not over. Raises: WrongDays."""
    if not (begins < ends and today < ends):
        raise WrongDays(begins=begins, ends=ends)
    return DateRange(begins, ends)


def known_elements(codes: Sequence[str], on: dt.date) -> list[str]:
    """Gives the codes in order. Raises: NothingWanted, ElementUnknown."""
    wanted = sorted(set(codes))
    if not wanted or len(wanted) != len(codes):
        raise NothingWanted
    known = catalogue.elements(wanted, on)
    for code in wanted:
        if code not in known:
            raise ElementUnknown(element=code)
    return wanted


def held_by_provider(terms: Terms, on: dt.date) -> dict[str, Held]:
    """Gives how each of the elements is obtained of the provider.

    Raises: NothingWanted, ElementUnknown, OwnData, NotHeld (another one holds it, or nobody).
    """
    codes = known_elements(terms.elements, on)
    names = institutions.body_names([terms.provider])
    if terms.provider == terms.consumer:
        raise OwnData(body=names[terms.provider])
    found = asking.held(codes, on)
    absent = [code for code in codes if code not in found or found[code].owner != terms.provider]
    if absent:
        raise NotHeld(provider=names[terms.provider], elements=list(absent))
    return found


def their_function(code: str, body: UUID, on: dt.date) -> FunctionFacts:
    """Gives a function that a body has. Raises: FunctionUnknown, NotTheirFunction."""
    found = functions.function_by_code(code)
    if functions.owner(found.id, on) != body:
        name = institutions.body(body).name
        raise NotTheirFunction(body=name, function=found.title)
    return found


def tell_all(actors: Iterable[str], code: str, about: Ref, **facts: str) -> None:
    """Tells each of the people once."""
    for actor in dict.fromkeys(actors):
        tell(Address(actor), code, facts, about)


def answerers(body: UUID) -> list[str]:
    """Gives who answers for the data of a body now."""
    return institutions.holders(body, STEWARDS, frames.standing().at)


def authorities() -> list[str]:
    """Gives who is the data authority now."""
    return institutions.holders_anywhere(AUTHORITY, frames.standing().at)

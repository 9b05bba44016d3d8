"""Loading, between registers and services: waivers, and requests for data, by commands."""

from __future__ import annotations

from uuid import UUID

from onewindow.config.demo.country.pledges import Request
from onewindow.config.demo.country.records import Country
from onewindow.config.demo.found import Cast, on
from onewindow.ground.kernel.permissions import Role
from onewindow.registers.sharing import public as sharing
from onewindow.registers.sharing.types import Terms


def share_data(country: Country, cast: Cast) -> None:
    """Grants the waivers, then files requests and answers them on their days."""
    authority = cast.holder_of(Role.DATA_AUTHORITY)
    for waiver in country.waivers:
        with on(waiver.begins):
            sharing.grant_waiver(
                authority,
                form=waiver.form,
                question=waiver.question,
                element=waiver.element,
                legal_basis=waiver.basis,
                because=waiver.because,
                begins=waiver.begins,
                ends=waiver.ends,
            )
    for request in sorted(country.requests, key=lambda one: one.filed):
        _request(cast, request)


def _request(cast: Cast, request: Request) -> None:
    asking = cast.official(request.asked_by)
    with on(request.filed):
        key = sharing.file_request(
            asking,
            terms=Terms(
                provider=cast.bodies[request.provider],
                consumer=cast.bodies[request.requester],
                elements=request.elements,
                function=request.function,
                purpose=request.purpose,
                legal_basis=request.basis,
                begins=request.begins,
                ends=request.ends,
            ),
        )
    if request.checked:
        with on(request.checked, hour=10):
            sharing.check_compliance(
                cast.holder_of(Role.DATA_AUTHORITY), request=key, complies=True
            )
    _answer(cast, request, key)
    if request.disputed:
        with on(request.disputed, hour=10):
            sharing.dispute_refusal(asking, request=key, reason=request.dispute)


def _answer(cast: Cast, request: Request, key: UUID) -> None:
    if request.answered is None or request.answered_by is None:
        return
    who = cast.official(request.answered_by)
    with on(request.answered, hour=15):
        if request.reason:
            sharing.refuse_request(who, request=key, reason=request.reason, legal_basis=request.law)
        else:
            sharing.grant_request(who, request=key)

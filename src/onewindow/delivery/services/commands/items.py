"""Writes of services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from onewindow.delivery.services import queries
from onewindow.delivery.services.errors import (
    CannotApplyHere,
    DuplicateBusiness,
    FunctionUnowned,
    GuideIncomplete,
    PromiseTooLong,
)
from onewindow.delivery.services.models import LifeEvent, PublicService
from onewindow.delivery.services.rules import gaps_in_guide, output_type_of
from onewindow.delivery.services.types import ServiceState
from onewindow.flow.forms import public as forms
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.ground.kernel.refs import Matter, Ref
from onewindow.ground.kernel.texts import Texts
from onewindow.ground.search import public as search
from onewindow.ground.search.types import Entry
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import FindingKind
from onewindow.trust.security import public as security


@command("services.declare_event")
def declare_event(
    actor: Actor, /, *, code: str, kind: str, title: Texts, summary: Texts, position: int = 0
) -> UUID:
    """Declares an event in life by which people find services."""
    event, _ = LifeEvent.objects.update_or_create(
        code=code,
        defaults={"kind": kind, "title": title, "summary": summary, "position": position},
    )
    frames.note(on=Ref.to("event", event.id), code=code)
    return event.id


@command("services.draft")
def draft_service(  # noqa: PLR0913  # the fields of a service item (CPSV-AP), by keyword only
    actor: Actor,
    /,
    *,
    code: str,
    region: str,
    title: Texts,
    summary: Texts,
    function: str,
    guide: Mapping[str, object],
    audience: str = "",
    events: Sequence[str] = (),
    form_code: str = "",
    process_code: str = "",
    series: str = "",
    promised_days: int | None = None,
    statutory_days: int | None = None,
    legal_basis: str = "",
) -> UUID:
    """Drafts a service item and tells security of it; nothing of it is public yet."""
    if promised_days and statutory_days and promised_days > statutory_days:
        raise PromiseTooLong(promised=promised_days, statutory=statutory_days)
    service = PublicService.objects.create(
        code=code,
        region_id=region,
        title=dict(title),
        summary=dict(summary),
        function_id=functions.function_by_code(function).id,
        guide=dict(guide),
        audience=audience,
        output_type=output_type_of(guide),
        form_code=form_code,
        process_code=process_code,
        series=series,
        promised_days=promised_days,
        statutory_days=statutory_days,
        legal_basis=legal_basis,
    )
    service.events.set(LifeEvent.objects.filter(code__in=list(events)))
    security.register_subject(service.subject, title=title, region=region)
    frames.note(on=service.subject, code=code)
    return service.id


def _about(*, service_id: UUID) -> Matter:
    return Matter(Ref.to("service", service_id))


def _about_live(*, service_id: UUID) -> Matter:
    ref = Ref.to("service", service_id)
    return Matter(ref, subject=ref)


@command("services.make_candidate", on=_about)
def make_candidate(actor: Actor, /, *, service_id: UUID) -> None:
    """Puts a draft forward: guide complete, nothing asked twice, function with an owner (INV-03).

    Where another service does the same business, a finding is recorded for the organisation
    office: both cannot be live before it is decided (INV-04).
    Raises: GuideIncomplete, AskOnce, FormNotFound, FunctionUnowned.
    """
    service = queries.by_id(service_id)
    missing = gaps_in_guide(service.guide)
    if missing:
        raise GuideIncomplete(missing=missing)
    today = jurisdiction.day(service.region_id)
    _asks_once(service)
    if service.function_id is None or functions.owner(service.function_id, today) is None:
        raise FunctionUnowned
    service.state = ServiceState.CANDIDATE
    service.save(update_fields=["state"])
    for other in queries.doubles_of(service):
        functions.raise_finding(
            FindingKind.DUPLICATE_SERVICE,
            [service.subject, other.subject],
            Decimal(1),
            {
                "same": ["output", "audience", "basis"],
                "of": f"{service.output_type}|{service.audience}|{service.legal_basis}",
            },
        )


@command("services.go_live", on=_about_live)
def go_live(actor: Actor, /, *, service_id: UUID) -> None:
    """Opens a candidate to the public: the gate has asked its clearance before (INV-26).

    Raises: CannotApplyHere, AskOnce, DuplicateBusiness (INV-04).
    """
    service = queries.by_id(service_id)
    if service.state not in {ServiceState.CANDIDATE, ServiceState.LIVE}:
        raise CannotApplyHere(title=service.title)
    _asks_once(service)
    for other in queries.doubles_of(service):
        if other.state == ServiceState.LIVE and not functions.is_justified(
            FindingKind.DUPLICATE_SERVICE, [service.subject, other.subject]
        ):
            raise DuplicateBusiness(title=service.title, other=other.title)
    service.state = ServiceState.LIVE
    service.save(update_fields=["state"])
    _index(service)


@command("services.retire", on=_about)
def retire_service(actor: Actor, /, *, service_id: UUID) -> None:
    """Ends a service; running cases go on."""
    service = queries.by_id(service_id)
    service.state = ServiceState.RETIRED
    service.save(update_fields=["state"])
    search.withdraw(Ref.to("service", service.id))


def _asks_once(service: PublicService) -> None:
    """Passes a service whose form asks for nothing that a register holds (INV-11).

    Raises: AskOnce, FormNotFound.
    """
    if service.form_code:
        forms.require_published_asks_once(service.form_code, clock.now().date())


def entries() -> Iterator[Entry]:
    """Gives our own services that can be found; imported ones stand as their source says them."""
    found = PublicService.objects.filter(state=ServiceState.LIVE)
    return map(_entry_of, found.order_by("id").iterator())


def _index(service: PublicService) -> None:
    search.put(_entry_of(service))


def _entry_of(service: PublicService) -> Entry:
    """Gives what is found of a service, in every language it is written in."""
    return Entry(
        Ref.to("service", service.id),
        title=service.title,
        body=service.summary,
        url=f"/{{language}}/services/{service.code}/",
        region=service.region_id,
        subject=service.subject,
        facets={"audience": service.audience, "function": str(service.function_id or "")},
    )

"""Loading, second part: the birth form and process, the services, their clearances."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from onewindow.config.demo.country.offers import Clearance, Service
from onewindow.config.demo.country.records import Country
from onewindow.config.demo.found import ZONE, Cast, on
from onewindow.delivery.services import public as services
from onewindow.flow.forms import public as forms
from onewindow.flow.processes import public as processes
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import pick
from onewindow.trust.security import public as security
from onewindow.trust.security.errors import NotCleared
from onewindow.trust.security.types import Decision

REGION = "MZ"
DRAFTED = dt.date(2025, 8, 4)
FOREVER = dt.date(2035, 1, 1)


def offer_services(country: Country, cast: Cast) -> dict[str, UUID]:
    """Publishes form and process, drafts the services, clears them and lets them go live."""
    owner = cast.holder_of(Role.PROCESS_OWNER)
    with on(DRAFTED):
        for schema in country.forms.values():
            version = forms.write_form_version(owner, schema=schema)
            forms.publish_form_version(owner, version_id=version)
        for code, xml in country.processes.items():
            processes.publish_process(owner, code=code, xml=xml)
        for position, event in enumerate(country.life_events):
            services.declare_event(
                owner,
                code=event.code,
                kind=event.kind.value,
                title=event.title,
                summary=event.description,
                position=position,
            )
        keys = {service.code: _draft(cast, service) for service in country.services}
    _clear(country, cast, keys)
    return keys


def _draft(cast: Cast, service: Service) -> UUID:
    owner = cast.holder_of(Role.PROCESS_OWNER)
    key = services.draft_service(
        owner,
        code=service.code,
        region=REGION,
        title=service.name,
        summary=service.description,
        function=service.function,
        guide=_guide(cast, service),
        audience=service.audience,
        events=service.events,
        form_code=service.form or "",
        process_code=service.process or "",
        series=service.series or "",
        promised_days=jurisdiction.period(service.promised, REGION, DRAFTED),
        statutory_days=jurisdiction.period(service.statutory, REGION, DRAFTED),
        legal_basis=service.legal_basis[0] if service.legal_basis else "",
    )
    services.make_candidate(owner, service_id=key)
    return key


def _guide(cast: Cast, service: Service) -> Mapping[str, object]:
    """Gives what the page of the service says, in the shape of `delivery.services`."""
    return {
        "who": dict(service.who),
        "cost": {
            "amounts": [
                {"minor": cost.minor, "currency": cost.currency, "what": dict(cost.what)}
                for cost in service.costs
            ]
        },
        "duration": {"iso": service.processing_time},
        "bring": [{"name": dict(e.name), "essential": e.essential} for e in service.bring],
        "start": dict(service.where_to_go or {}),
        "channels": [{"kind": c.kind.value, "where": dict(c.where)} for c in service.channels],
        "steps": [dict(step) for step in service.steps],
        "outputs": [dict(output.name) for output in service.outputs],
        "legal": list(service.legal_basis),
        "contact": str(cast.bodies[service.contact]),
    }


def _clear(country: Country, cast: Cast, keys: Mapping[str, UUID]) -> None:
    """Signs the decisions in their order; a service goes live on its day, if the gate lets it."""
    owner = cast.holder_of(Role.PROCESS_OWNER)
    begins = {service.code: service.goes_live for service in country.services}
    done: set[str] = set()
    for decision in sorted(country.clearances, key=lambda c: c.signed_on):
        with on(decision.signed_on, hour=10):
            _sign(cast, decision, keys[decision.service])
        if decision.service not in done:
            done.add(decision.service)
            with on(begins[decision.service], hour=11):
                _go_live(owner, keys[decision.service])


def _go_live(owner: Actor, key: UUID) -> None:
    """Asks to go live; a denied service stays a candidate, as the gate says."""
    with contextlib.suppress(NotCleared):
        services.go_live(owner, service_id=key)


def _sign(cast: Cast, decision: Clearance, key: UUID) -> None:
    dossier = security.prepare_dossier(
        cast.official(decision.prepared_by),
        subject=Ref.to("service", key),
        statement=f"{decision.paper}: {decision.mark} of 100. "
        + pick(decision.residual_risk, "en"),
    )
    end = decision.expires or FOREVER
    security.sign_clearance(
        cast.official(decision.signed_by),
        dossier_id=dossier,
        decision=Decision(decision.decision.value),
        expires_at=dt.datetime.combine(end, dt.time(), ZONE).astimezone(dt.UTC),
        conditions=[pick(condition.text, "en") for condition in decision.conditions],
        reason=" ".join(pick(text, "en") for text in decision.critical_failed),
    )

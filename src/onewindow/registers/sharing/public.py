"""The front door of sharing."""

from __future__ import annotations

from onewindow.registers.sharing.commands.agreements import (
    end_agreement,
    propose_agreement,
    sign_agreement,
)
from onewindow.registers.sharing.commands.consents import give_consent, withdraw_consent
from onewindow.registers.sharing.commands.granting import grant_request, refuse_request
from onewindow.registers.sharing.commands.requests import (
    check_compliance,
    decide_dispute,
    dispute_refusal,
    escalate_request,
    file_request,
)
from onewindow.registers.sharing.commands.waivers import end_waiver, grant_waiver
from onewindow.registers.sharing.models import Agreement, Consent, DataRequest, Waiver
from onewindow.registers.sharing.queries.agreements import (
    agreement,
    agreements,
    consents,
    public_agreements,
    require_agreement,
    require_consent,
)
from onewindow.registers.sharing.queries.asking import (
    ask_once,
    held,
    require_asked_once,
    sentence,
    suggest,
    suggest_all,
    waiver,
    waivers,
    way,
)
from onewindow.registers.sharing.queries.requests import (
    has_run_out,
    overdue,
    request,
    requests,
    running_clock,
    satisfaction,
)

__all__ = [
    "Agreement",
    "Consent",
    "DataRequest",
    "Waiver",
    "agreement",
    "agreements",
    "ask_once",
    "check_compliance",
    "consents",
    "decide_dispute",
    "dispute_refusal",
    "end_agreement",
    "end_waiver",
    "escalate_request",
    "file_request",
    "give_consent",
    "grant_request",
    "grant_waiver",
    "has_run_out",
    "held",
    "overdue",
    "propose_agreement",
    "public_agreements",
    "refuse_request",
    "request",
    "requests",
    "require_agreement",
    "require_asked_once",
    "require_consent",
    "running_clock",
    "satisfaction",
    "sentence",
    "sign_agreement",
    "suggest",
    "suggest_all",
    "waiver",
    "waivers",
    "way",
    "withdraw_consent",
]

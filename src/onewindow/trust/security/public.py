"""Front door of security."""

from onewindow.trust.security.commands import (
    hold_duty,
    impose_veto,
    lift_veto,
    order_stop,
    prepare_dossier,
    register_subject,
    release_stop,
    sign_clearance,
)
from onewindow.trust.security.gate import CONDITIONS, GRANTS
from onewindow.trust.security.officers import (
    confirm_officer,
    end_officer,
    name_first_officers,
    name_officer,
)
from onewindow.trust.security.queries import (
    error_for,
    frozen_spans,
    hindrances,
    is_officer,
    needs_of,
    officers,
    open_veto,
    open_vetoes,
    operational,
    require_operational,
)
from onewindow.trust.security.rules import worst

__all__ = [
    "CONDITIONS",
    "GRANTS",
    "confirm_officer",
    "end_officer",
    "error_for",
    "frozen_spans",
    "hindrances",
    "hold_duty",
    "impose_veto",
    "is_officer",
    "lift_veto",
    "name_first_officers",
    "name_officer",
    "needs_of",
    "officers",
    "open_veto",
    "open_vetoes",
    "operational",
    "order_stop",
    "prepare_dossier",
    "register_subject",
    "release_stop",
    "require_operational",
    "sign_clearance",
    "worst",
]

"""Who may read messages, and who moves the outbox."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.texts import later as _

READERS = (
    Role.PUBLIC,
    Role.APPLICANT,
    Role.OFFICER,
    Role.LEAD,
    Role.HEAD,
    Role.PROCESS_OWNER,
    Role.ORGANISATION,
    Role.CATALOGUE_MANAGER,
    Role.DATA_STEWARD,
    Role.DATA_AUTHORITY,
    Role.MARKER,
    Role.SECURITY_HEAD,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)

permit("messages.inbox", *READERS, scope=Scope.OWN, words=_("whoever the messages are for"))
permit(
    "messages.read_message",
    *READERS,
    scope=Scope.OWN,
    words=_("whoever the message is for"),
)
permit(
    "messages.outbox",
    Role.CLOCK,
    Role.OPERATOR,
    scope=Scope.ALL,
    words=_("the clock, and the operator"),
)
permit(
    "messages.requeue_delivery",
    Role.CLOCK,
    scope=Scope.ALL,
    words=_("the clock"),
)
permit(
    "messages.take_delivery",
    Role.CLOCK,
    scope=Scope.ALL,
    words=_("the clock"),
)
permit(
    "messages.settle_delivery",
    Role.CLOCK,
    scope=Scope.ALL,
    words=_("the clock"),
)
permit(
    "messages.stuck",
    Role.OPERATOR,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
    scope=Scope.ALL,
    words=_("the operator, administrators and auditors"),
)
permit(
    "messages.resend_delivery",
    Role.OPERATOR,
    Role.ADMINISTRATOR,
    scope=Scope.ALL,
    words=_("the operator, or an administrator"),
)

"""Who may read messages, and who moves the outbox."""

from __future__ import annotations

from onewindow.ground.kernel.permissions import Role, Scope, permit

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

permit("messages.inbox", *READERS, scope=Scope.OWN, words="Everybody reads the messages to them.")
permit(
    "messages.read_message",
    *READERS,
    scope=Scope.OWN,
    words="The recipient marks a message as read.",
)
permit(
    "messages.outbox",
    Role.CLOCK,
    Role.OPERATOR,
    scope=Scope.ALL,
    words="The clock finds the messages that are due; the operator sees those that failed.",
)
permit(
    "messages.requeue_delivery",
    Role.CLOCK,
    scope=Scope.ALL,
    words="The clock puts a waiting message into the queue again.",
)
permit(
    "messages.take_delivery",
    Role.CLOCK,
    scope=Scope.ALL,
    words="The worker takes a message out of the outbox for one attempt.",
)
permit(
    "messages.settle_delivery",
    Role.CLOCK,
    scope=Scope.ALL,
    words="The worker writes down how an attempt ended.",
)
permit(
    "messages.stuck",
    Role.OPERATOR,
    Role.ADMINISTRATOR,
    Role.AUDITOR,
    scope=Scope.ALL,
    words="The administrator sees what did not leave and why, not what it said or to whom.",
)
permit(
    "messages.resend_delivery",
    Role.OPERATOR,
    Role.ADMINISTRATOR,
    scope=Scope.ALL,
    words="The operator or an administrator sends a failed message again when its cause is mended.",
)

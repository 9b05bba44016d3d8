"""The administrator's desk: what did not leave, and sending it again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from onewindow.faces.workspace.views.frame import actor_of, at_desk, desk_page, may, page
from onewindow.flow.messages import public as post


@require_GET
@desk_page
def outbox(request: HttpRequest) -> HttpResponse:
    """Lists what did not leave and why, without its words and without its address."""
    with at_desk(request, "messages.stuck") as standing:
        context = {
            "stuck": post.stuck_deliveries(),
            "may_resend": may(standing, "messages.resend_delivery"),
        }
        return page(request, "outbox", context, standing)


@require_POST
@desk_page
def resend(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Sends one copy again."""
    post.resend_delivery(actor_of(request), delivery_id=delivery_id)
    messages.success(request, _("It is in the queue again."))
    return redirect("workspace:outbox")

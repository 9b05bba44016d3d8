"""Reads of requests for data: the inbox, what is overdue, and how often the need is met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Coalesce

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import frames
from onewindow.ground.kernel.actor import CLOCK
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Ref
from onewindow.registers.sharing.errors import RequestUnknown
from onewindow.registers.sharing.models import DataRequest
from onewindow.registers.sharing.types import Clock, RequestState

OPEN = (RequestState.FILED, RequestState.COMPLIANCE_CHECKED, RequestState.DISPUTED)
_JOINED = ("requester", "provider", "function", "legal_basis", "refusal_basis", "dispute")


def requests() -> QuerySet[DataRequest]:
    """Gives the requests that the actor may see; the ones to act on first, by their next day."""
    rows = DataRequest.objects.visible_to(frames.standing()).select_related(*_JOINED)
    is_open = ExpressionWrapper(Q(state__in=OPEN), BooleanField())
    return rows.annotate(is_open=is_open, next_due=_NEXT_DUE).order_by("-is_open", "next_due")


_NEXT_DUE = Coalesce(F("answer_due"), F("check_due"))


def request(request_id: UUID) -> DataRequest:
    """Gives a request that the actor may see. Raises RequestUnknown."""
    rows = DataRequest.objects.visible_to(frames.standing()).select_related(*_JOINED)
    row = rows.filter(id=request_id).first()
    if row is None:
        raise RequestUnknown
    return row


def running_clock(row: DataRequest) -> tuple[Clock, dt.date | None]:
    """Gives which clock of a request runs, and its last day; none once it is answered."""
    if row.state == RequestState.FILED:
        return Clock.CHECK, row.check_due
    if row.state == RequestState.COMPLIANCE_CHECKED:
        return Clock.ANSWER, row.answer_due
    return Clock.NONE, None


def has_run_out(row: DataRequest, at: dt.datetime) -> bool:
    """Says whether the running clock's last day is over in the provider's region."""
    _clock, last = running_clock(row)
    return last is not None and jurisdiction.day(row.region_id, at) > last


def overdue(now: dt.datetime, limit: int) -> Sequence[Ref]:
    """Gives the requests whose clock has run out and that nobody was handed yet."""
    with reading(CLOCK, "sharing.list_overdue"):
        # A region's day may be one ahead of UTC's: the filter is generous, `has_run_out` exact.
        tomorrow = now.date() + dt.timedelta(days=1)
        late = Q(state=RequestState.FILED, escalated=Clock.NONE, check_due__lt=tomorrow) | Q(
            ~Q(escalated=Clock.ANSWER),
            state=RequestState.COMPLIANCE_CHECKED,
            answer_due__lt=tomorrow,
        )
        rows = DataRequest.objects.filter(late).order_by("check_due")[:limit]
        return [row.ref for row in rows if has_run_out(row, now)]


def satisfaction(begins: dt.date, ends: dt.date) -> tuple[int, int, int]:
    """Gives how many requests filed in these days were met in time, granted, and filed (M-RES-5).

    Met in time means granted, or refused with what the law wants, up to the last day of the
    clock. Shape: (met, granted, filed); the rate is met / filed, the stricter granted / filed.
    """
    rows = DataRequest.objects.visible_to(frames.standing())
    rows = rows.filter(filed_at__date__gte=begins, filed_at__date__lt=ends)
    answered = rows.exclude(answered_at=None)
    met = sum(
        1
        for row in answered
        if row.answered_at
        and row.answer_due
        and jurisdiction.day(row.region_id, row.answered_at) <= row.answer_due
    )
    granted = rows.filter(
        Q(state=RequestState.GRANTED) | Q(state=RequestState.DECIDED, dispute__is_granted=True)
    ).count()
    return met, granted, rows.count()


def request_title(key: str) -> str | None:
    """Gives the number of a request for a reference."""
    return DataRequest.objects.filter(id=key).values_list("number", flat=True).first()

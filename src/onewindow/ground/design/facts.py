"""Facts as people read them: dates, amounts, states and periods."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from onewindow.ground.design.money import written
from onewindow.ground.design.site import date_style
from onewindow.ground.design.types import ClockState, Tone


def grouped(value: object) -> object:
    """Gives a number with the separators of the language, and anything else as it is."""
    if isinstance(value, (int, float, Decimal)):
        return number_format(value, force_grouping=True)
    return value


def tag(text: str, tone: Tone | str = Tone.PLAIN) -> SafeString:
    """Gives the badge of a state."""
    tint = Tone(tone)
    classes = f"govuk-tag govuk-tag--{tint}" if tint else "govuk-tag"
    return format_html('<strong class="{}">{}</strong>', classes, text)


def clock(text: str, state: ClockState | str = ClockState.RUNNING) -> SafeString:
    """Gives the badge of a period, for example "3 working days left"; said in words and by form."""
    words = {
        ClockState.RUNNING: _("On time"),
        ClockState.SOON: _("Due soon"),
        ClockState.OVER: _("Overdue"),
        ClockState.PAUSED: _("Paused"),
        ClockState.MET: _("Met"),
    }
    kind = ClockState(state)
    return format_html(
        '<span class="ow-clock ow-clock--{}">'
        '<span class="govuk-visually-hidden">{} </span>{}</span>',
        kind,
        _("{state}:").format(state=words[kind]),
        text,
    )


def day(value: datetime.date | None) -> SafeString:
    """Gives a date for people, its month in letters where the language has them, and machines."""
    if value is None:
        return SafeString("")
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value).date()
    shown = date_format(value, date_style())
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)


def moment(value: datetime.datetime | None) -> SafeString:
    """Gives date and time in the zone of the page."""
    if value is None:
        return SafeString("")
    local = timezone.localtime(value)
    shown = date_format(local, f"{date_style()} H:i")
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), shown)


def money(amount: Any, currency: str = "") -> SafeString:
    """Gives an amount. *Shape*: a Money, or minor units with the code of the currency."""
    minor, code = (amount, currency) if currency else (amount.minor, amount.currency)
    return format_html('<bdi class="ow-money">{}</bdi>', written(int(minor), str(code)))

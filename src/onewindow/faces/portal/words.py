"""Codes of the data in words: who a service is for, by which way, how long, with what result."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy, ngettext

from onewindow.ground.kernel.texts import listed

AUDIENCES: Mapping[str, object] = {
    "everybody": gettext_lazy("Everybody"),
    "residents": gettext_lazy("Residents"),
    "parents": gettext_lazy("Parents"),
    "couples": gettext_lazy("Couples"),
    "older_people": gettext_lazy("Older people"),
    "insured": gettext_lazy("Insured people"),
    "owners": gettext_lazy("Owners of property"),
    "businesses": gettext_lazy("Businesses"),
    "citizens": gettext_lazy("Citizens"),
    "public_bodies": gettext_lazy("Public bodies"),
}
CHANNELS: Mapping[str, object] = {
    "web": gettext_lazy("On this site"),
    "window": gettext_lazy("At a counter"),
    "paper": gettext_lazy("By letter"),
    "voice": gettext_lazy("By telephone"),
    "agent": gettext_lazy("With a helper"),
    "sms": gettext_lazy("By text message"),
    "ussd": gettext_lazy("By a short code on any telephone"),
    "app": gettext_lazy("With an app"),
    "email": gettext_lazy("By e-mail"),
}
ORGANS: Mapping[str, object] = {
    "party": gettext_lazy("Party organ"),
    "government": gettext_lazy("Government department"),
    "congress": gettext_lazy("People's congress"),
    "court": gettext_lazy("Court"),
    "mass_org": gettext_lazy("Mass organisation"),
    "public_body": gettext_lazy("Public body"),
}
FUNCTION_KINDS: Mapping[str, object] = {
    "licence": gettext_lazy("Licence"),
    "confirmation": gettext_lazy("Confirmation"),
    "payment": gettext_lazy("Payment"),
    "adjudication": gettext_lazy("Adjudication"),
    "reward": gettext_lazy("Reward"),
    "inspection": gettext_lazy("Inspection"),
    "public_service": gettext_lazy("Public service"),
    "internal": gettext_lazy("Internal duty"),
}
PARTS: Mapping[str, object] = {
    "responsible": gettext_lazy("Responsible"),
    "cooperating": gettext_lazy("Cooperating"),
    "delegated": gettext_lazy("Delegated"),
}
SHARING: Mapping[str, object] = {
    "unconditional": gettext_lazy("Shared without condition"),
    "conditional": gettext_lazy("Shared under conditions"),
    "not_shared": gettext_lazy("Not shared"),
}
OPENNESS: Mapping[str, object] = {
    "open": gettext_lazy("Open to everybody"),
    "on_request": gettext_lazy("On request"),
    "closed": gettext_lazy("Not open"),
}
CYCLES: Mapping[str, object] = {
    "P1D": gettext_lazy("every day"),
    "P7D": gettext_lazy("every week"),
    "P1W": gettext_lazy("every week"),
    "P1M": gettext_lazy("every month"),
    "P3M": gettext_lazy("every quarter"),
    "P1Y": gettext_lazy("every year"),
    "DAILY": gettext_lazy("every day"),
    "WEEKLY": gettext_lazy("every week"),
    "BIWEEKLY": gettext_lazy("every two weeks"),
    "MONTHLY": gettext_lazy("every month"),
    "BIMONTHLY": gettext_lazy("every two months"),
    "QUARTERLY": gettext_lazy("every quarter"),
    "ANNUAL_2": gettext_lazy("every half-year"),
    "ANNUAL": gettext_lazy("every year"),
    "BIENNIAL": gettext_lazy("every two years"),
    "TRIENNIAL": gettext_lazy("every three years"),
    "UPDATE_CONT": gettext_lazy("all the time"),
    "IRREG": gettext_lazy("when something changes"),
    "NEVER": gettext_lazy("never again"),
}
ELEMENT_TYPES: Mapping[str, object] = {
    "text": gettext_lazy("Text"),
    "code": gettext_lazy("Code"),
    "number": gettext_lazy("Number"),
    "amount": gettext_lazy("Amount of money"),
    "date": gettext_lazy("Day"),
    "instant": gettext_lazy("Day and hour"),
    "boolean": gettext_lazy("Yes or no"),
    "identifier": gettext_lazy("Number that identifies"),
    "address": gettext_lazy("Address"),
    "document": gettext_lazy("Document"),
}
SENSITIVITIES: Mapping[str, object] = {
    "not_personal": gettext_lazy("No"),
    "personal": gettext_lazy("Yes"),
    "sensitive": gettext_lazy("Yes, and sensitive"),
}
REGISTER_SUBJECTS: Mapping[str, object] = {
    "person": gettext_lazy("People"),
    "event": gettext_lazy("What happens in life"),
    "organisation": gettext_lazy("Organisations"),
    "place": gettext_lazy("Places"),
    "property": gettext_lazy("Property"),
    "right": gettext_lazy("Rights and licences"),
}
KINDS: Mapping[str, object] = {
    "resource": gettext_lazy("Data"),
    "harvested": gettext_lazy("Data from elsewhere"),
    "service": gettext_lazy("Services"),
    "body": gettext_lazy("Institutions"),
    "event": gettext_lazy("Events in life"),
    "function": gettext_lazy("Functions"),
}
_PERIOD = re.compile(
    r"P(?:(?P<Y>\d+)Y)?(?:(?P<M>\d+)M)?(?:(?P<W>\d+)W)?(?:(?P<D>\d+)D)?"
    r"(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?)?"
)


def word(table: Mapping[str, object], code: str) -> str:
    """Gives the word for a code, or the code in a readable form where nobody has named it."""
    return str(table[code]) if code in table else code.replace("_", " ").capitalize()


def working_days(count: int) -> str:
    """Gives a number of working days in words."""
    return ngettext("%(count)s working day", "%(count)s working days", count) % {"count": count}


def period(iso: str) -> str:
    """Gives an ISO 8601 period in words ("P3D": 3 days); nothing where it says nothing."""
    found = _PERIOD.fullmatch(iso or "")
    if not found:
        return ""
    said = [_units(unit, int(count)) for unit, count in found.groupdict().items() if count]
    return listed(said)


def _units(unit: str, count: int) -> str:
    words = {
        "Y": ngettext("%(count)s year", "%(count)s years", count),
        "M": ngettext("%(count)s month", "%(count)s months", count),
        "W": ngettext("%(count)s week", "%(count)s weeks", count),
        "D": ngettext("%(count)s day", "%(count)s days", count),
        "h": ngettext("%(count)s hour", "%(count)s hours", count),
        "m": ngettext("%(count)s minute", "%(count)s minutes", count),
    }
    return words[unit] % {"count": count}

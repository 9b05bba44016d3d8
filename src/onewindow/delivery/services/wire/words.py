"""The codes of the cards and the words that people read instead of them.

Shape: every table maps one of our codes to {"en": ..., "pt": ...}.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping

Words = Mapping[str, str]


def _said(en: str, pt: str) -> Words:
    return {"en": en, "pt": pt}


class ChannelKind(enum.StrEnum):
    ONLINE = "online"
    IN_PERSON = "in_person"
    POST = "post"
    EMAIL = "email"
    PHONE = "phone"
    APP = "app"
    FAX = "fax"
    SMS = "sms"
    OTHER = "other"


class Purpose(enum.StrEnum):
    """What an online address is for; the cards put it into the channel's code."""

    USE = "use"
    FOLLOW = "follow"
    BOOK = "book"
    WORK_OUT_FEES = "work_out_fees"
    LOOK_UP = "look_up"
    DECLARE = "declare"
    ISSUE = "issue"
    ENROL = "enrol"
    FIND_OFFICE = "find_office"
    FILL_IN = "fill_in"
    SIMULATE = "simulate"


class Unit(enum.StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"


class Segment(enum.StrEnum):
    CITIZENS = "citizens"
    COMPANIES = "companies"
    PUBLIC_BODIES = "public_bodies"
    ORGANISATIONS = "organisations"


CHANNELS: Mapping[str, tuple[ChannelKind, Purpose]] = {
    "aplicativo-movel": (ChannelKind.APP, Purpose.USE),
    "e-mail": (ChannelKind.EMAIL, Purpose.USE),
    "fax": (ChannelKind.FAX, Purpose.USE),
    "postal": (ChannelKind.POST, Purpose.USE),
    "presencial": (ChannelKind.IN_PERSON, Purpose.USE),
    "sms": (ChannelKind.SMS, Purpose.USE),
    "telefone": (ChannelKind.PHONE, Purpose.USE),
    "web": (ChannelKind.ONLINE, Purpose.USE),
    "web-acompanhar": (ChannelKind.ONLINE, Purpose.FOLLOW),
    "web-agendar": (ChannelKind.ONLINE, Purpose.BOOK),
    "web-calcular-taxas": (ChannelKind.ONLINE, Purpose.WORK_OUT_FEES),
    "web-consultar": (ChannelKind.ONLINE, Purpose.LOOK_UP),
    "web-declarar": (ChannelKind.ONLINE, Purpose.DECLARE),
    "web-emitir": (ChannelKind.ONLINE, Purpose.ISSUE),
    "web-inscrever-se": (ChannelKind.ONLINE, Purpose.ENROL),
    "web-postos-de-atendimento": (ChannelKind.ONLINE, Purpose.FIND_OFFICE),
    "web-preencher": (ChannelKind.ONLINE, Purpose.FILL_IN),
    "web-simular": (ChannelKind.ONLINE, Purpose.SIMULATE),
}
UNITS: Mapping[str, Unit] = {
    "minutos": Unit.MINUTE,
    "horas": Unit.HOUR,
    "dias": Unit.DAY,
    "dias-corridos": Unit.DAY,
    "dias corridos": Unit.DAY,
    "dias-uteis": Unit.WORKING_DAY,
    "dias úteis": Unit.WORKING_DAY,
    "meses": Unit.MONTH,
    "anos": Unit.YEAR,
}
SEGMENTS: Mapping[str, Segment] = {
    "Cidadãos": Segment.CITIZENS,
    "Empresas": Segment.COMPANIES,
    "Órgãos e entidades públicas": Segment.PUBLIC_BODIES,
    "Demais segmentos (ONGs, organizações sociais, etc)": Segment.ORGANISATIONS,
}
CURRENCIES: Mapping[str, str] = {"R$": "BRL", "BRL": "BRL", "USD": "USD", "US$": "USD"}

CHANNEL_WORDS: Mapping[ChannelKind, Words] = {
    ChannelKind.ONLINE: _said("Online", "Pela internet"),
    ChannelKind.IN_PERSON: _said("In person", "Presencialmente"),
    ChannelKind.POST: _said("By post", "Pelos Correios"),
    ChannelKind.EMAIL: _said("By e-mail", "Por e-mail"),
    ChannelKind.PHONE: _said("By phone", "Por telefone"),
    ChannelKind.APP: _said("With a mobile app", "Por aplicativo de celular"),
    ChannelKind.FAX: _said("By fax", "Por fax"),
    ChannelKind.SMS: _said("By text message", "Por mensagem de texto"),
    ChannelKind.OTHER: _said("In another way", "De outra forma"),
}
PURPOSE_WORDS: Mapping[Purpose, Words] = {
    Purpose.FOLLOW: _said("Follow it online", "Acompanhar pela internet"),
    Purpose.BOOK: _said("Book online", "Agendar pela internet"),
    Purpose.WORK_OUT_FEES: _said("Work out the fees online", "Calcular as taxas pela internet"),
    Purpose.LOOK_UP: _said("Look it up online", "Consultar pela internet"),
    Purpose.DECLARE: _said("Declare online", "Declarar pela internet"),
    Purpose.ISSUE: _said("Get the document online", "Emitir pela internet"),
    Purpose.ENROL: _said("Enrol online", "Inscrever-se pela internet"),
    Purpose.FIND_OFFICE: _said("Find an office online", "Encontrar um posto de atendimento"),
    Purpose.FILL_IN: _said("Fill in online", "Preencher pela internet"),
    Purpose.SIMULATE: _said("Try it out online", "Simular pela internet"),
}
SEGMENT_WORDS: Mapping[Segment, Words] = {
    Segment.CITIZENS: _said("Citizens", "Cidadãos"),
    Segment.COMPANIES: _said("Companies", "Empresas"),
    Segment.PUBLIC_BODIES: _said("Public bodies", "Órgãos e entidades públicas"),
    Segment.ORGANISATIONS: _said(
        "Other organisations (NGOs, social organisations)",
        "Demais segmentos (ONGs, organizações sociais)",
    ),
}
# One and many, in each language.
_UNIT_NOUNS: Mapping[Unit, tuple[Words, Words]] = {
    Unit.MINUTE: (_said("minute", "minuto"), _said("minutes", "minutos")),
    Unit.HOUR: (_said("hour", "hora"), _said("hours", "horas")),
    Unit.DAY: (_said("day", "dia"), _said("days", "dias")),
    Unit.WORKING_DAY: (_said("working day", "dia útil"), _said("working days", "dias úteis")),
    Unit.MONTH: (_said("month", "mês"), _said("months", "meses")),
    Unit.YEAR: (_said("year", "ano"), _said("years", "anos")),
}
_ISO: Mapping[Unit, str] = {
    Unit.MINUTE: "PT{}M",
    Unit.HOUR: "PT{}H",
    Unit.DAY: "P{}D",
    Unit.MONTH: "P{}M",
    Unit.YEAR: "P{}Y",
}


def channel_words(kind: ChannelKind, purpose: Purpose) -> Words:
    """Gives how a channel is used, in words: "Online", "Book online", "By post"."""
    return PURPOSE_WORDS.get(purpose) or CHANNEL_WORDS[kind]


def unit_words(count: int, unit: Unit) -> Words:
    """Gives the unit as it follows the number: "day", "working days"."""
    one, many = _UNIT_NOUNS[unit]
    return one if count == 1 else many


def iso_duration(count: int, unit: Unit) -> str:
    """Gives ISO 8601, or nothing for working days, which that standard does not know."""
    return _ISO[unit].format(count) if unit in _ISO else ""

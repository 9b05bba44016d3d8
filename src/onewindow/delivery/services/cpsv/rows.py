"""Rows of a table as descriptions of services: which fields there are, and what becomes of them."""

from __future__ import annotations

import re
from urllib.parse import quote

from onewindow.delivery.services.cpsv.facts import Authority, Description, Part
from onewindow.delivery.services.cpsv.reading import Fault
from onewindow.engines.columns import Field, Row
from onewindow.engines.linked import is_iri, language_iri

FIELDS = (
    Field("id", needed=True),
    Field("title", in_languages=True, needed=True),
    Field("description", in_languages=True, needed=True),
    Field("authority", in_languages=True, needed=True),
    Field("authority_id"),
    Field("audience", values=("residents", "businesses", "everybody")),
    Field("keyword", in_languages=True, many=True),
    Field("who", in_languages=True, many=True),
    Field("bring", in_languages=True, many=True),
    Field("step", in_languages=True, many=True),
    Field("output", in_languages=True, many=True),
    Field("law", in_languages=True, many=True),
    Field("where", in_languages=True),
    Field("channel", values=("web", "window", "voice", "paper", "sms", "agent")),
    Field("cost"),
    Field("currency"),
    Field("duration"),
    Field("phone"),
    Field("mail"),
    Field("page", many=True),
)
_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,4})?\Z", re.ASCII)
_DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?)?\Z", re.ASCII)


def description_of(row: Row, origin: str) -> Description | Fault:
    """Gives a row as a service of the source `origin`, or what is wrong with it."""
    source = f"row {row.number}"
    fault = _fault(row)
    if fault:
        return Fault(source, fault)
    iri = f"urn:onewindow:{origin}:{quote(row.first('id'), safe='')}"
    names = row.texts("authority")
    return Description(
        iri=iri,
        identifier=row.first("id"),
        title=row.texts("title"),
        text=row.texts("description"),
        authority=Authority(f"{iri}#authority", row.first("authority_id"), names),
        languages=tuple(sorted({language_iri(tag) for tag in row.texts("title")})),
        keywords=tuple(sorted(set(row.lists("keyword")))),
        duration=row.first("duration"),
        pages=row.values.get("page", ()),
        audiences=_audience(row, iri),
        channels=_channels(row, iri),
        costs=_costs(row, iri),
        evidence=_parts(row, iri, "bring"),
        outputs=_parts(row, iri, "output"),
        laws=_parts(row, iri, "law"),
        requirements=_parts(row, iri, "who"),
        rules=_parts(row, iri, "step"),
        contacts=_contacts(row, iri),
    )


def _fault(row: Row) -> str:
    for name in ("title", "description", "authority"):
        if not row.texts(name):
            return f"It has no {name}. Fill in its column."
    if not row.first("id"):
        return "It has no id. Fill in its column."
    cost, duration = row.first("cost"), row.first("duration")
    if cost and not _AMOUNT.match(cost):
        return f'The cost "{cost[:40]}" is no number. Write it as 12.50.'
    if duration and not _DURATION.match(duration):
        return f'The duration "{duration[:40]}" is none. Write it as P30D (ISO 8601).'
    wrong = [page for page in row.values.get("page", ()) if not is_iri(page)]
    return f'The page "{wrong[0][:80]}" is no address. Begin it with https://.' if wrong else ""


def _parts(row: Row, iri: str, name: str) -> tuple[Part, ...]:
    """Gives the values of a field as parts: the first ones of all languages together, and so on."""
    languages: dict[str, list[str]] = {}
    for tag, value in row.lists(name):
        languages.setdefault(tag, []).append(value)
    most = max((len(values) for values in languages.values()), default=0)
    made = []
    for n in range(most):
        title = {tag: values[n] for tag, values in languages.items() if n < len(values)}
        text = title if name == "step" else {}
        made.append(Part(f"{iri}#{name}-{n + 1:03}", f"{name}-{n + 1}", title, text))
    return tuple(made)


def _audience(row: Row, iri: str) -> tuple[Part, ...]:
    code = row.first("audience")
    title = {"en": code.capitalize()}
    return (Part(f"{iri}#audience", title=title, code=code),) if code else ()


def _channels(row: Row, iri: str) -> tuple[Part, ...]:
    where, code = row.texts("where"), row.first("channel")
    if not where and not code:
        return ()
    kind = f"{iri}#channel-{code}" if code else ""
    return (Part(f"{iri}#channel-001", "channel-1", text=where, kind=kind, code=code),)


def _costs(row: Row, iri: str) -> tuple[Part, ...]:
    cost, currency = row.first("cost"), row.first("currency")
    return (Part(f"{iri}#cost-001", "cost-1", amount=cost, currency=currency),) if cost else ()


def _contacts(row: Row, iri: str) -> tuple[Part, ...]:
    phone, mail = row.first("phone"), row.first("mail")
    return (Part(f"{iri}#contact", phone=phone, mail=mail),) if phone or mail else ()

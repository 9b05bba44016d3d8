"""A description as the page of an imported service shows it, once for each of its languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from onewindow.delivery.services.cpsv.facts import Description, Part
from onewindow.delivery.services.wire.card_data import card_data
from onewindow.delivery.services.wire.imported import (
    Applicant,
    BodyNamed,
    Channel,
    Cost,
    CostKind,
    Document,
    Duration,
    DurationKind,
    Fee,
    ImportedService,
    Step,
)
from onewindow.delivery.services.wire.rich_text import (
    NO_TEXT,
    Block,
    Line,
    RichText,
    Run,
    safe_address,
)
from onewindow.delivery.services.wire.words import ChannelKind, Purpose, Unit
from onewindow.ground.kernel.money import Money
from onewindow.ground.kernel.texts import Texts

_CHANNELS: Mapping[str, ChannelKind] = {
    **{str(kind): kind for kind in ChannelKind},
    "web": ChannelKind.ONLINE,
    "window": ChannelKind.IN_PERSON,
    "agent": ChannelKind.IN_PERSON,
    "paper": ChannelKind.POST,
    "voice": ChannelKind.PHONE,
}
_UNITS = {"D": Unit.DAY, "M": Unit.MONTH, "Y": Unit.YEAR}
_TIMES = {"M": Unit.MINUTE, "H": Unit.HOUR}
LANGUAGES_SHOWN = 8


def imported_services(one: Description) -> tuple[ImportedService, ...]:
    """Gives the service in each language that its title is in, the first of them first."""
    return tuple(_service(one, language) for language in sorted(one.title)[:LANGUAGES_SHOWN])


def pages_of(services: Iterable[ImportedService]) -> dict[str, object]:
    """Gives the cards of all languages, by language."""
    return {one.language: card_data(one) for one in services}


def _said(texts: Texts, language: str) -> str:
    """Gives the text in a language, else in the first that it is in."""
    return texts.get(language) or next((texts[key] for key in sorted(texts)), "")


def _rich(text: str, pages: Sequence[str] = ()) -> RichText:
    if not text and not pages:
        return NO_TEXT
    lines: list[Line] = [(Run(line.strip()),) for line in text.splitlines() if line.strip()]
    lines += [(Run(page, href=page),) for one in pages if (page := safe_address(one))]
    return RichText((Block("p", tuple(lines)),)) if lines else NO_TEXT


def _service(one: Description, language: str) -> ImportedService:
    bring = tuple(_document(part, language) for part in one.evidence)
    channels = tuple(_channel(part, language) for part in one.channels)
    return ImportedService(
        source_id=one.iri,
        number=one.identifier,
        name=_said(one.title, language),
        acronym="",
        other_names=(),
        summary=_rich(_said(one.text, language), one.pages),
        audience=tuple(_applicant(part, language) for part in one.requirements),
        segments=(),
        cost=_cost(one, language),
        duration=_duration(one.duration),
        steps=_steps(one, language, channels),
        bring=bring,
        needs_nothing=False,
        start=channels[0] if channels else None,
        is_digital=any(channel.kind is ChannelKind.ONLINE for channel in channels),
        validity=None,
        body=BodyNamed(one.authority.iri, _said(one.authority.name, language)),
        contact=_contact(one.contacts, language),
        legal_basis=tuple(_law(part, language) for part in one.laws),
        topics=tuple(_said(part.title, language) for part in one.events if part.title),
        keywords=tuple(word for tag, word in one.keywords if tag == language),
        related=(),
        accessibility=NO_TEXT,
        priority=NO_TEXT,
        treatment=NO_TEXT,
        language=language,
    )


def _applicant(part: Part, language: str) -> Applicant:
    return Applicant(
        _rich(_said(part.title, language), part.pages), _rich(_said(part.text, language))
    )


def _document(part: Part, language: str) -> Document:
    return Document(_rich(_said(part.title, language), part.pages), _said(part.text, language))


def _law(part: Part, language: str) -> RichText:
    words = " ".join(word for word in (_said(part.title, language), part.number) if word)
    return _rich(words or part.iri, part.pages)


def _channel(part: Part, language: str) -> Channel:
    kind = _CHANNELS.get(part.code, ChannelKind.OTHER)
    words = "\n".join(
        word for word in (_said(part.title, language), _said(part.text, language)) if word
    )
    wait = _duration(part.duration) if part.duration else None
    return Channel(kind, Purpose.USE, _rich(words, part.pages), wait=wait)


def _contact(parts: Iterable[Part], language: str) -> RichText:
    lines = []
    for part in parts:
        texts = (part.title, part.text, part.hours)
        lines += [said for text in texts if (said := _said(text, language))]
        lines += [line for line in (part.phone, part.mail) if line]
        lines += part.pages
    return _rich("\n".join(lines))


def _steps(one: Description, language: str, channels: tuple[Channel, ...]) -> tuple[Step, ...]:
    """Gives the rules as steps; where there are none, one step with all channels and papers."""
    steps = tuple(_step(part, language) for part in one.rules)
    if not channels:
        return steps
    rest = Step("", NO_TEXT, (), False, (), channels, None)
    return (*steps, rest) if steps else (rest,)


def _step(part: Part, language: str) -> Step:
    title, text = _said(part.title, language), _said(part.text, language)
    return Step(title, _rich(text if text != title else ""), (), False, (), (), None)


def _cost(one: Description, language: str) -> Cost:
    if not one.costs:
        return Cost(CostKind.NOT_STATED)
    if all(_is_nothing(part) for part in one.costs):
        return Cost(CostKind.FREE)
    fees = tuple(_fee(part, language) for part in one.costs)
    return Cost(CostKind.FEES, fees)


def _is_nothing(part: Part) -> bool:
    return bool(part.amount) and float(part.amount) == 0


def _fee(part: Part, language: str) -> Fee:
    label = " ".join(
        word for word in (_said(part.title, language), _said(part.text, language)) if word
    )
    text = " ".join(word for word in (part.amount, part.currency) if word)
    money = None
    if part.amount and part.currency:
        money = Money(round(float(part.amount) * 100), part.currency)
    return Fee(label or text, text if label else "", money)


def _duration(iso: str) -> Duration:
    """Gives a duration of one unit; what is made of several is shown as it is written."""
    unit, count = None, iso[1:-1]
    if iso.startswith("PT"):
        unit, count = _TIMES.get(iso[-1:]), iso[2:-1]
    elif iso:
        unit = _UNITS.get(iso[-1:])
    if not iso:
        return Duration(DurationKind.NOT_STATED)
    if unit is None or not count.isdigit() or not count.isascii() or len(count) > 6:
        return Duration(DurationKind.NOT_ESTIMATED, note=_rich(iso))
    return Duration(DurationKind.UP_TO, maximum=int(count), unit=unit)

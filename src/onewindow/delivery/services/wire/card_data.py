"""An imported service as JSON: all that its page shows, so that the page needs no reader.

Shape: {"language", "answers": [five of {"code", "stated", "ours", "lines", "more", "href"}],
"summary", "audience", "segments", "cost", "duration", "steps", "contact", "legal", ...}. Rich
texts are kept as `RichText.data()`, our own words as {"en", "pt"}. What is empty is absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onewindow.delivery.services.wire.first_screen import Answer, first_screen
from onewindow.delivery.services.wire.imported import (
    Applicant,
    Channel,
    Document,
    Duration,
    Fee,
    ImportedService,
    Step,
    Validity,
    ValidityKind,
)
from onewindow.delivery.services.wire.rich_text import Block, RichText
from onewindow.delivery.services.wire.words import SEGMENT_WORDS, Words, unit_words

Json = dict[str, object]

_NO_END: Words = {"en": "Without end", "pt": "Sem prazo de validade"}


def card_data(service: ImportedService) -> Json:
    """Gives what `PublicService.guide["card"]` keeps."""
    return _kept(
        language=service.language,
        number=service.number,
        acronym=service.acronym,
        other_names=list(service.other_names),
        answers=[_answer(answer) for answer in first_screen(service)],
        summary=service.summary.data(),
        audience=[_applicant(one) for one in service.audience],
        segments=[dict(SEGMENT_WORDS[segment]) for segment in service.segments],
        cost=str(service.cost.kind),
        fees=[_fee(fee) for fee in service.cost.fees],
        duration=_duration(service.duration),
        bring=[_document(one) for one in service.bring],
        steps=[_step(step) for step in service.steps],
        validity=_validity(service.validity),
        body=_kept(id=service.body.source_id, name=service.body.name),
        contact=service.contact.data(),
        legal=[text.data() for text in service.legal_basis],
        topics=list(service.topics),
        keywords=list(service.keywords),
        accessibility=service.accessibility.data(),
        priority=service.priority.data(),
        treatment=service.treatment.data(),
    )


_EMPTY: tuple[object, ...] = ("", [], {}, None)


def _kept(**facts: object) -> Json:
    """Gives the facts that say something."""
    return {name: value for name, value in facts.items() if value or value not in _EMPTY}


def _answer(answer: Answer) -> Json:
    block = Block("ul" if answer.is_list else "p", answer.lines)
    lines = RichText((block,)).data() if answer.lines else []
    return {
        "code": answer.code,
        "question": dict(answer.question),
        "stated": answer.stated,
        **_kept(ours=dict(answer.ours), lines=lines, more=answer.more or None, href=answer.href),
    }


def _applicant(one: Applicant) -> Json:
    return _kept(who=one.who.data(), requirements=one.requirements.data())


def _fee(fee: Fee) -> Json:
    money = fee.money
    return _kept(
        case=fee.case,
        label=fee.label,
        text=fee.text,
        minor=money.minor if money else None,
        currency=money.currency if money else "",
    )


def _document(one: Document) -> Json:
    return _kept(case=one.case, text=one.text.data())


def _duration(duration: Duration | None) -> Json | None:
    if duration is None or not duration.is_stated:
        return None
    ours = _duration_words(duration)
    iso = duration.iso_maximum
    return _kept(ours=dict(ours) if ours else None, note=duration.note.data(), iso=iso)


def _duration_words(duration: Duration) -> Words | None:
    """Gives our sentence, or nothing where the source's own words say more."""
    return duration.words if duration.maximum is not None or not duration.note else None


def _channel(channel: Channel) -> Json:
    return _kept(
        kind=str(channel.kind),
        words=dict(channel.words),
        case=channel.case,
        text=channel.text.data(),
        wait=_duration(channel.wait),
        when_down=channel.when_down.data(),
    )


def _step(step: Step) -> Json:
    return _kept(
        title=step.title,
        description=step.description.data(),
        documents=[_document(one) for one in step.documents],
        needs_nothing=step.needs_nothing or None,
        fees=[_fee(fee) for fee in step.fees],
        channels=[_channel(one) for one in step.channels],
        duration=_duration(step.duration),
    )


def _validity(validity: Validity | None) -> Json | None:
    if validity is None:
        return None
    return _kept(ours=_validity_words(validity), note=validity.note.data()) or None


def _validity_words(validity: Validity) -> Mapping[str, str] | None:
    if validity.kind is ValidityKind.NO_END:
        return dict(_NO_END)
    if validity.kind is not ValidityKind.FOR or not validity.count or validity.unit is None:
        return None
    nouns = unit_words(validity.count, validity.unit)
    return {language: f"{validity.count} {noun}" for language, noun in nouns.items()}


def search_words(service: ImportedService) -> str:
    """Gives the text by which the service is found beside its name, the description first."""
    parts: Iterable[str] = (
        service.summary.plain(),
        service.acronym,
        *service.other_names,
        *service.keywords,
        *service.topics,
        service.body.name,
    )
    return "\n".join(part for part in parts if part)

"""The five answers a person needs before reading on, made from an imported service.

Who is it for, what does it cost, how long does it take, what to bring, where to start: each is
answered for every service, and where its source is silent the answer says so.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from onewindow.delivery.services.wire.imported import (
    Applicant,
    Channel,
    CostKind,
    Document,
    DurationKind,
    Fee,
    ImportedService,
)
from onewindow.delivery.services.wire.rich_text import Line, Run, plain_line, shortened
from onewindow.delivery.services.wire.words import SEGMENT_WORDS, Words

# Measured at 320 px: with these the five answers of nearly every card fit one screen.
MOST_LINES = 3
LONGEST_LINE = 96
LONGEST_ALONE = 150
LONGEST_LABEL = 40
LITTLE = 120
_OPEN_END = re.compile(r"(?i)(?::|\bque|\bthat|\bwho)$")

NOT_STATED: Words = {"en": "Not stated by the source.", "pt": "Não informado pela fonte."}
QUESTIONS: dict[str, Words] = {
    "audience": {"en": "Who it is for", "pt": "Quem pode usar"},
    "cost": {"en": "What it costs", "pt": "Quanto custa"},
    "duration": {"en": "How long it takes", "pt": "Quanto tempo leva"},
    "bring": {"en": "What to bring", "pt": "O que levar"},
    "start": {"en": "Where to start", "pt": "Por onde começar"},
}
_COSTS: dict[CostKind, Words] = {
    CostKind.FREE: {"en": "Free of charge", "pt": "Gratuito"},
    CostKind.FEES: {"en": "There is a fee", "pt": "Há taxa a pagar"},
    CostKind.VARIES: {"en": "There is a fee; it varies", "pt": "Há taxa a pagar; o valor varia"},
    CostKind.NOT_SAID_HOW_MUCH: {
        "en": "There is a fee. The source does not say how much.",
        "pt": "Há taxa a pagar. A fonte não informa o valor.",
    },
    CostKind.NOT_STATED: NOT_STATED,
}
_NOTHING: Words = {"en": "No documents are needed.", "pt": "Nenhum documento é necessário."}
_ASK: Words = {
    "en": "Not stated by the source. Ask the responsible body:",
    "pt": "Não informado pela fonte. Consulte o órgão responsável:",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `ours` is our sentence in several languages, `lines` are the source's words.

    Shape: either may be empty, never both; `more` counts what the page says further down.
    `href` is the one address to open first, for a button; empty where there is none.
    """

    code: str
    stated: bool
    ours: Words
    lines: tuple[Line, ...] = ()
    more: int = 0
    href: str = ""

    @property
    def is_list(self) -> bool:
        """Says that the lines are things of one kind; else they are one text, line by line."""
        return len(self.lines) > 1 and self.code in {"audience", "cost", "bring"}

    @property
    def question(self) -> Words:
        return QUESTIONS[self.code]


def first_screen(service: ImportedService) -> tuple[Answer, ...]:
    """Gives the five answers in the order of `QUESTIONS`."""
    return (
        _audience(service),
        _cost(service),
        _duration(service),
        _bring(service),
        _start(service),
    )


def _audience(service: ImportedService) -> Answer:
    lines = [line for one in service.audience for line in _applicant_lines(one)]
    if lines:
        return _answer("audience", {}, lines)
    words = [SEGMENT_WORDS[segment] for segment in service.segments]
    if not words:
        return Answer("audience", stated=False, ours=NOT_STATED)
    ours = {language: "; ".join(word[language] for word in words) for language in ("en", "pt")}
    return Answer("audience", stated=True, ours=ours)


def _applicant_lines(one: Applicant) -> list[Line]:
    """Gives who it is for; "Residents who:" goes on with the first thing that they must be."""
    lines, more = list(one.who.lines()), list(one.requirements.lines())
    if lines and more and _OPEN_END.search(plain_line(lines[-1])):
        return [*lines[:-1], (*lines[-1], Run(" "), *more[0])]
    return lines or more


def _cost(service: ImportedService) -> Answer:
    kind = service.cost.kind
    lines = [line for fee in service.cost.fees if (line := _fee_line(fee))]
    # Figures are never cut off; only a long text of a varying fee is.
    lines = [line if line[-1].strong else shortened(line, LONGEST_ALONE) for line in lines]
    answer = _answer("cost", _COSTS[kind], [] if kind is CostKind.FREE else lines)
    return dataclasses.replace(answer, stated=kind is not CostKind.NOT_STATED)


def _fee_line(fee: Fee) -> Line:
    label = ": ".join(part for part in (fee.case, fee.label) if part)
    if not fee.text:
        return (Run(label),)
    figure = Run(fee.text, strong=fee.money is not None)
    room = max(LONGEST_LINE - len(fee.text) - 2, LONGEST_LABEL)
    return (*shortened((Run(label),), room), Run(": "), figure) if label else (figure,)


def _duration(service: ImportedService) -> Answer:
    duration = service.duration
    ours = duration.words
    if duration.note and duration.kind is DurationKind.NOT_ESTIMATED:
        ours = {}  # the source's own words say more than that there is no figure
    answer = _answer("duration", ours, duration.note.lines())
    return dataclasses.replace(answer, stated=duration.is_stated)


def _bring(service: ImportedService) -> Answer:
    if not service.bring:
        ours = _NOTHING if service.needs_nothing else NOT_STATED
        return Answer("bring", stated=service.needs_nothing, ours=ours)
    return _answer("bring", {}, _document_lines(service.bring))


def _document_lines(documents: Iterable[Document]) -> Iterator[Line]:
    for document in documents:
        lines = list(document.text.lines())
        if len(lines) > 1:  # a line that only announces the next ones is not a thing to bring
            lines = [line for line in lines if not plain_line(line).endswith(":")] or lines
        for line in lines:
            yield (Run(f"{document.case}: ", emphasis=True), *line) if document.case else line


def _start(service: ImportedService) -> Answer:
    if service.start is not None:
        return _start_at(service.start)
    if service.contact:
        answer = _answer("start", _ASK, service.contact.lines())
        return dataclasses.replace(answer, stated=False)
    lines = [(Run(service.body.name),)] if service.body.name else []
    return dataclasses.replace(_answer("start", _ASK if lines else NOT_STATED, lines), stated=False)


def _start_at(channel: Channel) -> Answer:
    links = [link for link in channel.links if link.href.startswith("http")]
    answer = _answer("start", channel.words, channel.text.lines())
    return dataclasses.replace(answer, href=links[0].href if links else "")


def _answer(code: str, ours: Words, lines: Iterable[Line]) -> Answer:
    """Gives the answer with the first lines, each shortened and said once."""
    found = list({plain_line(line): line for line in lines}.values())
    most = min(len(found), MOST_LINES)
    is_short = code == "start" or sum(len(plain_line(line)) for line in found) <= LITTLE
    if len(found) == MOST_LINES + 1 and is_short:
        most += 1  # a last line is shown rather than announced; an address is not cut off
    limit = LONGEST_ALONE if most == 1 else LONGEST_LINE
    if code != "cost":
        found = [shortened(line, limit) for line in found]
    shown = tuple(found[:most])
    return Answer(code, stated=True, ours=ours, lines=shown, more=len(found) - most)

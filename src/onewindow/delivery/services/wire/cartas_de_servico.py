"""Reads a folder of service cards (XML v3 of the Brazilian federal portal).

Source: github.com/servicosgovbr/cartas-de-servico. Its schema rejects nearly all of its own
cards, so nothing is validated against it: each part is read for what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from onewindow.delivery.services.wire import card_parts as parts
from onewindow.delivery.services.wire.imported import (
    Applicant,
    BodyNamed,
    Duration,
    DurationKind,
    ImportedService,
    Rejection,
)
from onewindow.delivery.services.wire.markup import plain, rich, title
from onewindow.delivery.services.wire.rich_text import RichText
from onewindow.delivery.services.wire.words import SEGMENTS, Segment
from onewindow.delivery.services.wire.xml_file import (
    SPACE,
    Element,
    Unusable,
    child,
    items,
    root_of,
    text_of,
)

LONGEST_ID = 200
LONGEST_NAME = 300
BODY_ADDRESS = "http://estruturaorganizacional.dados.gov.br/id/unidade-organizacional/"
_ENGLISH = frozenset(["the", "of", "and", "is", "are", "with", "for", "your", "you", "from"])
_PORTUGUESE = frozenset(
    ["de", "do", "da", "dos", "que", "para", "com", "não", "em", "ou", "é", "por"]
)


def count(folder: Path) -> int:
    """Gives the number of card files in the folder, for a progress bar."""
    return len(_files(folder))


def read(folder: Path) -> Iterator[ImportedService | Rejection]:
    """Gives each card of the folder in the order of file names, one at a time.

    Never raises for what is in a file: a broken one is one `Rejection` named after it.
    """
    seen: set[str] = set()
    for path in _files(folder):
        result = read_card(path)
        if isinstance(result, ImportedService):
            if result.source_id in seen:
                result = Rejection(path.name, f"An earlier card has the id {result.source_id}.")
            else:
                seen.add(result.source_id)
        yield result


def read_card(path: Path) -> ImportedService | Rejection:
    """Gives the service of one card file, or why there is none."""
    try:
        return _service(root_of(path, "servico"))
    except Unusable as problem:
        return Rejection(path.name, str(problem))


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.xml") if path.is_file())


def _service(card: Element) -> ImportedService:
    steps = parts.steps(card)
    bring = parts.bring(steps)
    summary = rich(text_of(card, "descricao"))
    return ImportedService(
        source_id=_needed(card, "id", LONGEST_ID),
        number=text_of(card, "dbId") or text_of(card, "dbID"),
        name=_needed(card, "nome", LONGEST_NAME),
        acronym=plain(text_of(card, "sigla")),
        other_names=_names(card, "nomes-populares"),
        summary=summary,
        audience=_audience(card),
        segments=_segments(card),
        cost=parts.cost(card, steps),
        duration=_duration(card),
        steps=steps,
        bring=bring,
        needs_nothing=not bring and any(step.needs_nothing for step in steps),
        start=parts.start(card, steps),
        is_digital=text_of(card, "servico-digital") == "true",
        validity=parts.validity(card),
        body=_body(card),
        contact=rich(text_of(card, "contato")),
        legal_basis=_rich_items(card, "legislacoes"),
        topics=_names(card, "areas-de-interesse"),
        keywords=_names(card, "palavras-chave"),
        related=_names(card, "servicos-relacionados"),
        accessibility=rich(text_of(card, "condicoes-acessibilidade")),
        priority=rich(text_of(card, "tratamento-prioritario")),
        treatment=rich(text_of(card, "tratamento-dispensado-atendimento")),
        language=_language(summary),
    )


def _needed(card: Element, name: str, limit: int) -> str:
    text = title(text_of(card, name)) if name == "nome" else text_of(card, name)
    if not text:
        raise Unusable(f"The card has no <{name}>.")
    if len(text) > limit:
        raise Unusable(f"The <{name}> of the card is longer than {limit} signs.")
    return text


def _names(card: Element, name: str) -> tuple[str, ...]:
    texts = (plain(item) for item in items(card, name))
    return tuple(dict.fromkeys(text for text in texts if text))


def _rich_items(card: Element, name: str) -> tuple[RichText, ...]:
    return tuple(text for item in items(card, name) if (text := rich(item)))


def _audience(card: Element) -> tuple[Applicant, ...]:
    found = child(card, "solicitantes")
    applicants = () if found is None else found.iterfind(SPACE + "solicitante")
    read_ones = (
        Applicant(rich(text_of(one, "tipo")), rich(text_of(one, "requisitos")))
        for one in applicants
    )
    return tuple(dict.fromkeys(one for one in read_ones if one.who or one.requirements))


def _segments(card: Element) -> tuple[Segment, ...]:
    return tuple(
        SEGMENTS[item] for item in items(card, "segmentos-da-sociedade") if item in SEGMENTS
    )


def _duration(card: Element) -> Duration:
    time = child(card, "tempo-total-estimado")
    if time is None:
        return Duration(DurationKind.NOT_STATED)
    return parts.duration(time)


def _body(card: Element) -> BodyNamed:
    """Gives the responsible body; a bare number is completed to the address the others use."""
    found = child(card, "orgao")
    source_id = "" if found is None else (found.get("id") or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", source_id):
        source_id = BODY_ADDRESS + source_id
    return BodyNamed(source_id, plain(text_of(found, "nomeOrgao")))


def _language(text: RichText) -> str:
    """Gives the language of the texts: a few cards of the Portuguese portal are in English."""
    words = re.findall(r"\w+", text.plain().casefold())
    english = sum(word in _ENGLISH for word in words)
    return "en" if english > sum(word in _PORTUGUESE for word in words) else "pt"

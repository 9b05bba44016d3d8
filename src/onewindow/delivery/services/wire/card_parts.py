"""Reads the parts of one service card: steps, documents, costs, channels, durations."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from onewindow.delivery.services.wire.imported import (
    Channel,
    Cost,
    CostKind,
    Document,
    Duration,
    DurationKind,
    Fee,
    Step,
    Validity,
    ValidityKind,
)
from onewindow.delivery.services.wire.markup import plain, rich, title
from onewindow.delivery.services.wire.rich_text import (
    NO_TEXT,
    RichText,
    plain_line,
    safe_address,
    shortened,
)
from onewindow.delivery.services.wire.words import (
    CHANNELS,
    CURRENCIES,
    UNITS,
    ChannelKind,
    Purpose,
    Unit,
)
from onewindow.delivery.services.wire.xml_file import SPACE, Element, child, text_of, words_of
from onewindow.ground.kernel.money import Money

Found = TypeVar("Found", Document, Fee, Channel)

_AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(\d{2}))?")
_FREE = re.compile(r"(?i)^\W*(gratuit[ao]s?|sem custos?|isent[ao]s?|não há custos?|custo zero)\W*$")
_NOTHING = re.compile(
    r"(?i)^\W*(?:nenhum[a]?(?: documento| documentação| outro documento)?(?: adicional)?"
    r"(?: (?:é|se faz) necessári[ao]| necessári[ao])?"
    r"|não (?:se aplica|há|é necessári[ao]|são necessários|precisa)"
    r"(?: nenhum| apresentar| de| a)*(?: documentos?| documentação)?(?: necessári[ao]s?)?"
    r"(?: nest[ae] (?:etapa|caso))?|sem documentos?|dispensad[ao]|n/a)\W*$"
)
_NO_ESTIMATE = re.compile(
    r"(?i)^(?:o |os )?(?:tempo|prazo)s?\b[^.\n]{0,60}\bnão (?:é|foi|está|são|foram)(?: ainda)?"
    r" (?:estimad|indicad|informad)[ao]s?(?: ainda)?\W*$"
    r"|^não se aplica\W+não é estimado ainda\W*$|^não (?:é|foi)(?: ainda)? estimado(?: ainda)?\W*$"
)
LONGEST_COUNT = 100_000
LONGEST_GIVEN_TITLE = 80


def steps(card: Element) -> tuple[Step, ...]:
    found = child(card, "etapas")
    elements = () if found is None else found.iterfind(SPACE + "etapa")
    made = (_step(element) for element in elements)
    said = [step for step in made if step.title or _has_content(step)]
    return tuple(
        step if step.title else dataclasses.replace(step, title=_given_title(step, number))
        for number, step in enumerate(said, start=1)
    )


def _has_content(step: Step) -> bool:
    return bool(step.description or step.documents or step.fees or step.channels)


def _given_title(step: Step, number: int) -> str:
    """Gives a heading to a step that has none: its first words, else its number."""
    first = next(step.description.lines(), None)
    return plain_line(shortened(first, LONGEST_GIVEN_TITLE)) if first else f"Etapa {number}"


def _step(step: Element) -> Step:
    documents = list(_documents(step))
    asked = tuple(item for item in documents if not _NOTHING.match(item.text.plain()))
    time = child(step, "tempo-total-estimado")
    return Step(
        title=title(text_of(step, "titulo")),
        description=rich(text_of(step, "descricao")),
        documents=_once(asked),
        needs_nothing=bool(documents) and not asked,
        fees=_once(_fees(step)),
        channels=_once(_channels(step)),
        duration=None if time is None else duration(time),
    )


def bring(found: Iterable[Step]) -> tuple[Document, ...]:
    """Gives what to bring over all steps, each thing once per case, in the order of asking."""
    return _once(document for step in found for document in step.documents)


def _once(found: Iterable[Found]) -> tuple[Found, ...]:
    kept: dict[tuple[object, ...], Found] = {}
    for item in found:
        kept.setdefault(_sameness(item), item)
    return tuple(kept.values())


def _sameness(item: Document | Fee | Channel) -> tuple[object, ...]:
    if isinstance(item, Fee):
        return (item.case, item.label, item.text)
    words = re.sub(r"\W+", " ", item.text.plain()).strip().casefold()
    kind = (item.kind, item.purpose, item.text.links()) if isinstance(item, Channel) else ()
    return (item.case, words, *kind)


def _cases(step: Element, name: str) -> Iterator[tuple[str, Element]]:
    """Gives the parts of documents, costs or channels with the situation each is for."""
    found = child(step, name)
    for part in () if found is None else found:
        if isinstance(part.tag, str):
            yield plain(part.get("descricao") or "").rstrip(" :;"), part


def _documents(step: Element) -> Iterator[Document]:
    for case, part in _cases(step, "documentos"):
        for item in part.iterfind(SPACE + "item"):
            if text := rich(_ended(words_of(item))):
                yield Document(text, case)
        for item in part.iterfind(SPACE + "documento"):
            if text := rich(_ended(text_of(item, "descricao"))):
                yield Document(text, case)


def _ended(text: str) -> str:
    """Gives a thing of a list without the sign that joined it to the next one ("CPF;")."""
    return text.rstrip(" ;,\n")


def _fees(step: Element) -> Iterator[Fee]:
    for case, part in _cases(step, "custos"):
        for item in part.iterfind(SPACE + "custo"):
            fee = _fee(item, case)
            if fee.label or fee.text:
                yield fee


def _fee(item: Element, case: str) -> Fee:
    label = plain(text_of(item, "descricao")).rstrip(" .:;")
    sign, figure = text_of(item, "moeda"), plain(text_of(item, "valor"))
    varying = plain(text_of(item, "valorVariavel"))
    if figure and not varying:
        return Fee(label, f"{sign} {figure}".strip(), _money(figure, sign), case=case)
    is_free = bool(_FREE.match(varying) or (not varying and _FREE.match(label)))
    return Fee(label, varying, is_free=is_free, case=case)


def _money(figure: str, sign: str) -> Money | None:
    """Gives the amount, None for a figure that can be read in two ways ("2,000")."""
    found, currency = _AMOUNT.fullmatch(figure), CURRENCIES.get(sign)
    if found is None or currency is None:
        return None
    return Money(int(found[1].replace(".", "")) * 100 + int(found[2] or 0), currency)


def cost(card: Element, found: Iterable[Step]) -> Cost:
    """Gives what the service costs over all steps.

    Fees win over the word "free": a card that says both is shown with its fees.
    """
    fees = _once(fee for step in found for fee in step.fees)
    if any(fee.money or (fee.text and not fee.is_free and _has_digit(fee.text)) for fee in fees):
        return Cost(CostKind.FEES, fees)
    if any(not fee.is_free for fee in fees):
        return Cost(CostKind.VARIES, fees)
    said = text_of(card, "gratuito")
    if said == "true" or fees:
        return Cost(CostKind.FREE, fees)
    return Cost(CostKind.NOT_SAID_HOW_MUCH if said == "false" else CostKind.NOT_STATED)


def _has_digit(text: str) -> bool:
    return bool(re.search(r"(?:R\$|US\$|USD)\s*\d|\d\s*%", text))


def _channels(step: Element) -> Iterator[Channel]:
    for case, part in _cases(step, "canais-de-prestacao"):
        for item in part.iterfind(SPACE + "canal-de-prestacao"):
            if text := rich(text_of(item, "descricao")):
                yield _channel(item, text, case)


def _channel(item: Element, text: RichText, case: str) -> Channel:
    kind, purpose = CHANNELS.get(item.get("tipo") or "", (ChannelKind.OTHER, Purpose.USE))
    count = _count(item.get("tempo-estimado-espera"))
    unit = UNITS.get(item.get("tempo-estimado-periodo") or "")
    is_timed = bool(count and unit)
    return Channel(
        kind=kind,
        purpose=purpose,
        text=text,
        case=case,
        wait=Duration(DurationKind.UP_TO, None, count, unit) if is_timed else None,
        when_down=rich(item.get("procedimento-sistema-indisponivel") or ""),
    )


def start(card: Element, found: Iterable[Step]) -> Channel | None:
    """Gives where to begin: the card's own online address, else the first channel of a step."""
    address = safe_address(text_of(card, "link-servico-digital"))
    if address:
        return Channel(ChannelKind.ONLINE, Purpose.USE, rich(address))
    return next((channel for step in found for channel in step.channels), None)


def duration(time: Element) -> Duration:
    """Gives how long it takes; a range of 0 to 0 is how the cards leave it open."""
    note = rich(text_of(time, "descricao"))
    if _NO_ESTIMATE.match(note.plain()):
        note = NO_TEXT
    for name, kind in (
        ("entre", DurationKind.RANGE),
        ("ate", DurationKind.UP_TO),
        ("em-media", DurationKind.AVERAGE),
    ):
        if (found := child(time, name)) is not None:
            return _counted(found, kind, note)
    if child(time, "atendimento-imediato") is not None:
        return Duration(DurationKind.IMMEDIATE, note=note)
    is_open = child(time, "nao-estimado-ainda") is not None or len(time) > 0
    return Duration(DurationKind.NOT_ESTIMATED if is_open else DurationKind.NOT_STATED, note=note)


def _counted(found: Element, kind: DurationKind, note: RichText) -> Duration:
    low, high = _count(found.get("min")), _count(found.get("max"))
    unit = UNITS.get(found.get("unidade") or "")
    if not high or unit is None or (low or 0) > high:
        return Duration(DurationKind.NOT_ESTIMATED, note=note)
    if kind is DurationKind.RANGE and (not low or low == high):
        kind = DurationKind.UP_TO
        low = None
    return Duration(kind, low if kind is DurationKind.RANGE else None, high, unit, note)


def _count(text: str | None) -> int | None:
    if text is None or not re.fullmatch(r"[0-9]{1,6}", text.strip()):
        return None
    count = int(text)
    return count if count <= LONGEST_COUNT else None


def validity(card: Element) -> Validity | None:
    """Gives how long the result is good, None where the card does not say it."""
    found = child(card, "validade-documento")
    note, count = rich(text_of(found, "descricao")), _count(text_of(found, "quantidade"))
    unit: Unit | None = UNITS.get(text_of(found, "unidade"))
    if count and unit:
        return Validity(ValidityKind.FOR, count, unit, note)
    if text_of(found, "tipo") == "Sem validade":
        return Validity(ValidityKind.NO_END, None, None, note)
    return Validity(ValidityKind.AS_SAID, None, None, note) if note else None

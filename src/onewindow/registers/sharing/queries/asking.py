"""Reads about what people are asked: violations, waivers, and elements likened to a wording."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from onewindow.ground.kernel.folding import words
from onewindow.ground.kernel.texts import Texts, pick
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.types import ElementState
from onewindow.registers.institutions import public as institutions
from onewindow.registers.sharing import rules
from onewindow.registers.sharing.errors import AskOnce, WaiverUnknown
from onewindow.registers.sharing.models import Waiver
from onewindow.registers.sharing.types import Footing, Held, Suggestion, Violation

_ASK_ONCE = "SELECT question, element, register, footing FROM onewindow_ask_once(%s, %s, %s, %s)"
_HELD = "SELECT element, register, owner, footing FROM onewindow_held(%s, %s)"


def ask_once(form: str, questions: Mapping[str, str], on: dt.date) -> list[Violation]:
    """Gives the questions that ask people for what a register holds and sharing can supply.

    Shape: `questions` is question -> code of the data element that it is bound to. What an
    agreement supplies, what may be granted and what is not catalogued yet counts; what is not
    shared does not, nor what a waiver lets the form ask on that day. Source: INV-11, AC-3.3b.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ASK_ONCE, [form, list(questions), list(questions.values()), on])
        rows: list[tuple[str, str, UUID, str]] = cursor.fetchall()
    elements = catalogue.elements({row[1] for row in rows}, on)
    registers = {key: catalogue.register(key) for key in {row[2] for row in rows}}
    names = institutions.body_names(one.owner for one in registers.values())
    return [
        Violation(
            question=question,
            element=element,
            element_title=elements[element].title,
            register_code=registers[register].code,
            register_name=registers[register].name,
            owner=names[registers[register].owner],
            footing=Footing(footing),
        )
        for question, element, register, footing in rows
    ]


def require_asked_once(form: str, questions: Mapping[str, str], on: dt.date) -> None:
    """Passes a form that asks for nothing twice. Raises AskOnce: it names register and owner."""
    found = ask_once(form, questions, on)
    if found:
        raise AskOnce(violations=" ".join(sentence(one) for one in found))


def sentence(one: Violation) -> str:
    """Gives one violation in words: question, datum, register, owner, and how it is obtained."""
    return _(
        "“{question}” asks for “{element}” ({code}), which the {register} of {owner} holds; {way}."
    ).format(
        question=one.question,
        element=pick(one.element_title),
        code=one.element,
        register=pick(one.register_name),
        owner=pick(one.owner),
        way=way(one.footing),
    )


def way(footing: Footing) -> str:
    """Gives in words how a datum is obtained from its register."""
    words = {
        Footing.AGREEMENT: _("an agreement in force supplies it"),
        Footing.UNCONDITIONAL: _("it is shared without condition"),
        Footing.CONDITIONAL: _("it is shared under conditions, on request"),
        Footing.UNPUBLISHED: _("it is shared on request, though not in the catalogue yet"),
        Footing.NOT_SHARED: _("it is not shared"),
    }
    return words[footing]


def held(elements: Iterable[str], on: dt.date) -> dict[str, Held]:
    """Gives by code who holds each of the data elements on a day, and how it is obtained."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [sorted(set(elements)), on])
        return {
            element: Held(element, register, owner, Footing(footing))
            for element, register, owner, footing in cursor
        }


def suggest(text: str, language: str) -> list[Suggestion]:
    """Gives the data elements that a wording seems to ask for, the likest first, at most three."""
    return suggest_all([text], language)[0]


def suggest_all(texts: Iterable[str], language: str) -> list[list[Suggestion]]:
    """Gives for each of the wordings what `suggest` gives, with the elements read once."""
    known = catalogue.elements(None, dt.date.min)
    folded = {
        code: (one.title, _words(one.title, language), _words(one.definition, language))
        for code, one in known.items()
        if one.state is not ElementState.RETIRED
    }
    return [rules.likened(list(words(text)), folded) for text in texts]


def _words(texts: Texts, language: str) -> list[str]:
    return list(words(pick(texts, language)))


def waivers() -> QuerySet[Waiver]:
    """Gives all waivers that were ever granted, the public list: those that end last first."""
    rows = Waiver.objects.select_related("element", "legal_basis")
    return rows.order_by("-during__endswith", "form", "question")


def waiver(waiver_id: UUID) -> Waiver:
    """Gives a waiver. Raises WaiverUnknown."""
    row = waivers().filter(id=waiver_id).first()
    if row is None:
        raise WaiverUnknown
    return row


def waiver_title(key: str) -> str | None:
    """Gives what a waiver is for, for a reference."""
    row = Waiver.objects.filter(id=key).first()
    return str(row) if row else None

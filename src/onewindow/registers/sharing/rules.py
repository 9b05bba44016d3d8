"""The law of sharing, and how a wording is likened to what data elements mean. Pure."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from onewindow.registers.sharing.types import (
    AgreementState,
    Footing,
    Suggestion,
    Texts,
)

BEST = 3
LEAST_SCORE = 0.4
_TITLE_WEIGHT = 1.0
_DEFINITION_WEIGHT = 0.5
_STRICTEST = (
    Footing.NOT_SHARED,
    Footing.UNPUBLISHED,
    Footing.CONDITIONAL,
    Footing.UNCONDITIONAL,
)


def strictest(footings: Iterable[Footing]) -> Footing:
    """Gives the footing that governs a request for several data: what is shared least.

    A datum that an agreement covers already is asked for under conditions.
    """
    found = {Footing.CONDITIONAL if one is Footing.AGREEMENT else one for one in footings}
    return next(one for one in _STRICTEST if one in found)


def needs_law(footing: Footing) -> bool:
    """Says whether refusing needs an article that forbids sharing (INV-15)."""
    return footing is Footing.NOT_SHARED


def state_when_signed(provider: str, consumer: str) -> AgreementState:
    """Gives the state of an agreement by who has signed it."""
    signed = sum(1 for one in (provider, consumer) if one)
    return (AgreementState.PROPOSED, AgreementState.SIGNED, AgreementState.IN_FORCE)[signed]


def likened(
    asked: Sequence[str], elements: Mapping[str, tuple[Texts, Sequence[str], Sequence[str]]]
) -> list[Suggestion]:
    """Gives the data elements whose words the asked words share, the likest first, at most three.

    Shape: `elements` holds by code the title, the words of the title and those of the definition;
    all words are folded as the index folds them. A word weighs the more, the fewer elements have
    it (inverse document frequency); words that no element has say nothing. Units: the score is
    the cosine of both weighted bags of words, from 0 to 1.
    """
    spread = Counter(word for _, title, text in elements.values() for word in {*title, *text})
    rarity = {word: math.log((1 + len(elements)) / count) for word, count in spread.items()}
    wanted = {word: rarity[word] for word in asked if word in rarity}
    found = [
        Suggestion(code, title, round(_cosine(wanted, _bag(words, text, rarity)), 3))
        for code, (title, words, text) in elements.items()
    ]
    likely = [one for one in found if one.score >= LEAST_SCORE]
    return sorted(likely, key=lambda one: (-one.score, one.element))[:BEST]


def _bag(
    title: Sequence[str], text: Sequence[str], rarity: Mapping[str, float]
) -> dict[str, float]:
    """Gives the weighted words of an element: those of its title count more."""
    bag = {word: _DEFINITION_WEIGHT * rarity[word] for word in text}
    return bag | {word: _TITLE_WEIGHT * rarity[word] for word in title}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    common = sum(weight * other.get(word, 0.0) for word, weight in one.items())
    lengths = math.hypot(*one.values()) * math.hypot(*other.values())
    return common / lengths if lengths else 0.0

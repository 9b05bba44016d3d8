"""The tree of errors. A leaf's docstring is the sentence a person reads: it says what to do.

OneWindowError
|- Refused      403  the actor may not
|- NotFound     404  it is not there, or not there for this reader
|- Invalid      422  what was sent cannot be taken
|- Conflict     409  it contradicts what is registered
`- Unavailable  503  not now; the only family that is tried again

An error holds codes and data; words are found for them where the sentence is said, in the language
of whoever reads it: at once, or years later in the audit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext

from onewindow.ground.kernel.texts import listed, spoken


class OneWindowError(Exception):
    """Something did not happen. Tell the operator the code and the time."""

    # `words`: fact -> code -> word; `between`: fact that is a list -> how its parts are joined;
    # `one`: the sentence for a `count` of one, the docstring is then that for several.
    words: ClassVar[Mapping[str, Mapping[str, object]]] = {}
    between: ClassVar[Mapping[str, object]] = {}
    one: ClassVar[str] = ""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "ERROR"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(facts)

    def sentence(self) -> str:
        """Gives the translated sentence with the facts filled in."""
        return self.told(self.facts)

    @classmethod
    def told(cls, facts: Mapping[str, object]) -> str:
        """Gives the sentence about facts, in the language of this moment."""
        template = " ".join((cls.__doc__ or "").split())
        if cls.one:
            template = ngettext(cls.one, template, int(str(facts["count"])))
        else:
            template = gettext(template)
        return template.format_map({name: cls._said(name, facts[name]) for name in facts})

    @classmethod
    def _said(cls, name: str, value: object) -> str:
        table = cls.words.get(name, {})
        if isinstance(value, Sequence) and not isinstance(value, str):
            parts = [table.get(str(part), part) for part in value]
            return listed(parts, cls.between[name]) if name in cls.between else listed(parts)
        return spoken(table.get(str(value), value))

    def kept(self) -> dict[str, object]:
        """Gives what the audit keeps: the code, the facts as codes and data, the sentence.

        The sentence is that of the installation's own language, whoever was refused; `retold`
        gives it in another one.
        """
        with translation.override(settings.LANGUAGE_CODE):
            facts = {name: _kept(value) for name, value in self.facts.items()}
            return {"code": self.code, "sentence": self.sentence(), "facts": facts}

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence()}"


class Refused(OneWindowError):
    """You may not do this. Ask the person in charge of the matter."""

    status = 403
    code = "REFUSED"


class NotFound(OneWindowError):
    """We found nothing here. Check the address, or search from the home page."""

    status = 404
    code = "NOT_FOUND"


class Invalid(OneWindowError):
    """This cannot be taken as it is. {reason}"""

    status = 422
    code = "INVALID"


class Conflict(OneWindowError):
    """This contradicts what is registered. {reason}"""

    status = 409
    code = "CONFLICT"


class Unavailable(OneWindowError):
    """This does not work at the moment. Try again in a few minutes."""

    status = 503
    code = "UNAVAILABLE"


class NoGate(Refused):
    """Nobody guards the gate, so everything is refused. Tell the operator to check the set-up."""

    code = "NO_GATE"


def retold(fact: Mapping[str, object]) -> str:
    """Gives the sentence of a refusal that the audit keeps, in the reader's language.

    A line that would be said otherwise today (older than the facts, another sentence, other people
    who may) is given as it was written.
    """
    facts, written = fact.get("facts"), str(fact.get("sentence", ""))
    if not isinstance(facts, Mapping):
        return written
    for kind in _kinds(OneWindowError):
        if kind.code == fact.get("code") and _as_written(kind, facts) == written:
            return kind.told(facts)
    return written


def _as_written(kind: type[OneWindowError], facts: Mapping[str, object]) -> str | None:
    with translation.override(settings.LANGUAGE_CODE):
        try:
            return kind.told(facts)
        except KeyError:  # another error of the same code, or one that knows more facts by now
            return None


def _kinds(kind: type[OneWindowError]) -> Iterator[type[OneWindowError]]:
    yield kind
    for narrower in kind.__subclasses__():
        yield from _kinds(narrower)


def _kept(value: object) -> object:
    """Gives a fact as JSON carries it."""
    if isinstance(value, Mapping):
        return {str(name): str(text) for name, text in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_kept(part) for part in value]
    return value if isinstance(value, int) else str(value)

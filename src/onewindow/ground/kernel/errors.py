"""The tree of errors. A leaf's docstring is the sentence a person reads: it says what to do.

OneWindowError
|- Refused      403  the actor may not
|- NotFound     404  it is not there, or not there for this reader
|- Invalid      422  what was sent cannot be taken
|- Conflict     409  it contradicts what is registered
`- Unavailable  503  not now; the only family that is tried again
"""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext


class OneWindowError(Exception):
    """Something did not happen. Tell the operator the code and the time."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "ERROR"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(facts)

    def sentence(self) -> str:
        """Gives the translated sentence with the facts filled in."""
        template = " ".join((self.__doc__ or "").split())
        return gettext(template).format_map({k: str(v) for k, v in self.facts.items()})

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

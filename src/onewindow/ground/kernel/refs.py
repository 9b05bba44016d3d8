"""Names of things: what an audit line, a finding or a message is about."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from uuid import UUID

from onewindow.ground.kernel.labels import PUBLIC, Label
from onewindow.ground.kernel.ports import Port


@dataclasses.dataclass(frozen=True, slots=True)
class Ref:
    """A thing by kind and id, without a foreign key: it may outlive what it names."""

    kind: str
    id: str

    @classmethod
    def to(cls, kind: str, key: UUID | str) -> Ref:
        """Gives the reference to the thing of that kind with that key."""
        return cls(kind, str(key))

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        """Reads `kind:id`. Raises ValueError where there is no colon."""
        kind, colon, key = text.partition(":")
        if not (kind and colon and key):
            raise ValueError(f"A reference is written kind:id, not {text!r}.")
        return cls(kind, key)


@dataclasses.dataclass(frozen=True, slots=True)
class Matter:
    """What an action is about, with all that the gate must know of it.

    Shape: `subject` must be operational for the action to happen; `body` is the institution
    competent on the day; `owner` is the actor id of the person whose matter it is;
    `conditions` are codes that some lender of `security.conditions` must call held.
    """

    ref: Ref
    subject: Ref | None = None
    body: UUID | None = None
    region: str | None = None
    owner: str | None = None
    label: Label = PUBLIC
    conditions: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class RefKind:
    """How a kind of thing is shown: its title for a reader, and the name of its page."""

    kind: str
    package: str
    title: Callable[[str], str | None]
    url_name: str | None = None


KINDS: Port[RefKind] = Port("refs")


def title(ref: Ref) -> str:
    """Gives the title of a thing, or its bare reference where nobody knows the kind."""
    kind = KINDS.get(ref.kind)
    return (kind.title(ref.id) if kind else None) or str(ref)

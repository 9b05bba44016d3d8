"""News of forms."""

from __future__ import annotations

import dataclasses
from uuid import UUID

from onewindow.ground.kernel.events import Event


@dataclasses.dataclass(frozen=True, slots=True)
class FormVersionPublished(Event):
    """A version of a form is in use from now on; earlier ones of the code are retired."""

    form_version: UUID
    code: str
    version: int

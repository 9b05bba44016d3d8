"""What every template may ask of the assembly."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def installation(request: HttpRequest) -> dict[str, object]:
    """Gives whether this is the demo, so that every page can say so."""
    return {"demo": settings.DEMO}

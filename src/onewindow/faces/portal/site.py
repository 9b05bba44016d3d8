"""What the portal tells every frame: `ONEWINDOW_SITE = SITE` in the settings."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from onewindow.ground.design.types import Link, Site

NAVIGATION: Final = (
    Link(_("Services"), "/{lang}/services/"),  # type: ignore[arg-type]  # lazy words
    Link(_("Events in life"), "/{lang}/events/"),  # type: ignore[arg-type]
    Link(_("Institutions"), "/{lang}/institutions/"),  # type: ignore[arg-type]
    Link(_("Data"), "/{lang}/resources/"),  # type: ignore[arg-type]
    Link(_("My applications"), "/{lang}/applications/"),  # type: ignore[arg-type]
)
SITE: Final = Site(
    name="OneWindow",
    navigation=NAVIGATION,
    privacy="/{lang}/privacy/",
    contact="/{lang}/contact/",
)

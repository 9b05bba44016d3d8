"""Front door of services."""

from onewindow.delivery.services.commands.imports import (
    take_in_batch,
    take_in_service,
    would_take,
)
from onewindow.delivery.services.commands.items import (
    declare_event,
    draft_service,
    go_live,
    make_candidate,
    retire_service,
)
from onewindow.delivery.services.models import LifeEvent, PublicService
from onewindow.delivery.services.queries import (
    Wanted,
    audiences,
    by_code,
    by_id,
    directory,
    event,
    events,
    own_services,
    page_of,
    services_asking,
    shown,
)

__all__ = [
    "LifeEvent",
    "PublicService",
    "Wanted",
    "audiences",
    "by_code",
    "by_id",
    "declare_event",
    "directory",
    "draft_service",
    "event",
    "events",
    "go_live",
    "make_candidate",
    "own_services",
    "page_of",
    "retire_service",
    "services_asking",
    "shown",
    "take_in_batch",
    "take_in_service",
    "would_take",
]

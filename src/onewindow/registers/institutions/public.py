"""The front door of institutions."""

from __future__ import annotations

from onewindow.registers.institutions.commands.bodies import (
    change_contact,
    close_body,
    found_body,
)
from onewindow.registers.institutions.commands.imports import (
    link_parents,
    register_imported_body,
    take_in_bodies,
    take_in_parents,
)
from onewindow.registers.institutions.commands.interests import declare_interest
from onewindow.registers.institutions.commands.posts import appoint, create_post, dismiss
from onewindow.registers.institutions.queries import (
    bodies,
    body,
    body_by_code,
    body_names,
    body_of_post,
    facts,
    holders,
    holders_anywhere,
    holdings,
    officials,
    parents_to_change,
    posts,
    shown_bodies,
    shown_body,
    shown_schemes,
    written_before,
)

__all__ = [
    "appoint",
    "bodies",
    "body",
    "body_by_code",
    "body_names",
    "body_of_post",
    "change_contact",
    "close_body",
    "create_post",
    "declare_interest",
    "dismiss",
    "facts",
    "found_body",
    "holders",
    "holders_anywhere",
    "holdings",
    "link_parents",
    "officials",
    "parents_to_change",
    "posts",
    "register_imported_body",
    "shown_bodies",
    "shown_body",
    "shown_schemes",
    "take_in_bodies",
    "take_in_parents",
    "written_before",
]

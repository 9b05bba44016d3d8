"""The front door of institutions."""

from __future__ import annotations

from onewindow.registers.institutions.commands.bodies import (
    change_contact,
    close_body,
    found_body,
    reopen_body,
)
from onewindow.registers.institutions.commands.imports import (
    link_parents,
    register_imported_body,
    take_in_bodies,
    take_in_parents,
    would_register,
)
from onewindow.registers.institutions.commands.interests import declare_interest
from onewindow.registers.institutions.commands.posts import appoint, create_post, dismiss
from onewindow.registers.institutions.org import iri_of
from onewindow.registers.institutions.queries import (
    addresses,
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
    posts_held,
    shown_bodies,
    shown_body,
    shown_schemes,
    written_before,
)

__all__ = [
    "addresses",
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
    "iri_of",
    "link_parents",
    "officials",
    "parents_to_change",
    "posts",
    "posts_held",
    "register_imported_body",
    "reopen_body",
    "shown_bodies",
    "shown_body",
    "shown_schemes",
    "take_in_bodies",
    "take_in_parents",
    "would_register",
    "written_before",
]

"""What institutions lend: roles by posts, conditions of the gate, titles, posts of a body."""

from __future__ import annotations

import datetime as dt

from onewindow.ground.kernel.actor import Actor, ActorKind
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.impact import IMPACT, Affected, Change, ChangeKind, touched
from onewindow.ground.kernel.refs import KINDS, Matter, Ref, RefKind
from onewindow.ground.kernel.texts import later as _
from onewindow.ground.search.types import ENTRIES
from onewindow.registers.institutions import queries
from onewindow.registers.institutions.commands import indexing
from onewindow.registers.institutions.commands.bodies import FOUNDING_TIME
from onewindow.trust.security.public import CONDITIONS, GRANTS
from onewindow.trust.security.types import HELD, State, missing


def no_interest(actor: Actor, on: Matter, at: dt.datetime) -> State:
    """Says that an official has no declared interest in the person whose matter it is (INV-37)."""
    account = queries.account_of(actor)
    if account and on.owner and queries.has_interest(account, on.owner):
        return missing(
            _(
                "you have declared an interest in this person, so a colleague must decide."
                " Give the task back."
            )
        )
    return HELD


def founding_time(actor: Actor, on: Matter, at: dt.datetime) -> State:
    """Says that the command line may still found: nobody was ever in the organisation office."""
    if actor.kind is ActorKind.SYSTEM and queries.is_staffed():
        return missing(_("the organisation office is at work. Ask it to do this."))
    return HELD


def posts_touched(change: Change, standing: Standing) -> Affected:
    """Gives the posts of bodies that end; they end with them or move, as it is decided."""
    bodies = change.ids("body") if change.kind is ChangeKind.MERGED else []
    found = [
        (Ref.to("post", post.id), queries.post_title(str(post.id)) or "", None)
        for post in queries.posts_held(bodies, change.on)
    ]
    return touched("posts", change, found)


IMPACT.lend("registers.institutions", posts_touched)
GRANTS.lend("institutions.posts", queries.holdings)
CONDITIONS.lend("no_interest", no_interest)
CONDITIONS.lend(FOUNDING_TIME, founding_time)
ENTRIES.lend("institutions", indexing.entries)
KINDS.lend("body", RefKind("body", "registers.institutions", queries.body_title))
KINDS.lend("post", RefKind("post", "registers.institutions", queries.post_title))

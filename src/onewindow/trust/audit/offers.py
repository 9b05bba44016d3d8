"""What the audit lends: the sealing of settled lines, on every tick."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.agenda import AGENDA, Item
from onewindow.ground.kernel.refs import Ref
from onewindow.trust.audit.chain import seal
from onewindow.trust.audit.queries import unsealed_count


def _due(now: dt.datetime, limit: int) -> Sequence[Ref]:
    return [Ref("audit", "unsealed")] if unsealed_count() else []


def _act(ref: Ref, now: dt.datetime, actor: Actor) -> None:
    while seal():
        continue


AGENDA.lend("audit.seal", Item(_due, _act))

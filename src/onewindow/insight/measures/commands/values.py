"""Values: computed for whole days, kept once, revised only for a reason, never changed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import Actor
from onewindow.ground.kernel.commands import command
from onewindow.insight.measures import queries, rules
from onewindow.insight.measures.models import MeasureQuery, MeasureValue
from onewindow.insight.measures.types import Definition, Outcome, Window


@command("measures.compute")
def compute(
    actor: Actor,
    /,
    *,
    period: str,
    region: str = "",
    body: UUID | None = None,
    because: str = "",
) -> list[UUID]:
    """Computes every measure of a period; gives the values that were not kept already.

    A month is computed by the definitions of months, and so on. It counts whole days: until the
    end of the period, or until today's midnight. With `because`, kept values of that instant are
    revised where something else comes out. Raises PeriodUnreadable, PeriodNotBegun, RegionUnknown.
    """
    asked = rules.read_period(period)
    as_of = rules.settled(asked, queries.zone_of(region), clock.now())
    within = queries.window(asked, region, body, as_of)
    known = queries.definitions(as_of.date())
    work = queries.Computing(within, known)
    made: dict[str, MeasureValue] = _kept(within)
    new: list[UUID] = []
    for code in _in_order(known):
        if known[code].period is asked.kind:
            row, is_new = _keep(known[code], work.of(code), within, made, because)
            made[code] = row
            new += [row.id] if is_new else []
    frames.note(period=period, region=region, as_of=as_of.isoformat(), made=len(new))
    return new


def _in_order(known: dict[str, Definition]) -> list[str]:
    """Gives the codes so that a measure comes after those that it refers to."""
    done: dict[str, None] = {}

    def visit(code: str) -> None:
        for other in sorted(known[code].formula.measures.values()):
            if other in known and other not in done:
                visit(other)
        done[code] = None

    for code in sorted(known):
        visit(code)
    return list(done)


def _kept(within: Window) -> dict[str, MeasureValue]:
    rows = MeasureValue.objects.filter(
        region=within.region or None,
        body=within.body,
        period=within.period.label,
        as_of=within.as_of,
    )
    return {row.code: row for row in rows.order_by("code", "revision")}


def _keep(
    one: Definition,
    found: Outcome,
    within: Window,
    made: dict[str, MeasureValue],
    because: str,
) -> tuple[MeasureValue, bool]:
    """Keeps what came out, unless the same instant is kept already and is not to be revised."""
    kept = made.get(one.code)
    cap = made.get(one.formula.measures[one.formula.cap]) if one.formula.cap else None
    if kept is not None:
        same = (kept.value, kept.input_digest, kept.query_hash, kept.cap_of) == (
            found.value,
            found.input_digest,
            found.query_hash,
            cap.id if cap and found.value is not None else None,
        )
        if same or not because:
            return kept, False
    MeasureQuery.objects.get_or_create(
        digest=found.query_hash, defaults={"text": found.query, "at": clock.now()}
    )
    return (
        MeasureValue.objects.create(
            definition_id=one.id,
            code=one.code,
            region_id=within.region or None,
            body_id=within.body,
            period=within.period.label,
            begins=within.period.begins,
            ends=within.period.ends,
            as_of=within.as_of,
            revision=kept.revision + 1 if kept else 0,
            because=because if kept else "",
            value=found.value,
            numerator=found.numerator,
            denominator=found.denominator,
            count=found.count,
            reason=found.reason,
            detail=found.detail,
            cap=found.cap if found.value is not None else None,
            cap_of=cap.id if cap and found.value is not None else None,
            query_hash=found.query_hash,
            input_digest=found.input_digest,
        ),
        True,
    )


def due(now: dt.datetime, limit: int) -> list[tuple[str, str]]:
    """Gives what is to be computed on this day: (period, region), not computed yet.

    For the country and its regions down to the county: of every kind of period in use the present
    one as of today's midnight, and the one before as of its end.
    """
    wanted: dict[tuple[str, str], dt.datetime] = {}
    regions = queries.computed_regions()
    kinds = sorted({one.period for one in queries.definitions(now.date()).values()})
    for region in ["", *regions] if regions else []:
        zone = queries.zone_of(region)
        for kind in kinds:
            present = rules.period_of(kind, now.date())
            for period in (rules.before(present), present):
                if rules.midnight(period.begins + dt.timedelta(days=1), zone) <= now:
                    wanted[period.label, region] = rules.settled(period, zone, now)
    done = MeasureValue.objects.filter(as_of__in=set(wanted.values()), body=None)
    kept = {
        (period, region or "", as_of)
        for period, region, as_of in done.values_list("period", "region", "as_of").distinct()
    }
    waiting = [key for key, as_of in wanted.items() if (*key, as_of) not in kept]
    return waiting[:limit]

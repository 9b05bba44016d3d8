"""The desk of measures: what came out, how it went, and what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from onewindow.faces.workspace.views.frame import at_desk, desk_page, page
from onewindow.ground.design.figures import bars, spark
from onewindow.ground.design.types import Column, Link
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.texts import pick
from onewindow.insight.measures import public as measures
from onewindow.insight.measures.public import MeasureValue
from onewindow.insight.measures.types import Definition, Direction, NoValue, Unit

REASONS = {
    NoValue.NO_FACTS: gettext_lazy("no facts"),
    NoValue.NOTHING_COUNTED: gettext_lazy("nothing counted"),
    NoValue.PART_MISSING: gettext_lazy("a part is missing"),
}
DIRECTIONS = {
    Direction.UP: gettext_lazy("at least {target}"),
    Direction.DOWN: gettext_lazy("at most {target}"),
    Direction.EXACTLY: gettext_lazy("exactly {target}"),
}


@require_GET
@desk_page
def listed(request: HttpRequest) -> HttpResponse:
    """Lists the newest value of each measure for the country or a region."""
    with at_desk(request, "measures.view") as standing:
        regions = measures.measured_regions()
        asked = request.GET.get("region", "")
        region = asked if asked in regions else ""
        rows = [
            _line(measures.definition(row.definition_id), row, region)
            for row in measures.latest(region)
        ]
        context = {
            "rows": rows,
            "place": _place(region),
            "places": _places(regions, region),
            "known": measures.definitions(clock.now().date()),
        }
        return page(request, "measures", context, standing)


@require_GET
@desk_page
def measure(request: HttpRequest, value_id: UUID) -> HttpResponse:
    """Shows one value: how it went so far, and what was counted, as far as the reader sees it."""
    with at_desk(request, "measures.view") as standing:
        row = measures.value(value_id)
        one = measures.definition(row.definition_id)
        region = row.region_id or ""
        context = {
            "row": row,
            "line": _line(one, row, region),
            "place": _place(region),
            "about": pick(one.about),
            "formula": one.formula,
            "columns": _columns(),
            "cap": _number(row.cap, one.unit) if row.cap is not None else "",
            "parts": measures.behind(row),
            "query": measures.query_text(row.query_hash),
            **_course(measures.series(row.code, region), one),
        }
        return page(request, "measure", context, standing)


def _line(one: Definition, row: MeasureValue, region: str) -> Mapping[str, object]:
    course = [past.value for past in measures.series(row.code, region)]
    return {
        "id": row.id,
        "code": row.code,
        "title": pick(one.title),
        "value": _said(row, one.unit),
        "has_value": row.value is not None,
        "why": f"{REASONS[NoValue(row.reason)]} {row.detail}".strip() if row.reason else "",
        "count": row.count,
        "numerator": _plain(row.numerator),
        "denominator": _plain(row.denominator),
        "period": row.period,
        "target": _target(one),
        "meets": _meets(one, row.value),
        "course": spark([None if value is None else float(value) for value in course]),
    }


def _course(past: Sequence[MeasureValue], one: Definition) -> Mapping[str, object]:
    """Gives the values so far as bars, and as the table beside them."""
    known = [(row.period, float(row.value)) for row in past if row.value is not None]
    rows = [(row.period, _said(row, one.unit), row.count) for row in past]
    return {"drawing": bars(known) if known else SafeString(""), "course": rows}


def _columns() -> list[Column]:
    return [Column(_("Period")), Column(_("Value"), True), Column(_("Counted"), True)]


def _said(row: MeasureValue, unit: Unit) -> str:
    return _("n/a") if row.value is None else _number(row.value, unit)


def _number(value: Decimal, unit: Unit) -> str:
    shown = number_format(value, 1, force_grouping=True)
    return f"{shown} %" if unit is Unit.PERCENT else shown


def _plain(value: Decimal | None) -> str:
    if value is None:
        return ""
    whole = value == value.to_integral_value()
    return number_format(value, 0 if whole else 1, force_grouping=True)


def _target(one: Definition) -> str:
    if one.target is None:
        return ""
    return DIRECTIONS[one.direction].format(target=_number(one.target, one.unit))


def _meets(one: Definition, value: Decimal | None) -> bool | None:
    """Says whether a value is as good as its target; nothing where either is missing."""
    if value is None or one.target is None:
        return None
    tests = {
        Direction.UP: value >= one.target,
        Direction.DOWN: value <= one.target,
        Direction.EXACTLY: value == one.target,
    }
    return tests[one.direction]


def _place(region: str) -> str:
    return pick(jurisdiction.region(region).name) if region else _("The whole country")


def _places(regions: Sequence[str], here: str) -> list[Link]:
    address = reverse("workspace:measures")
    return [
        Link(_place(code), f"{address}?region={code}" if code else address, active=code == here)
        for code in regions
    ]

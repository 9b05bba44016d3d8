"""Who does what, as a map and at the boundary of two institutions."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from onewindow.faces.workspace.figures import map_of
from onewindow.faces.workspace.views.frame import at_desk, desk_page, page
from onewindow.faces.workspace.words import MODES, ORGANS
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import Mode
from onewindow.registers.institutions import public as institutions


def day_of(request: HttpRequest) -> dt.date:
    """Gives the day that is asked about (`?on=2026-12-31`), or today."""
    try:
        return dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return clock.now().date()


def key_of(request: HttpRequest, name: str) -> UUID | None:
    """Gives an id that is asked for, or nothing where none is."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def words_of(mode: Mode | None) -> str:
    """Gives a part in words; a dash where there is none."""
    return str(MODES[mode]) if mode else "–"


@require_GET
@desk_page
def atlas(request: HttpRequest) -> HttpResponse:
    """Draws institutions and functions of a day, with a table that says the same."""
    with at_desk(request, "functions.oversee") as standing:
        on = day_of(request)
        region, organ = request.GET.get("region", "")[:8], request.GET.get("organ", "")[:20]
        found = functions.atlas(on, region=region, organ=organ)
        names = {one.id: pick(one.name) for one in found.bodies}
        rows = [
            {
                "id": one.function.id,
                "title": pick(one.function.title),
                "owner": names.get(one.owner, "") if one.owner else "",
                "helpers": [
                    f"{names.get(body, '')} ({words_of(mode)})" for body, mode in one.helpers
                ],
                "findings": one.findings,
            }
            for one in found.functions
        ]
        context = {
            "on": on,
            "region": region,
            "organ": organ,
            "regions": [(one.code, pick(one.name)) for one in jurisdiction.regions()],
            "organs": [(code, str(words)) for code, words in ORGANS.items()],
            "drawing": map_of(found),
            "rows": rows,
            "marked": sum(1 for row in rows if row["findings"]),
        }
        return page(request, "atlas", context, standing)


@require_GET
@desk_page
def boundaries(request: HttpRequest) -> HttpResponse:
    """Lists which institutions have a boundary, or who does what at the boundary of two."""
    with at_desk(request, "functions.oversee") as standing:
        on, one, other = day_of(request), key_of(request, "one"), key_of(request, "other")
        bodies = institutions.bodies(on)
        context: dict[str, object] = {
            "on": on,
            "one": one,
            "other": other,
            "bodies": [(body.id, pick(body.name)) for body in bodies],
        }
        if one and other:
            context |= _boundary(one, other, on)
        else:
            context["pairs"] = [
                {
                    "href": f"?one={pair.one.id}&other={pair.other.id}&on={on.isoformat()}",
                    "names": _("{one} and {other}").format(
                        one=pick(pair.one.name), other=pick(pair.other.name)
                    ),
                    "count": pair.functions,
                }
                for pair in functions.neighbours(on)
            ]
        return page(request, "boundaries", context, standing)


def _boundary(one: UUID, other: UUID, on: dt.date) -> dict[str, object]:
    lines = functions.boundary(one, other, on)
    return {
        "one_name": pick(institutions.body(one).name),
        "other_name": pick(institutions.body(other).name),
        "lines": [
            {
                "id": line.function.id,
                "title": pick(line.function.title),
                "object": line.function.object.replace("_", " "),
                "territory": pick(jurisdiction.region(line.function.territory).name),
                "bases": ", ".join(line.function.legal_bases),
                "one": words_of(line.one),
                "other": words_of(line.other),
                "findings": line.findings,
            }
            for line in lines
        ],
    }

"""The audit page: the latest lines, refused attempts, lines about a thing, and the verification."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from onewindow.delivery.cases import public as cases
from onewindow.faces.workspace.views.frame import at_desk, desk_page, page
from onewindow.ground.design.types import Link
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.errors import NotFound, retold
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.kernel.texts import listed
from onewindow.trust.audit import public as audit
from onewindow.trust.audit.types import Line

MOST = 100


@require_GET
@desk_page
def lines(request: HttpRequest) -> HttpResponse:
    """Shows the newest lines: all, the refused attempts, or those about one thing."""
    about = request.GET.get("about", "").strip()[:200]
    is_refused = request.GET.get("show") == "refused"
    with at_desk(request, "audit.view") as standing:
        context = {
            "lines": [(one, retold(one.fact)) for one in _found(about, is_refused=is_refused)],
            "about": about,
            "most": MOST,
            "tabs": [
                Link(_("Latest"), "?", active=not (about or is_refused)),
                Link(_("Refused attempts"), "?show=refused", active=is_refused and not about),
            ],
        }
        return page(request, "audit", context, standing)


def _found(about: str, *, is_refused: bool) -> list[Line]:
    if about:
        return audit.story_of(_things(about), MOST)
    return audit.refused_lines(MOST) if is_refused else audit.latest_lines(MOST)


def _things(about: str) -> list[Ref]:
    """Reads `kind:id`, or the number of a case, which means its steps too."""
    if ":" in about:
        try:
            return [Ref.parse(about)]
        except ValueError as wrong:
            raise NotFound from wrong
    case = cases.by_number(about)
    return [Ref.to("case", case.id), *cases.task_refs(case.id)]


@require_POST
@desk_page
def verify(request: HttpRequest) -> HttpResponse:
    """Recomputes the whole chain, and compares decisions with it; says what was checked."""
    with at_desk(request, "audit.view") as standing:
        checks, verified = audit.run_checks(), audit.verify()
        lines_, seals = verified.lines, verified.seals
        amounts = (
            ngettext("%(count)s line", "%(count)s lines", lines_) % {"count": lines_},
            ngettext("%(count)s seal", "%(count)s seals", seals) % {"count": seals},
        )
        context = {
            "verified": verified,
            "amounts": listed(amounts),
            "checks": checks,
            "is_sound": not any(checks.values()),
            "at": clock.now(),
        }
        return page(request, "verified", context, standing)

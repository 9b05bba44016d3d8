"""Findings about the division of functions: what shows them, what was said, the decision."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from onewindow.faces.workspace.forms import FindingForm, HearingForm
from onewindow.faces.workspace.views.frame import (
    Refusal,
    actor_of,
    at_desk,
    attempt,
    desk_page,
    may,
    page,
)
from onewindow.faces.workspace.views.functions import body_choices
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.refs import Ref, title
from onewindow.ground.kernel.texts import pick
from onewindow.registers.functions import public as functions
from onewindow.registers.functions.types import (
    FindingDecision,
    FindingFacts,
    FindingKind,
    FunctionFacts,
)
from onewindow.registers.institutions import public as institutions

KINDS = {
    FindingKind.OVERLAP: gettext_lazy("Overlap"),
    FindingKind.GAP: gettext_lazy("Gap"),
    FindingKind.DUPLICATE_SERVICE: gettext_lazy("Duplicate service"),
    FindingKind.EXCESS_LAYER: gettext_lazy("Needless layer"),
}
SAME = {
    "object": gettext_lazy("Object"),
    "action": gettext_lazy("Action"),
    "basis": gettext_lazy("Legal basis"),
    "territory": gettext_lazy("Territory"),
    "title": gettext_lazy("Title"),
    "output": gettext_lazy("Result"),
    "audience": gettext_lazy("Who it is for"),
}
MOST = 200


@require_GET
@desk_page
def findings(request: HttpRequest) -> HttpResponse:
    """Lists the findings that nobody has decided, the surest first."""
    with at_desk(request, "functions.oversee") as standing:
        rows = [
            {
                "id": one.id,
                "kind": KINDS[FindingKind(one.kind)],
                "items": [title(Ref.parse(item)) for item in one.items],
                "score": one.score,
            }
            for one in functions.open_findings()[:MOST]
        ]
        context = {
            "rows": rows,
            "count": functions.open_findings().count(),
            "last": functions.last_scan(),
        }
        return page(request, "findings", context, standing)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page
def finding(request: HttpRequest, finding_id: UUID) -> HttpResponse:
    """Shows a finding, writes down what an institution says of it, and decides it."""
    is_said, sent = request.POST.get("do") == "say", request.POST or None
    found = functions.finding(finding_id)  # the register is public; who may read asks at_desk
    said = HearingForm(_choices(found), sent if is_said else None, prefix="said")
    form = FindingForm(body_choices(), None if is_said else sent)
    refusal, status = None, 200
    if request.method == "POST":
        if (said if is_said else form).is_valid():
            refusal = attempt(
                request, lambda: (_say if is_said else _decide)(request, found, form, said)
            )
            if refusal is None:
                return _done(request, finding_id, is_said=is_said)
        status = refusal.status if refusal else 422
    return _finding(request, found, form, said, refusal, status)


def _done(request: HttpRequest, finding_id: UUID, *, is_said: bool) -> HttpResponse:
    if is_said:
        messages.success(request, _("The statement is written down."))
        return redirect("workspace:finding", finding_id)
    messages.success(request, _("The finding is decided."))
    return redirect("workspace:findings")


def _choices(found: FindingFacts) -> list[tuple[str, str]]:
    names = institutions.body_names(found.concerned)
    return [(str(body), pick(names[body])) for body in found.concerned]


def _say(request: HttpRequest, found: FindingFacts, form: FindingForm, said: HearingForm) -> None:
    given = said.cleaned_data
    functions.state_view(
        actor_of(request),
        finding=found.id,
        body=UUID(given["body"]),
        words=given["words"],
        said_on=given["said_on"],
    )


def _decide(
    request: HttpRequest, found: FindingFacts, form: FindingForm, said: HearingForm
) -> None:
    given = form.cleaned_data
    functions.decide_finding(
        actor_of(request),
        finding=found.id,
        decision=FindingDecision(given["decision"]),
        because=given["because"],
        in_favour_of=UUID(given["in_favour_of"]) if given["in_favour_of"] else None,
    )


def _finding(
    request: HttpRequest,
    found: FindingFacts,
    form: FindingForm,
    said: HearingForm,
    refusal: Refusal | None,
    status: int,
) -> HttpResponse:
    with at_desk(request, "functions.oversee") as standing:
        names = institutions.body_names([*found.concerned, *(s.body for s in found.statements)])
        heard = {one.body for one in found.statements}
        context = {
            "kind": KINDS[found.kind],
            "finding": found,
            "items": [title(Ref.parse(item)) for item in found.items],
            "sides": _sides(found),
            "same": [SAME[name] for name in _listed(found.evidence, "same") if name in SAME],
            "words": _listed(found.evidence, "words"),
            "layers": [
                (pick(one["title"]), one["cases"])
                for one in _listed(found.evidence, "layers")
                if isinstance(one, Mapping)
            ],
            "told": _told(found.evidence),
            "statements": [(pick(names[one.body]), one) for one in found.statements],
            "unheard": [pick(names[body]) for body in found.concerned if body not in heard],
            "form": form,
            "said": said,
            "refusal": refusal,
            "may_decide": may(standing, "functions.decide_finding"),
            "may_say": bool(found.concerned) and may(standing, "functions.state_view"),
        }
        return page(request, "finding", context, standing, status)


def _listed(evidence: Mapping[str, object], name: str) -> list[object]:
    found = evidence.get(name)
    return found if isinstance(found, list) else []


def _told(evidence: Mapping[str, object]) -> str:
    """Gives what a person wrote as evidence, in the reader's language, or nothing."""
    texts = {name: text for name, text in evidence.items() if isinstance(text, str)}
    return pick(texts) if "en" in texts else ""


def _sides(found: FindingFacts) -> list[dict[str, object]]:
    """Gives the functions of a finding, each with what it is compared by."""
    refs = [Ref.parse(item) for item in found.items]
    sides = functions.functions([UUID(ref.id) for ref in refs if ref.kind == "function"])
    return [_side(one) for one in sides]


def _side(one: FunctionFacts) -> dict[str, object]:
    owner = functions.owner(one.id, jurisdiction.day(one.territory))
    return {
        "id": one.id,
        "title": pick(one.title),
        "object": one.object.replace("_", " "),
        "action": one.action.replace("_", " "),
        "basis": one.legal_basis or "",
        "territory": pick(jurisdiction.region(one.territory).name),
        "owner": pick(institutions.body(owner).name) if owner else "",
    }

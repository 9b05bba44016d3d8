"""The inbox: what waits, in the order in which it is to be done."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from onewindow.delivery.cases import public as cases
from onewindow.faces.workspace.queries import my_desk, task_of_case
from onewindow.faces.workspace.rules import completes_soon, matching, why
from onewindow.faces.workspace.types import Desk, Waiting, Wanted
from onewindow.faces.workspace.views.frame import PLACES, at_desk, desk_page, may, page
from onewindow.faces.workspace.words import clock_of, said, who_has
from onewindow.ground.design.types import Link
from onewindow.ground.kernel.gate import Standing
from onewindow.ground.kernel.reading import reading

PAGE = 50
NEARBY = 12


def wanted_of(request: HttpRequest) -> Wanted:
    """Reads what of the pile somebody wants to see."""
    asked = request.GET
    return Wanted(asked.get("who", ""), asked.get("overdue") == "1", asked.get("service", "")[:160])


def query_of(wanted: Wanted) -> str:
    """Gives the same wish as the end of an address."""
    query = HttpRequest().GET.copy()
    if wanted.who:
        query["who"] = wanted.who
    if wanted.overdue:
        query["overdue"] = "1"
    if wanted.service:
        query["service"] = wanted.service
    return f"?{query.urlencode()}" if query else ""


def line(item: Waiting, query: str = "") -> dict[str, object]:
    """Gives a task as the list shows it."""
    reason = why(item)
    text, state = clock_of(item, reason)
    return {
        "item": item,
        "href": reverse("workspace:task", args=[item.task]) + query,
        "why": said(reason),
        "more": "" if reason.reason.name.startswith("STEP") or item.stopped else said(reason),
        "clock": text,
        "clock_state": state,
        "who": who_has(item),
        "completes_soon": completes_soon(item),
    }


def first_line(items: list[Waiting], query: str = "") -> dict[str, object] | None:
    """Gives the task to do next, with the whole reason why it is this one."""
    if not items:
        return None
    return {**line(items[0], query), "why": said(why(items[0], items[1:]))}


@require_GET
@desk_page
def inbox(request: HttpRequest) -> HttpResponse:
    """Gives the pile of the reader's institutions; who has none is led to their own desk."""
    with at_desk(request, "workspace.open") as standing:
        if not may(standing, "tasks.list"):
            return redirect(_own_place(standing))
        with reading(standing.actor, "tasks.list"):
            desk, wanted = my_desk(), wanted_of(request)
        return page(request, "inbox", _pile(request, desk, wanted), standing)


def _own_place(standing: Standing) -> str:
    names = (name for action, name, _title, _key in PLACES if may(standing, action))
    return reverse(f"workspace:{next(names, 'account')}")


def _pile(request: HttpRequest, desk: Desk, wanted: Wanted) -> dict[str, object]:
    found, query = matching(desk.to_do, wanted), query_of(wanted)
    sheet = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return {
        "desk": desk,
        "first": first_line(found, query),
        "lines": [line(item, query) for item in sheet.object_list],
        "sheet": sheet,
        "taken": [line(item) for item in desk.taken[:PAGE]],
        "frozen": [line(item) for item in desk.frozen[:PAGE]],
        "wanted": wanted,
        "tabs": _tabs(wanted, desk),
    }


def _tabs(wanted: Wanted, desk: Desk) -> list[Link]:
    rows = (
        (_("To do"), Wanted(service=wanted.service), len(desk.to_do)),
        (_("Overdue"), Wanted(overdue=True, service=wanted.service), desk.overdue),
        (_("Mine"), Wanted("mine", service=wanted.service), None),
        (_("Unclaimed"), Wanted("unclaimed", service=wanted.service), None),
    )
    return [_tab(title, one, count, wanted, desk) for title, one, count in rows]


def _tab(title: str, one: Wanted, count: int | None, wanted: Wanted, desk: Desk) -> Link:
    if count is None or one.service:
        count = len(matching(desk.to_do, one))
    href = reverse("workspace:inbox") + query_of(one)
    return Link(f"{title} ({count})", href, active=one == wanted)


@require_GET
@desk_page
def next_task(request: HttpRequest) -> HttpResponse:
    """Leads to the task to do next, or back to the inbox where there is none."""
    with at_desk(request, "tasks.list"):
        return redirect(next_address(wanted_of(request)))


def next_address(wanted: Wanted) -> str:
    """Gives the address of the task to do next. Call it inside a frame."""
    found = matching(my_desk().to_do, wanted)
    query = query_of(wanted)
    if not found:
        return reverse("workspace:inbox") + query
    return reverse("workspace:task", args=[found[0].task]) + query


@require_GET
@desk_page
def search(request: HttpRequest) -> HttpResponse:
    """Opens the case of a number: its task where the reader has one, else its page."""
    number = request.GET.get("number", "")
    with at_desk(request, "cases.view"):
        case = cases.by_number(number)
    with at_desk(request, "tasks.list"):
        task = task_of_case(case.id)
    if task:
        return redirect("workspace:task", task)
    return redirect("workspace:case", case.id)

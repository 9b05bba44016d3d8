"""CKAN's Action API over HTTP: the addresses, the answers and the errors that clients expect."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from onewindow.ground.design.pages import asks, data_page, public_page
from onewindow.registers.catalogue import actions, exports

JSON = "application/json"
STATUS = {
    "Not Found Error": 404,
    "Authorization Error": 403,
    "Validation Error": 409,
    "Search Query Error": 409,
}


@asks
@csrf_exempt
@public_page
def action(request: HttpRequest, name: str) -> HttpResponse:
    """Answers one action; what is posted are its parameters, and nothing is written."""
    given = _given(request)
    if given is None:
        return _plain("Bad request - JSON Error: the parameters are no JSON object")
    help_ = f"{exports.address()}/api/3/action/help_show?name={name[:80]}"
    try:
        answer = {"help": help_, "success": True, "result": actions.act(name, given)}
    except actions.Refused as refused:
        error = {"__type": refused.kind, "message": refused.message, **refused.fields}
        if refused.kind == "Validation Error":
            del error["message"]
        return _json({"help": help_, "success": False, "error": error}, STATUS[refused.kind])
    except KeyError:
        return _plain(f"Bad request - Action name not known: {name[:80]}")
    return data_page(request, _bytes(answer), JSON)


def _given(request: HttpRequest) -> dict[str, Any] | None:
    """Gives the parameters: of the address, and of a body in JSON or as a form."""
    given: dict[str, Any] = {
        key: values if len(values) > 1 else values[0] for key, values in request.GET.lists()
    }
    if request.method != "POST" or not request.body.strip():
        return given
    if (request.content_type or "").startswith("multipart/"):
        return {**given, **request.POST.dict()}
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        is_form = request.content_type == "application/x-www-form-urlencoded"
        return {**given, **request.POST.dict()} if is_form else None
    return {**given, **body} if isinstance(body, dict) else None


def _plain(sentence: str) -> HttpResponse:
    """Gives 400 as CKAN does: a sentence as a text in JSON."""
    return _json(sentence, 400)


def _json(value: object, status: int) -> HttpResponse:
    response = HttpResponse(_bytes(value), status=status, content_type=JSON)
    response["Cache-Control"] = "no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

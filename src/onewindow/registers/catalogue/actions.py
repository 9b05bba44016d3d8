"""CKAN's Action API, its reading half: each action is a function of its parameters.

Source: CKAN 2.11, API guide and `ckan.logic.action.get`. What everybody may see, whoever asks.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings

from onewindow.ground.kernel.texts import pick
from onewindow.registers.catalogue import exports
from onewindow.registers.catalogue.dcat import ckan
from onewindow.registers.catalogue.dcat.facts import Dataset
from onewindow.registers.catalogue.models import InformationResource, ResourceCategory
from onewindow.registers.catalogue.models.resources import Resources
from onewindow.registers.catalogue.queries import actions as asked
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import BodyFacts

Json = dict[str, Any]
Given = Mapping[str, Any]
VERSION = "2.11.0"
MOST, USUAL = 1000, 10
MOST_FACETS = 50
SEARCHED = 20_000


@dataclasses.dataclass(frozen=True, slots=True)
class Refused(Exception):
    """An answer that is an error: its type as CKAN calls it, and its sentence."""

    kind: str
    message: str
    fields: Json = dataclasses.field(default_factory=dict)


def _not_found(what: str = "Not found") -> Refused:
    return Refused("Not Found Error", what)


def _invalid(field: str, sentence: str) -> Refused:
    return Refused("Validation Error", sentence, {field: [sentence]})


def _key(given: Given) -> str:
    text = given.get("id") or given.get("name_or_id")
    if not isinstance(text, str) or not text:
        raise _invalid("id", "Missing value")
    return text[:200]


def _number(given: Given, name: str, usual: int, most: int) -> int:
    """Gives a number of the parameters, no more than `most`."""
    value = given.get(name, usual)
    if isinstance(value, bool) or not str(value).isascii() or not str(value).isdigit():
        raise _invalid(name, "Must be a natural number")
    return min(int(str(value)[:9]), most)


def _is_true(value: object) -> bool:
    return str(value).lower() in ("true", "1", "yes", "on")


def _texts(given: Given, name: str) -> str:
    value = given.get(name, "")
    return str(value)[:2000] if isinstance(value, str | int) else ""


def _packages(rows: Resources) -> list[Json]:
    return [_package(row, told) for row, told in exports.shown(rows)]


def _package(row: InformationResource, told: Dataset) -> Json:
    groups = [row.category, *(one.category for one in row.further.all())]
    organisation = _organisation(institutions.facts(row.provider))
    return ckan.package(told, str(row.id), organisation, [_group(one) for one in groups])


def _organisation(body: BodyFacts) -> Json:
    return {
        "id": str(body.id),
        "name": ckan.name_of(body.code),
        "title": ckan.plain(body.name),
        "title_translated": dict(body.name),
        "display_name": ckan.plain(body.name),
        "type": "organization",
        "description": "",
        "image_url": "",
        "is_organization": True,
        "approval_status": "approved",
        "state": "active",
    }


def _group(one: ResourceCategory) -> Json:
    title = pick(one.title, ckan.LANGUAGE)
    return {
        "id": str(one.id),
        "name": ckan.name_of(f"{one.scheme}-{one.code}"),
        "title": title,
        "display_name": title,
        "type": "group",
        "description": "",
        "image_display_url": "",
        "is_organization": False,
        "state": "active",
    }


def site_read(given: Given) -> bool:
    """Says that everybody may read this catalogue."""
    return True


def status_show(given: Given) -> Json:
    """Gives what answers here; the version is that of the API whose shapes it keeps to."""
    return {
        "site_title": str(settings.ONEWINDOW_SITE.name),
        "site_description": "",
        "site_url": exports.address(),
        "ckan_version": VERSION,
        "locale_default": ckan.LANGUAGE,
        "extensions": [],
    }


def package_list(given: Given) -> list[str]:
    """Gives the names of all data sets, or of a part of them."""
    begin = _number(given, "offset", 0, SEARCHED * 100)
    rows = asked.public().values_list("identifier", flat=True)[begin:]
    if "limit" in given:
        rows = rows[: _number(given, "limit", MOST, SEARCHED)]
    return [ckan.name_of(one) for one in rows]


def current_package_list_with_resources(given: Given) -> list[Json]:
    """Gives a part of all data sets, whole."""
    begin = _number(given, "offset", 0, SEARCHED * 100)
    return _packages(asked.public()[begin : begin + _number(given, "limit", USUAL, MOST)])


def package_show(given: Given) -> Json:
    """Gives one data set by its id or name."""
    row = asked.by_name(_key(given))
    if row is None:
        raise _not_found()
    return _packages(asked.public().filter(id=row.id))[0]


def package_search(given: Given) -> Json:
    """Gives a page of what a search finds, with counts of facets."""
    sort = _texts(given, "sort") or "score desc, metadata_modified desc"
    narrowed = [_texts(given, "fq"), *(str(one) for one in _listed(given.get("fq_list")))]
    try:
        rows = asked.found(_texts(given, "q"), " ".join(narrowed), sort)
    except asked.NotAsked as fault:
        raise Refused("Search Query Error", str(fault)) from None
    begin = _number(given, "start", 0, SEARCHED * 100)
    size = _number(given, "rows", USUAL, MOST)
    fields = [str(one) for one in _listed(given.get("facet.field"))][:10]
    most = _number(given, "facet.limit", MOST_FACETS, MOST)
    counted = {name: asked.facet(rows, name, most) for name in fields}
    return {
        "count": rows.count(),
        "sort": sort,
        "results": _packages(rows[begin : begin + size]),
        "facets": counted,
        "search_facets": {name: _facet(name, counts) for name, counts in counted.items()},
    }


def _facet(name: str, counts: Mapping[str, int]) -> Json:
    items = [{"name": v, "display_name": v, "count": n} for v, n in counts.items()]
    return {"title": name, "items": items}


def _listed(value: object) -> Sequence[object]:
    """Gives a list that came as one: JSON in a body, or a text like ["tags"] in an address."""
    if isinstance(value, list):
        return value
    if not isinstance(value, str):
        return []
    return [one.strip(" \"'") for one in value.strip("[] ").split(",") if one.strip(" \"'")]


def resource_show(given: Given) -> Json:
    """Gives one form of a data set by its id."""
    wanted = _key(given)
    rows = asked.public().exclude(format="", online_address="")
    for identifier in rows.values_list("identifier", flat=True):
        if ckan.id_of_form(exports.form_of(identifier)) == wanted:
            (package,) = _packages(rows.filter(identifier=identifier))
            return dict(package["resources"][0])
    raise _not_found()


def organization_list(given: Given) -> list[Any]:
    """Gives who publishes here: names, or more of each with `all_fields`."""
    found = asked.providers()
    if not _is_true(given.get("all_fields")):
        return [ckan.name_of(one.code) for one, _ in found]
    return [{**_organisation(one), "package_count": number} for one, number in found]


def organization_show(given: Given) -> Json:
    """Gives who publishes, by id or name; with the data sets where they are asked for."""
    wanted = _key(given)
    for one, number in asked.providers():
        if wanted in (str(one.id), ckan.name_of(one.code)):
            return _with_packages({**_organisation(one), "package_count": number}, given)
    raise _not_found()


def _with_packages(shown: Json, given: Given) -> Json:
    field = "organization" if shown["is_organization"] else "groups"
    if _is_true(given.get("include_datasets")):
        rows = asked.found("", f'{field}:"{shown["name"]}"', "name asc")
        shown["packages"] = _packages(rows[:MOST])
    return {**shown, "extras": [], "users": [], "tags": [], "groups": []}


def group_list(given: Given) -> list[Any]:
    """Gives the classification as groups: names, or more of each with `all_fields`."""
    found = asked.groups()
    if not _is_true(given.get("all_fields")):
        return [_group(one)["name"] for one, _ in found]
    return [{**_group(one), "package_count": number} for one, number in found]


def group_show(given: Given) -> Json:
    """Gives a place in the classification, by id or name."""
    wanted = _key(given)
    for one, number in asked.groups():
        shown = _group(one)
        if wanted in (shown["id"], shown["name"]):
            return _with_packages({**shown, "package_count": number}, given)
    raise _not_found()


def tag_list(given: Given) -> list[str]:
    """Gives the keywords of all data sets, or those that hold a text."""
    wanted = _texts(given, "query").lower()
    words = {tag for _, some in asked.keywords(asked.public()) for one in some
             if (tag := ckan.tag_of(one))}  # fmt: skip
    return sorted(one for one in words if wanted in one.lower())


def license_list(given: Given) -> list[Json]:
    """Gives the licences that are known here: none so far."""
    return []


Action = Callable[[Given], Any]
ACTIONS: dict[str, Action] = {
    one.__name__: one
    for one in (
        site_read, status_show, package_list, current_package_list_with_resources, package_show,
        package_search, resource_show, organization_list, organization_show, group_list,
        group_show, tag_list, license_list,
    )
}  # fmt: skip
WRITES = ("_create", "_update", "_delete", "_patch", "_purge", "_revise", "_add", "_set", "_upsert")


def act(name: str, given: Given) -> Any:
    """Gives what an action answers. Raises Refused; KeyError where there is no such action."""
    if name not in ACTIONS and name.endswith(WRITES):
        raise Refused("Authorization Error", "Access denied: this catalogue is only read here")
    return ACTIONS[name](given)

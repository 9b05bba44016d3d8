"""Data sets as CKAN's Action API says them, on the way out and on the way in. Pure.

Source: CKAN 2.11, API guide, `package_show` and `package_search`; ckanext-fluent for texts in
several languages (`title_translated`), ckanext-dcat for names of extras.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from onewindow.engines.linked import is_iri
from onewindow.ground.kernel.texts import Texts, pick
from onewindow.registers.catalogue.dcat.facts import Contact, Dataset, Distribution, Named
from onewindow.registers.catalogue.dcat.reading import LONGEST_IRI, MOST_PARTS, UNKNOWN, Unfit

Json = dict[str, Any]
LANGUAGE = "en"
_NOT_A_NAME = re.compile(r"[^a-z0-9_-]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def name_of(text: str) -> str:
    """Gives a name as CKAN allows it: small letters, digits, hyphens."""
    return _NOT_A_NAME.sub("-", text.lower()).strip("-")


def tag_of(word: str) -> str:
    """Gives a keyword as a tag: without the signs that CKAN forbids in one."""
    return re.sub(r"[^\w .\-]+", " ", word).strip()[:100]


def plain(texts: Texts) -> str:
    """Gives a text in the one language that CKAN has room for."""
    return pick(texts, LANGUAGE)


def package(one: Dataset, key: str, org: Json, groups: Sequence[Json]) -> Json:
    """Gives a data set as `package_show` does; `key` is its id, `org` who publishes it."""
    resources = [_resource(part, key, place) for place, part in enumerate(one.distributions)]
    tags = sorted({tag for _, word in one.keywords if (tag := tag_of(word))})
    contact = one.contacts[0] if one.contacts else Contact("")
    return {
        "id": key,
        "name": name_of(one.identifier),
        "title": plain(one.title),
        "title_translated": dict(one.title),
        "notes": plain(one.text),
        "notes_translated": dict(one.text),
        "url": one.pages[0] if one.pages else one.iri,
        "type": "dataset",
        "state": "active",
        "private": False,
        "isopen": False,
        "license_id": "",
        "license_title": "",
        "author": plain(one.publisher.title) if one.publisher else "",
        "author_email": "",
        "maintainer": plain(contact.name),
        "maintainer_email": contact.mail,
        "version": "",
        "metadata_created": f"{one.listed}T00:00:00",
        "metadata_modified": f"{one.modified or one.listed}T00:00:00",
        "creator_user_id": None,
        "owner_org": org["id"],
        "organization": org,
        "groups": list(groups),
        "tags": [_tag(tag) for tag in tags],
        "num_tags": len(tags),
        "resources": resources,
        "num_resources": len(resources),
        "extras": [{"key": name, "value": value} for name, value in _extras(one) if value],
        "relationships_as_object": [],
        "relationships_as_subject": [],
    }


def _tag(tag: str) -> Json:
    return {"id": str(uuid5(NAMESPACE_URL, f"tag:{tag}")), "name": tag, "display_name": tag,
            "state": "active", "vocabulary_id": None}  # fmt: skip


def _extras(one: Dataset) -> list[tuple[str, str]]:
    return [
        ("uri", one.iri),
        ("identifier", one.identifier),
        ("metadata_identifier", one.record),
        ("issued", one.issued),
        ("modified", one.modified),
        ("frequency", one.frequency.iri if one.frequency else ""),
        ("access_rights", one.access.iri if one.access else ""),
        ("temporal_start", one.begins),
        ("temporal_end", one.ends),
        ("spatial_uri", one.places[0].iri if one.places else ""),
        ("language", ", ".join(one.languages)),
        ("publisher_uri", one.publisher.iri if one.publisher else ""),
        ("sharing_type", one.sharing),
        ("legal_basis", ", ".join(law.code for law in one.laws)),
        ("function", one.function.code if one.function else ""),
        ("party_task", plain(one.task)),
        ("data_elements", ", ".join(part.code for part in one.elements)),
    ]


def id_of_form(iri: str) -> str:
    """Gives the id of a form of a data set: always the same for its address."""
    return str(uuid5(NAMESPACE_URL, iri))


def _resource(part: Distribution, package_id: str, place: int) -> Json:
    name = plain(part.title) or (part.format.code if part.format else "")
    return {
        "id": id_of_form(part.iri),
        "package_id": package_id,
        "position": place,
        "name": name,
        "description": plain(part.text),
        "format": part.format.code if part.format else "",
        "url": part.download or part.access,
        "access_url": part.access,
        "uri": part.iri,
        "state": "active",
        "resource_type": None,
        "mimetype": None,
        "size": None,
        "hash": "",
    }


def dataset_of(given: object, site: str) -> Dataset:
    """Gives what a record of another CKAN says; `site` is its address. Raises Unfit."""
    if not isinstance(given, Mapping):
        raise Unfit("It is no object.")
    name, title = text_of(given.get("name")), _texts(given, "title")
    if not name and not text_of(given.get("id")):
        raise Unfit("It has neither a name nor an id.")
    if not title:
        raise Unfit("It has no title.")
    extras = {
        text_of(one.get("key")): text_of(one.get("value")) for one in objects(given.get("extras"))
    }
    page = f"{site}/dataset/{name or text_of(given.get('id'))}"
    iri = extras.get("uri", "") if is_iri(extras.get("uri", "")) else page
    if not is_iri(iri) or len(iri) > LONGEST_IRI:
        raise Unfit("Its address cannot be one.")
    return Dataset(
        iri=iri,
        identifier=extras.get("identifier") or text_of(given.get("id")) or name,
        title=title,
        text=_texts(given, "notes"),
        publisher=_publisher(given, site),
        contacts=_contacts(given, iri),
        keywords=_keywords(given),
        themes=_groups(given, site),
        frequency=named(extras.get("frequency", "")),
        access=named(extras.get("access_rights", "")),
        issued=day(extras.get("issued") or given.get("metadata_created")),
        modified=day(extras.get("modified") or given.get("metadata_modified")),
        begins=day(extras.get("temporal_start")),
        ends=day(extras.get("temporal_end")),
        pages=(page,) if is_iri(page) else (),
        distributions=_distributions(given, iri),
    )


def _keywords(given: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    tags = objects(given.get("tags"))
    words = {text_of(one.get("display_name")) or text_of(one.get("name")) for one in tags}
    return tuple((UNKNOWN, word) for word in sorted(words) if word)


def text_of(value: object) -> str:
    """Gives a text of JSON without spaces around it; anything else is none."""
    return value.replace("\x00", "").strip() if isinstance(value, str) else ""


def _texts(given: Mapping[str, Any], name: str) -> dict[str, str]:
    """Gives a text in all languages that the record has it in."""
    said = given.get(f"{name}_translated")
    if isinstance(said, Mapping):
        found = {str(tag).lower(): text_of(text) for tag, text in said.items() if text_of(text)}
        if found:
            return found
    text = text_of(given.get(name))
    return {UNKNOWN: text} if text else {}


def objects(value: object) -> list[Mapping[str, Any]]:
    """Gives the objects of a list of JSON. Raises Unfit where there are too many."""
    found = [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
    if len(found) > MOST_PARTS:
        raise Unfit(f"It has more than {MOST_PARTS} parts of one kind.")
    return found


def _publisher(given: Mapping[str, Any], site: str) -> Named | None:
    org = given.get("organization")
    if not isinstance(org, Mapping):
        return None
    name, title = text_of(org.get("name")), text_of(org.get("title"))
    address = f"{site}/organization/{name}"
    iri = address if name and is_iri(address) else ""
    return Named(iri, {UNKNOWN: title or name}, name) if title or name else None


def _contacts(given: Mapping[str, Any], iri: str) -> tuple[Contact, ...]:
    for who in ("maintainer", "author"):
        name, mail = text_of(given.get(who)), text_of(given.get(f"{who}_email"))
        if name or mail:
            return (Contact(f"{iri}#contact-001", {UNKNOWN: name} if name else {}, mail),)
    return ()


def _groups(given: Mapping[str, Any], site: str) -> tuple[Named, ...]:
    found = {}
    for one in objects(given.get("groups")):
        name = text_of(one.get("name"))
        iri = f"{site}/group/{name}"
        if name and is_iri(iri):
            found[iri] = Named(iri, {UNKNOWN: text_of(one.get("title")) or name}, name)
    return tuple(found[iri] for iri in sorted(found))


def named(text: str) -> Named | None:
    """Gives what a text names, by its address where it is one."""
    if not text:
        return None
    return Named(text) if is_iri(text) else Named("", {UNKNOWN: text})


def day(value: object) -> str:
    """Gives the day that a text of JSON begins with, or nothing."""
    found = _DAY.match(text_of(value))
    return found[0] if found else ""


def _distributions(given: Mapping[str, Any], iri: str) -> tuple[Distribution, ...]:
    licence = text_of(given.get("license_url")) or text_of(given.get("license_title"))
    found = {}
    for place, one in enumerate(objects(given.get("resources")), 1):
        url = text_of(one.get("url"))
        part = f"{iri}#resource-{text_of(one.get('id')) or f'{place:03}'}"
        name, text = _texts(one, "name"), _texts(one, "description")
        if is_iri(url) and is_iri(part):
            kind = text_of(one.get("format"))
            format_ = Named("", {UNKNOWN: kind}, kind) if kind else None
            found[part] = Distribution(part, url, "", name, text, format_, named(licence))
    return tuple(found[part] for part in sorted(found))

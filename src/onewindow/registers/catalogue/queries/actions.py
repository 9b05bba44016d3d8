"""What CKAN's Action API asks of the catalogue: what everybody may see, searched and counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Lower, TruncDate

from onewindow.registers.catalogue.models import InformationResource, ResourceCategory
from onewindow.registers.catalogue.models.resources import Resources
from onewindow.registers.catalogue.queries.elements import as_id
from onewindow.registers.catalogue.queries.resources import public_resources
from onewindow.registers.catalogue.types import Wanted
from onewindow.registers.institutions import public as institutions

EVERYTHING = ("", "*", "*:*")
_TERM = re.compile(r'([+\-]?)([a-z_]+):(?:"([^"]*)"|\(([^)]*)\)|(\S+))\s*')
SORTS = {
    "name": "identifier",
    "title_string": "title_sorted",
    "title": "title_sorted",
    "metadata_created": "created_at",
    "metadata_modified": "modified",
}


class NotAsked(Exception):
    """A search is written in a way that is not understood here; the text says which."""


def public() -> Resources:
    """Gives all resources that everybody may see, by their identifiers."""
    return InformationResource.objects.public().order_by("identifier")


def by_name(text: str) -> InformationResource | None:
    """Gives a resource by its id or its name, where everybody may see it."""
    key = as_id(text)
    wanted = Q(identifier__iexact=text) | (Q(id=key) if key else Q())
    return public().filter(wanted).first()


def found(words: str, narrowed: str, sort: str) -> Resources:
    """Gives the resources that a search finds. Raises NotAsked."""
    rows = InformationResource.objects.public()
    if words.strip() not in EVERYTHING:
        wanted = Wanted(words=words)
        rows = rows.filter(id__in=public_resources(wanted).order_by().values("id"))
    for one in _terms(narrowed):
        rows = rows.filter(one)
    rows = rows.annotate(
        title_sorted=Lower(Coalesce(KeyTextTransform("en", "name"), Cast("name", TextField()))),
        modified=Coalesce("last_updated", TruncDate("created_at")),
    )
    return rows.order_by(*_order(sort), "identifier")


def _order(sort: str) -> list[Any]:
    order = []
    for part in (one.split() for one in sort.split(",") if one.strip()):
        field, way = part[0], (part[1].lower() if len(part) > 1 else "asc")
        if field == "score":
            continue
        if field not in SORTS or way not in ("asc", "desc") or len(part) > 2:
            raise NotAsked(f'Cannot sort by "{" ".join(part)}". Known: {", ".join(SORTS)}.')
        order.append(F(SORTS[field]).desc() if way == "desc" else F(SORTS[field]).asc())
    return order


def _terms(narrowed: str) -> list[Q]:
    """Reads `fq`: field:value, field:"value", field:(one OR two), joined by spaces or AND."""
    rest, terms = narrowed.strip(), []
    while rest:
        rest = re.sub(r"^AND\s+", "", rest)
        term = _TERM.match(rest)
        if term is None:
            raise NotAsked(f'Cannot read the filter "{rest[:60]}".')
        sign, field, quoted, several, bare = term.groups()
        values = _values(several) if several is not None else [bare if bare else quoted or ""]
        one = _term(field, values)
        terms.append(~one if sign == "-" else one)
        rest = rest[term.end() :]
    return terms


def _values(several: str) -> list[str]:
    return [one.strip().strip('"') for one in re.split(r"\s+OR\s+|\s+", several) if one.strip('" ')]


def _term(field: str, values: Sequence[str]) -> Q:
    if values in (["*"], ["[* TO *]"]):
        return Q()
    wanted = Q(pk__in=[])
    for value in values:
        wanted |= _value(field, value)
    return wanted


def _value(field: str, value: str) -> Q:
    if field in ("organization", "owner_org"):
        key = as_id(value)
        return Q(provider__code__iexact=value) | (Q(provider=key) if key else Q())
    if field == "groups":
        scheme, _, code = value.partition("-")
        main = Q(category__scheme=scheme, category__code__iexact=code)
        more = Q(further__category__scheme=scheme, further__category__code__iexact=code)
        ids = InformationResource.objects.filter(main | more).values("id")
        return Q(id__in=ids)
    if field in ("name", "id"):
        key = as_id(value)
        return Q(identifier__iexact=value) | (Q(id=key) if key else Q())
    if field == "tags":
        return Q(id__in=[row for row, words in keywords(public()) if value in words])
    if field == "res_format":
        return Q(format__iexact=value)
    if field in ("state", "dataset_type", "type", "capacity", "private"):
        usual = ("active", "dataset", "public", "false")
        return Q(pk__isnull=value.lower() not in usual)
    raise NotAsked(f'Cannot filter by "{field}".')


def keywords(rows: QuerySet[InformationResource]) -> list[tuple[Any, frozenset[str]]]:
    """Gives the keywords of each row, in all languages."""
    split = re.compile(r"[,，、;；،\n]")
    return [
        (key, frozenset(
            word.strip() for text in texts.values() for word in split.split(text) if word.strip()
        ))
        for key, texts in rows.order_by().values_list("id", "keywords")
    ]  # fmt: skip


def facet(rows: Resources, field: str, most: int) -> dict[str, int]:
    """Counts the values of a field among the rows; a field that is not known has none."""
    counts: Counter[str] = Counter()
    if field == "tags":
        for _, words in keywords(rows):
            counts.update(words)
    elif field in ("organization", "owner_org"):
        counts.update(_counted(rows, "provider__code"))
    elif field == "groups":
        for scheme, code, number in rows.order_by().values_list(
            "category__scheme", "category__code"
        ).annotate(number=Count("id")):  # fmt: skip
            counts[f"{scheme}-{code}".lower()] += number
    elif field == "res_format":
        counts.update(_counted(rows.exclude(format=""), "format"))
    best = counts.most_common(most if most >= 0 else None)
    if field in ("organization", "owner_org"):
        return {name.lower(): number for name, number in best}
    return dict(best)


def _counted(rows: Resources, by: str) -> dict[str, int]:
    return dict(rows.order_by().values_list(by).annotate(number=Count("id")))


def providers() -> list[tuple[Any, int]]:
    """Gives the institutions that provide what everybody may see, with how many, by their codes."""
    counted = dict(public().order_by().values_list("provider").annotate(number=Count("id")))
    bodies = [institutions.body(key) for key in counted]
    return [(one, counted[one.id]) for one in sorted(bodies, key=lambda one: one.code)]


def groups() -> list[tuple[ResourceCategory, int]]:
    """Gives the classification with how many resources that everybody may see stand in each."""
    rows = ResourceCategory.objects.order_by("scheme", "code")
    main = dict(public().order_by().values_list("category").annotate(number=Count("id")))
    more = public().filter(further__isnull=False).order_by().values_list("further__category")
    also = dict(more.annotate(number=Count("id")))
    return [(one, main.get(one.id, 0) + also.get(one.id, 0)) for one in rows]

"""A form in use asks for nothing that a register holds, whoever puts it there."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError

from onewindow.flow.forms import public as forms
from onewindow.flow.forms.errors import UnknownElements
from onewindow.flow.forms.models import FormVersion
from onewindow.ground.kernel.actor import Actor
from onewindow.registers.catalogue.types import SharingType
from onewindow.registers.sharing import public as sharing
from onewindow.registers.sharing.errors import AskOnce
from onewindow.registers.sharing.tests.conftest import (
    NEXT_YEAR,
    TODAY,
    Pair,
    at_nine,
    country,
    pair,
    small,
    sql,
)

__all__ = ["at_nine", "country", "pair", "small"]


def schema(*questions: dict[str, object]) -> dict[str, object]:
    return {
        "code": "insurance",
        "title": {"en": "Insurance"},
        "sections": [{"key": "all", "title": {"en": "All"}, "questions": list(questions)}],
    }


BORN = {
    "key": "born",
    "kind": "date",
    "label": {"en": "What is your birth date?"},
    "element": "person.birth_date",
}
FREE = {"key": "card", "kind": "text", "label": {"en": "Where do you collect it?"}}


@pytest.fixture
def designer(pair: Pair) -> Actor:
    return pair.asking


def test_ac_3_3b_publication_is_refused_naming_the_register_and_its_owner(
    designer: Actor,
) -> None:
    version = forms.write_form_version(designer, schema=schema(FREE, BORN))
    with pytest.raises(AskOnce) as refused:
        forms.publish_form_version(designer, version_id=version)
    assert (refused.value.status, refused.value.code) == (422, "ASK_ONCE")
    for told in ("born", "person.birth_date", "Population Register", "POLICE Bureau"):
        assert told in refused.value.sentence()
    assert FormVersion.objects.get(id=version).state == "draft"


def test_ac_3_3b_a_form_that_asks_for_nothing_held_is_published(designer: Actor) -> None:
    version = forms.write_form_version(designer, schema=schema(FREE))
    forms.publish_form_version(designer, version_id=version)
    assert forms.published_version("insurance") == version


def test_inv_11_a_waiver_lets_it_be_published(pair: Pair, designer: Actor) -> None:
    version = forms.write_form_version(designer, schema=schema(BORN))
    sharing.grant_waiver(
        pair.authority,
        form="insurance",
        question="born",
        element="person.birth_date",
        legal_basis="DATA-1",
        because={"en": "Until it is prefilled."},
        begins=TODAY,
        ends=NEXT_YEAR,
    )
    forms.publish_form_version(designer, version_id=version)
    assert forms.published_version("insurance") == version


def test_inv_11_what_is_not_shared_may_be_asked(pair: Pair, designer: Actor) -> None:
    pair.resource(SharingType.NOT_SHARED)
    version = forms.write_form_version(designer, schema=schema(BORN))
    forms.publish_form_version(designer, version_id=version)


def test_inv_11_raw_sql_of_the_application_publishes_no_such_form(designer: Actor) -> None:
    version = forms.write_form_version(designer, schema=schema(FREE, BORN))
    with pytest.raises(IntegrityError, match=r"ASK_ONCE: born asks for person\.birth_date"):
        sql(
            "UPDATE flow_forms_formversion SET state = 'published', published_at = now()"
            " WHERE id = %s",
            version,
        )
    with pytest.raises(IntegrityError, match="begins as a draft"):
        sql(
            "INSERT INTO flow_forms_formversion (id, created_at, code, version, schema, digest,"
            " state, published_at) VALUES (gen_random_uuid(), now(), 'other', 1, %s, 'x',"
            " 'published', now())",
            json.dumps(schema(BORN)),
        )


def test_a_question_bound_to_what_the_catalogue_does_not_define_is_refused(
    designer: Actor,
) -> None:
    version = forms.write_form_version(
        designer, schema=schema({**BORN, "element": "person.birthdate"})
    )
    with pytest.raises(UnknownElements, match=r"person\.birthdate"):
        forms.publish_form_version(designer, version_id=version)


def test_a_form_is_linted_with_a_suggestion_for_what_is_bound_to_nothing(pair: Pair) -> None:
    unbound = {**BORN, "key": "day", "element": ""}
    read = forms.parse_schema(schema(BORN, unbound, FREE))
    bound, wording, free = forms.linted(read, TODAY, "en")
    assert bound.violation
    assert bound.violation.register_code == "POPULATION"
    assert wording.violation is None
    assert [one.element for one in wording.suggested] == ["person.birth_date"]
    assert free.suggested == ()

"""Versions of forms: written, put into use, never changed again."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from onewindow.flow.forms.errors import FormNotDraft, FormNotFound, InvalidSchema
from onewindow.flow.forms.models import FormVersion
from onewindow.flow.forms.public import (
    begin_draft,
    open_draft,
    publish_form_version,
    published_version,
    save_page,
    schema_of,
    write_form_version,
)
from onewindow.flow.forms.tests.conftest import LI_NA, WANG, Town
from onewindow.flow.forms.tests.examples import BIRTH, CHILD
from onewindow.flow.messages.tests.stand_in import StandIn
from onewindow.ground.kernel.errors import Refused
from onewindow.ground.kernel.ids import new_id

pytestmark = pytest.mark.django_db


def second() -> dict[str, Any]:
    changed = copy.deepcopy(BIRTH)
    changed["sections"][0]["questions"][4]["required"] = False
    return changed


def test_a_version_is_numbered_digested_and_witnessed(town: Town, gate: StandIn) -> None:
    version = FormVersion.objects.get(pk=town.version)
    assert (version.code, version.version, version.state) == ("birth", 1, "published")
    line = next(line for line in gate.lines if line.action == "forms.write_form_version")
    assert line.fact == {"version": 1, "digest": version.digest}
    assert str(line.on) == "form:birth"


def test_the_same_schema_again_is_the_same_version(town: Town) -> None:
    assert write_form_version(WANG, schema=copy.deepcopy(BIRTH)) == town.version
    publish_form_version(WANG, version_id=town.version)
    assert FormVersion.objects.count() == 1


def test_a_new_version_retires_the_old_and_open_drafts_stay_with_theirs(town: Town) -> None:
    draft = begin_draft(
        LI_NA, service_id=town.service, region="MZ", language="en", form_code="birth"
    )
    newer = write_form_version(WANG, schema=second())
    assert published_version("birth") == town.version
    publish_form_version(WANG, version_id=newer)
    assert published_version("birth") == newer
    assert open_draft(LI_NA, draft).form_version == town.version
    assert save_page(LI_NA, draft_id=draft, page="child", raw=CHILD) == "parents"
    with pytest.raises(FormNotFound):
        begin_draft(
            LI_NA, service_id=town.service, region="MZ", language="en", form_version=town.version
        )
    with pytest.raises(FormNotDraft):
        publish_form_version(WANG, version_id=town.version)


def test_a_faulty_schema_leaves_nothing_but_the_refusal(gate: StandIn) -> None:
    with pytest.raises(InvalidSchema) as caught:
        write_form_version(WANG, schema={**BIRTH, "code": "Bad\x00Code"})
    assert "code: must be small letters" in caught.value.sentence()
    assert FormVersion.objects.count() == 0
    assert gate.actions("refused") == ["forms.write_form_version"]


def test_only_the_process_owner_writes_and_publishes(town: Town) -> None:
    with pytest.raises(Refused):
        write_form_version(LI_NA, schema=second())
    newer = write_form_version(WANG, schema=second())
    with pytest.raises(Refused):
        publish_form_version(LI_NA, version_id=newer)


def test_a_version_that_is_not_there_is_not_found(town: Town) -> None:
    with pytest.raises(FormNotFound):
        publish_form_version(WANG, version_id=new_id())
    with pytest.raises(FormNotFound):
        schema_of(new_id())
    with pytest.raises(FormNotFound):
        schema_of(write_form_version(WANG, schema=second()))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE flow_forms_formversion SET schema = schema || '{\"title\": {}}'",
        "UPDATE flow_forms_formversion SET version = 7",
        "UPDATE flow_forms_formversion SET digest = 'x'",
        "UPDATE flow_forms_formversion SET state = 'draft'",
        "DELETE FROM flow_forms_formversion",
        "TRUNCATE flow_forms_formversion CASCADE",
        "ALTER TABLE flow_forms_formversion DISABLE TRIGGER ALL",
        "INSERT INTO flow_forms_formversion (id, created_at, code, version, schema, digest, state)"
        " SELECT gen_random_uuid(), now(), code, 2, schema, digest, 'published'"
        " FROM flow_forms_formversion",
    ],
)
def test_inv_07_no_sql_of_the_application_changes_a_version_in_use(town: Town, sql: str) -> None:
    before = FormVersion.objects.values().get()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("onewindow_app",)
        cursor.execute(sql)
    assert FormVersion.objects.values().get() == before

"""Drafts: saved, resumed, hidden from others, and taken over exactly once."""

from __future__ import annotations

import datetime as dt
import threading
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from onewindow.flow.forms.errors import (
    DraftExists,
    DraftNeedsHolder,
    DraftNotFound,
    DraftSubmitted,
    FormIncomplete,
    FormNotFound,
    InvalidAnswers,
    PageNotFound,
)
from onewindow.flow.forms.models import Draft
from onewindow.flow.forms.public import (
    begin_draft,
    drafts,
    next_questions,
    open_draft,
    save_page,
    take_answers,
)
from onewindow.flow.forms.tests.conftest import CHEN_WEI, LI_NA, Town
from onewindow.flow.forms.tests.examples import CHILD, PAGES, PARENTS
from onewindow.flow.forms.types import TakenAnswers
from onewindow.flow.messages.tests.stand_in import StandIn
from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import ANONYMOUS, Actor, guest
from onewindow.ground.kernel.commands import COMMANDS, command
from onewindow.ground.kernel.errors import Refused
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.permissions import Role, Scope, permit
from onewindow.ground.kernel.reading import reading
from onewindow.ground.kernel.refs import Matter, Ref

pytestmark = pytest.mark.django_db

if "test.submit" not in COMMANDS:
    permit("test.submit", Role.APPLICANT, scope=Scope.ALL, words="Tests submit.")

    @command("test.submit")
    def submit(actor: Actor, /, *, draft_id: UUID) -> TakenAnswers:
        """Takes the answers as a case does."""
        return take_answers(draft_id)


def begun(actor: Actor, town: Town) -> UUID:
    return begin_draft(
        actor,
        service_id=town.service,
        region=town.region,
        language="en",
        form_version=town.version,
    )


def filled(actor: Actor, town: Town) -> UUID:
    draft = begun(actor, town)
    for page, raw in PAGES.items():
        save_page(actor, draft_id=draft, page=page, raw=raw)
    return draft


def test_a_draft_is_saved_page_by_page_and_resumed(town: Town) -> None:
    draft = begun(LI_NA, town)
    assert save_page(LI_NA, draft_id=draft, page="child", raw=CHILD) == "parents"
    resumed = open_draft(LI_NA, draft)
    assert resumed.page == "parents"
    assert resumed.answers["child_name"] == "Chen Xiaoyu"
    asked = next_questions(resumed.schema, resumed.answers)
    assert asked is not None
    assert asked.key == "parents"
    assert save_page(LI_NA, draft_id=draft, page="parents", raw=PARENTS) == "household"
    assert save_page(LI_NA, draft_id=draft, page="household", raw=PAGES["household"]) is None


def test_a_guest_holds_the_draft_whose_id_is_the_guests_own(town: Town) -> None:
    key = new_id()
    assert begun(guest(key), town) == key
    save_page(guest(key), draft_id=key, page="child", raw=CHILD)
    assert open_draft(guest(key), key).answers["sex"] == "female"
    with pytest.raises(DraftNotFound):
        open_draft(guest(new_id()), key)
    with pytest.raises(DraftExists):
        begun(guest(key), town)


def test_the_anonymous_public_holds_no_draft(town: Town) -> None:
    with pytest.raises(DraftNeedsHolder):
        begun(ANONYMOUS, town)
    assert Draft.objects.count() == 0


def test_a_form_that_is_not_in_use_begins_nothing(town: Town) -> None:
    with pytest.raises(FormNotFound):
        begin_draft(LI_NA, service_id=town.service, region="MZ", language="en", form_code="none")
    with pytest.raises(FormNotFound):
        begin_draft(
            LI_NA, service_id=town.service, region="MZ", language="en", form_version=new_id()
        )


def test_a_bad_answer_saves_nothing_and_names_its_question(town: Town, gate: StandIn) -> None:
    draft = begun(LI_NA, town)
    with pytest.raises(InvalidAnswers) as caught:
        save_page(LI_NA, draft_id=draft, page="child", raw={**CHILD, "born_on": "never"})
    assert (caught.value.status, caught.value.facts) == (422, {"questions": ["born_on"]})
    assert open_draft(LI_NA, draft).answers == {}
    assert gate.actions("refused") == ["forms.answer"]


def test_a_page_that_is_not_asked_is_not_found(town: Town) -> None:
    draft = begun(LI_NA, town)
    with pytest.raises(PageNotFound):
        save_page(LI_NA, draft_id=draft, page="father_consent", raw={})


def test_no_answer_and_no_name_of_a_person_enters_the_audit(town: Town, gate: StandIn) -> None:
    filled(LI_NA, town)
    facts = [line.fact for line in gate.lines if line.action == "forms.answer"]
    assert facts[-1] == {"page": "household", "answered": 11}
    assert "Chen" not in repr(facts)


def test_today_is_the_day_of_the_region(town: Town) -> None:
    draft = begun(LI_NA, town)
    raw = {**CHILD, "born_on": "2026-11-03"}
    with (
        clock.frozen_at(dt.datetime(2026, 11, 2, 15, 59, tzinfo=dt.UTC)),
        pytest.raises(InvalidAnswers),
    ):
        save_page(LI_NA, draft_id=draft, page="child", raw=raw)
    with clock.frozen_at(dt.datetime(2026, 11, 2, 16, 0, tzinfo=dt.UTC)):
        assert save_page(LI_NA, draft_id=draft, page="child", raw=raw) == "parents"
        assert open_draft(LI_NA, draft).today == dt.date(2026, 11, 3)


def test_another_neither_reads_nor_answers_nor_submits_it(town: Town) -> None:
    draft = filled(LI_NA, town)
    with pytest.raises(DraftNotFound):
        open_draft(CHEN_WEI, draft)
    with pytest.raises(DraftNotFound):
        save_page(CHEN_WEI, draft_id=draft, page="child", raw=CHILD)
    with pytest.raises(DraftNotFound):
        submit(CHEN_WEI, draft_id=draft)


def test_a_stopped_service_takes_no_answers_and_the_draft_can_still_be_read(
    town: Town, gate: StandIn
) -> None:
    draft = begun(LI_NA, town)
    gate.stopped.add(Ref.to("service", town.service))
    with pytest.raises(Refused):
        save_page(LI_NA, draft_id=draft, page="child", raw=CHILD)
    with pytest.raises(Refused):
        begun(LI_NA, town)
    assert open_draft(LI_NA, draft).answers == {}


def test_the_answers_are_taken_once_and_the_second_time_is_told_so(town: Town) -> None:
    draft = filled(LI_NA, town)
    first, second = submit(LI_NA, draft_id=draft), submit(LI_NA, draft_id=draft)
    assert (first.is_first, second.is_first) == (True, False)
    assert first.submitted_at == second.submitted_at
    assert first.answers == second.answers
    assert first.answers["father_id"] == PARENTS["father_id"]
    assert (first.service_id, first.region, first.language) == (town.service, "MZ", "en")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_first(town: Town) -> None:
    draft = filled(LI_NA, town)
    taken: list[bool] = []

    def take() -> None:
        try:
            taken.append(submit(LI_NA, draft_id=draft).is_first)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [False, False, False, True]


def test_an_incomplete_draft_is_not_taken(town: Town) -> None:
    draft = begun(LI_NA, town)
    save_page(LI_NA, draft_id=draft, page="child", raw=CHILD)
    with pytest.raises(FormIncomplete) as caught:
        submit(LI_NA, draft_id=draft)
    assert caught.value.facts == {"questions": ["mother_id", "has_father", "joins", "card"]}
    assert open_draft(LI_NA, draft).submitted_at is None


def test_what_is_submitted_takes_no_more_answers(town: Town) -> None:
    draft = filled(LI_NA, town)
    submit(LI_NA, draft_id=draft)
    with pytest.raises(DraftSubmitted):
        save_page(LI_NA, draft_id=draft, page="child", raw=CHILD)


def test_answers_are_taken_inside_a_command_only(town: Town) -> None:
    draft = filled(LI_NA, town)
    with pytest.raises(RuntimeError, match="inside a command"):
        take_answers(draft)


def test_the_list_of_drafts_holds_the_own_open_ones(town: Town) -> None:
    kept, sent = begun(LI_NA, town), filled(LI_NA, town)
    submit(LI_NA, draft_id=sent)
    begun(CHEN_WEI, town)
    matter = Matter(Ref("drafts", LI_NA.id), owner=LI_NA.id)
    with reading(LI_NA, "forms.resume", on=lambda: matter) as frame:
        assert [draft.id for draft in drafts(frame.standing)] == [kept]


def statements(captured: CaptureQueriesContext) -> list[str]:
    """Gives the verbs of the statements on our tables."""
    ours = [query["sql"] for query in captured if "flow_forms" in query["sql"]]
    return [sql.split()[0] for sql in ours]


def test_beginning_is_one_statement_and_answering_two(town: Town) -> None:
    draft = begun(LI_NA, town)
    save_page(LI_NA, draft_id=draft, page="child", raw=CHILD)
    with CaptureQueriesContext(connection) as beginning:
        begun(LI_NA, town)
    with CaptureQueriesContext(connection) as answering:
        save_page(LI_NA, draft_id=draft, page="parents", raw=PARENTS)
    assert statements(beginning) == ["INSERT"]
    assert statements(answering) == ["SELECT", "UPDATE"]


def by_sql(actor_id: str, sql: str) -> int:
    """Runs SQL as the application's role with an actor set, as only row security guards it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user, set_config('onewindow.actor', %s, true)", [actor_id])
        assert cursor.fetchone()[0] == "onewindow_app"
        cursor.execute(sql)
        return cursor.rowcount


def test_row_security_shows_a_draft_to_its_holder_only(town: Town) -> None:
    filled(LI_NA, town)
    seen = "SELECT answers FROM flow_forms_draft"
    assert by_sql(LI_NA.id, seen) == 1
    assert by_sql(CHEN_WEI.id, seen) == 0
    assert by_sql("", seen) == 0
    assert by_sql(CHEN_WEI.id, "UPDATE flow_forms_draft SET answers = '{}'") == 0
    assert by_sql(CHEN_WEI.id, "DELETE FROM flow_forms_draft") == 0


@pytest.mark.parametrize(
    "change",
    [
        "holder = 'person:chen-wei'",
        "service_id = gen_random_uuid()",
        "form_version_id = gen_random_uuid()",
        "id = gen_random_uuid()",
    ],
)
def test_no_sql_of_the_application_gives_a_draft_another_holder_or_form(
    town: Town, change: str
) -> None:
    begun(LI_NA, town)
    with pytest.raises(DatabaseError):
        by_sql(LI_NA.id, f"UPDATE flow_forms_draft SET {change}")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE flow_forms_draft SET answers = '{}'",
        "UPDATE flow_forms_draft SET submitted_at = NULL",
        "DELETE FROM flow_forms_draft",
        "TRUNCATE flow_forms_draft",
    ],
)
def test_no_sql_of_the_application_changes_what_was_submitted(town: Town, sql: str) -> None:
    draft = filled(LI_NA, town)
    submit(LI_NA, draft_id=draft)
    with pytest.raises(DatabaseError):
        by_sql(LI_NA.id, sql)
    assert open_draft(LI_NA, draft).submitted_at is not None


def test_no_sql_of_the_application_begins_a_draft_for_another(town: Town) -> None:
    begun(LI_NA, town)
    copied = (
        "INSERT INTO flow_forms_draft (id, created_at, form_version_id, service_id, holder,"
        " answers, page, language, region) SELECT gen_random_uuid(), now(), form_version_id,"
        " service_id, 'person:chen-wei', answers, page, language, region FROM flow_forms_draft"
    )
    with pytest.raises(DatabaseError, match="row-level security"):
        by_sql(LI_NA.id, copied)

"""Requests for data: their clocks, answers and disputes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError

from onewindow.ground.kernel import clock
from onewindow.ground.kernel.actor import CLOCK, OPERATOR
from onewindow.ground.kernel.agenda import tick
from onewindow.registers.catalogue.errors import ElementUnknown
from onewindow.registers.catalogue.types import SharingType
from onewindow.registers.sharing import public as sharing
from onewindow.registers.sharing.errors import (
    FourEyes,
    LawMissing,
    NotHeld,
    NothingWanted,
    NotTheirFunction,
    NotYetEscalated,
    OwnData,
    ReasonMissing,
    RequestUnknown,
    WrongDays,
    WrongState,
)
from onewindow.registers.sharing.tests.conftest import (
    NEXT_YEAR,
    TODAY,
    Pair,
    agreement_of,
    on_day,
    request_of,
    seen_by,
    sql,
    told,
)
from onewindow.registers.sharing.types import Clock, Footing, RequestState
from onewindow.trust.audit import public as audit
from onewindow.trust.security.errors import NotAllowed

CHECK_DUE = dt.date(2026, 11, 4)
ANSWER_DUE = dt.date(2026, 11, 9)
DAY_AFTER = dt.date(2026, 11, 10)


class TestClocks:
    def test_ac_2_3d_a_conditional_request_without_an_answer_by_the_fifth_day_is_escalated(
        self, pair: Pair
    ) -> None:
        pair.resource(SharingType.CONDITIONAL)
        key = pair.checked()
        found = request_of(key)
        assert (found.footing, found.check_due, found.answer_due) == (
            Footing.CONDITIONAL,
            CHECK_DUE,
            ANSWER_DUE,
        )
        with clock.frozen_at(on_day(ANSWER_DUE, 23)):
            tick()
        assert request_of(key).escalated == Clock.NONE
        with clock.frozen_at(on_day(DAY_AFTER, 8)):
            done = tick()
            tick()
        assert not done.refused
        assert request_of(key).escalated == Clock.ANSWER
        for authority in (pair.authority, pair.second_authority):
            assert told(authority) == ["sharing.escalated"]
        with seen_by(OPERATOR):
            lines = audit.lines_about(request_of(key).ref)
        assert [one.action for one in lines].count("sharing.escalate_request") == 1

    def test_a_check_that_nobody_makes_in_two_working_days_is_escalated(self, pair: Pair) -> None:
        pair.resource(SharingType.CONDITIONAL)
        key = pair.filed()
        with clock.frozen_at(on_day(dt.date(2026, 11, 5), 8)):
            tick()
            assert request_of(key).escalated == Clock.CHECK
            sharing.check_compliance(pair.authority, request=key, complies=True)
        assert request_of(key).answer_due == dt.date(2026, 11, 12)
        with clock.frozen_at(on_day(dt.date(2026, 11, 13), 8)):
            tick()
        assert request_of(key).escalated == Clock.ANSWER

    def test_what_is_shared_without_condition_is_granted_by_the_check(self, pair: Pair) -> None:
        pair.resource(SharingType.UNCONDITIONAL)
        key = pair.checked()
        found = request_of(key)
        assert found.state == RequestState.GRANTED
        made = found.agreement
        assert (made.state, made.elements) == ("in_force", ["person.birth_date"])
        assert (made.consumer_signer, made.provider_signer) == (pair.asking.id, pair.authority.id)
        assert told(pair.asking) == ["sharing.granted"]

    def test_data_that_are_not_catalogued_yet_are_answered_in_ten_days_from_filing(
        self, pair: Pair
    ) -> None:
        key = pair.filed()
        with clock.frozen_at(on_day(dt.date(2026, 11, 4))):
            sharing.check_compliance(pair.authority, request=key, complies=True)
        found = request_of(key)
        assert (found.footing, found.answer_due) == (Footing.UNPUBLISHED, dt.date(2026, 11, 16))

    def test_the_steward_learns_of_the_last_day(self, pair: Pair) -> None:
        pair.resource(SharingType.CONDITIONAL)
        pair.checked()
        assert told(pair.steward) == ["sharing.answer_due"]

    def test_an_answer_in_time_meets_the_need_m_res_5(self, pair: Pair) -> None:
        pair.resource(SharingType.CONDITIONAL)
        in_time, late, _open = pair.checked(), pair.checked(), pair.checked()
        refused = pair.checked()
        sharing.grant_request(pair.steward, request=in_time)
        sharing.refuse_request(pair.steward, request=refused, reason="Not for this.")
        with clock.frozen_at(on_day(DAY_AFTER)):
            sharing.grant_request(pair.steward, request=late)
            with seen_by(pair.authority):
                assert sharing.satisfaction(TODAY, NEXT_YEAR) == (2, 2, 4)


class TestAnswers:
    def test_granting_makes_an_agreement_signed_by_two_people(self, pair: Pair) -> None:
        pair.resource(SharingType.CONDITIONAL)
        key = pair.checked()
        made = agreement_of(sharing.grant_request(pair.steward, request=key))
        assert (made.state, made.during.lower, made.during.upper) == ("in_force", TODAY, NEXT_YEAR)
        assert (made.consumer_signer, made.provider_signer) == (pair.asking.id, pair.steward.id)
        with pytest.raises(WrongState):
            sharing.refuse_request(pair.steward, request=key, reason="Too late.")

    def test_a_refusal_needs_a_reason_and_reaches_who_asked(self, pair: Pair) -> None:
        pair.resource(SharingType.CONDITIONAL)
        key = pair.checked()
        with pytest.raises(ReasonMissing):
            sharing.refuse_request(pair.steward, request=key, reason="  ")
        sharing.refuse_request(pair.steward, request=key, reason="Not needed for this.")
        assert request_of(key).refusal_reason == "Not needed for this."
        assert told(pair.asking) == ["sharing.refused"]

    def test_inv_15_what_is_not_shared_is_refused_by_the_article_that_forbids_it(
        self, pair: Pair
    ) -> None:
        pair.resource(SharingType.NOT_SHARED)
        key = pair.checked()
        assert request_of(key).footing == Footing.NOT_SHARED
        with pytest.raises(LawMissing) as refused:
            sharing.refuse_request(pair.steward, request=key, reason="Secret.")
        assert (refused.value.status, refused.value.code) == (422, "SHARING_LAW_MISSING")
        with pytest.raises(IntegrityError, match="request_refused_by_law_where_not_shared"):
            sql(
                "UPDATE registers_sharing_datarequest SET state = 'refused',"
                " refusal_reason = 'x', answered_at = now()"
            )
        sharing.refuse_request(pair.steward, request=key, reason="Secret.", legal_basis="DATA-1")
        assert request_of(key).refusal_basis.code == "DATA-1"

    def test_a_request_that_does_not_comply_is_refused_at_the_check(self, pair: Pair) -> None:
        pair.resource(SharingType.UNCONDITIONAL)
        key = pair.filed()
        with pytest.raises(ReasonMissing):
            sharing.check_compliance(pair.authority, request=key, complies=False)
        sharing.check_compliance(
            pair.authority, request=key, complies=False, reason="No basis for this purpose."
        )
        assert request_of(key).state == RequestState.REFUSED

    def test_the_data_authority_answers_only_once_the_clock_has_run_out(self, pair: Pair) -> None:
        pair.resource(SharingType.CONDITIONAL)
        key = pair.checked()
        with pytest.raises(NotYetEscalated, match="2026-11-09"):
            sharing.grant_request(pair.authority, request=key)
        with clock.frozen_at(on_day(DAY_AFTER)):
            tick()
            sharing.grant_request(pair.authority, request=key)
        assert request_of(key).state == RequestState.GRANTED

    def test_others_neither_check_nor_answer_nor_see(self, pair: Pair) -> None:
        pair.resource(SharingType.CONDITIONAL)
        key = pair.checked()
        for actor in (pair.asking, pair.small.officer):
            with pytest.raises(NotAllowed):
                sharing.grant_request(actor, request=key)
        with pytest.raises(RequestUnknown):
            sharing.grant_request(pair.small.party_steward, request=key)
        second = pair.filed()
        with pytest.raises(NotAllowed):
            sharing.check_compliance(pair.steward, request=second, complies=True)
        with pytest.raises(NotAllowed):
            sharing.escalate_request(pair.steward, request=second)

    def test_a_row_is_seen_by_both_sides_only_whatever_the_query(self, pair: Pair) -> None:
        pair.filed()
        for actor, count in (
            (pair.asking, 1),
            (pair.steward, 1),
            (pair.authority, 1),
            (CLOCK, 1),
            (pair.small.party_steward, 0),
        ):
            with seen_by(actor):
                assert sharing.DataRequest.objects.count() == count
                assert sharing.requests().count() == count


class TestFiling:
    def test_a_request_says_what_of_whom_for_what(self, pair: Pair) -> None:
        with pytest.raises(NothingWanted):
            pair.filed(elements=())
        with pytest.raises(ElementUnknown):
            pair.filed(elements=("person.shoe_size",))
        with pytest.raises(NotHeld):
            pair.filed(provider=pair.small.data)
        with pytest.raises(OwnData):
            sharing.file_request(
                pair.steward, terms=pair.terms(consumer=pair.small.police, function="POPULATION")
            )
        with pytest.raises(NotTheirFunction):
            pair.filed(function="POPULATION")
        with pytest.raises(WrongDays):
            pair.filed(ends=TODAY)
        with pytest.raises(ReasonMissing):
            pair.filed(purpose={"en": " "})

    def test_nobody_asks_for_another_institution(self, pair: Pair) -> None:
        with pytest.raises(NotAllowed):
            sharing.file_request(pair.small.party_steward, terms=pair.terms())

    def test_a_request_stays_as_it_was_filed(self, pair: Pair) -> None:
        pair.filed()
        for change in (
            "elements = ARRAY['person.name']",
            "check_due = '2027-01-01'",
            "state = 'decided', checked_at = now(), answer_due = '2026-11-09'",
        ):
            with pytest.raises(IntegrityError, match="stays as it was filed"):
                sql(f"UPDATE registers_sharing_datarequest SET {change}")  # of a test
        with pytest.raises(IntegrityError, match="stays as it was filed"):
            sql("DELETE FROM registers_sharing_datarequest")
        with pytest.raises(IntegrityError, match="stand in the catalogue"):
            sql(
                "INSERT INTO registers_sharing_datarequest SELECT (jsonb_populate_record(r,"
                " jsonb_build_object('id', gen_random_uuid(), 'number', 'x',"
                " 'elements', jsonb_build_array('person.shoe')))).*"
                " FROM registers_sharing_datarequest r"
            )


class TestDisputes:
    def test_the_data_authority_grants_what_was_refused(self, pair: Pair) -> None:
        pair.resource(SharingType.CONDITIONAL)
        key = pair.checked()
        sharing.refuse_request(pair.steward, request=key, reason="Not needed for this.")
        sharing.dispute_refusal(pair.asking, request=key, reason="The act says so.")
        assert told(pair.authority) == ["sharing.disputed"]
        with pytest.raises(NotAllowed):
            sharing.decide_dispute(pair.steward, request=key, grants=False, decision="No.")
        with pytest.raises(ReasonMissing):
            sharing.decide_dispute(pair.authority, request=key, grants=True, decision="")
        sharing.decide_dispute(pair.authority, request=key, grants=True, decision="It is needed.")
        found = request_of(key)
        assert (found.state, found.agreement.state) == (RequestState.DECIDED, "in_force")
        assert found.answered_by == pair.steward.id
        assert told(pair.asking) == ["sharing.refused", "sharing.decided_granted"]

    def test_or_lets_the_refusal_stand(self, pair: Pair) -> None:
        pair.resource(SharingType.CONDITIONAL)
        key = pair.checked()
        sharing.refuse_request(pair.steward, request=key, reason="Not needed for this.")
        sharing.dispute_refusal(pair.asking, request=key, reason="The act says so.")
        sharing.decide_dispute(pair.authority, request=key, grants=False, decision="It is not.")
        assert not hasattr(request_of(key), "agreement")

    def test_who_refused_in_the_providers_place_does_not_decide_the_dispute(
        self, pair: Pair
    ) -> None:
        pair.resource(SharingType.CONDITIONAL)
        key = pair.checked()
        with clock.frozen_at(on_day(DAY_AFTER)):
            tick()
            sharing.refuse_request(pair.authority, request=key, reason="Not needed.")
            sharing.dispute_refusal(pair.asking, request=key, reason="It is.")
            with pytest.raises(FourEyes):
                sharing.decide_dispute(pair.authority, request=key, grants=False, decision="No.")
            sharing.decide_dispute(pair.second_authority, request=key, grants=False, decision="No.")

    def test_only_a_refusal_is_disputed(self, pair: Pair) -> None:
        with pytest.raises(WrongState):
            sharing.dispute_refusal(pair.asking, request=pair.filed(), reason="Too slow.")

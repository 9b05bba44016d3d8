"""Agreements and consents: who may have what, for what, until when."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from django.db import IntegrityError

from onewindow.ground.kernel import clock, frames
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.ground.kernel.impact import Change, ChangeKind, affected
from onewindow.ground.kernel.permissions import Role
from onewindow.ground.kernel.refs import Ref
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.tests.small_country import account_of, sure
from onewindow.registers.sharing import public as sharing
from onewindow.registers.sharing.errors import (
    AgreementUnknown,
    AlreadySigned,
    ConsentUnknown,
    FourEyes,
    NoAgreement,
    NoConsent,
    NotAParty,
    ReasonMissing,
    WrongDays,
    WrongState,
)
from onewindow.registers.sharing.tests.conftest import (
    NEXT_YEAR,
    PURPOSE,
    TODAY,
    Pair,
    agreement_of,
    on_day,
    seen_by,
    sql,
    told,
)
from onewindow.trust.security.errors import NotAllowed

TOMORROW = TODAY + dt.timedelta(days=1)


def asked(pair: Pair, **changes: object) -> sharing.Agreement:
    wanted: dict[str, object] = {
        "provider": pair.small.police,
        "consumer": pair.insurer,
        "elements": ["person.birth_date"],
        "function": "ENROL",
        "on": TODAY,
    }
    with seen_by(OPERATOR):
        return sharing.require_agreement(**{**wanted, **changes})  # type: ignore[arg-type]


class TestInForce:
    def test_both_sides_sign_and_the_other_one_is_told(self, pair: Pair) -> None:
        key = sharing.propose_agreement(pair.asking, terms=pair.terms(), by=pair.insurer)
        assert told(pair.steward) == ["sharing.to_sign"]
        sharing.sign_agreement(pair.steward, agreement=key, by=pair.small.police)
        assert agreement_of(key).state == "signed"
        with pytest.raises(AlreadySigned):
            sharing.sign_agreement(pair.steward, agreement=key, by=pair.small.police)
        sharing.sign_agreement(pair.head, agreement=key, by=pair.insurer)
        assert agreement_of(key).state == "in_force"

    def test_nobody_signs_for_the_other_side_nor_for_both(self, pair: Pair) -> None:
        key = sharing.propose_agreement(pair.asking, terms=pair.terms(), by=pair.insurer)
        for by in (pair.insurer, pair.small.party):
            with pytest.raises(NotAllowed):
                sharing.sign_agreement(pair.steward, agreement=key, by=by)
        country = pair.small.country
        both, _ = country.staff(country.post(pair.insurer, Role.HEAD), "both")
        institutions.appoint(
            country.organisation,
            account=UUID(both.key),
            post=country.post(pair.small.police, Role.HEAD),
        )
        sharing.sign_agreement(both, agreement=key, by=pair.insurer)
        with pytest.raises(FourEyes):
            sharing.sign_agreement(both, agreement=key, by=pair.small.police)
        with pytest.raises(IntegrityError, match="agreement_signed_by_two_people"):
            sql(
                "UPDATE registers_sharing_agreement SET state = 'in_force',"
                " provider_signer = consumer_signer, provider_signed_at = now()"
            )

    def test_a_third_institution_proposes_nothing(self, pair: Pair) -> None:
        with pytest.raises(NotAParty):
            sharing.propose_agreement(pair.asking, terms=pair.terms(), by=pair.small.data)

    def test_before_both_have_signed_it_is_nobody_elses(self, pair: Pair) -> None:
        key = sharing.propose_agreement(pair.asking, terms=pair.terms(), by=pair.insurer)
        with seen_by(pair.small.party_steward):
            assert sharing.Agreement.objects.count() == 0
            with pytest.raises(AgreementUnknown):
                sharing.agreement(key)
        assert not sharing.public_agreements().exists()
        pair.in_force(elements=("person.name",))
        assert [one.elements for one in sharing.public_agreements()] == [["person.name"]]


class TestNoExchangeWithout:
    def test_inv_12_an_agreement_covers_provider_consumer_element_purpose_and_date(
        self, pair: Pair
    ) -> None:
        with pytest.raises(NoAgreement) as refused:
            asked(pair)
        assert (refused.value.status, refused.value.code) == (403, "NO_AGREEMENT")
        assert "INSURER Bureau" in refused.value.sentence()
        key = pair.in_force()
        assert asked(pair).id == key
        for change in (
            {"provider": pair.small.data},
            {"consumer": pair.small.data},
            {"elements": ["person.birth_date", "person.name"]},
            {"elements": []},
            {"function": "POPULATION"},
            {"on": NEXT_YEAR},
            {"on": TODAY - dt.timedelta(days=1)},
        ):
            with pytest.raises(NoAgreement):
                asked(pair, **change)

    def test_inv_12_what_is_signed_by_one_side_covers_nothing(self, pair: Pair) -> None:
        key = sharing.propose_agreement(pair.asking, terms=pair.terms(), by=pair.insurer)
        sharing.sign_agreement(pair.head, agreement=key, by=pair.insurer)
        with pytest.raises(NoAgreement):
            asked(pair)

    @pytest.mark.parametrize(
        ("change", "law"),
        [
            ("elements = ARRAY['person.birth_date', 'person.name']", "stays as it was signed"),
            ("elements = ARRAY[]::varchar[]", "agreement_covers_something|stays as"),
            ("during = '[2026-11-02,2040-01-01)'", "stays as it was signed"),
            ("consumer_id = provider_id", "stays as it was signed"),
            ("consumer_signer = 'person:x'", "stays as it was signed"),
            ("state = 'proposed'", "stays as it was signed"),
            ("state = 'ended'", "agreement_ended_for_a_reason"),
        ],
    )
    def test_inv_12_an_agreement_is_not_widened_by_raw_sql(
        self, pair: Pair, change: str, law: str
    ) -> None:
        pair.in_force()
        with pytest.raises(IntegrityError, match=law):
            sql(f"UPDATE registers_sharing_agreement SET {change}")  # of a test
        with pytest.raises(IntegrityError, match="stays as it was signed"):
            sql("DELETE FROM registers_sharing_agreement")

    def test_inv_12_raw_sql_puts_no_unsigned_agreement_into_force(self, pair: Pair) -> None:
        sharing.propose_agreement(pair.asking, terms=pair.terms(), by=pair.insurer)
        with pytest.raises(IntegrityError, match=r"agreement_in_force_when_signed|stays as"):
            sql("UPDATE registers_sharing_agreement SET state = 'in_force'")


class TestEnd:
    def test_an_ended_agreement_covers_nothing_from_that_day(self, pair: Pair) -> None:
        key = pair.in_force()
        with pytest.raises(ReasonMissing):
            sharing.end_agreement(
                pair.steward, agreement=key, by=pair.small.police, on=TOMORROW, because=" "
            )
        sharing.end_agreement(
            pair.steward, agreement=key, by=pair.small.police, on=TOMORROW, because="Misused."
        )
        assert asked(pair).id == key
        with pytest.raises(NoAgreement):
            asked(pair, on=TOMORROW)
        assert told(pair.head) == ["sharing.to_sign", "sharing.ended"]

    def test_the_data_authority_cuts_at_once_and_others_do_not(self, pair: Pair) -> None:
        key = pair.in_force()
        with pytest.raises(NotAllowed):
            sharing.end_agreement(pair.small.party_steward, agreement=key, on=TODAY, because="No.")
        sharing.end_agreement(pair.authority, agreement=key, on=TODAY, because="Misused.")
        assert agreement_of(key).state == "ended"
        with pytest.raises(NoAgreement):
            asked(pair)
        with pytest.raises(WrongState):
            sharing.end_agreement(pair.authority, agreement=key, on=TODAY, because="Again.")

    def test_the_last_day_is_neither_past_nor_later_than_agreed(self, pair: Pair) -> None:
        key = pair.in_force()
        for on in (TODAY - dt.timedelta(days=1), NEXT_YEAR + dt.timedelta(days=1)):
            with pytest.raises(WrongDays):
                sharing.end_agreement(pair.authority, agreement=key, on=on, because="No.")

    def test_the_end_of_a_register_names_the_agreements(self, pair: Pair) -> None:
        key = pair.in_force()
        change = Change(Ref.to("register", pair.small.register), ChangeKind.RETIRED, TODAY)
        with seen_by(pair.authority):
            found = {one.kind: one for one in affected(change, frames.standing())}
        assert found["agreements"].count == 1
        assert found["agreements"].first[0][0] == Ref.to("agreement", key)


class TestConsent:
    def test_a_consent_covers_until_it_is_withdrawn(self, pair: Pair) -> None:
        li = sure(account_of("li"))
        key = sharing.give_consent(
            li,
            consumer=pair.insurer,
            elements=["person.birth_date"],
            function="ENROL",
            purpose=PURPOSE,
            begins=TODAY,
            ends=NEXT_YEAR,
        )

        def required(on: dt.date = TODAY) -> sharing.Consent:
            with seen_by(OPERATOR):
                return sharing.require_consent(
                    person=li.id,
                    consumer=pair.insurer,
                    elements=["person.birth_date"],
                    function="ENROL",
                    on=on,
                )

        assert required().id == key
        with pytest.raises(NoConsent):
            required(NEXT_YEAR)
        for other in (pair.steward, sure(account_of("chen"))):
            with pytest.raises(ConsentUnknown):
                sharing.withdraw_consent(other, consent=key)
        with clock.frozen_at(on_day(TOMORROW)):
            sharing.withdraw_consent(li, consent=key)
            with pytest.raises(NoConsent):
                required(TOMORROW)
            with pytest.raises(WrongState):
                sharing.withdraw_consent(li, consent=key)
        with pytest.raises(IntegrityError, match="only be withdrawn"):
            sql("UPDATE registers_sharing_consent SET withdrawn_at = NULL", actor=li)

    def test_nobody_consents_for_another_by_raw_sql(self, pair: Pair) -> None:
        li = sure(account_of("li"))
        sharing.give_consent(
            li,
            consumer=pair.insurer,
            elements=["person.name"],
            function="ENROL",
            purpose=PURPOSE,
            begins=TODAY,
            ends=NEXT_YEAR,
        )
        with pytest.raises(Exception, match="row-level security"):
            sql(
                "INSERT INTO registers_sharing_consent SELECT (jsonb_populate_record(c,"
                " jsonb_build_object('id', gen_random_uuid(), 'person', 'person:chen'))).*"
                " FROM registers_sharing_consent c",
                actor=li,
            )

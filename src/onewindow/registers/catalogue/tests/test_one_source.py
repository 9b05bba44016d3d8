"""One source for a datum at every instant, whoever writes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError

from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.errors import (
    AlreadyHeld,
    CollectedElsewhere,
    ElementCodeInvalid,
    ElementCodeTaken,
    RegisterInUse,
    SourceExists,
    WrongDay,
    WrongState,
)
from onewindow.registers.catalogue.models import Collection, DataElement, ElementSource
from onewindow.registers.catalogue.tests.conftest import (
    LONG_AGO,
    NEW_YEAR,
    TODAY,
    Small,
    definition,
    sql,
)
from onewindow.registers.catalogue.types import SystemState
from onewindow.trust.security.errors import NotAllowed

EVE = NEW_YEAR - dt.timedelta(days=1)


class TestOneSource:
    def test_ac_2_1b_a_second_source_is_refused_with_the_name_of_the_first_and_its_owner(
        self, small: Small
    ) -> None:
        second = small.second_register()
        with pytest.raises(SourceExists) as refused:
            catalogue.name_source(
                small.manager, element="person.birth_date", register=second, begins=NEW_YEAR
            )
        assert (refused.value.status, refused.value.code) == (409, "SOURCE_EXISTS")
        for told in ("Population Register", "POLICE Bureau", "2019-01-01"):
            assert told in refused.value.sentence()
        with pytest.raises(SourceExists, match="Population Register"):
            catalogue.define_element(
                small.manager, definition=definition("person.birth_date"), register=second
            )
        held = catalogue.element_by_code("person.birth_date", NEW_YEAR).source
        assert held is not None
        assert held.register == small.register

    def test_inv_10_an_element_is_active_only_with_a_source_on_every_day(
        self, small: Small
    ) -> None:
        catalogue.define_element(small.manager, definition=definition("person.nickname"))
        assert catalogue.element_by_code("person.nickname", TODAY).source is None
        assert DataElement.objects.get(code="person.nickname").state == "proposed"
        catalogue.name_source(small.manager, element="person.nickname", register=small.register)
        named = catalogue.element_by_code("person.nickname", NEW_YEAR)
        assert named.state == "active"
        assert named.source
        assert named.source.register == small.register

    @pytest.mark.parametrize(
        ("statement", "law"),
        [
            ("DELETE FROM registers_catalogue_elementsource", "SOURCE_MISSING"),
            (
                "UPDATE registers_catalogue_elementsource SET during = '[2019-01-01,2030-01-01)'",
                "SOURCE_MISSING",
            ),
            (
                "UPDATE registers_catalogue_dataelement SET active_from = '2018-12-31'",
                "SOURCE_MISSING",
            ),
            (
                "INSERT INTO registers_catalogue_elementsource (id, created_at, element_id,"
                " register_id, during, basis) SELECT gen_random_uuid(), now(), element_id,"
                " register_id, '[2026-12-01,2026-12-02)', ''"
                " FROM registers_catalogue_elementsource LIMIT 1",
                "one_source_at_any_instant",
            ),
            (
                "UPDATE registers_catalogue_elementsource SET during = 'empty'",
                "source_begins_some_day",
            ),
            (
                "UPDATE registers_catalogue_register SET state = 'retired',"
                " retired_on = '2026-12-01'",
                "REGISTER_IN_USE",
            ),
            (
                "INSERT INTO registers_catalogue_dataelement (id, created_at, code, title,"
                " definition, type, value_domain, sensitivity, state, active_from)"
                " VALUES (gen_random_uuid(), now(), 'person.shoe', '{\"en\": \"x\"}',"
                " '{\"en\": \"x\"}', 'text', '', 'personal', 'active', '2026-01-01')",
                "SOURCE_MISSING",
            ),
        ],
    )
    def test_inv_10_holds_against_raw_sql_of_the_application(
        self, small: Small, statement: str, law: str
    ) -> None:
        with pytest.raises(IntegrityError, match=law):
            sql(statement)

    def test_a_code_is_subject_and_name_and_taken_once(self, small: Small) -> None:
        with pytest.raises(ElementCodeInvalid):
            catalogue.define_element(small.manager, definition=definition("BirthDate"))
        with pytest.raises(ElementCodeTaken):
            catalogue.define_element(small.manager, definition=definition("person.name"))


class TestTransfer:
    def test_a_transfer_gives_the_old_register_the_day_before_and_the_new_one_the_day(
        self, small: Small
    ) -> None:
        second = small.second_register()
        catalogue.transfer_source(
            small.authority, element="person.name", to_register=second, on=NEW_YEAR
        )
        for on, holder in ((EVE, small.register), (NEW_YEAR, second)):
            source = catalogue.element_by_code("person.name", on).source
            assert source
            assert source.register == holder
        assert [one.register for one in catalogue.history(_key("person.name"))] == [
            small.register,
            second,
        ]

    def test_only_the_data_authority_moves_a_source(self, small: Small) -> None:
        second = small.second_register()
        for actor in (small.manager, small.steward, small.officer):
            with pytest.raises(NotAllowed):
                catalogue.transfer_source(
                    actor, element="person.name", to_register=second, on=NEW_YEAR
                )

    def test_a_source_moves_neither_backwards_nor_to_where_it_is(self, small: Small) -> None:
        second = small.second_register()
        for to, on in ((second, dt.date(2026, 11, 1)), (small.register, NEW_YEAR)):
            with pytest.raises(WrongDay):
                catalogue.transfer_source(
                    small.authority, element="person.name", to_register=to, on=on
                )

    def test_what_the_old_system_collected_the_new_one_collects(self, small: Small) -> None:
        catalogue.declare_collection(small.manager, system=small.system, element="person.name")
        other = small.a_system("HOUSE-SYS")
        second = small.second_register(system=other)
        catalogue.transfer_source(
            small.authority, element="person.name", to_register=second, on=NEW_YEAR
        )
        held = Collection.objects.order_by("during").values_list("system_id", "during__startswith")
        assert list(held) == [(small.system, TODAY), (other, NEW_YEAR)]


class TestSecondCollection:
    def test_ac_2_1d_a_system_that_collects_what_a_register_holds_is_not_registered(
        self, small: Small
    ) -> None:
        small.element("person.address")
        with pytest.raises(AlreadyHeld) as refused:
            small.a_system("CARDS", collects=("person.address",))
        assert refused.value.status == 409
        assert "Population Register" in refused.value.sentence()
        assert "POLICE Bureau" in refused.value.sentence()
        assert not catalogue.systems.systems().filter(code="CARDS").exists()

    def test_ac_2_1d_holds_for_a_declaration_afterwards_and_for_raw_sql(self, small: Small) -> None:
        cards = small.a_system("CARDS")
        with pytest.raises(AlreadyHeld, match="Population Register"):
            catalogue.declare_collection(small.manager, system=cards, element="person.name")
        with pytest.raises(IntegrityError, match="ALREADY_HELD"):
            sql(
                "INSERT INTO registers_catalogue_collection (id, created_at, system_id,"
                " element_id, during) VALUES (gen_random_uuid(), now(), %s, %s, '[2026-12-01,)')",
                cards,
                _key("person.name"),
            )

    def test_the_registers_own_system_collects_for_it(self, small: Small) -> None:
        catalogue.declare_collection(small.steward, system=small.system, element="person.name")
        assert [c.element.code for c in catalogue.systems.collections(small.system, TODAY)] == [
            "person.name"
        ]
        catalogue.end_collection(
            small.steward, system=small.system, element="person.name", on=NEW_YEAR
        )
        assert catalogue.systems.collections(small.system, NEW_YEAR) == []

    def test_a_register_cannot_become_the_source_of_what_another_system_collects(
        self, small: Small
    ) -> None:
        catalogue.define_element(small.manager, definition=definition("person.phone"))
        cards = small.a_system("CARDS", collects=("person.phone",))
        with pytest.raises(IntegrityError, match="ALREADY_HELD"):
            sql(
                "INSERT INTO registers_catalogue_elementsource (id, created_at, element_id,"
                " register_id, during, basis)"
                " VALUES (gen_random_uuid(), now(), %s, %s, '[2026-12-01,)', '')",
                _key("person.phone"),
                small.register,
            )
        with pytest.raises(CollectedElsewhere, match="CARDS System"):
            catalogue.name_source(small.manager, element="person.phone", register=small.register)
        catalogue.change_system_state(small.manager, system=cards, state=SystemState.TERMINATED)
        catalogue.name_source(small.manager, element="person.phone", register=small.register)


class TestRetirement:
    def test_a_register_in_use_is_not_retired_without_its_elements(self, small: Small) -> None:
        with pytest.raises(RegisterInUse) as refused:
            catalogue.retire_register(
                small.authority, register=small.register, on=NEW_YEAR, because="merged"
            )
        assert "2 data elements" in refused.value.sentence()
        assert "Birth Date" in refused.value.sentence()

    def test_with_its_elements_it_is_and_they_end_that_day(self, small: Small) -> None:
        ended = catalogue.retire_register(
            small.authority,
            register=small.register,
            on=NEW_YEAR,
            because="merged",
            with_elements=True,
        )
        assert ended == 2
        assert catalogue.register(small.register).retired_on == NEW_YEAR
        assert set(catalogue.sources(["person.name"], EVE)) == {"person.name"}
        assert catalogue.sources(["person.name"], NEW_YEAR) == {}
        assert ElementSource.objects.filter(during__endswith=NEW_YEAR).count() == 2
        with pytest.raises(WrongState):
            catalogue.retire_register(
                small.authority, register=small.register, on=NEW_YEAR, because="again"
            )

    def test_after_its_elements_moved_it_is_retired_alone(self, small: Small) -> None:
        second = small.second_register()
        for code in ("person.name", "person.birth_date"):
            catalogue.transfer_source(
                small.authority, element=code, to_register=second, on=NEW_YEAR
            )
        catalogue.retire_register(
            small.authority, register=small.register, on=NEW_YEAR, because="merged"
        )
        assert catalogue.sources(["person.name"], NEW_YEAR)["person.name"].register == second

    def test_a_retired_register_becomes_no_source(self, small: Small) -> None:
        second = small.second_register()
        catalogue.retire_register(small.authority, register=second, on=TODAY, because="empty")
        with pytest.raises(WrongState):
            catalogue.transfer_source(
                small.authority, element="person.name", to_register=second, on=NEW_YEAR
            )
        catalogue.define_element(small.manager, definition=definition("person.phone"))
        with pytest.raises(WrongState):
            catalogue.name_source(
                small.manager, element="person.phone", register=second, begins=LONG_AGO
            )


def _key(code: str) -> object:
    return DataElement.objects.get(code=code).id

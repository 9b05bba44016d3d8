"""Resources: complete or not at all, shared on a legal basis, seen by their label."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection

from onewindow.ground.kernel.actor import ANONYMOUS, Actor
from onewindow.ground.kernel.ids import is_checked
from onewindow.ground.kernel.labels import Level
from onewindow.ground.search import public as search
from onewindow.registers.catalogue import public as catalogue
from onewindow.registers.catalogue.errors import (
    BodyKeepsData,
    CategoryMisplaced,
    CategoryTaken,
    CategoryUnknown,
    CycleUnknown,
    ElementUnknown,
    NotOfTheParty,
    ResourceIncomplete,
    ResourceUnknown,
    SharingBasisMissing,
    WrongDay,
    WrongState,
)
from onewindow.registers.catalogue.models import InformationResource
from onewindow.registers.catalogue.queries import resources as queries
from onewindow.registers.catalogue.tests.conftest import TODAY, Small, seen_by, sql
from onewindow.registers.catalogue.types import (
    Openness,
    ResourceState,
    Scheme,
    SharingType,
    Wanted,
)
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import OrganType
from onewindow.trust.security.errors import NotAllowed

MISSING = {
    "name": ({"name": {"en": " "}}, "name"),
    "abstract": ({"abstract": {}}, "abstract"),
    "provider": ({"provider": None}, "provider"),
    "category": ({"category": ""}, "category"),
    "label": ({"level": None}, "label"),
    "cycle": ({"update_cycle": ""}, "update cycle"),
    "function": ({"function": ""}, "function or party task"),
}


class TestComplete:
    @pytest.mark.parametrize(("change", "named"), MISSING.values(), ids=MISSING)
    def test_ac_2_1a_a_resource_without_a_mandatory_element_is_refused_naming_it(
        self, small: Small, change: dict[str, object], named: str
    ) -> None:
        with pytest.raises(ResourceIncomplete) as refused:
            catalogue.register_resource(small.manager, description=small.description(**change))
        assert refused.value.status == 422
        assert f"lacks: {named}." in refused.value.sentence()
        assert not InformationResource.objects.exists()

    @pytest.mark.parametrize(
        "column",
        [
            "name",
            "abstract",
            "provider_id",
            "category_id",
            "identifier",
            "metadata_identifier",
            "level",
            "update_cycle",
            "region",
        ],
    )
    def test_inv_17_holds_against_raw_sql_of_the_application(
        self, small: Small, column: str
    ) -> None:
        key = small.published()
        with pytest.raises(IntegrityError, match=r"null value|its identifiers stay"):
            sql(
                f"UPDATE registers_catalogue_informationresource SET {column} = NULL WHERE id = %s",
                key,
            )

    @pytest.mark.parametrize(
        ("assignment", "law"),
        [
            ("name = '{}'", "resource_named"),
            ("name = '\"x\"'", "resource_named"),
            ('abstract = \'{"en": " "}\'', "resource_described"),
            ("function_id = NULL", "resource_of_a_function_or_party_task"),
            ("update_cycle = ''", "resource_updated_in_a_cycle"),
            ("level = 9", "resource_level_known"),
            ("sharing_type = 'conditional'", "resource_sharing_on_a_legal_basis"),
            ("sharing_type = 'not_shared'", "resource_sharing_on_a_legal_basis"),
            ("identifier = 'OTHER'", "resource_kept|never deleted"),
            ("level = 2, openness = 'open'", "resource_open_only_where_public"),
            ("state = 'withdrawn'", "resource_withdrawn_for_a_reason"),
        ],
    )
    def test_inv_15_and_inv_17_are_laws_of_the_database(
        self, small: Small, assignment: str, law: str
    ) -> None:
        small.published()
        with pytest.raises(IntegrityError, match=law):
            sql(f"UPDATE registers_catalogue_informationresource SET {assignment}")

    def test_ac_h2_an_uncategorised_resource_is_refused_and_orphans_are_empty(
        self, small: Small
    ) -> None:
        with pytest.raises(ResourceIncomplete, match="category") as refused:
            catalogue.register_resource(small.manager, description=small.description(category=""))
        assert refused.value.status == 422
        with pytest.raises(CategoryUnknown):
            catalogue.register_resource(
                small.manager, description=small.description(category="subject:nothing")
            )
        small.published()
        with seen_by(small.manager):
            assert catalogue.quality.orphans(TODAY) == []

    def test_a_resource_is_never_deleted(self, small: Small) -> None:
        small.published(elements=())
        with pytest.raises(IntegrityError, match="never deleted"):
            sql("DELETE FROM registers_catalogue_informationresource")

    def test_the_identifier_says_region_institution_sequence_and_checks_itself(
        self, small: Small
    ) -> None:
        small.published()
        second = small.published()
        with seen_by(small.manager):
            row = catalogue.resource(second)
        assert row.identifier.startswith("MZ-POLICE-2026R000002-")
        assert is_checked(row.identifier)
        assert is_checked(row.metadata_identifier)
        assert row.identifier != row.metadata_identifier

    def test_other_mistakes_are_named(self, small: Small) -> None:
        for change, refusal in (
            ({"update_cycle": "sometimes"}, CycleUnknown),
            ({"update_cycle": "P"}, CycleUnknown),
            ({"elements": ("person.shoe",)}, ElementUnknown),
            ({"party_task": {"en": "Lead"}}, NotOfTheParty),
            ({"further": ("form:nothing",)}, CategoryUnknown),
        ):
            with pytest.raises(refusal):
                catalogue.register_resource(small.manager, description=small.description(**change))
        assert not InformationResource.objects.exists()


class TestSharing:
    def test_inv_15_sharing_is_the_rule_and_less_needs_a_legal_basis(self, small: Small) -> None:
        free = small.published()
        with seen_by(small.manager):
            assert catalogue.resource(free).sharing_type == SharingType.UNCONDITIONAL
        for less in (SharingType.CONDITIONAL, SharingType.NOT_SHARED):
            with pytest.raises(SharingBasisMissing) as refused:
                small.published(sharing_type=less)
            assert refused.value.status == 422
            held = small.published(sharing_type=less, legal_basis="DATA-1")
            with seen_by(small.manager):
                assert catalogue.resource(held).legal_basis.code == "DATA-1"


class TestLabels:
    def test_ac_2_1c_a_party_department_owns_a_resource_and_the_filter_finds_it(
        self, small: Small
    ) -> None:
        government = small.published()
        party = catalogue.register_resource(
            small.party_steward, description=small.party_description()
        )
        catalogue.publish_resource(small.manager, resource=party)
        secret = _labelled(small, Level.SECRET)
        with seen_by(small.manager):
            found = catalogue.resources(Wanted(organ=OrganType.PARTY))
            assert {row.id for row in found} == {party, secret}
        with seen_by(ANONYMOUS):
            found = catalogue.public_resources(Wanted(organ=OrganType.PARTY))
            assert {row.id for row in found} == {party}
            assert {row.id for row in catalogue.resources()} == {party, government}
            with pytest.raises(ResourceUnknown):
                catalogue.resource(secret)

    @pytest.mark.parametrize("level", [Level.INTERNAL, Level.CONFIDENTIAL, Level.TOP_SECRET])
    def test_inv_19_nothing_above_the_reader_is_listed_counted_or_found(
        self, small: Small, level: Level
    ) -> None:
        open_one, hidden = small.published(), _labelled(small, level)
        readers: dict[Actor, set[object]] = {
            ANONYMOUS: {open_one},
            small.officer: {open_one} | ({hidden} if level is Level.INTERNAL else set()),
            small.steward: {open_one} | ({hidden} if level is Level.INTERNAL else set()),
            small.party_steward: {open_one, hidden},
            small.manager: {open_one, hidden},
        }
        for actor, seen in readers.items():
            with seen_by(actor):
                assert {row.id for row in catalogue.resources()} == seen, actor.label
                bare = InformationResource._base_manager.values_list("id", flat=True)
                assert set(bare) == seen, f"row security for {actor.label}"
                counted = sum(one.resources for one in catalogue.quality.quality(TODAY))
                assert counted == len(seen)
                found = {one.ref.id for one in search.find("documents", kinds=["resource"]).results}
                assert str(hidden) not in found

    def test_inv_19_what_a_hidden_resource_holds_is_hidden_as_well(self, small: Small) -> None:
        hidden = small.published(level=Level.SECRET, further=("form:table",))
        for actor, count in ((ANONYMOUS, 0), (small.party_steward, 0), (small.steward, 1)):
            with seen_by(actor), connection.cursor() as cursor:
                for table in ("resourceelement", "resourceincategory"):
                    cursor.execute(f"SELECT count(*) FROM registers_catalogue_{table}")
                    assert cursor.fetchone() == (count,), (actor.label, table)
        with seen_by(ANONYMOUS):
            assert catalogue.elements_of([hidden]) == {}

    def test_inv_19_no_gap_in_the_numbers_tells_of_what_is_hidden(self, small: Small) -> None:
        first = small.published()
        _labelled(small, Level.SECRET)
        second = small.published()
        with seen_by(ANONYMOUS):
            numbers = [catalogue.resource(key).identifier[10:21] for key in (first, second)]
        assert numbers == ["2026R000001", "2026R000002"]

    def test_raw_sql_outside_a_frame_shows_what_is_public_only(self, small: Small) -> None:
        small.published()
        _labelled(small, Level.SECRET)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM registers_catalogue_informationresource")
            assert cursor.fetchone() == (1,)

    def test_whoever_may_not_see_a_resource_may_not_change_it(self, small: Small) -> None:
        hidden = _labelled(small, Level.SECRET)
        with pytest.raises(ResourceUnknown):
            catalogue.withdraw_resource(small.steward, resource=hidden, because="mine now")

    def test_a_new_label_moves_it_out_of_sight_at_once(self, small: Small) -> None:
        key = small.published(openness=Openness.OPEN)
        assert search.find("households", kinds=["resource"]).total == 1
        catalogue.relabel_resource(
            small.manager, resource=key, level=Level.CONFIDENTIAL, because="read again"
        )
        assert search.find("households", kinds=["resource"]).total == 0
        with seen_by(ANONYMOUS):
            assert not catalogue.resources().exists()
        with seen_by(small.manager):
            assert catalogue.resource(key).openness == Openness.CLOSED


class TestLife:
    def test_a_draft_is_published_withdrawn_for_a_reason_and_published_again(
        self, small: Small
    ) -> None:
        key = catalogue.register_resource(small.steward, description=small.description())
        with seen_by(ANONYMOUS):
            assert not catalogue.resources().exists()
        with pytest.raises(NotAllowed):
            catalogue.publish_resource(small.steward, resource=key)
        catalogue.publish_resource(small.manager, resource=key)
        with pytest.raises(WrongState):
            catalogue.publish_resource(small.manager, resource=key)
        with pytest.raises(ResourceIncomplete, match="reason"):
            catalogue.withdraw_resource(small.steward, resource=key, because=" ")
        catalogue.withdraw_resource(small.steward, resource=key, because="merged")
        with pytest.raises(WrongState):
            catalogue.revise_resource(small.manager, resource=key, description=small.description())
        assert search.find("households").total == 0
        catalogue.publish_resource(small.manager, resource=key)
        with seen_by(ANONYMOUS):
            assert catalogue.resources().get().issued == TODAY

    def test_a_revision_replaces_the_description_and_keeps_the_identifiers(
        self, small: Small
    ) -> None:
        key = small.published(further=("form:table",))
        with seen_by(small.manager):
            before = catalogue.resource(key).identifier
        catalogue.revise_resource(
            small.steward,
            resource=key,
            description=small.description(
                name={"en": "Dwellings"}, elements=("person.birth_date",), level=Level.SECRET
            ),
        )
        with seen_by(small.manager):
            row = catalogue.resource(key)
            assert (row.identifier, row.name, row.level) == (before, {"en": "Dwellings"}, 0)
            assert catalogue.elements_of([key]) == {key: ["person.birth_date"]}
            assert not row.further.exists()
        assert search.find("dwellings").total == 1
        assert search.find("households").total == 0

    def test_a_steward_keeps_the_entries_of_the_own_institution_only(self, small: Small) -> None:
        with pytest.raises(NotAllowed):
            catalogue.register_resource(small.steward, description=small.party_description())
        with pytest.raises(NotAllowed):
            catalogue.register_resource(small.officer, description=small.description())

    def test_an_update_is_reported_forwards_and_not_of_the_future(self, small: Small) -> None:
        key = small.published(last_updated=dt.date(2026, 10, 1))
        catalogue.report_update(small.steward, resource=key, on=TODAY)
        for on in (TODAY + dt.timedelta(1), TODAY - dt.timedelta(1)):
            with pytest.raises(WrongDay):
                catalogue.report_update(small.steward, resource=key, on=on)

    def test_a_resource_is_handed_over_before_its_provider_closes(self, small: Small) -> None:
        key = catalogue.register_resource(
            small.party_steward, description=small.party_description()
        )
        catalogue.publish_resource(small.manager, resource=key)
        close = dt.date(2027, 1, 1)
        with pytest.raises(BodyKeepsData, match="Official documents"):
            institutions.close_body(small.country.organisation, body=small.party, on=close)
        catalogue.hand_over_resource(
            small.manager, resource=key, to_body=small.data, because="dissolved"
        )
        institutions.close_body(small.country.organisation, body=small.party, on=close)
        with seen_by(ANONYMOUS):
            assert catalogue.resources().get().provider_id == small.data


class TestDirectory:
    def test_it_is_narrowed_by_words_organ_category_sharing_and_provider(
        self, small: Small
    ) -> None:
        one = small.published(further=("form:table",))
        other = small.published(
            name={"en": "Passports", "zh-hans": "护照"},
            sharing_type=SharingType.CONDITIONAL,
            legal_basis="DATA-1",
        )
        for wanted, found in (
            (Wanted(), {one, other}),
            (Wanted(words="passport"), {other}),
            (Wanted(words="护照"), {other}),
            (Wanted(category="form:table"), {one}),
            (Wanted(category="subject:population"), {one, other}),
            (Wanted(sharing_type=SharingType.CONDITIONAL), {other}),
            (Wanted(provider=small.police), {one, other}),
            (Wanted(provider=small.party), set()),
            (Wanted(organ=OrganType.GOVERNMENT), {one, other}),
            (Wanted(words="?"), set()),
        ):
            with seen_by(ANONYMOUS):
                assert {row.id for row in catalogue.public_resources(wanted)} == found, wanted

    def test_a_desk_finds_by_name_state_and_identifier(self, small: Small) -> None:
        key = catalogue.register_resource(small.steward, description=small.description())
        with seen_by(small.steward):
            identifier = catalogue.resource(key).identifier
            for wanted in (
                Wanted(words="house"),
                Wanted(words=identifier),
                Wanted(state=ResourceState.DRAFT),
            ):
                assert [row.id for row in catalogue.resources(wanted)] == [key]
            assert not catalogue.resources(Wanted(state=ResourceState.PUBLISHED)).exists()
            assert queries.resource_by_identifier(identifier).id == key

    def test_a_category_stands_under_one_of_its_own_scheme(self, small: Small) -> None:
        catalogue.add_category(
            small.manager,
            scheme=Scheme.SUBJECT,
            code="births",
            title={"en": "Births"},
            parent="population",
        )
        with pytest.raises(CategoryTaken):
            catalogue.add_category(
                small.manager, scheme=Scheme.SUBJECT, code="births", title={"en": "Births"}
            )
        with pytest.raises(CategoryMisplaced):
            catalogue.add_category(
                small.manager,
                scheme=Scheme.FORM,
                code="list",
                title={"en": "List"},
                parent="subject:population",
            )
        with pytest.raises(DatabaseError, match=r"own scheme|stays where"):
            sql("UPDATE registers_catalogue_resourcecategory SET scheme = 'organ'")


def _labelled(small: Small, level: Level) -> UUID:
    """Registers and publishes a resource of the party under a label."""
    key = catalogue.register_resource(
        small.party_steward, description=small.party_description(level=level)
    )
    catalogue.publish_resource(small.manager, resource=key)
    return key

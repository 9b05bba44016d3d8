"""Values: computed out of lent facts, bounded by their cap, computed again by whoever doubts."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from onewindow.ground.jurisdiction.errors import RegionUnknown
from onewindow.ground.kernel import agenda, clock
from onewindow.ground.kernel.actor import CLOCK, OPERATOR
from onewindow.ground.kernel.errors import Refused
from onewindow.ground.kernel.ids import new_id
from onewindow.ground.kernel.reading import reading
from onewindow.insight.measures import public as measures
from onewindow.insight.measures.errors import DefinitionInvalid, DefinitionKept
from onewindow.insight.measures.models import MeasureDefinition, MeasureQuery, MeasureValue
from onewindow.insight.measures.queries import Computing, kept_window
from onewindow.insight.measures.tests.conftest import Lent
from onewindow.insight.measures.types import Differs, NoValue, Period
from onewindow.registers.institutions.tests.small_country import Country

NOVEMBER = dt.datetime(2026, 11, 20, 4, tzinfo=dt.UTC)
DECEMBER = dt.datetime(2026, 12, 20, 4, tzinfo=dt.UTC)


@pytest.fixture
def ready(small: Country, lent: Lent) -> Lent:
    """Gives the lender of a country whose measures are defined as they are shipped."""
    measures.define(OPERATOR, drafts=measures.shipped())
    lent.resources(40)
    lent.services(60)
    return lent


def computed(period: str = "2026-11", at: dt.datetime = NOVEMBER, **more: str) -> None:
    with clock.frozen_at(at):
        measures.compute(OPERATOR, period=period, **more)


def kept(code: str, period: str = "2026-11") -> MeasureValue:
    """Gives the last revision of the newest value for the country."""
    rows = MeasureValue.objects.filter(code=code, period=period, region=None)
    return rows.order_by("-as_of", "-revision")[0]


def differences(period: Period | None = None) -> tuple[int, list[Any]]:
    with reading(OPERATOR, "measures.verify"):
        return measures.differences(period)


def test_a_value_is_kept_with_what_it_was_made_of(ready: Lent) -> None:
    ready.lend("registers.functions", {"owned": 90, "clear": 80}, of=120)
    computed()
    row = kept("M-PRO-1")
    assert (row.value, row.numerator, row.denominator) == (Decimal("66.6667"), 80, 120)
    assert row.count == 120
    assert (row.begins, row.ends) == (dt.date(2026, 11, 1), dt.date(2026, 12, 1))
    assert row.as_of == dt.datetime(2026, 11, 19, 16, tzinfo=dt.UTC)  # midnight in Shanghai
    assert len(row.query_hash) == len(row.input_digest) == 64


def test_the_resource_index_is_weighed_as_the_specification_says(ready: Lent) -> None:
    ready.lend("catalogue.holdings", {"catalogued": 80})
    ready.lend("catalogue.resources", {"complete": 60, "fresh": 50}, consumers=2)
    ready.lend("sharing.requests", {"in_time": 90})
    computed()
    expected = 25 * 0.8 + 15 * 0.6 + 20 * 0.5 + 20 * 0.9 + 20 * 2 / 3
    assert float(kept("M-RES-7").value or 0) == pytest.approx(expected, abs=0.001)
    assert kept("M-RES-6").value == 2
    ready.lend("catalogue.resources", {"complete": 60, "fresh": 50}, consumers=9)
    computed("2026-11", DECEMBER)
    assert kept("M-RES-7").value == 20 + 9 + 10 + 18 + 20, "reuse counts in full from three on"


def test_ac_2_2a_services_rise_while_the_resource_index_stays_40_and_so_does_the_overall_level(
    ready: Lent,
) -> None:
    ready.resources(50)  # 25 x 0.5 + 15 x 0.5 + 20 x 0.5 + 20 x 0.5 = 40
    seen = []
    for month, services in (("2026-08", 20), ("2026-09", 60), ("2026-10", 100)):
        ready.services(services)
        computed(month)
        overall = kept("M-ALL", month)
        assert kept("M-RES-7", month).value == 40
        assert overall.cap == 40
        assert overall.cap_of == kept("M-RES-7", month).id
        seen.append((overall.numerator, overall.value))
    assert seen == [(28, 28), (52, 40), (76, 40)]


def test_inv_51_no_statement_puts_the_overall_level_above_the_resource_index(
    ready: Lent,
) -> None:
    """As the application's role, which may insert: every way around the cap is refused."""
    computed()
    overall, resources = kept("M-ALL"), kept("M-RES-7")
    other = kept("M-PRO-1")
    assert (overall.value, resources.value) == (32, 32)
    tries: list[dict[str, object]] = [
        {"value": 33},  # above its cap
        {"value": 50, "cap": None, "cap_of": None},  # without a cap
        {"value": 50, "cap": 50},  # a cap that is not the value it names
        {"value": 50, "cap": 60, "cap_of": other.id},  # the value of another measure
        {"value": 20, "cap_of": new_id()},  # a value that is not there
        {"value": 20, "cap_of": None},  # half a cap
        {"value": 20, "period": "2026-10"},  # a cap of another period
    ]
    for changed in tries:
        refused = _again(overall, **changed)
        assert "cap" in refused or "resource" in refused, changed
    assert _again(overall, value=20) == ""
    assert "above the resource index" in _again(resources, value=10)
    assert _again(resources, value=90) == ""


def _again(row: MeasureValue, **changed: object) -> str:
    """Inserts a row like this one as a further revision; gives what the database says to it."""
    names = [field.attname for field in MeasureValue._meta.concrete_fields]
    columns = [field.column for field in MeasureValue._meta.concrete_fields]
    given = {name: getattr(row, name) for name in names}
    newest = MeasureValue.objects.filter(code=row.code).order_by("-revision")[0].revision
    given |= {"id": new_id(), "revision": newest + 1, "because": "a try", **changed}
    marks = ", ".join(["%s"] * len(names))
    statement = f"INSERT INTO insight_measures_measurevalue ({', '.join(columns)}) VALUES ({marks})"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [given[name] for name in names])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as error:
        return str(error)
    return ""


def test_inv_51_no_definition_takes_the_cap_away(ready: Lent) -> None:
    (overall,) = [one for one in measures.shipped() if one.code == "M-ALL"]
    later = dataclasses.replace(overall, valid_from=dt.date(2027, 1, 1))
    for cap in ("", "functions"):
        loose = dataclasses.replace(later, formula=dataclasses.replace(later.formula, cap=cap))
        with pytest.raises(DefinitionInvalid) as refused:
            measures.define(OPERATOR, drafts=[loose])
        assert refused.value.facts["reason"] == "expected M-RES-7"


def test_inv_51_with_no_resource_index_there_is_no_overall_level(ready: Lent) -> None:
    ready.lend("catalogue.holdings", {"catalogued": 0}, of=0)
    computed()
    assert kept("M-RES-1").reason == NoValue.NOTHING_COUNTED
    assert (kept("M-RES-7").value, kept("M-RES-7").detail) == (None, "M-RES-1")
    overall = kept("M-ALL")
    assert (overall.value, overall.reason) == (None, NoValue.PART_MISSING)


def test_inv_52_the_same_input_gives_the_same_value_and_names_its_query_and_period(
    ready: Lent,
) -> None:
    computed()
    for row in MeasureValue.objects.all():
        with reading(OPERATOR, "measures.verify"):
            window = kept_window(row)
            again = Computing(window, measures.definitions(NOVEMBER.date())).of(row.code)
            text = measures.query_text(row.query_hash)
        assert (again.value, again.input_digest, again.query_hash) == (
            row.value,
            row.input_digest,
            row.query_hash,
        )
        assert row.period == "2026-11"
        assert f'"measure": "{row.code}"' in text
    assert MeasureValue.objects.count() == len(measures.shipped())
    assert differences() == (len(measures.shipped()), [])


def test_inv_52_a_changed_record_is_named_by_every_value_that_counted_it(ready: Lent) -> None:
    computed()
    ready.sets["registers.functions"]["clear"] = 59
    found = {one.code: one for one in differences()[1]}
    assert set(found) == {"M-PRO-1", "M-ALL"}
    assert found["M-PRO-1"].differs == (Differs.INPUT, Differs.RESULT)
    assert (found["M-PRO-1"].stored, found["M-PRO-1"].found) == (60, 59)
    assert found["M-ALL"].differs[0] == Differs.INPUT


def test_inv_52_a_change_that_leaves_the_value_is_named_too(ready: Lent) -> None:
    computed()
    ready.sets["registers.functions"]["owned"] = 99
    (function, _overall) = sorted(differences()[1], key=lambda one: one.code, reverse=True)
    assert (function.code, function.differs) == ("M-PRO-1", (Differs.INPUT,))


def test_inv_52_a_value_without_definition_or_query_is_refused(ready: Lent) -> None:
    computed()
    row = kept("M-PRO-1")
    assert "names its definition" in _again(row, definition_id=new_id())
    assert "names its definition" in _again(row, definition_id=kept("M-PRO-8").definition_id)
    assert "names its definition" in _again(row, query_hash="0" * 64)


def test_what_nobody_lends_gives_no_value_and_says_so(small: Country, lent: Lent) -> None:
    measures.define(OPERATOR, drafts=measures.shipped())
    lent.services(100)
    computed()
    row = kept("M-RES-1")
    assert (row.value, row.reason, row.detail) == (None, NoValue.NO_FACTS, "catalogue.holdings")
    assert kept("M-PRO-1").value == 100


def test_nothing_counted_is_neither_0_nor_100(ready: Lent) -> None:
    ready.lend("delivery.ratings", {"good": 0}, of=0)
    computed()
    row = kept("M-PRO-11")
    assert (row.value, row.reason) == (None, NoValue.NOTHING_COUNTED)
    assert (row.numerator, row.denominator, row.count) == (0, 0, 0)


def test_a_row_has_a_value_or_a_reason_whoever_writes(ready: Lent) -> None:
    computed()
    row = kept("M-PRO-1")
    assert "measure_value_or_reason" in _again(row, value=None)
    assert "measure_value_or_reason" in _again(row, reason=NoValue.NO_FACTS)
    assert "measure_revised_for_a_reason" in _again(row, because="")


@pytest.mark.parametrize("model", [MeasureValue, MeasureDefinition, MeasureQuery])
def test_what_is_computed_is_never_changed(ready: Lent, model: type[Any]) -> None:
    computed()
    table = model._meta.db_table
    for statement in (f"UPDATE {table} SET at = now()", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_computing_twice_keeps_one_value_and_a_revision_needs_a_reason(ready: Lent) -> None:
    computed()
    count = MeasureValue.objects.count()
    ready.sets["registers.functions"]["clear"] = 30
    computed()
    assert MeasureValue.objects.count() == count
    computed(because="A finding was registered late.")
    row, overall = kept("M-PRO-1"), kept("M-ALL")
    assert (row.value, row.revision, row.because) == (30, 1, "A finding was registered late.")
    assert (overall.revision, kept("M-PRO-8").revision) == (1, 0)
    assert differences()[1] == []


def test_a_revised_cap_takes_the_overall_level_down_with_it(ready: Lent) -> None:
    computed()
    ready.resources(20)
    computed(because="The catalogue was counted twice.")
    assert kept("M-RES-7").value == kept("M-ALL").value == kept("M-ALL").cap == 16
    assert kept("M-ALL").cap_of == kept("M-RES-7").id


def test_a_region_counts_what_lies_in_it(ready: Lent) -> None:
    with pytest.raises(RegionUnknown):
        computed(region="NOWHERE")
    with reading(OPERATOR, "measures.verify"):
        assert set(_window("DH").regions or ()) == {"DH", "MZ"}
        assert _window("").regions is None


def _window(region: str) -> Any:
    computed("2026-10", region=region)
    row = MeasureValue.objects.filter(region=region or None, code="M-PRO-1")[0]
    return kept_window(row)


def test_a_reader_whose_lists_are_filtered_computes_nothing(small: Country, ready: Lent) -> None:
    computed()
    with reading(small.organisation, "measures.view"), pytest.raises(Refused):
        Computing(kept_window(kept("M-PRO-1")), {})
    with pytest.raises(Refused):
        measures.compute(small.organisation, period="2026-10")


def test_the_clock_defines_and_computes_once_a_day(small: Country, lent: Lent) -> None:
    lent.services(60)

    def ticked(at: dt.datetime) -> set[tuple[str, str]]:
        before = set(MeasureValue.objects.values_list("id", flat=True))
        with clock.frozen_at(at):
            agenda.tick()
            agenda.tick()
        new = MeasureValue.objects.exclude(id__in=before)
        return {(row.period, row.region_id or "") for row in new}

    places = ["", "DH", "MZ", "XS"]
    first = ticked(NOVEMBER)
    assert first == {(period, place) for period in ("2026-10", "2026-11") for place in places}
    assert ticked(NOVEMBER + dt.timedelta(hours=3)) == set()
    assert ticked(NOVEMBER + dt.timedelta(days=1)) == {("2026-11", place) for place in places}
    with clock.frozen_at(NOVEMBER + dt.timedelta(days=1)):
        assert agenda.tick().refused == ()
    assert MeasureValue.objects.filter(revision__gt=0).count() == 0


def test_a_definition_is_replaced_from_a_later_day_and_never_backwards(ready: Lent) -> None:
    computed()
    (old,) = [one for one in measures.shipped() if one.code == "M-PRO-1"]
    stricter = dataclasses.replace(old, target=Decimal(50))
    with pytest.raises(DefinitionKept):
        measures.define(OPERATOR, drafts=[stricter])
    with pytest.raises(DefinitionKept):
        measures.define(
            OPERATOR, drafts=[dataclasses.replace(stricter, valid_from=dt.date(2026, 11, 1))]
        )
    measures.define(
        OPERATOR, drafts=[dataclasses.replace(stricter, valid_from=dt.date(2026, 12, 1))]
    )
    assert measures.definitions(dt.date(2026, 11, 30))["M-PRO-1"].target == 100
    assert measures.definitions(dt.date(2026, 12, 1))["M-PRO-1"].target == 50
    computed("2026-12", DECEMBER)
    assert kept("M-PRO-1", "2026-12").definition_id != kept("M-PRO-1").definition_id
    assert differences()[1] == []


def test_a_definition_refers_to_measures_and_flags_that_are_there(ready: Lent) -> None:
    (one,) = [d for d in measures.shipped() if d.code == "M-PRO-1"]
    new = dataclasses.replace(one, code="M-PRO-99")
    circle = dataclasses.replace(one.formula, measures={"itself": "M-PRO-99"})
    nobody = dataclasses.replace(one.formula, measures={"other": "M-PRO-98"})
    counts = {"clear": dataclasses.replace(one.formula.counts["clear"], where="owned and clean")}
    strange = dataclasses.replace(one.formula, counts={**one.formula.counts, **counts})
    for formula, said in (
        (circle, "refers to itself"),
        (nobody, "there is no measure M-PRO-98"),
        (strange, "found clean"),
    ):
        with pytest.raises(DefinitionInvalid) as refused:
            measures.define(OPERATOR, drafts=[dataclasses.replace(new, formula=formula)])
        assert said in str(refused.value.facts["reason"])
    assert measures.define(CLOCK, drafts=[new])

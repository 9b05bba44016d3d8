"""The files of the demo country are whole, fit together, and say so where they do not."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
from pathlib import Path

import pytest

from onewindow.config.demo.country.offers import ChannelKind, Decision
from onewindow.config.demo.country.records import Country
from onewindow.config.demo.country.structure import FindingKind
from onewindow.config.demo.reader import FOLDER, PROMISED, CountryFaulty, counts, read_country
from onewindow.engines import bpmn
from onewindow.flow.forms.public import missing, parse_schema
from onewindow.ground.jurisdiction.types import RegionLevel
from onewindow.ground.kernel.days import add_working_days
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.permissions import Role

TODAY = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def country() -> Country:
    return read_country()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "country"
    shutil.copytree(FOLDER, folder)
    return folder


def faults_after(folder: Path, file: str, old: str, new: str) -> list[str]:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CountryFaulty) as caught:
        read_country(folder)
    return [str(fault) for fault in caught.value.faults]


# --- what the country has


def test_the_country_has_what_the_demo_promises(country: Country) -> None:
    assert counts(country) == PROMISED
    assert list(PROMISED.values()) == [22, 60, 14, 45, 3, 1, 8, 82, 39]


def test_the_places_are_those_of_appendix_b(country: Country) -> None:
    levels = [region.level for region in country.regions]
    assert levels.count(RegionLevel.PROVINCE) == 2
    assert [r.code for r in country.regions if r.parent == "MZ"] == ["MZBH", "MZXH"]
    assert [r.level for r in country.regions if r.parent == "YL"] == [RegionLevel.TOWN] * 3
    villages = [r for r in country.regions if r.level is RegionLevel.VILLAGE]
    assert len(villages) == 6
    assert sum(village.offline for village in villages) == 2
    assert {r.time_zone for r in country.regions} == {"Asia/Shanghai"}
    assert next(r for r in country.regions if r.code == "YL").assisted
    assert not next(r for r in country.regions if r.code == "WP").assisted


def test_due_dates_of_the_scenarios_follow_from_calendar_and_periods(country: Country) -> None:
    holidays = [holiday.day for holiday in country.holidays]
    value = {period.code: period.value for period in country.periods}
    sent, accepted = dt.date(2026, 11, 2), dt.date(2026, 11, 6)
    assert add_working_days(sent, value["birth-promise"], holidays) == dt.date(2026, 11, 9)
    assert add_working_days(sent, value["correction-notice"], holidays) == dt.date(2026, 11, 9)
    assert add_working_days(accepted, value["restaurant-promise"], holidays) == dt.date(
        2026, 11, 18
    )
    assert add_working_days(accepted, value["joint-handling"], holidays) == dt.date(2027, 1, 11)


def test_six_people_are_uncertified_and_officials_cover_four_levels(country: Country) -> None:
    officials = [person for person in country.people if person.post]
    assert [p.certified for p in country.people].count(False) == 6
    assert {p.clearance for p in officials} == set(Level) - {Level.PUBLIC}
    assert all(p.certified and p.clearance is Level.PUBLIC for p in country.people if not p.post)


def test_every_role_of_a_post_and_every_body_has_somebody(country: Country) -> None:
    posts = {post.code: post for post in country.posts}
    held = [posts[person.post] for person in country.people if person.post]
    assert {post.role for post in held} == {
        Role.OFFICER,
        Role.LEAD,
        Role.HEAD,
        Role.PROCESS_OWNER,
        Role.ORGANISATION,
        Role.CATALOGUE_MANAGER,
        Role.DATA_STEWARD,
        Role.DATA_AUTHORITY,
        Role.MARKER,
        Role.SECURITY_HEAD,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
    assert {post.body for post in held} == {body.code for body in country.bodies}


def test_two_different_people_can_impose_and_lift_a_veto(country: Country) -> None:
    security = {post.code for post in country.posts if post.is_named_by_security}
    assert [p.login for p in country.people if p.post in security] == ["zhao", "qian"]


def test_public_security_has_two_officers_for_the_race(country: Country) -> None:
    desks = {p.code for p in country.posts if p.body == "PSB" and p.role is Role.OFFICER}
    assert [p.login for p in country.people if p.post in desks] == ["zheng.tao", "yan.bo"]


def test_the_signboard_of_sc_09_is_owned_and_claimed(country: Country) -> None:
    signboard = next(f for f in country.findings if f.function == "SIGNBOARD-PERMIT")
    owner = {function.code: function.responsible for function in country.functions}
    assert (owner["SIGNBOARD-PERMIT"], signboard.claimant) == ("URB", "MKT")
    assert [owner[code] for code in signboard.similar] == ["HOU"]
    assert str(signboard.score) == "0.87"


def test_only_the_function_of_the_gap_has_no_owner(country: Country) -> None:
    gaps = [f.function for f in country.findings if f.kind is FindingKind.GAP]
    assert [f.code for f in country.functions if f.responsible is None] == gaps


def test_only_birth_can_be_applied_for_and_the_others_say_where_to_go(country: Country) -> None:
    assert [s.code for s in country.services if s.can_be_applied_for] == ["birth"]
    assert sum(service.where_to_go is not None for service in country.services) == 13
    web = [s.code for s in country.services if ChannelKind.WEB in {c.kind for c in s.channels}]
    assert web == ["birth"]


def test_two_services_are_one_matter_events(country: Country) -> None:
    joint = [s.code for s in country.services if s.statutory == "joint-handling"]
    assert joint == ["birth", "restaurant"]


def test_every_state_of_a_clearance_is_visible_on_the_day_of_the_demo(country: Country) -> None:
    held = {c.service: c for c in country.clearances if c.holds(TODAY)}
    last = {clearance.service: clearance for clearance in country.clearances}
    missing_today = {code: last[code] for code in last if code not in held}
    assert {c: d.decision for c, d in missing_today.items()} == {
        "dog-licence": Decision.AUTHORISED,
        "pension-statement": Decision.DENIED,
    }
    assert last["dog-licence"].expires == dt.date(2026, 10, 9)
    conditional = [c for c, d in held.items() if d.decision is Decision.WITH_CONDITIONS]
    assert conditional == ["health-claim"]
    soon = [c for c, d in held.items() if d.expires and (d.expires - TODAY).days <= 30]
    assert soon == ["marriage"]
    assert held["birth"].expires == dt.date(2027, 6, 30)


def test_birth_was_cleared_without_a_break_since_it_went_live(country: Country) -> None:
    birth = next(service for service in country.services if service.code == "birth")
    spans = [c for c in country.clearances if c.service == "birth"]
    day = birth.goes_live
    while day <= TODAY:
        assert sum(clearance.holds(day) for clearance in spans) == 1
        day += dt.timedelta(days=1)


def test_every_text_has_english_and_chinese_and_arabic_where_it_is_promised(
    country: Country,
) -> None:
    titles = [
        *(region.name for region in country.regions),
        *(body.name for body in country.bodies),
        *(service.name for service in country.services),
        *(event.title for event in country.life_events),
    ]
    assert all({"en", "zh-hans", "ar"} <= set(title) for title in titles)
    form = parse_schema(dict(country.forms["birth"]))
    for question in form.questions():
        assert {"en", "zh-hans", "ar"} == set(question.label)
        assert all({"en", "zh-hans", "ar"} == set(option.label) for option in question.options)


# --- the form and the process of the birth of a child


def test_the_birth_form_has_nine_questions_in_three_sections(country: Country) -> None:
    form = parse_schema(dict(country.forms["birth"]))
    assert len(form.sections) == 3
    assert len(list(form.questions())) == 9


def test_all_nine_questions_are_asked_of_a_couple_and_eight_of_a_single_parent(
    country: Country,
) -> None:
    form = parse_schema(dict(country.forms["birth"]))
    assert len(missing(form, {"other_parent_name": "Chen Wei"})) == 8
    assert "household_to_join" not in missing(form, {"other_parent_name": None})
    assert len(missing(form, {"other_parent_name": None})) == 7


def test_the_process_has_no_problems_and_keeps_the_promise(country: Country) -> None:
    model = bpmn.parse(country.processes["birth"].encode())
    assert model.problems() == ()
    assert model.soundness is bpmn.Verdict.SOUND
    days = {node.id: node.terms.days for node in model.nodes.values() if node.terms}
    longest = days["certificate"] + days["household"] + max(days["insurance"], days["card"])
    promise = next(p.value for p in country.periods if p.code == "birth-promise")
    assert longest == promise


def test_the_four_desks_work_in_the_order_of_sc_01(country: Country) -> None:
    model = bpmn.parse(country.processes["birth"].encode())
    owner = {function.code: function.responsible for function in country.functions}
    state, seen = bpmn.start(model).state, []
    while tasks := bpmn.open_tasks(model, state):
        seen.append([owner[task.function] for task in tasks])
        state = bpmn.complete(model, state, tasks[0].id, "granted").state
    assert seen == [["HEA"], ["PSB"], ["HSB", "HRS"], ["HRS"]]
    assert state.status is bpmn.Status.COMPLETED


@pytest.mark.parametrize("step", ["certificate", "household"])
def test_a_refusal_on_which_the_rest_depends_ends_the_process(country: Country, step: str) -> None:
    model = bpmn.parse(country.processes["birth"].encode())
    state = bpmn.start(model).state
    if step == "household":
        state = bpmn.complete(model, state, "certificate", "granted").state
    state = bpmn.complete(model, state, step, "refused").state
    assert state.status is bpmn.Status.COMPLETED
    assert bpmn.open_tasks(model, state) == ()


def test_every_step_and_flow_of_the_process_is_drawn(country: Country) -> None:
    xml = country.processes["birth"]
    model = bpmn.parse(xml.encode())
    undrawn = [e for e in (*model.nodes, *model.flows) if f'bpmnElement="{e}"' not in xml]
    assert undrawn == []


def test_the_recipe_makes_three_hundred_cases_and_one_long_inbox(country: Country) -> None:
    groups = country.recipe.states
    assert sum(group.count for group in groups) == country.recipe.count == 300
    assert country.recipe.seed == 20261122
    assert sum(group.count for group in groups if "household" in group.at) > 200
    steps = {step for group in groups for step in group.at}
    assert steps == {"certificate", "household", "insurance", "card"}


# --- what the reader finds


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("regions.yaml", "parent: DH", "parent: DX", "regions[2].parent: 'DX' is not in"),
        ("regions.yaml", "level: city", "level: village", "regions[3].level: county does not lie"),
        ("calendar.yaml", "2027-01-01\n", "2028-01-01\n", "holidays[0].day: lies outside"),
        ("legal.yaml", "basis: LICENSING-32", "basis: NONE-1", "periods[0].basis: 'NONE-1'"),
        ("bodies.yaml", '"000 0000 0101"', '"010 5555 0101"', "bodies[0].phone: must begin"),
        ("posts.yaml", "body: SEC", "body: SEX", "posts[0].body: 'SEX' is not in bodies.yaml"),
        ("posts.yaml", "role: lead", "role: importer", "posts[8].role: importer is no role"),
        ("people.yaml", "post: SEC-HEAD", "post: SEC-SECOND", "people[1]: 'SEC-SECOND' stands"),
        ("people.yaml", "region: MZXH", "region: ZZ", "people[39].region: 'ZZ' is not in"),
        ("people.yaml", "since: 2022-03-01", "since: 2001-03-01", "people[0].since: SEC did not"),
        ("functions.yaml", "responsible: GOV", "responsible: GOX", "functions[0]: 'GOX' is not"),
        ("functions.yaml", "[HEA, PSB,", "[GOV, PSB,", "'GOV' stands here a second time"),
        ("functions.yaml", "since: 2019-01-01", "since: 2018-01-01", "one of its bodies began"),
        ("functions.yaml", "claimant: MKT", "claimant: URB", "findings[0].claimant: claims what"),
        ("functions.yaml", '"0.87"', '"1.87"', "findings[0].score: must be from 0 to 1"),
        ("functions.yaml", "function: E-BIKE-REGISTER", "function: DOG-LICENSE", "has no owner"),
        ("services.yaml", "contact: GOV", "contact: HEA", "services[0].contact: GOV is respons"),
        ("services.yaml", "promised: birth-promise", "promised: late-paper", "does not count"),
        ("services.yaml", "statutory: joint-handling", "statutory: short-promise", "not be longer"),
        ("services.yaml", "processing_time: P3D", "processing_time: 3 days", "services[0].proc"),
        ("services.yaml", "form: birth", "form: death", "services[0].form: 'death' is not in"),
        ("services.yaml", "function: DOG-LICENSE", "function: SIGNBOARD-PERMIT", "OVL-1 is open"),
        ("services.yaml", "code: fire-check", "code: fire-test", "stands in one of"),
        ("life_events.yaml", "[birth, vacc", "[dog-licence, vacc", "life_events.yaml: life.birth"),
        ("clearances.yaml", "mark: 84", "mark: 64", "clearances[0].decision: does not follow"),
        ("clearances.yaml", "marked_by: feng.rui", "marked_by: xu.lan", "'xu.lan' stands here"),
        ("clearances.yaml", "prepared_by: xu.lan", "prepared_by: he.jun", "he.jun is not process"),
        (
            "services.yaml",
            "goes_live: 2025-09-05",
            "goes_live: 2025-08-05",
            "a day without a",
        ),
        ("clearances.yaml", "signed_by: zhao", "signed_by: mayor", "mayor is not security_head"),
        ("clearances.yaml", "expires: 2026-06-30", "expires: 2025-06-30", "clearances[0].valid"),
        ("cases.yaml", "count: 203", "count: 202", "cases.yaml: states: add up to 299, not 300"),
        ("cases.yaml", "at: [household]", "at: [housing]", "'housing' is not in the process"),
        ("cases.yaml", "bank: 40", "post: 40", "card_pick_up: 'post' is not in the options"),
        ("processes/birth.bpmn", "HOUSEHOLD-REGISTER-BIRTH", "SIGNBOARD-PERMIT", "cleared funct"),
        ("processes/birth.bpmn", 'days="1"', 'days="0"', "processes/birth.bpmn: line"),
    ],
)
def test_what_does_not_fit_together_is_named_with_file_and_path(
    copy: Path, file: str, old: str, new: str, fault: str
) -> None:
    found = faults_after(copy, file, old, new)
    assert any(fault in each for each in found), found


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("regions.yaml", "level: city", "level: town hall", "regions[2].level: 'town hall'"),
        (
            "regions.yaml",
            "zh-hans: 明州市, ",
            "",
            "regions.yaml: regions[2].name: has no text in zh",
        ),
        ("people.yaml", "clearance: top_secret", "clearance: 4", "people[0].clearance: 4 is not"),
        ("people.yaml", "certified: false", "certified: perhaps", "is not true or false"),
        ("functions.yaml", "kind: payment", "kind: gift", "kind: 'gift' is not one of licence"),
        ("functions.yaml", "    object: newborn\n", "", "functions[0].object: is missing"),
        ("services.yaml", "minor: 8000", "minor: 80.5", "costs[0].minor: 80.5 is not a whole"),
        ("bodies.yaml", "phone:", "telephone:", "bodies[0].telephone: is not known here"),
        (
            "bodies.yaml",
            "    region: MZ\n",
            "    region: MZ\n    region: MZ\n",
            "'region' stands here t",
        ),
        ("cases.yaml", "seed: 20261122", "seed: today", "cases.yaml: seed: 'today' is not a whole"),
        ("forms/birth.yaml", "code: birth", "code: [birth", "forms/birth.yaml: while parsing"),
        (
            "calendar.yaml",
            "covers:",
            "covers: [2026]\nextra:",
            "calendar.yaml: extra: is not known",
        ),
    ],
)
def test_what_is_badly_written_is_named_with_file_and_path(
    copy: Path, file: str, old: str, new: str, fault: str
) -> None:
    found = faults_after(copy, file, old, new)
    assert any(fault in each for each in found), found


def test_all_faults_of_all_files_are_listed_at_once(copy: Path) -> None:
    (copy / "posts.yaml").write_text("posts: [", encoding="utf-8")
    (copy / "calendar.yaml").unlink()
    found = faults_after(copy, "people.yaml", "since: 2022-03-01", "since: soon")
    assert {each.partition(":")[0] for each in found} == {
        "posts.yaml",
        "calendar.yaml",
        "people.yaml",
    }


def test_a_service_needs_a_channel_without_internet(copy: Path) -> None:
    text = (copy / "services.yaml").read_text(encoding="utf-8")
    for kind in ("window", "voice", "paper"):
        text = text.replace(f"kind: {kind}", "kind: web")
    (copy / "services.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(CountryFaulty) as caught:
        read_country(copy)
    assert [(fault.path, fault.what) for fault in caught.value.faults] == [
        (f"services[{at}].channels", "one must need no internet") for at in range(14)
    ]


def test_a_missing_function_is_counted(copy: Path) -> None:
    text = (copy / "functions.yaml").read_text(encoding="utf-8")
    start, end = text.index("  - code: PRICE-INSPECT"), text.index("  # --- fire and environment")
    (copy / "functions.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(CountryFaulty, match="functions: has 59, the demo promises 60"):
        read_country(copy)


def test_the_country_is_frozen(country: Country) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        country.people[0].login = "mayor"  # type: ignore[misc]

"""Putting, withdrawing, hiding and finding, as the application's role."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import RegionLevel
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.ground.search.models import SearchEntry
from onewindow.ground.search.types import Entry, Page

pytestmark = pytest.mark.django_db

BIRTH = Ref("service", "birth")


def put(ref: Ref = BIRTH, *, title: str = "Birth certificate", **facts: object) -> None:
    search.put(Entry(ref, {"en": title}, **facts))


def found(code: str, level: RegionLevel, parent: str | None = None) -> None:
    jurisdiction.found_region(
        OPERATOR, code=code, name={"en": code}, level=level, time_zone="UTC", parent=parent
    )


def cleared_for(level: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('onewindow.clearance', %s, true)", [str(level)])


def refs(page: Page) -> list[str]:
    return [found.ref.id for found in page.results]


def test_a_thing_is_found_by_any_of_its_words_in_any_case_and_without_accents() -> None:
    put(title="Certidão de Nascimento", body={"en": "Registo civil"}, url="/{language}/birth")
    found = search.find("NASCIMENTO certidao").results[0]
    assert (found.ref, found.title, found.url) == (BIRTH, "Certidão de Nascimento", "/en/birth")
    assert refs(search.find("civi")) == ["birth"]
    assert search.find("civil divorce") == Page()


def test_a_piece_of_a_chinese_title_is_found_and_a_scramble_is_not() -> None:
    search.put(Entry(BIRTH, {"zh-hans": "新生儿户籍登记"}))
    assert refs(search.find("户籍登记")) == ["birth"]
    assert refs(search.find("儿户")) == ["birth"]
    assert refs(search.find("登")) == ["birth"]
    assert refs(search.find("记登籍户")) == []


def test_a_thing_in_two_languages_is_one_result_in_the_readers_own() -> None:
    search.put(Entry(BIRTH, {"en": "Birth 2026", "zh-hans": "出生 2026"}))
    page = search.find("2026", language="zh-hans")
    assert page.total == 1
    assert page.results[0].title == "出生 2026"
    assert search.find("birth", language="zh-hans").results[0].title == "Birth 2026"


def test_a_word_in_the_title_comes_before_one_in_the_body() -> None:
    put(Ref("service", "body"), title="Household", body={"en": "marriage is mentioned"})
    put(Ref("service", "title"), title="Marriage")
    assert refs(search.find("marriage")) == ["title", "body"]


def test_putting_again_replaces_and_withdrawing_leaves_nothing() -> None:
    search.put(Entry(BIRTH, {"en": "Old name", "fr": "Ancien"}))
    put(title="New name")
    assert refs(search.find("old")) == refs(search.find("ancien")) == []
    assert refs(search.find("new")) == ["birth"]
    search.withdraw(BIRTH)
    assert search.find("new") == Page()


def test_facets_count_all_kinds_and_the_total_those_asked_for() -> None:
    for number in range(3):
        put(Ref("service", f"s{number}"), title=f"Permit {number}")
    put(Ref("page", "p"), title="Permit page")
    page = search.find("permit", kinds=["service"], limit=2)
    assert len(page.results) == 2
    assert page.total == 3
    assert page.facets == {"service": 3, "page": 1}


def test_a_page_after_the_last_is_empty_but_keeps_its_total() -> None:
    put()
    page = search.find("birth", offset=40)
    assert (page.results, page.total) == ((), 1)


def test_a_region_finds_what_holds_there_and_nothing_of_its_neighbour() -> None:
    found("RP", RegionLevel.STATE)
    found("DH", RegionLevel.PROVINCE, "RP")
    found("XS", RegionLevel.PROVINCE, "RP")
    for region in (None, "RP", "DH", "XS"):
        put(Ref("service", str(region)), title="Permit", region=region)
    assert sorted(refs(search.find("permit", region="DH"))) == ["DH", "None", "RP"]
    assert search.find("permit").total == 4


def test_inv_19_search_and_counts_never_reveal_what_is_above_the_reader() -> None:
    put(Ref("document", "open"), title="Harvest plan")
    put(Ref("document", "secret"), title="Harvest secret plan", level=Level.SECRET)
    page = search.find("harvest plan")
    assert (refs(page), page.total, page.facets) == (["open"], 1, {"document": 1})
    assert list(SearchEntry.objects.values_list("ref_id", flat=True)) == ["open"]
    cleared_for(Level.SECRET)
    assert sorted(refs(search.find("harvest plan"))) == ["open", "secret"]
    assert SearchEntry.objects.count() == 2


def test_a_writer_who_may_not_read_an_entry_can_still_withdraw_it() -> None:
    put(title="Secret", level=Level.SECRET)
    search.withdraw(BIRTH)
    cleared_for(Level.TOP_SECRET)
    assert SearchEntry.objects.count() == 0


def test_inv_26_what_belongs_to_a_subject_that_nobody_has_cleared_is_not_found_nor_counted() -> (
    None
):
    put(subject=Ref("import", "nobody"))
    put(Ref("service", "other"), title="Birth of a calf")
    page = search.find("birth")
    assert (refs(page), page.total, page.facets) == (["other"], 1, {"service": 1})


def test_the_address_of_a_text_in_a_language_without_pages_opens_in_the_readers_language() -> None:
    search.put(Entry(BIRTH, {"pt": "Certidão", "en": "Certificate"}, url="/{language}/birth"))
    assert search.find("certidao", language="ar").results[0].url == "/ar/birth"
    assert search.find("certificate", language="ar").results[0].url == "/en/birth"


def test_a_directory_joins_the_ids_that_its_reader_may_find() -> None:
    put(title="Harvest plan")
    put(Ref("service", "secret"), title="Harvest", level=Level.SECRET)
    put(Ref("page", "other"), title="Harvest")
    with connection.cursor() as cursor:
        cursor.execute("SELECT onewindow_search_ids(%s, %s)", [search.question("harv"), "service"])
        assert cursor.fetchall() == [("birth",)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ground_search_searchentry SET level = 0",
        "DELETE FROM ground_search_searchentry",
        "INSERT INTO ground_search_searchentry SELECT * FROM ground_search_searchentry",
    ],
)
def test_the_application_cannot_write_around_the_functions(change: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(change)


@pytest.mark.parametrize("text", ["\x00", "'; DROP TABLE x; --", "a & | ! <->", "字" * 9_000])
def test_no_text_breaks_the_search(text: str) -> None:
    put(body={"en": text})
    assert search.find(text).total >= 0


def test_a_search_reads_the_text_index_and_not_the_table() -> None:
    """Many rows in one call: what matters is only that the table is no small one."""
    many = {f"l{number}": f"Permit number{number}" for number in range(8_000)}
    search.put(Entry(BIRTH, many, dict.fromkeys(many, "what it says " * 20)))
    asked = (
        "SELECT sum(seq_scan) FROM pg_stat_xact_user_tables"
        " WHERE relname LIKE 'ground_search_shelf_%'"
    )
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")  # made by the tests before, when the table was empty
        cursor.execute(asked)
        before = cursor.fetchone()
        assert search.find("number777 ", language="l777").results[0].title == "Permit number777"
        cursor.execute(asked)
        assert cursor.fetchone() == before


def test_a_shelf_is_not_read_past_the_policy_of_the_whole() -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("SELECT * FROM ground_search_shelf_00")

"""Slips are mended as the reader sees the index; rooms, facets, synonyms; the cap; odd texts."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db import DatabaseError, connection, transaction

from onewindow.ground.kernel.actor import OPERATOR, Actor
from onewindow.ground.kernel.errors import OneWindowError
from onewindow.ground.kernel.labels import Level
from onewindow.ground.kernel.refs import Ref
from onewindow.ground.search import public as search
from onewindow.ground.search.errors import SynonymsExist, SynonymsInvalid, SynonymsUnknown
from onewindow.ground.search.models import SearchEntry, SearchWord
from onewindow.ground.search.types import Entry, Page

pytestmark = pytest.mark.django_db


def put(name: str, title: str, language: str = "en", **facts: object) -> Ref:
    ref = Ref("service", name)
    search.put(Entry(ref, {language: title}, **facts))  # type: ignore[arg-type]  # fields of it
    return ref


def reader(level: int = 0, rooms: Iterable[str] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('onewindow.clearance', %s, true),"
            " set_config('onewindow.rooms', %s, true)",
            [str(level), ",".join(rooms)],
        )


def refs(page: Page) -> list[str]:
    return sorted(found.ref.id for found in page.results)


def words() -> set[str]:
    return set(SearchWord.objects.values_list("word", flat=True))


# --- slips ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("slip", ["birht", "brith", "birh", "birtth", "BIRHT", "bírht"])
def test_where_nothing_is_found_the_nearest_word_is_looked_for(slip: str) -> None:
    put("birth", "Birth certificate")
    page = search.find(f"{slip} certificate")
    assert (refs(page), page.instead, page.total) == (["birth"], "birth certificate", 1)


def test_a_slip_in_arabic_and_a_wrong_sign_in_chinese_are_mended() -> None:
    put("ar", "شهادة الميلاد", "ar")
    put("zh", "新生儿户籍登记", "zh-hans")
    assert search.find("شهادة الميلد").instead == "شهاده الميلاد"
    page = search.find("户籍登汜")
    assert (refs(page), page.instead) == (["zh"], "户籍登")


def test_of_two_near_words_the_more_frequent_one_is_taken() -> None:
    put("one", "berth")
    for number in range(3):
        put(f"b{number}", f"birth {number}")
    assert search.find("birrth").instead == "birth"


def test_what_is_found_stays_and_a_far_more_frequent_word_is_only_offered() -> None:
    put("slip", "Brith certificate")
    for number in range(12):
        put(f"b{number}", f"Birth certificate {number}")
    page = search.find("brith certificate")
    assert (refs(page), page.instead, page.meant) == (["slip"], "", "birth certificate")
    assert search.find("birth certificate").meant == ""


def test_words_and_not_their_combination_are_mended() -> None:
    put("birth", "Birth")
    put("dog", "Licence")
    page = search.find("birth licence")
    assert (page.total, page.instead) == (0, "")


def test_a_page_after_the_first_is_one_of_the_mended_text_too() -> None:
    for number in range(25):
        put(f"b{number}", f"Birth {number}")
    page = search.find("birrth", offset=20)
    assert (len(page.results), page.total, page.instead) == (5, 25, "birth")


def test_inv_19_no_word_is_offered_that_only_what_the_reader_may_not_see_has() -> None:
    put("secret", "Operation nightfall", level=Level.SECRET)
    put("room", "Operation nightfall", rooms=frozenset({"crisis"}))
    put("hidden", "Operation nightfall", subject=Ref("import", "nobody"))
    hidden = put("vetoed", "Operation nightfall", subject=Ref("import", "vetoed"))
    search.hide(Ref("import", "vetoed"))
    assert search.find("nightfal") == search.find("nigthfall") == Page()
    assert search.find("operation nightfal") == Page()
    reader(rooms=["crisis"])
    assert (refs(search.find("nigthfall")), hidden.id) == (["room"], "vetoed")
    reader(Level.SECRET)
    assert refs(search.find("nigthfall")) == ["secret"]


def test_inv_19_what_is_offered_does_not_depend_on_what_the_reader_may_not_see() -> None:
    for number in range(2):
        put(f"o{number}", f"berth {number}")
    before = search.find("birrth berrth"), search.find("borth")
    for number in range(20):
        put(f"s{number}", f"birth north worth {number}", level=Level.SECRET)
        put(f"r{number}", f"birth north worth {number}", rooms=frozenset({"crisis"}))
    assert (search.find("birrth berrth"), search.find("borth")) == before


def test_inv_19_the_application_reads_only_words_of_what_the_reader_may_see() -> None:
    put("secret", "nightfall", level=Level.SECRET)
    put("room", "twilight", rooms=frozenset({"crisis"}))
    put("open", "morning")
    assert words() == {"morning"}
    reader(Level.SECRET, ["crisis"])
    assert words() == {"morning", "nightfall", "twilight"}


def test_a_word_goes_with_the_last_entry_that_has_it_in_the_same_transaction() -> None:
    one, other = put("one", "Birth certificate"), put("other", "Birth of a calf")
    assert words() == {"birth", "certificate", "calf"}
    search.withdraw(other)
    assert words() == {"birth", "certificate"}
    put("one", "Birth record")
    assert words() == {"birth", "record"}
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        search.withdraw(one)
        assert words() == set()
        raise ZeroDivisionError
    assert words() == {"birth", "record"}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ground_search_searchword SET level = 0",
        "DELETE FROM ground_search_searchword",
        "INSERT INTO ground_search_searchword SELECT * FROM ground_search_searchword",
        "SELECT onewindow_search_learn(ARRAY['forged'], 'en', 0, '{}')",
    ],
)
def test_the_application_cannot_write_words(change: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(change)


# --- rooms ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rooms", "found"),
    [
        ([], ["open"]),
        (["a"], ["a", "open"]),
        (["b"], ["open"]),
        (["a", "b", "c"], ["a", "ab", "open"]),
        (["a,b"], ["a", "ab", "open"]),
        (["{a}", "*", ""], ["open"]),
    ],
)
def test_inv_19_only_who_is_in_all_rooms_of_a_thing_finds_and_counts_it(
    rooms: list[str], found: list[str]
) -> None:
    put("open", "Harvest plan")
    put("a", "Harvest plan", rooms=frozenset({"a"}))
    put("ab", "Harvest plan", rooms=frozenset({"a", "b"}))
    put("strange", "Harvest plan", rooms=frozenset({"a,b"}))
    reader(rooms=rooms)
    page = search.find("harvest")
    assert (refs(page), page.total) == (found, len(found))
    assert page.facets == {"service": len(found)}
    assert page.groups == {"language": {"en": len(found)}}
    rows = SearchEntry.objects.order_by("ref_id").values_list("ref_id", flat=True)
    assert list(rows) == found
    with connection.cursor() as cursor:
        cursor.execute("SELECT onewindow_search_ids('''harvest''', 'service')")
        assert sorted(row[0] for row in cursor.fetchall()) == found


def test_a_level_does_not_open_a_room_nor_a_room_a_level() -> None:
    put("both", "Harvest", level=Level.SECRET, rooms=frozenset({"a"}))
    for level, rooms, total in ((4, [], 0), (0, ["a"], 0), (3, ["a"], 1)):
        reader(level, rooms)
        assert search.find("harvest").total == total


# --- facets --------------------------------------------------------------------------------------


def test_facets_are_counted_under_the_readers_predicate_and_narrow() -> None:
    put("c1", "Harvest", facets={"organ": "court"})
    put("c2", "Harvest", facets={"organ": "court"}, level=Level.SECRET)
    put("p", "Harvest", facets={"organ": "party", "topic": "o'clock: it's \\ odd"})
    search.put(Entry(Ref("body", "x"), {"en": "Harvest", "fr": "Harvest"}))
    page = search.find("harvest", language="en")
    assert page.facets == {"service": 2, "body": 1}
    assert page.groups == {
        "organ": {"court": 1, "party": 1},
        "topic": {"o'clock: it's \\ odd": 1},
        "language": {"en": 3, "fr": 1},
    }
    narrowed = search.find("harvest", facets={"organ": ["court"]})
    assert (refs(narrowed), narrowed.total) == (["c1"], 1)
    assert narrowed.groups == page.groups
    assert refs(search.find("harvest", facets={"organ": ["court", "party"]})) == ["c1", "p"]
    assert refs(search.find("harvest", facets={"topic": ["o'clock: it's \\ odd"]})) == ["p"]
    assert search.find("harvest", kinds=["body"], facets={"language": ["fr"]}).total == 1
    assert search.find("harvest", kinds=["body"], facets={"organ": ["court"]}).total == 0


def test_a_facet_is_not_found_as_a_text() -> None:
    put("c", "Harvest", facets={"organ": "court"})
    assert search.find("court") == search.find("=organ:court") == Page()


# --- synonyms ------------------------------------------------------------------------------------


def test_synonyms_find_what_the_others_find_until_they_are_removed() -> None:
    put("hukou", "Household registration")
    put("zh", "户籍迁移", "zh-hans")
    key = search.add_synonyms(OPERATOR, terms=["hukou", "Household Registrations", "户籍"])
    assert refs(search.find("hukou")) == ["hukou", "zh"]
    assert refs(search.find("HUKOU 迁移")) == ["zh"]
    assert refs(search.find("户籍")) == ["hukou", "zh"]
    search.remove_synonyms(OPERATOR, synonyms=key)
    assert search.find("hukou") == Page()
    with pytest.raises(SynonymsUnknown):
        search.remove_synonyms(OPERATOR, synonyms=key)


def test_synonyms_of_a_language_hold_for_its_readers_alone() -> None:
    put("lorry", "Lorry permit")
    search.add_synonyms(OPERATOR, terms=["truck", "lorry"], language="zh-hans")
    assert search.find("truck", language="zh-hans").total == 1
    assert search.find("truck", language="ar").total == 0


def test_inv_19_a_synonym_reveals_nothing() -> None:
    put("secret", "Nightfall", level=Level.SECRET)
    search.add_synonyms(OPERATOR, terms=["evening", "nightfall"])
    assert search.find("evening") == Page()


@pytest.mark.parametrize(
    ("terms", "language"),
    [
        (["one"], ""),
        (["Birth", "BIRTH", "births"], ""),
        ([], ""),
        (["a", "!?"], ""),
        (["one two three four five", "b"], ""),
        (["x" * 81, "b"], ""),
        ([f"t{n}" for n in range(13)], ""),
        (["one", "two"], "tlh"),
    ],
)
def test_synonyms_that_are_none_are_refused(terms: list[str], language: str) -> None:
    with pytest.raises(SynonymsInvalid):
        search.add_synonyms(OPERATOR, terms=terms, language=language)


def test_the_same_synonyms_are_not_kept_twice_and_a_stranger_keeps_none() -> None:
    search.add_synonyms(OPERATOR, terms=["truck", "lorry"])
    with pytest.raises(SynonymsExist):
        search.add_synonyms(OPERATOR, terms=["Lorry", "Trucks"])
    with pytest.raises(OneWindowError) as refused:
        search.add_synonyms(Actor("person:x", "X"), terms=["a b", "c d"])
    assert refused.value.status == 403
    with pytest.raises(DatabaseError, match="synonyms_are_two"), transaction.atomic():
        connection.cursor().execute("UPDATE ground_search_synonyms SET keys = '{}'")
    assert [one.terms for one in search.synonyms()] == [("lorry", "truck")]


# --- odd texts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "\x00",
        "birth\x00certificate",
        "!?&|:*'\"\\()<->",
        "a" * 10_240,
        "birth " * 2_000,
        "字" * 10_240,
        "字",
        "ا",
        "a",
        "HPV疫苗 مرحبا שלום Straße 한국어 ꆈꌠꉙ",
        "\u202eشهادة\u202c \u200f\u061c",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "=kind:service",
        "%s %(x)s {0}",
    ],
)
def test_an_odd_text_is_answered(text: str) -> None:
    put("birth", "Birth certificate 文字")
    search.add_synonyms(OPERATOR, terms=["birth", "nativity", "文字"])
    page = search.find(text)
    assert page.total in {0, 1}
    assert search.find(text, facets={text[:50]: [text[:50]]}, kinds=[text[:50]]).total == 0


def test_one_chinese_sign_and_a_mixed_text_find() -> None:
    put("mixed", "HPV疫苗 vaccine تطعيم")
    for text in ("苗", "hpv", "hpv疫苗", "تطعيم", "疫苗 vaccine"):
        assert refs(search.find(text)) == ["mixed"], text

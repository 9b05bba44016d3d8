"""Forms: every error has an address, every control a name."""

from __future__ import annotations

import datetime
import re

import pytest
from django import forms
from django.test import RequestFactory
from django.utils import translation

from onewindow.ground.design.fields import DateField, Radios
from onewindow.ground.design.views import GalleryForm, gallery, gallery_question


class Born(forms.Form):
    """One date."""

    born = DateField(label="Born")


def parts(day: str, month: str, year: str) -> Born:
    """Gives the form with a date typed in three boxes."""
    return Born({"born_day": day, "born_month": month, "born_year": year})


def test_three_boxes_make_a_date() -> None:
    form = parts("27", "3", "1991")
    assert form.is_valid()
    assert form.cleaned_data["born"] == datetime.date(1991, 3, 27)


def test_digits_of_other_scripts_are_numbers_too() -> None:
    assert parts("٢٧", "٣", "١٩٩١").is_valid()


@pytest.mark.parametrize(
    ("typed", "says"),
    [(("", "", ""), "Enter a date"), (("1", "", "2000"), "Enter a day, a month and a year"),
     (("31", "2", "2001"), "Enter a real date"), (("1", "1", "91"), "Enter a real date"),
     (("a", "b", "c"), "Enter a real date")],
)  # fmt: skip
def test_a_wrong_date_says_what_is_wrong(typed: tuple[str, str, str], says: str) -> None:
    form = parts(*typed)
    assert says in form.errors["born"][0]


def test_a_stored_date_comes_back_in_three_boxes() -> None:
    for initial in (datetime.date(1991, 3, 27), "1991-03-27"):
        words = str(Born(initial={"born": initial}))
        assert all(f'value="{number}"' in words for number in ("27", "3", "1991"))


def test_a_date_is_one_group_with_three_named_boxes() -> None:
    words = str(parts("", "", ""))
    assert (
        '<fieldset class="govuk-fieldset" role="group" aria-describedby="id_born_error">' in words
    )
    assert len(re.findall(r'<label [^>]*for="id_born_[012]"', words)) == 3
    assert words.count("govuk-input--error") == 3
    assert words.count('inputmode="numeric"') == 3


def test_a_date_is_asked_in_the_order_of_the_language() -> None:
    with translation.override("zh-hans"):
        words, anchor = str(Born({})), Born({})["born"].anchor
    assert words.index("born_year") < words.index("born_month") < words.index("born_day")
    assert anchor == "id_born_2"
    assert str(Born({})).index("born_day") < str(Born({})).index("born_year")


def test_every_link_of_the_summary_leads_to_a_control() -> None:
    page = gallery(RequestFactory().get("/en/?wrong")).content.decode()
    summary = page.split('class="govuk-list govuk-error-summary__list"')[1].split("</ul>")[0]
    anchors = re.findall(r'href="#([^"]+)"', summary)
    assert len(anchors) == 5
    for anchor in anchors:
        assert re.search(rf'<(input|select|textarea)[^>]* id="{anchor}"', page)


def test_every_description_exists() -> None:
    page = gallery(RequestFactory().get("/en/?wrong")).content.decode()
    named = {one for ids in re.findall(r'aria-describedby="([^"]+)"', page) for one in ids.split()}
    assert named
    for one in named:
        assert page.count(f'id="{one}"') == 1


def test_no_id_is_used_twice() -> None:
    page = gallery(RequestFactory().get("/en/?wrong")).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_an_option_reveals_its_field_once_and_says_its_hint() -> None:
    words = str(GalleryForm())
    assert words.count('name="phone"') == 1
    assert 'data-aria-controls="id_answer_by_1_reveals"' in words
    assert 'id="id_answer_by_1_reveals"' in words
    assert 'aria-describedby="id_answer_by_0_hint"' in words


def test_a_missing_answer_is_named_in_the_summary() -> None:
    page = gallery(RequestFactory().get("/en/?wrong")).content.decode()
    assert "Enter an answer: Full name" in page
    assert "Tick the box: What I have said is true" in page
    assert "This field is required" not in page


def test_the_question_is_the_heading_of_its_page() -> None:
    page = gallery_question(RequestFactory().get("/en/")).content.decode()
    assert re.search(r"<legend[^>]*><h1[^>]*>\s*When were you born\?", page)
    assert page.count("<h1") == 1
    assert "csrfmiddlewaretoken" in page


class Spoken(forms.Form):
    """A choice whose labels are in languages of their own."""

    language = forms.ChoiceField(
        choices=[("en", "English"), ("ar", "العربية"), ("", "Any")],
        widget=Radios(languages={"en": "en", "ar": "ar"}),
    )


def test_a_label_in_another_language_says_in_which_and_runs_its_way() -> None:
    labels = re.findall(r"<label[^>]*__label[^>]*>", str(Spoken()))
    assert [re.findall(r'(?:lang|dir)="(\w+)"', label) for label in labels] == [
        ["en", "ltr"],
        ["ar", "rtl"],
        [],
    ]

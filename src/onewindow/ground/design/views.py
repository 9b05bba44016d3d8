"""The gallery: every component on one page, for tests, demonstrations and designers.

Its words are a specimen and stay English; the frame around them is translated.
"""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from onewindow.ground.design.facts import day
from onewindow.ground.design.fields import Checkboxes, DateBoxes, DateField, Radios
from onewindow.ground.design.types import ClockState, Column, Link, Row, Step, StepState, Task, Tone

SEEN = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)
TONES = [tone.value for tone in Tone]
CLOCKS = [
    ("9 working days left", ClockState.RUNNING),
    ("1 working day left", ClockState.SOON),
    ("2 working days late", ClockState.OVER),
    ("waiting for papers", ClockState.PAUSED),
    ("answered in 4 days", ClockState.MET),
]


class GalleryForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Full name", help_text="As on your identity card")
    born = DateField(label="Date of birth", widget=DateBoxes(is_birthday=True))
    county = forms.ChoiceField(
        label="County", choices=[("", "–"), ("a", "Ganluo"), ("b", "Leibo"), ("c", "Meigu")]
    )
    answer_by = forms.ChoiceField(
        label="How shall we answer?",
        choices=[("letter", "By letter"), ("sms", "By text message")],
        widget=Radios(reveals={"sms": "phone"}, hints={"letter": "Takes about five days"}),
    )
    phone = forms.CharField(label="Phone number", required=False)
    papers = forms.MultipleChoiceField(
        label="What do you have with you?",
        choices=[("id", "Identity card"), ("book", "Household book")],
        widget=Checkboxes(hints={"book": "The page with your name is enough"}),
    )
    story = forms.CharField(
        label="What has changed?", widget=forms.Textarea({"rows": 3}), required=False
    )
    paper = forms.FileField(label="A photo of the paper", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    is_true = forms.BooleanField(label="What I have said is true")


def gallery_form(request: HttpRequest) -> GalleryForm:
    """Gives the form empty, or with its errors where `?wrong` was asked for."""
    wrong = {"born_day": "31", "born_month": "2", "born_year": "2001", "answer_by": "letter"}
    return GalleryForm(wrong if "wrong" in request.GET else None)


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Gives one example for each component."""
    numbers = Paginator(range(95), 10).page(4)
    return {
        "form": gallery_form(request),
        "crumbs": [Link("Start", "/en/"), Link("Work and business", "/en/work/")],
        "tabs": [Link("Open", "?tab=open", active=True), Link("Closed", "?tab=closed")],
        "page": numbers,
        "rows": [
            Row("Name", "Jjike Shyse", "/en/change/", about="your name"),
            Row("Born", day(datetime.date(1991, 3, 27)), "/en/change/"),
            Row("Number", "OW-2026-000123-7"),
        ],
        "tasks": [
            Task("Your business", "Completed", "/en/1/"),
            Task("Your papers", "Incomplete", "/en/2/", Tone.BLUE, hint="Two papers"),
            Task("Send", "Cannot start yet"),
        ],
        "columns": [Column("County"), Column("Answers", is_number=True)],
        "lines": [("Ganluo", 1204), ("Leibo", 866), ("Meigu", 312)],
        "wide": [Column(f"Column {n}") for n in range(1, 9)],
        "wide_lines": [[f"value {n}" for n in range(1, 9)]],
        "steps": [
            Step("You apply", StepState.DONE),
            Step("The office checks", StepState.CURRENT, hint="Until 4 December 2026"),
            Step("You get the licence"),
        ],
        "tones": TONES,
        "clocks": CLOCKS,
        "date": datetime.date(2026, 11, 22),
        "moment": SEEN,
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """Gives every component of the public pages."""
    return render(request, "design/gallery.html", gallery_context(request))


def gallery_question(request: HttpRequest) -> HttpResponse:
    """Gives the pattern of one question on a page; `?wrong` shows it after a mistake."""

    class Question(forms.Form):
        born = DateField(label="When were you born?", help_text="For example, 27 3 1991")

    data = {"born_day": "31", "born_month": "2", "born_year": "2001"}
    form = Question(data if "wrong" in request.GET else None)
    context = {"form": form, "back": "/en/", "caption": "Business licence"}
    return render(request, "design/question.html", context, status=422 if form.errors else 200)


def gallery_desk(request: HttpRequest) -> HttpResponse:
    """Gives an officer's desk: list, detail, clocks and keys."""
    cases = [
        {"number": f"OW-2026-00012{n}-7", "service": "Business licence", "clock": clock, "n": n}
        for n, clock in enumerate(CLOCKS, 1)
    ]
    chosen = request.GET.get("case", "1")
    context = {
        "cases": cases,
        "chosen": next((case for case in cases if str(case["n"]) == chosen), cases[0]),
        "navigation": [
            Link("Inbox", "/desk/", active=True, key="i"),
            Link("Search", "/desk/search/", key="s"),
        ],
        "rows": [Row("Name", "Jjike Shyse"), Row("Number", "OW-2026-000123-7")],
    }
    return render(request, "design/gallery_desk.html", context)

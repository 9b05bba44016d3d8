"""Addresses of the tour."""

from __future__ import annotations

from django.urls import path

from onewindow.config.demo import views

app_name = "tour"
urlpatterns = [
    path("", views.tour, name="tour"),
    path("as/<str:username>/", views.continue_as, name="continue_as"),
    path("go-live/<str:who>/", views.go_live, name="go_live"),
    path("second-owner/", views.second_owner, name="second_owner"),
    path("ask-twice/", views.ask_twice, name="ask_twice"),
    path("next-day/", views.next_day, name="next_day"),
]

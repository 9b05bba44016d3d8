"""Addresses of bodies as data. They are names that others quote: they stay."""

from __future__ import annotations

from django.urls import path

from onewindow.registers.institutions.views import data

app_name = "institutions"
urlpatterns = [
    path("id/organisation/<uuid:body_id>", data.body, name="body"),
    path("id/organisation/<uuid:body_id>.<str:ending>", data.body_document, name="body_document"),
    path("data/organisations", data.bodies, name="bodies"),
    path("data/organisations.<str:ending>", data.bodies_document, name="bodies_document"),
]

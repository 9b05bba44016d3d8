"""Addresses of the catalogue as data. They are names that others quote: they stay."""

from __future__ import annotations

from django.urls import path

from onewindow.registers.catalogue import api
from onewindow.registers.catalogue.views import data

app_name = "catalogue"
urlpatterns = [
    path("id/resource/<slug:identifier>", data.resource, name="resource"),
    path(
        "id/resource/<slug:identifier>.<str:ending>",
        data.resource_document,
        name="resource_document",
    ),
    path("api/action/<slug:name>", api.action, name="action"),
    path("api/3/action/<slug:name>", api.action, name="action_3"),
    path("data/resources", data.resources, name="resources"),
    path("data/resources.<str:ending>", data.resources_document, name="resources_document"),
]

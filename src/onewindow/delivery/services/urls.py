"""Addresses of services as data. They are names that others quote: they stay."""

from __future__ import annotations

from django.urls import path

from onewindow.delivery.services.views import data

app_name = "services"
urlpatterns = [
    path("id/service/<uuid:service_id>", data.service, name="service"),
    path(
        "id/service/<uuid:service_id>.<str:ending>", data.service_document, name="service_document"
    ),
    path("data/services", data.services, name="services"),
    path("data/services.<str:ending>", data.services_document, name="services_document"),
]

"""Addresses of the public's window, below the language."""

from __future__ import annotations

from django.urls import path

from onewindow.faces.portal.views import (
    applications,
    apply,
    directory,
    functions,
    harvested,
    home,
    inbox,
    offices,
    resources,
    search,
    sharing,
)
from onewindow.faces.portal.views import service as services

app_name = "portal"
urlpatterns = [
    path("apply/<uuid:draft_id>/questions/<str:page>/", apply.questions, name="questions"),
    path("apply/<uuid:draft_id>/check/", apply.check, name="check"),
    path("apply/<uuid:draft_id>/", apply.resume, name="resume"),
    path("", home.home, name="home"),
    path("services/", directory.directory, name="services"),
    path("services/<str:code>/", services.service, name="service"),
    path("services/<str:code>/start/", apply.start, name="start"),
    path("imported/<str:origin>/<str:code>/", services.service, name="imported_service"),
    path("events/", directory.events, name="events"),
    path("events/<str:code>/", directory.event, name="event"),
    path("search/", search.find, name="search"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<uuid:case_id>/", applications.application, name="application"),
    path("applications/<uuid:case_id>/receipt/", applications.receipt, name="receipt"),
    path("applications/<uuid:case_id>/withdraw/", applications.withdraw, name="withdraw"),
    path("applications/<uuid:case_id>/rate/", applications.rate, name="rate"),
    path("messages/", inbox.inbox, name="messages"),
    path("messages/<uuid:message_id>/read/", inbox.read, name="read_message"),
    path("institutions/", offices.directory, name="institutions"),
    path("institutions/<str:code>/", offices.institution, name="institution"),
    path(
        "institutions/<str:scheme>/<str:code>/",
        offices.institution,
        name="imported_institution",
    ),
    path("functions/", functions.register, name="functions"),
    path("functions/<str:code>/", functions.function, name="function"),
    path("resources/", resources.directory, name="resources"),
    path("resources/elsewhere/", harvested.directory, name="elsewhere"),
    path("resources/<slug:source>/<slug:code>/", harvested.resource, name="harvested"),
    path("resources/<str:identifier>/", resources.resource, name="resource"),
    path("elements/<str:code>/", resources.element, name="element"),
    path("registers/", resources.registers, name="registers"),
    path("registers/<str:code>/", resources.register, name="register"),
    path("sharing/", sharing.agreements, name="agreements"),
    path("sharing/exceptions/", sharing.waivers, name="waivers"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("privacy/", home.privacy, name="privacy"),
    path("contact/", home.contact, name="contact"),
]

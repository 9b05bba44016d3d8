"""Addresses of the whole installation. Public pages carry their language in the path.

Addresses are tried in their order, so those that the public asks for stand first.
"""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from onewindow.config.entrance import entrance
from onewindow.ground.design import pages

urlpatterns: list[URLPattern | URLResolver] = []
if apps.is_installed("onewindow.faces.portal"):
    urlpatterns += i18n_patterns(path("", include("onewindow.faces.portal.urls")))
if apps.is_installed("onewindow.faces.workspace"):
    urlpatterns += [path("desk/", include("onewindow.faces.workspace.urls"))]
urlpatterns += [
    path("", entrance),
    path("accounts/", include("allauth.urls")),
    path("", include("onewindow.trust.identity.urls")),
]
for package in ("registers.institutions", "registers.catalogue", "delivery.services"):
    if apps.is_installed(f"onewindow.{package}"):
        urlpatterns += [path("", include(f"onewindow.{package}.urls"))]
if settings.DEMO:
    urlpatterns += [path("tour/", include("onewindow.config.demo.urls"))]

handler400 = pages.bad_request
handler403 = pages.forbidden
handler404 = pages.not_found
handler500 = pages.server_error

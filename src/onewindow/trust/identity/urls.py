"""Addresses of identity."""

from __future__ import annotations

from django.urls import path

from onewindow.trust.identity import views

app_name = "identity"
urlpatterns = [path("begin/<str:secret>/", views.begin, name="begin")]

"""Settings of the demo on loopback: one-click roles and a clock that can be moved."""

from __future__ import annotations

import dataclasses

from django.utils.translation import gettext_lazy as _

from onewindow.config.settings.base import *  # noqa: F403  # settings are one namespace
from onewindow.config.settings.base import (
    DATABASE_URL,
    HOUSE,
    INSTALLED_APPS,
    MIDDLEWARE,
    ONEWINDOW_SITE,
    POOL,
    SECRET_KEY,
)
from onewindow.config.settings.environment import database

DEMO = True
TIME_ZONE = "Asia/Shanghai"
SECRET_KEY = SECRET_KEY or "the demo keeps nothing that is worth a secret"
DATABASES = {"default": database(DATABASE_URL, pool=POOL)}
INSTALLED_APPS = ["onewindow.config.demo", *INSTALLED_APPS]
HOUSE = ["onewindow.config.demo", *HOUSE]
ONEWINDOW_SITE = dataclasses.replace(
    ONEWINDOW_SITE,
    notice_tag=_("Demo"),  # type: ignore[arg-type]  # lazy words
    notice=_("Invented country, invented people. Nothing you do here reaches an office."),  # type: ignore[arg-type]
)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
MIDDLEWARE = ["onewindow.config.demo.door.DemoDoor", *MIDDLEWARE]
SESSION_COOKIE_NAME = "onewindow_demo"

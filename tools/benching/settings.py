"""The application as it serves for real, with the two reference views beside it."""

from __future__ import annotations

from onewindow.config.settings.environment import database
from onewindow.config.settings.tests import *  # noqa: F403  # settings are one namespace
from onewindow.config.settings.tests import DATABASE_URL

DATABASES = {"default": database(DATABASE_URL, pool=True)}
ROOT_URLCONF = "tools.benching.urls"
ONEWINDOW_SHELF = True
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

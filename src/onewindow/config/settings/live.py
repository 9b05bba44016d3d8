"""Settings of a real installation: refuses to start without its secrets."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from onewindow.config.settings.base import *  # noqa: F403  # settings are one namespace
from onewindow.config.settings.base import DATABASE_URL, POOL, SECRET_KEY
from onewindow.config.settings.environment import database

if not SECRET_KEY:
    raise ImproperlyConfigured(
        "ONEWINDOW_SECRET_KEY is empty. Type: onewindow doctor --make-secret, and keep its answer."
    )
DATABASES = {"default": database(DATABASE_URL, pool=POOL)}
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000

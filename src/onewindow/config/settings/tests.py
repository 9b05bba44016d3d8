"""Settings of the test suite: the application's role, no pool, quick password hashes."""

from __future__ import annotations

from onewindow.config.settings.base import *  # noqa: F403  # settings are one namespace

SECRET_KEY = "a key for tests only"  # noqa: S105  # protects nothing
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

"""Settings of the test suite: the application's role, no pool, quick password hashes."""

from __future__ import annotations

import datetime as dt

from onewindow.config.settings import environment
from onewindow.config.settings.base import *  # noqa: F403  # settings are one namespace
from onewindow.config.settings.base import EMAIL_HOST
from onewindow.ground.kernel import clock

SECRET_KEY = "a key for tests only"  # noqa: S105  # protects nothing
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# The suite begins on the day of its country, Monday, 23 November 2026, nine in the morning in
# Mingzhou, whatever day it really is, and in every process that it starts.
_DAY = dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC)
_SHIFT = environment.share(
    "ONEWINDOW_TEST_SHIFT",
    str((_DAY - clock.system_time()).total_seconds()),
    "Tests only: seconds between the machine's clock and that of the tests.",
)
_LATER = dt.timedelta(seconds=float(_SHIFT))
clock.install(lambda: clock.system_time() + _LATER)
# The shelf's thread would outlive a test's database; faces.portal.tests.settings has it on.
ONEWINDOW_SHELF = False

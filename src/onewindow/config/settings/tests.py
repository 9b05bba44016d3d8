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

# The suite lives on a day at which its country fits together, in every process that it starts.
_AHEAD = dt.timedelta(
    seconds=float(environment.read("ONEWINDOW_TEST_AHEAD", "0", "Tests only: seconds ahead."))
)
clock.install(lambda: clock.system_time() + _AHEAD)
# The shelf's thread would outlive a test's database; faces.portal.tests.settings has it on.
ONEWINDOW_SHELF = False

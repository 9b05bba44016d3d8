"""The tests of this package look at its own built files, under names without a hash."""

from __future__ import annotations

from typing import Any

import pytest

from onewindow.ground.design.tests import settings as alone


@pytest.fixture(autouse=True)
def _own_installation(settings: Any) -> None:
    """Gives every test the plain storage and the installation that the pictures show."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.ONEWINDOW_SITE = alone.ONEWINDOW_SITE

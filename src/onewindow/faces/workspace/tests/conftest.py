"""Desks for tests: the demo country without cases, officers signed in with a second factor.

What needs Django is imported in the fixtures: the pure rules are tested without it.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.country import Country


@pytest.fixture
def sign_in(country: Country) -> Any:
    """Signs an official in with password and second factor."""
    from onewindow.faces.workspace.tests.desks import signed_in  # noqa: PLC0415

    return lambda login: signed_in(country, login, "password", "mfa")


@pytest.fixture
def apply(country: Country) -> Any:
    """Sends an application, at MORNING or at a given moment."""
    from tests.support.applying import MORNING, applied  # noqa: PLC0415

    return lambda moment=MORNING: applied(country, moment)

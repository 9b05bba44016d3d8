"""The demo country without its cases, for tests that need offices, people and services.

It is loaded once a session through the same commands as anybody's data, kept as a database of its
own, and copied for each test in a tenth of a second.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from onewindow.ground.kernel.actor import Actor, Assurance

ZONE = ZoneInfo("Asia/Shanghai")


def at(text: str) -> dt.datetime:
    """Gives an instant of Mingzhou, written like `2026-11-02 09:10`."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(dt.UTC)


@dataclass(frozen=True)
class Country:
    """Who and what there is, found by login and code."""

    def official(self, login: str) -> Actor:
        """Gives an official who has given a second factor."""
        return self._actor(login, Assurance.SUBSTANTIAL)

    def citizen(self, login: str) -> Actor:
        """Gives a citizen with a password only."""
        return self._actor(login, Assurance.LOW)

    def account(self, login: str) -> Any:
        """Gives an account by the name that signs in."""
        from onewindow.trust.identity import public as identity  # noqa: PLC0415

        return identity.Account.objects.get(username=login)

    def service(self, code: str) -> UUID:
        """Gives the id of an own service."""
        from onewindow.delivery.services import public as services  # noqa: PLC0415

        return services.by_code(code).id

    def function(self, code: str) -> UUID:
        """Gives the id of a function."""
        from onewindow.registers.functions import public as functions  # noqa: PLC0415

        return functions.function_by_code(code).id

    def _actor(self, login: str, assurance: Assurance) -> Actor:
        from onewindow.trust.identity import public as identity  # noqa: PLC0415

        return identity.actor_of(self.account(login), assurance)


def load_country() -> None:
    """Fills the present database with the country, committed."""
    from onewindow.config.demo.found import found_country  # noqa: PLC0415
    from onewindow.config.demo.hold import hold_data  # noqa: PLC0415
    from onewindow.config.demo.offer import offer_services  # noqa: PLC0415
    from onewindow.config.demo.reader import read_country  # noqa: PLC0415
    from onewindow.config.demo.share import share_data  # noqa: PLC0415
    from onewindow.trust.keys.public import SEAL, make_key  # noqa: PLC0415

    make_key(SEAL)
    country = read_country()
    cast = found_country(country)
    hold_data(country, cast)
    share_data(country, cast)
    offer_services(country, cast)

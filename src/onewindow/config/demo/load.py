"""Loading the demo country into an empty installation, and the mark that says so."""

from __future__ import annotations

from collections.abc import Callable

from onewindow.config.demo.applications import make_cases
from onewindow.config.demo.errors import NotEmpty
from onewindow.config.demo.found import found_country
from onewindow.config.demo.hold import hold_data
from onewindow.config.demo.measured import measure
from onewindow.config.demo.models import Mark
from onewindow.config.demo.moving_clock import BEGIN, forget
from onewindow.config.demo.offer import offer_services
from onewindow.config.demo.reader import read_country
from onewindow.config.demo.share import share_data
from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.kernel.clock import system_time
from onewindow.trust.audit import public as audit
from onewindow.trust.keys.public import SEAL, make_key

Progress = Callable[[str, int, int], None]
MONTHS = 6


def load_demo(progress: Progress) -> None:
    """Fills an empty installation with the demo country; `progress` gets (what, done, of).

    Raises NotEmpty where anything is there already: the demo never touches somebody's data.
    """
    if jurisdiction.regions():
        raise NotEmpty
    country = read_country()
    make_key(SEAL)
    Mark.objects.create(real_at=system_time(), demo_at=BEGIN)
    forget()
    progress("places, law, people, institutions, functions, registers", 0, 3)
    cast = found_country(country)
    hold_data(country, cast)
    share_data(country, cast)
    progress("services and their clearances", 1, 3)
    keys = offer_services(country, cast)
    make_cases(country, cast, keys[country.recipe.service], progress)
    progress("measures of the months so far", 2, 3)
    measure(MONTHS)
    while audit.seal():
        progress("sealing the audit", 2, 3)
    progress("the demo country is ready", 3, 3)

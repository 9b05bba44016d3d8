"""The beginning of a real installation: places, two offices, two security officers, nothing live.

Shape of `country.yaml` (see `docs/guides/real-installation.md`):

    languages: [en]
    regions:
      - {code: XX, name: {en: The Republic}, level: state, time_zone: Europe/Berlin}
    holidays: {XX: [2027-01-01]}
    organisation_office: {code: ORG, region: XX, name: {en: Organisation office},
                          official: {login: a, name: A. Example, email: a@example.org}}
    security_officers:
      - {login: b, name: B. Example, email: b@example.org}
      - {login: c, name: C. Example, email: c@example.org}
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import typer
import yaml
from django.conf import settings

from onewindow.ground.jurisdiction import public as jurisdiction
from onewindow.ground.jurisdiction.types import RegionLevel
from onewindow.ground.kernel.actor import OPERATOR
from onewindow.ground.kernel.permissions import Role
from onewindow.registers.institutions import public as institutions
from onewindow.registers.institutions.types import OrganType
from onewindow.trust.identity import public as identity
from onewindow.trust.keys.public import SEAL, make_key
from onewindow.trust.security import public as security

NEEDED = ("regions", "organisation_office", "security_officers")


def begin(file: Path) -> int:
    """Founds what `country.yaml` names in an empty database; prints the one-time links once."""
    plan, problem = _plan(file)
    if problem:
        typer.echo(problem, err=True)
        return 1
    if jurisdiction.regions():
        typer.echo("This installation has begun already. Nothing was changed.", err=True)
        return 1
    make_key(SEAL)
    links = _found(plan)
    for login, secret in links.items():
        typer.echo(f"{login}: {settings.PUBLIC_ADDRESS}/begin/{secret}/")
    typer.echo("Hand each link to its person; it works once, for 24 hours. Nothing is live yet.")
    return 0


def _plan(file: Path) -> tuple[Mapping[str, Any], str]:
    """Reads the file; gives what is wrong with it as a sentence."""
    try:
        plan = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        return {}, f"{file} cannot be read: {error}"
    if not isinstance(plan, dict):
        return {}, f"{file} is not a list of what to found; see docs/guides/real-installation.md."
    missing = [name for name in NEEDED if not plan.get(name)]
    if missing:
        return {}, f"{file} does not name: {', '.join(missing)}."
    if len({o.get("login") for o in plan["security_officers"]}) < 2:
        return {}, "Name two different security officers: one lifts what the other imposes."
    return plan, ""


def _found(plan: Mapping[str, Any]) -> dict[str, str]:
    for region in plan["regions"]:
        jurisdiction.found_region(
            OPERATOR,
            code=region["code"],
            name=region["name"],
            level=RegionLevel(region["level"]),
            time_zone=region["time_zone"],
            parent=region.get("parent"),
            languages=region.get("languages") or plan.get("languages") or ["en"],
        )
    for code, days in (plan.get("holidays") or {}).items():
        jurisdiction.add_holidays(OPERATOR, region=code, days=days)
    office = plan["organisation_office"]
    body = institutions.found_body(
        OPERATOR,
        code=office["code"],
        name=office["name"],
        organ_type=OrganType.GOVERNMENT,
        region=office["region"],
    )
    post = institutions.create_post(
        OPERATOR, body=body, title=office["name"], role=Role.ORGANISATION
    )
    people = [office["official"], *plan["security_officers"]]
    accounts = {person["login"]: _account(person) for person in people}
    links = {
        login: identity.issue_link(OPERATOR, account_id=key) for login, key in accounts.items()
    }
    _name_officers(plan, accounts)
    institutions.appoint(OPERATOR, account=accounts[office["official"]["login"]], post=post)
    return links


def _account(person: Mapping[str, str]) -> UUID:
    return identity.open_account(
        OPERATOR, username=person["login"], name=person["name"], email=person.get("email", "")
    )


def _name_officers(plan: Mapping[str, Any], accounts: Mapping[str, UUID]) -> None:
    """Names the first two security officers; afterwards only officers name officers."""
    named = identity.Account.objects.filter(
        id__in=[accounts[officer["login"]] for officer in plan["security_officers"]]
    )
    security.name_first_officers(OPERATOR, officers=[identity.actor_of(a) for a in named])

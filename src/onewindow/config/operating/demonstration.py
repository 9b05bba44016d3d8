"""The demo: filled once, put back from a copy afterwards."""

from __future__ import annotations

import psycopg
import typer
from django.conf import settings
from django.db import connections
from psycopg import sql
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from onewindow.config.demo.load import load_demo
from onewindow.config.demo.models import Mark
from onewindow.config.embedded.roles import SERVANTS
from onewindow.config.preparing import Surroundings
from onewindow.ground.jurisdiction import public as jurisdiction

COPY = "_as_at_first"


def ensure_demo(here: Surroundings) -> None:
    """Fills an empty database with the demo country, or finds that it is there already."""
    if Mark.objects.exists():
        return
    _load()
    _keep_copy(here)


def _load() -> None:
    """Shows progress while the demo is loaded."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns) as bar:
        task = bar.add_task("the demo country", total=None)
        load_demo(
            lambda what, done, of: bar.update(task, description=what, completed=done, total=of)
        )


def _database() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def _keep_copy(here: Surroundings) -> None:
    """Keeps a copy of the loaded database, so that a reset takes a second and no loading."""
    name = _database()
    connections.close_all()
    _as_owner(here, name + COPY, name)


def _as_owner(here: Surroundings, made: str, source: str) -> None:
    """Makes one database a copy of another; whoever is connected to either is disconnected."""
    with psycopg.connect(here.database.owner_url, dbname="postgres", autocommit=True) as owner:
        target, origin = sql.Identifier(made), sql.Identifier(source)
        owner.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND pid <> pg_backend_pid()",
            [source],
        )
        owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(target))
        owner.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(target, origin))
        owner.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(target))
        for role in SERVANTS:
            owner.execute(
                sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(target, sql.Identifier(role))
            )


def reset_demo(here: Surroundings) -> None:
    """Puts the demo back as it was at first. Refuses a database that the demo did not make."""
    if not Mark.objects.exists():
        if jurisdiction.regions():
            typer.echo("This database was not made by the demo. Nothing was changed.", err=True)
            raise typer.Exit(1)
        ensure_demo(here)
        return
    name = _database()
    connections.close_all()
    _as_owner(here, name, name + COPY)
    typer.echo("The demo is as it was at first.")

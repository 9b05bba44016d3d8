"""The fixtures: `db` and `transactional_db` of pytest-django on clones, `site`, `worker`, `page`.

Tests without Django (`-p no:django`) may use this module too: Django is imported only in fixtures.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import browser, page
from tests.support.country import Country, load_country
from tests.support.database import TestServer, session_database, test_server, tests_home
from tests.support.site import Site, Worker

__all__ = ["browser", "page"]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ONEWINDOW_HOME of this session: empty at its start, with the collected static files."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session", autouse=True)
def _at_home(request: pytest.FixtureRequest, home: Path) -> None:
    """Points every setting that is a path in the home to this session's home."""
    manager = request.config.pluginmanager
    if not manager.hasplugin("django") or not os.environ.get("DJANGO_SETTINGS_MODULE"):
        return
    from django.conf import settings  # noqa: PLC0415  tests without Django load this module too

    old = Path(settings.ONEWINDOW_HOME)
    for name in dir(settings):
        value = getattr(settings, name) if name.isupper() else None
        if isinstance(value, Path) and value.is_relative_to(old):
            setattr(settings, name, home / value.relative_to(old))
    stores: dict[str, dict[str, Any]] = settings.STORAGES
    for store in stores.values():
        options = store.get("OPTIONS", {})
        if "location" in options:
            options["location"] = str(home / Path(options["location"]).relative_to(old))
    _collect(Path(settings.STATIC_ROOT))


def _collect(goal: Path) -> None:
    """Make `goal` a link to the collected static files, which are collected once for a content."""
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([".*"]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    kept = tests_home().with_name(tests_home().name + "-static")
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    if kept.lstat().st_uid != os.geteuid():
        pytest.exit(f"{kept} belongs to another user. Remove it, then run the tests again.")
    files = kept / digest.hexdigest()[:16]
    door = os.open(kept / ".turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(door, fcntl.LOCK_EX)
        files.mkdir(exist_ok=True)
        goal.symlink_to(files)
        if not (files / ".complete").exists():
            call_command("collectstatic", interactive=False, verbosity=0)
            (files / ".complete").touch()
    finally:
        os.close(door)


@pytest.fixture(scope="session")
def database_server() -> Iterator[TestServer]:
    """The PostgreSQL server of this session."""
    with test_server() as server:
        server.sweep()
        yield server


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, database_server: TestServer
) -> Iterator[None]:
    """Instead of pytest-django's: a clone of the template, and a fresh one instead of a flush."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415
    from django.test import TransactionTestCase  # noqa: PLC0415

    from onewindow.config.settings import environment  # noqa: PLC0415

    template = database_server.template(list(settings.INSTALLED_APPS))
    name = session_database()
    connection = connections["default"]
    url = database_server.app(name)
    connection.settings_dict.update(environment.database(url, pool=False))

    def fresh(_: object = None) -> None:
        connections.close_all()
        database_server.clone(template, name)

    # A flush would need the owner, and the audit forbids TRUNCATE.
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", fresh)
    with django_db_blocker.unblock():
        fresh()
        yield
        connections.close_all()
    patch.undo()
    database_server.remove(name)


@pytest.fixture(scope="session")
def _web(django_db_setup: None, database_server: TestServer, home: Path) -> Iterator[Site]:
    running = Site(database_server.app(session_database()), home)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def site(transactional_db: None, _web: Site) -> Site:
    """The real web server on this test's database: `site.url`, `site.restart()`.

    The process lives as long as the session; each test finds the database fresh.
    """
    return _web


@pytest.fixture
def worker(transactional_db: None, database_server: TestServer, home: Path) -> Iterator[Worker]:
    """A real worker on this test's database, signed in and waiting for jobs."""
    running = Worker(database_server.app(session_database()), home)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def _country_database(
    django_db_setup: None, django_db_blocker: Any, database_server: TestServer
) -> Iterator[str]:
    """The name of a database with the country in it, loaded once for this session."""
    from django.db import connections  # noqa: PLC0415

    name = f"{session_database()}_country"
    with django_db_blocker.unblock():
        load_country()
        connections.close_all()
        database_server.clone(session_database(), name)
    yield name
    database_server.remove(name)


@pytest.fixture
def country(transactional_db: None, _country_database: str, database_server: TestServer) -> Country:
    """The demo country without cases, fresh for this test; what the test commits is seen by all."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    database_server.clone(_country_database, session_database())
    return Country()

"""A real server is made, killed, shared and refused to strangers."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from onewindow.config.embedded import Cluster, EmbeddedError, liveness
from onewindow.config.embedded.places import SOCKET, Places

SOURCE = str(Path(__file__).parents[4])
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become another account")


def scalar(url: str, statement: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(statement).fetchone()
    assert row is not None
    return row[0]


def postmaster(cluster: Cluster) -> int:
    pid = liveness.postmaster(cluster.home / "data")
    assert pid is not None
    return pid


@pytest.mark.parametrize(
    "role",
    ["onewindow_owner", "onewindow_app", "onewindow_gateway", "onewindow_reader", "postgres"],
)
def test_every_role_signs_in_over_the_socket(shared: Cluster, role: str) -> None:
    assert scalar(shared.url(role), "SELECT current_user") == role


def test_the_server_keeps_checksums_and_listens_on_no_network(shared: Cluster) -> None:
    url = shared.url("postgres")
    assert scalar(url, "SHOW data_checksums") == "on"
    assert scalar(url, "SHOW listen_addresses") == ""
    assert scalar(url, "SHOW jit") == "off"
    assert scalar(url, "SELECT pg_encoding_to_char(encoding) FROM pg_database LIMIT 1") == "UTF8"


def test_the_application_reads_and_writes_what_the_owner_made_and_makes_nothing(
    shared: Cluster,
) -> None:
    with psycopg.connect(shared.url("onewindow_owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE thing (id int GENERATED ALWAYS AS IDENTITY, name text)")
        owner.execute(
            "CREATE FUNCTION secret() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"
        )
    with psycopg.connect(shared.url("onewindow_app"), autocommit=True) as app:
        app.execute("INSERT INTO thing (name) VALUES ('a')")
        app.execute("SELECT secret()")
        for statement in (
            "CREATE TABLE mine (id int)",
            "SET ROLE onewindow_owner",
            "DROP TABLE thing",
            "CREATE DATABASE mine",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)
    for statement in ("SELECT * FROM thing", "SELECT secret()"):
        with (
            psycopg.connect(shared.url("onewindow_reader")) as reader,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            reader.execute(statement)


def test_the_owner_may_drop_a_database_that_the_application_uses(shared: Cluster) -> None:
    with psycopg.connect(shared.url("onewindow_owner"), autocommit=True) as owner:
        owner.execute("CREATE DATABASE tried")
        with psycopg.connect(shared.url("onewindow_app", "tried")):
            owner.execute("DROP DATABASE tried WITH (FORCE)")


def test_a_killed_server_starts_again_with_its_data(cluster: Cluster) -> None:
    cluster.hold()
    first = cluster.generation()
    with psycopg.connect(cluster.url("onewindow_owner"), autocommit=True) as owner:
        owner.execute("CREATE TABLE kept AS SELECT 1 AS n")
    os.kill(postmaster(cluster), signal.SIGKILL)
    assert cluster.ensure_running() is True
    assert scalar(cluster.url("onewindow_owner"), "SELECT n FROM kept") == 1
    assert cluster.generation() not in (None, first)


def test_a_busy_backend_that_outlives_its_server_does_not_block_the_next(
    cluster: Cluster,
) -> None:
    cluster.hold()
    busy = psycopg.connect(cluster.url("onewindow_app"))
    pid = busy.info.backend_pid
    busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 9000000000)")
    os.kill(postmaster(cluster), signal.SIGKILL)
    assert cluster.ensure_running() is True
    busy.close()
    assert scalar(cluster.url("onewindow_app"), "SELECT 1") == 1
    assert pid not in liveness.processes_in(cluster.home / "data")


def test_a_reused_process_number_is_not_taken_for_the_server(cluster: Cluster) -> None:
    cluster.hold()
    os.kill(postmaster(cluster), signal.SIGKILL)
    liveness.wait_empty(cluster.home / "data", 10)
    stranger = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        noted = cluster.home / "data" / "postmaster.pid"
        lines = noted.read_text().split("\n")
        noted.write_text("\n".join([str(stranger.pid), *lines[1:]]))
        assert not cluster.is_running()
        assert cluster.ensure_running() is True
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_an_empty_pid_file_and_a_stale_socket_lock_do_not_block(cluster: Cluster) -> None:
    cluster.ensure_running()
    cluster.stop()
    (cluster.home / "data" / "postmaster.pid").write_text("")
    (Places(cluster.home).run / ".s.PGSQL.5432.lock").write_text("1\n")
    assert cluster.ensure_running() is True


def test_an_interrupted_initdb_is_made_anew(cluster: Cluster) -> None:
    half = cluster.home / "data.making" / "base"
    half.mkdir(parents=True)
    assert cluster.ensure_running() is True
    assert not half.exists()


def test_missing_roles_are_made_though_the_server_already_runs(cluster: Cluster) -> None:
    cluster.hold()
    (cluster.home / ".roles").unlink()
    scalar(cluster.url("postgres"), "SELECT 1")
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as admin:
        admin.execute("ALTER ROLE onewindow_app CREATEDB")
    assert cluster.ensure_running() is False
    shown = "SELECT rolcreatedb FROM pg_roles WHERE rolname = 'onewindow_app'"
    assert scalar(cluster.url("postgres"), shown) is False


def test_a_long_home_gets_a_short_socket_folder(
    folder: Path, cluster_at: Callable[..., Cluster]
) -> None:
    home = folder / ("a-long-name-" * 6) / ("and,a 'quoted' one-" * 4)
    home.parent.mkdir()
    cluster = cluster_at(home)
    cluster.hold()
    assert scalar(cluster.url("onewindow_app"), "SELECT 1") == 1
    assert str(home) not in cluster.url("onewindow_app")
    Places(cluster.home).run.rename(folder / "run")


@pytest.mark.parametrize("name", ['a"b', "a$(id)b", "a`id`b", "a\\b", "a\nb"])
def test_a_home_that_a_shell_would_read_is_refused(
    folder: Path, cluster_at: Callable[..., Cluster], name: str
) -> None:
    with pytest.raises(EmbeddedError, match="Set ONEWINDOW_HOME to another folder"):
        cluster_at(folder / name).ensure_running()


def test_capital_letters_in_the_home_survive_the_address(
    folder: Path, cluster_at: Callable[..., Cluster]
) -> None:
    cluster = cluster_at(folder / "My Home")
    cluster.hold()
    assert scalar(cluster.url("onewindow_app"), "SELECT 1") == 1


def test_a_socket_folder_of_somebody_else_is_refused(
    folder: Path, cluster_at: Callable[..., Cluster]
) -> None:
    home = folder / ("a-long-name-" * 10)
    run = Places(Path(os.path.realpath(home))).run
    run.symlink_to(folder)
    try:
        with pytest.raises(EmbeddedError, match="belongs to another account or is not a folder"):
            cluster_at(home).ensure_running()
    finally:
        run.unlink()


def test_the_last_one_out_stops_the_server(cluster_at: Callable[..., Cluster]) -> None:
    one, two = cluster_at(), cluster_at()
    assert (one.hold(), two.hold()) == (True, False)
    assert one.hold() is False
    assert one.leave() is False
    assert two.is_running()
    assert two.leave() is True
    assert not two.is_running()


def test_a_holder_that_was_killed_counts_no_longer(cluster: Cluster) -> None:
    code = (
        "import sys, time; from pathlib import Path; "
        "from onewindow.config.embedded import Cluster; "
        "c = Cluster(Path(sys.argv[1])); c.hold(); print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-P", "-c", code, str(cluster.home)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": SOURCE},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert cluster.hold() is False
        other.kill()
        other.wait()
        assert cluster.leave() is True


def test_two_first_starts_at_once_make_one_server(cluster: Cluster) -> None:
    code = (
        "import sys; from pathlib import Path; from onewindow.config.embedded import Cluster; "
        "print(Cluster(Path(sys.argv[1])).ensure_running())"
    )
    starts = [
        subprocess.Popen(
            [sys.executable, "-P", "-c", code, str(cluster.home)],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": SOURCE},
        )
        for _ in range(3)
    ]
    said = sorted(process.communicate(timeout=60)[0].strip() for process in starts)
    assert said == ["False", "False", "True"]


def test_data_of_another_version_is_refused(cluster: Cluster) -> None:
    cluster.ensure_running()
    cluster.stop()
    (cluster.home / "data" / "PG_VERSION").write_text("12\n")
    with pytest.raises(EmbeddedError, match="PostgreSQL 12's"):
        cluster.ensure_running()


def test_a_server_that_does_not_start_says_why(cluster: Cluster) -> None:
    cluster.ensure_running()
    cluster.stop()
    control = cluster.home / "data" / "global" / "pg_control"
    control.rename(control.with_name("gone"))
    with pytest.raises(EmbeddedError, match=r"(?s)pg_control.*The whole log is"):
        cluster.ensure_running()


@as_root
def test_another_user_of_the_machine_is_refused(shared: Cluster) -> None:
    door = Places(shared.home).run / SOCKET
    knock = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
    command = ["/usr/bin/python3", "-c", knock, str(door)]
    nobody = pwd.getpwnam("nobody")
    tried = subprocess.run(
        command,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        user=nobody.pw_uid,
        group=nobody.pw_gid,
        extra_groups=[],
    )
    assert "PermissionError" in tried.stderr
    assert subprocess.run(command, check=False).returncode == 0


@as_root
def test_a_user_who_comes_through_the_door_is_stopped_by_peer(shared: Cluster) -> None:
    server = shared.home.stat().st_gid
    nobody = pwd.getpwnam("nobody")
    tried = subprocess.run(
        [shared.program("psql"), shared.url("onewindow_app"), "-c", "SELECT 1"],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        user=nobody.pw_uid,
        group=nobody.pw_gid,
        extra_groups=[server],
    )
    assert "Peer authentication failed" in tried.stderr


@as_root
def test_a_home_that_the_account_cannot_reach_is_refused_with_advice(
    folder: Path, cluster_at: Callable[..., Cluster]
) -> None:
    folder.chmod(0o700)
    with pytest.raises(EmbeddedError, match=r"cannot pass through .*Set ONEWINDOW_HOME"):
        cluster_at(folder / "home").ensure_running()
    folder.chmod(0o711)


def test_nothing_is_open_to_others(shared: Cluster) -> None:
    for path in shared.home.iterdir():
        assert not path.lstat().st_mode & 0o002 or path.is_symlink(), path
    assert not shared.home.stat().st_mode & 0o007
    assert (shared.home / "data").stat().st_mode & 0o077 == 0


def test_stopping_is_quick_and_clean(cluster: Cluster) -> None:
    cluster.hold()
    with psycopg.connect(cluster.url("onewindow_app")):
        before = time.monotonic()
        assert cluster.leave() is True
        assert time.monotonic() - before < 5
    assert not (cluster.home / "data" / "postmaster.pid").exists()

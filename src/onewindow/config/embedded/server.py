"""Making, configuring, starting and stopping one PostgreSQL server in its places."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from onewindow.config.embedded import liveness
from onewindow.config.embedded.account import Account
from onewindow.config.embedded.binaries import Binaries
from onewindow.config.embedded.errors import EmbeddedError
from onewindow.config.embedded.places import SOCKET, Places

START_SECONDS = 600  # recovery after a crash may take minutes on a slow disk
STOP_SECONDS = 60
LOG_LIMIT = 10_000_000  # bytes; the log of the time before is kept once
SUPERUSER = "postgres"
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin"}
INITDB = (
    "--auth-local=peer",
    "--auth-host=reject",
    "--data-checksums",
    "--encoding=UTF8",
    "--locale=C.UTF-8",
    "--no-instructions",
)
BUILTIN_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")  # since 17
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0777",  # the folder is the door, peer is the lock
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",
    "timezone": "'UTC'",
    "log_timezone": "'UTC'",
}


@dataclass(frozen=True, slots=True)
class Server:
    """One server: its places, the account it runs as, its programs, the person it serves."""

    places: Places
    account: Account
    binaries: Binaries
    person: Account
    roles: tuple[str, ...]

    @property
    def is_made(self) -> bool:
        """True when the data folder exists: it gets its name only when initdb has finished."""
        return self.places.data.is_dir()

    def make(self) -> None:
        """Run initdb beside the data folder and rename it into place. Raises: EmbeddedError."""
        making = self.places.data.with_name("data.making")
        if making.exists():  # left behind by a start that was interrupted
            shutil.rmtree(making)
        making.mkdir(mode=0o700)
        os.chown(making, self.account.uid, self.account.gid)
        flags = [*INITDB, *(BUILTIN_LOCALE if self.binaries.major >= 17 else ())]
        self._run("initdb", "-D", str(making), "-U", SUPERUSER, *flags)
        making.rename(self.places.data)

    def check_version(self) -> None:
        """Refuse data of another major version. Raises: EmbeddedError."""
        made_by = int((self.places.data / "PG_VERSION").read_text())
        if made_by != self.binaries.major:
            raise EmbeddedError(
                f"The data in {self.places.data} is PostgreSQL {made_by}'s, the programs are "
                f"{self.binaries.major}'s. Go back to the version of OneWindow that made it and "
                f"dump the database there, or set ONEWINDOW_HOME to an empty folder."
            )

    def configure(self) -> None:
        """Write the configuration: one socket, peer authentication with a map, nothing else."""
        socket_folder = str(self.places.run).replace("'", "''")
        settings = {
            **SETTINGS,
            "unix_socket_directories": f"'\"{socket_folder}\"'",
            "dynamic_shared_memory_type": _shared_memory(),
        }
        people = [f'onewindow "{self.person.name}" {role}' for role in (SUPERUSER, *self.roles)]
        self._write("postgresql.conf", [f"{name} = {value}" for name, value in settings.items()])
        self._write("pg_ident.conf", people)
        self._write(
            "pg_hba.conf",
            [
                "local all all peer map=onewindow",
                f"local replication {SUPERUSER} peer map=onewindow",
            ],
        )

    def start(self) -> None:
        """Start and wait until it answers. Raises: EmbeddedError with the log's last lines."""
        log = self.places.log
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        before = log.stat().st_size if log.exists() else 0
        try:
            where = f"--pgdata={self.places.data}"
            wait = f"--timeout={START_SECONDS}"
            self._run("pg_ctl", "start", "--wait", "--silent", wait, where, f"--log={log}")
        except EmbeddedError as problem:
            raise EmbeddedError(
                f"{problem}\nThe database's log says:\n{_tail(log, before)}\n"
                f"The whole log is {log}."
            ) from problem

    def stop(self) -> None:
        """Stop fast and cleanly; whoever does not go is ended. Raises: EmbeddedError."""
        master = liveness.postmaster(self.places.data)
        if master is not None:
            os.kill(master, signal.SIGINT)
            liveness.wait_empty(self.places.data, STOP_SECONDS)
        self.clear_stale()

    def clear_stale(self) -> None:
        """End what outlived a dead server and remove the two files that block a new one."""
        data = self.places.data
        if not liveness.end(data, ((signal.SIGQUIT, 5.0), (signal.SIGKILL, 10.0))):
            raise EmbeddedError(
                f"Processes {liveness.processes_in(data)} of the database in {data} do not end. "
                f"Restart the machine, then start again."
            )
        (data / "postmaster.pid").unlink(missing_ok=True)
        (self.places.run / f"{SOCKET}.lock").unlink(missing_ok=True)

    def _write(self, name: str, lines: list[str]) -> None:
        path = self.places.data / name
        path.write_text("\n".join(["# Written by OneWindow at every start.", *lines, ""]))
        os.chown(path, self.account.uid, self.account.gid)
        path.chmod(0o600)

    def _run(self, program: str, *arguments: str) -> None:
        """Run one program as the server's account, with nothing of our surroundings.

        `start_new_session`: otherwise Ctrl-C in a terminal reaches the server before us.
        """
        changed = os.geteuid() != self.account.uid
        done = subprocess.run(
            [self.binaries.program(program), *arguments],
            cwd="/",
            env=ENVIRONMENT,
            umask=0o077,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,
            user=self.account.uid if changed else None,
            group=self.account.gid if changed else None,
            extra_groups=[] if changed else None,
        )
        if done.returncode:
            raise EmbeddedError(
                f"{program} failed: {(done.stderr or done.stdout).strip()}. "
                f"Mend what it names, then start again."
            )


def _shared_memory() -> str:
    """posix, or mmap in a container whose /dev/shm the server's account cannot write to."""
    folder = Path("/dev/shm")  # noqa: S108  looked at, not written to
    if sys.platform == "linux" and not (folder.is_dir() and folder.stat().st_mode & 0o002):
        return "mmap"
    return "posix"


def _tail(log: Path, before: int) -> str:
    """The last lines written since byte `before`."""
    if not log.exists():
        return "(nothing)"
    with log.open("rb") as stream:
        stream.seek(before if before <= log.stat().st_size else 0)
        return "\n".join(stream.read().decode(errors="replace").splitlines()[-8:])

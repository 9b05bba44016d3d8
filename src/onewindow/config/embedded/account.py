"""Whose processes the server's are: the person's own, or an unprivileged account when root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from onewindow.config.embedded.errors import EmbeddedError

SYSTEM_ACCOUNT = "onewindow"


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the machine: its name and numeric ids."""

    name: str
    uid: int
    gid: int

    def passes(self, folder: Path) -> bool:
        """True when the account may go through `folder` (the x permission of its class)."""
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        if status.st_gid == self.gid:
            return bool(status.st_mode & 0o010)
        return bool(status.st_mode & 0o001)


def current() -> Account:
    """The account that runs this process.

    Raises: EmbeddedError when the number has no name, which peer authentication needs.
    """
    uid = os.geteuid()
    try:
        entry = pwd.getpwuid(uid)
    except KeyError as missing:
        raise EmbeddedError(
            f"The user number {uid} has no name on this machine, and the database knows people by "
            f"name. Add a line for it to /etc/passwd, or set DATABASE_URL to a server of your own."
        ) from missing
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def serving() -> Account:
    """The account the server runs as: ours, or the system account when we are root.

    PostgreSQL refuses to run as root. The account is made once if the machine lacks it.
    Raises: EmbeddedError when it cannot be made.
    """
    me = current()
    return me if me.uid else _named(SYSTEM_ACCOUNT) or _made(SYSTEM_ACCOUNT)


def _named(name: str) -> Account | None:
    entry = next((e for e in pwd.getpwall() if e.pw_name == name and e.pw_uid), None)
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid) if entry else None


def _made(name: str) -> Account:
    command = ["useradd", "--system", "--user-group", "--no-create-home"]
    command += ["--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", name]
    words = " ".join(command)
    advice = f"Make one with:  {words}   and then start again."
    tool = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if tool is None:
        raise EmbeddedError(f"The database needs an account that is not root. {advice}")
    made = subprocess.run([tool, *command[1:]], capture_output=True, text=True, check=False)
    account = _named(name)  # another start may have made it in the same second
    if account is None:
        raise EmbeddedError(f"useradd said: {made.stderr.strip()}. {advice}")
    return account

"""Where the embedded server lives, and who may open which folder."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from onewindow.config.embedded.account import Account
from onewindow.config.embedded.errors import EmbeddedError

SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 107  # bytes; sun_path of a Unix socket holds 108 with its zero
SHORT_FOLDER = Path("/tmp")  # noqa: S108  checked for its owner before every use
UNQUOTABLE = set('"$`\\\n')  # pg_ctl starts the server through a shell


def default_home() -> Path:
    """/var/lib/onewindow for root, else $XDG_DATA_HOME/onewindow or ~/.local/share/onewindow."""
    if os.geteuid() == 0:
        return Path("/var/lib/onewindow")
    base = os.environ.get("XDG_DATA_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".local/share") / "onewindow"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one home. `home` is absolute and free of symbolic links."""

    home: Path

    @property
    def data(self) -> Path:
        """The cluster's own folder (PGDATA)."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server writes about itself."""
        return self.home / "log" / "postgres.log"

    @property
    def run(self) -> Path:
        """The folder of the socket: in the home, or a short one where that path is too long."""
        own = self.home / "run"
        if len(os.fsencode(own / SOCKET)) <= SOCKET_PATH_LIMIT:
            return own
        key = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return SHORT_FOLDER / f"onewindow-{os.geteuid()}-{key}"

    def prepare(self, server: Account) -> None:
        """Make the folders with their owners and permissions, and check the way to them.

        Raises: EmbeddedError when a folder belongs to someone else or the server's account
        cannot pass through a parent of the home.
        """
        if set(str(self.home)) & UNQUOTABLE:
            raise EmbeddedError(
                f"The folder {self.home} has a character in its name that the database's start "
                f'program cannot quote (one of " $ ` \\ or a line end). Set ONEWINDOW_HOME to '
                f"another folder."
            )
        self.home.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        shared = os.geteuid() != server.uid
        _folder(self.home, os.geteuid(), server.gid, 0o750 if shared else 0o700)
        for parent in self.home.parents:
            if not server.passes(parent):
                raise EmbeddedError(
                    f"The database's account {server.name} cannot pass through {parent}. Set "
                    f"ONEWINDOW_HOME to a folder outside of it, for example /var/lib/onewindow."
                )
        _folder(self.log.parent, server.uid, server.gid, 0o700)
        _folder(self.run, server.uid, server.gid, 0o750 if shared else 0o700)


def _folder(path: Path, uid: int, gid: int, mode: int) -> None:
    """Make or mend one folder; refuse a symbolic link and a folder of a third account."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        pass
    except OSError as problem:
        raise EmbeddedError(
            f"The folder {path} cannot be made ({problem.strerror}). Set ONEWINDOW_HOME to a "
            f"folder that you may write to."
        ) from problem
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {uid, os.geteuid()}:
        raise EmbeddedError(
            f"{path} belongs to another account or is not a folder, so it is not safe for a "
            f"database. Remove it, or set ONEWINDOW_HOME to another folder."
        )
    if (found.st_uid, found.st_gid) != (uid, gid):
        os.chown(path, uid, gid, follow_symlinks=False)
    path.chmod(mode)

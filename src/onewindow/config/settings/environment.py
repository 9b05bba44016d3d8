"""The only reader of the environment: every setting with its default and its meaning."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclasses.dataclass(frozen=True, slots=True)
class Setting:
    """One setting for the operator: its name, its default, and what it does."""

    name: str
    default: str
    meaning: str


PREPARE_AFTER = 2  # a statement asked more often than this on a connection is prepared there
KNOWN: dict[str, Setting] = {}


def read(name: str, default: str, meaning: str) -> str:
    """Gives the value of a setting and remembers it for `docs/reference/settings.md`."""
    KNOWN[name] = Setting(name, default, meaning)
    return os.environ.get(name, default)


def share(name: str, value: str, meaning: str) -> str:
    """Gives the value of a setting and hands it on to every process that this one starts."""
    return os.environ.setdefault(name, read(name, "", meaning) or value)


def default_home() -> Path:
    """Gives the per-user folder for data, outside of any checkout."""
    if os.geteuid() == 0:
        return Path("/var/lib/onewindow")
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "onewindow"


def database(url: str, *, pool: bool) -> dict[str, object]:
    """Gives Django's database dictionary for a `postgresql://` address.

    A socket folder is given as `?host=/path`, as libpq does. Values travel apart from the
    statements; kept connections (`pool`) prepare what they ask often: planning the question of
    the gate costs ten times what answering it does.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    options: dict[str, object] = {"server_side_binding": True}
    if pool:
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 3}
        options["prepare_threshold"] = PREPARE_AFTER
    return {
        "ENGINE": "onewindow.config.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": str(parts.port or query.get("port") or ""),
        "OPTIONS": options,
    }


def now(name: str, default: str) -> str:
    """Gives the present value of a setting, for whoever lists them."""
    return os.environ.get(name, default)

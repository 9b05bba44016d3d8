"""The same with no page in memory: each comes from the database, as in a process just begun."""

from __future__ import annotations

from tools.benching.settings import *  # noqa: F403  # settings are one namespace

ONEWINDOW_SHELF_BYTES = 0

"""The same without the shelf: every page is made anew."""

from __future__ import annotations

from tools.benching.settings import *  # noqa: F403  # settings are one namespace

ONEWINDOW_SHELF = False

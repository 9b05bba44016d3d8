"""What can be wrong with keys."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Unavailable


class KeyMissing(Unavailable):
    """The signing key {key} is missing from {place}. Restore the folder from your backup of keys,
    or type: onewindow init, on an empty installation."""

    code = "KEY_MISSING"

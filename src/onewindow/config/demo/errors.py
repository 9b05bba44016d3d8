"""What the demo refuses."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, Refused


class NotEmpty(Conflict):
    """This database has data in it already. The demo goes into an empty installation only: choose
    another ONEWINDOW_HOME, or type: onewindow demo --reset"""

    code = "NOT_EMPTY"


class NotOurDemo(Refused):
    """This database was not made by `onewindow demo`, so demo mode stays off. Start it with:
    onewindow run --live"""

    code = "NOT_OUR_DEMO"


class LoopbackOnly(Refused):
    """Demo mode signs people in with one click, so it answers on this machine only. Leave
    ONEWINDOW_BIND empty."""

    code = "LOOPBACK_ONLY"

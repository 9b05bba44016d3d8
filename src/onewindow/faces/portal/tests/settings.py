"""The settings of the tests with the shelf switched on, for server processes of their own."""

from onewindow.config.settings.tests import *  # noqa: F403
from onewindow.config.settings.tests import MIDDLEWARE as ALL

SHELF = "onewindow.faces.portal.middleware.Shelf"
ONEWINDOW_SHELF = True
MIDDLEWARE = [SHELF, *(one for one in ALL if one != SHELF)]

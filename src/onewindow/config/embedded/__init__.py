"""PostgreSQL that OneWindow brings along: a small supervisor over the server of a Python wheel.

`Cluster(home)` makes, starts, shares and stops one server whose only door is a socket in a
folder, with peer authentication. It is used where no `DATABASE_URL` names a real server.
"""

from onewindow.config.embedded.cluster import Cluster
from onewindow.config.embedded.errors import EmbeddedError
from onewindow.config.embedded.places import default_home

__all__ = ["Cluster", "EmbeddedError", "default_home"]

"""What can be wrong with a message."""

from __future__ import annotations

from onewindow.ground.kernel.errors import Conflict, NotFound


class MessageNotFound(NotFound):
    """There is no such message for you. Open your messages from the home page."""

    code = "MESSAGE_NOT_FOUND"


class DeliveryNotFailed(Conflict):
    """This message has not failed, so it cannot be sent again. Look at the list of failed ones."""

    code = "DELIVERY_NOT_FAILED"

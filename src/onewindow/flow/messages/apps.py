"""Assembly of messages."""

from onewindow.ground.kernel.apps import PackageConfig


class MessagesConfig(PackageConfig):
    name = "onewindow.flow.messages"
    label = "flow_messages"
    verbose_name = "Messages"

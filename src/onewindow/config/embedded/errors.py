"""What can go wrong with the embedded server."""


class EmbeddedError(Exception):
    """The embedded database cannot be used; the text says what the person does next."""

    def sentence(self) -> str:
        """The text alone, as the command line prints it."""
        return str(self)

"""What can go wrong with the embedded server."""


class EmbeddedError(Exception):
    """The embedded database cannot be used; the text says what the person does next."""

"""What goes wrong on the way, in words for the person who asked for a file."""


class FetchError(Exception):
    """A file could not be fetched; the message says which, what was wrong and how to go on."""


class PassingError(FetchError):
    """A failure that another attempt may overcome, after `wait` seconds where the server names them."""

    def __init__(self, message: str, wait: float | None = None) -> None:
        super().__init__(message)
        self.wait = wait

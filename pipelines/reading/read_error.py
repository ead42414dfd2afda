"""The one refusal of the reading side."""

import unicodedata

from data_contracts.errors import REFUSED, UtsynError

UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # control, zero-width and direction marks, lone surrogates, line ends
LONGEST_LINE = 2_000  # characters; a line beyond it quotes somebody's data at length


class ReadError(UtsynError):
    """A file cannot be read; the message names the file, what was wrong and where, and how to fix it.

    What a file or its name brings into the message is shown, never obeyed: unseen characters are shown as their
    escapes, and no line is longer than a screen or two.
    """

    exit_code = REFUSED

    def __init__(self, message: str) -> None:
        super().__init__("\n".join(_shortened(shown(line)) for line in message.split("\n")))


def shown(text: str) -> str:
    """The text with what nobody could see in it as escapes: `\\u200b`, `\\x1b`."""
    return "".join(_escaped(letter) if unicodedata.category(letter) in UNSEEN else letter for letter in text)


def _escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode()


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 2]} …"

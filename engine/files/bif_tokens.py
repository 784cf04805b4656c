"""Words and marks of a BIF file, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

END = "end"
WORD = "word"
# A table of a million cells has up to four million words, marks and blanks; many more would keep one waiting.
MOST_TOKENS = 5_000_000

# Every alternative reads on without going back, so time grows as the length of the text. Commas only part
# things; a slash belongs to a word unless a comment begins with it ("mg/l").
_TOKEN = re.compile(
    r"""(?P<blank>[\s,]++|//[^\n]*+|/\*[\s\S]*?\*/)
    |"(?P<text>[^"\n]*+)"
    |(?P<mark>[{}()\[\];|])
    |(?P<word>(?:[^\s{}()\[\];,|"/]++|/(?![/*]))++)
    |(?P<wrong>["/])""",
    re.VERBOSE,
)
_PLAIN = re.compile(r"""(?:[^\s{}()\[\];,|"/]|/(?![/*]))+""")


class Token(NamedTuple):
    """One word or mark.

    Parameters
    ----------
    kind
        "word", "end", or the mark itself.
    text
        What it says, without quotation marks.
    offset
        Its place in the text, in characters.
    """

    kind: str
    text: str
    offset: int


class UnclosedError(ValueError):
    """Raised for a quotation or a comment that is never closed, and for a text without end."""

    def __init__(self, what: str, offset: int, remedy: str = "Close it") -> None:
        self.what = what
        self.remedy = remedy
        self.offset = offset
        super().__init__(what)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text one by one, last of all one of kind "end"; cost linear in its length."""
    for number, match in enumerate(_TOKEN.finditer(text)):
        if number > MOST_TOKENS:
            raise UnclosedError(too_long(MOST_TOKENS), match.start(), "Check that it is the right file")
        kind = match.lastgroup
        if kind == "blank":
            continue
        if kind == "mark":
            yield Token(match.group(), match.group(), match.start())
        elif kind in ("word", "text"):
            yield Token(WORD, match.group(kind), match.start())
        else:
            what = "a quotation mark" if match.group() == '"' else "a comment"
            raise UnclosedError(f"{what} is opened and never closed", match.start())
    yield Token(END, "", len(text))


def too_long(most: int) -> str:
    """Return what is wrong with a text of more words, marks and blanks than are read."""
    return f"there are more than {most:,} words, marks and blanks"


def quoted(name: str) -> str:
    """Return a name as it is written in a BIF file: as it is where that is one word, else in quotation marks.

    Raises
    ------
    ValueError
        When the name holds a quotation mark or a line break, for which the format has no way.
    """
    if _PLAIN.fullmatch(name):
        return name
    if '"' in name or "\n" in name:
        raise ValueError(f"{name!r} cannot be written in a BIF file")
    return f'"{name}"'


class Lines:
    """Line numbers of the places in a text, found in logarithmic time."""

    def __init__(self, text: str) -> None:
        self._text = text

    def number(self, offset: int) -> int:
        """Return the line, counted from 1, of a place in the text."""
        return bisect_right(self._ends, offset - 1) + 1

    @cached_property
    def _ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self._text)]

"""Reading a line of text piece by piece, with names that may hold spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from engine.problems import InvalidInput, Problem

_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_NUMBER = re.compile(r"(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


class Scanner:
    """A place in a line of text.

    Parameters
    ----------
    text
        The line.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self._skip_blanks()

    @property
    def rest(self) -> str:
        """What has not been read yet."""
        return self.text[self.place :]

    @property
    def finished(self) -> bool:
        """Whether everything was read."""
        return self.place >= len(self.text)

    def take(self, *words: str) -> str | None:
        """Read the first of `words` that comes next and return it, or None; words end where words end."""
        for word in words:
            if self.rest.startswith(word) and self._ends_well(word):
                self._advance(len(word))
                return word
        return None

    def take_longest(self, names: Iterable[str]) -> str | None:
        """Read the longest of `names` that comes next and return it, or None."""
        return self.take(*sorted(names, key=len, reverse=True))

    def take_quoted(self, names: Iterable[str]) -> str | None:
        """Read one of `names` in double quotes, a quote in it doubled, and return it, or None."""
        found = _QUOTED.match(self.text, self.place)
        if found is None:
            return None
        name = str(found.group(1)).replace('""', '"')
        if name not in names:
            return None
        self._advance(found.end() - self.place)
        return name

    def take_number(self) -> float | None:
        """Read a number or a fraction like 81/87 and return its value, or None when there is none."""
        value = self.take_plain_number()
        if value is None or not self.take("/"):
            return value
        below = self.take_plain_number()
        if not below:
            raise self.fault("a fraction has no number above 0 under its line", "Write it like 81/87")
        return value / below

    def take_plain_number(self) -> float | None:
        """Read a number that is no fraction and return its value, or None when there is none."""
        found = _NUMBER.match(self.text, self.place)
        if found is None:
            return None
        self._advance(found.end() - self.place)
        return float(found.group())

    def skip_to(self, rest: str) -> None:
        """Stand where `rest`, an end of the line that somebody else left unread, begins."""
        self.place = len(self.text.rstrip()) - len(rest.rstrip())
        self._skip_blanks()

    def expect(self, word: str, remedy: str) -> None:
        """Read `word`; raise InvalidInput when something else comes."""
        if self.take(word) is None:
            raise self.fault(f'"{word}" is missing {self._here()}', remedy)

    def expect_name(self, names: Sequence[str], kind: str) -> str:
        """Read one of `names`, in quotes or without; raise InvalidInput that lists them when something else comes."""
        name = self.take_quoted(names) or self.take_longest(names)
        if name is None:
            known = ", ".join(names[:12]) + (", ..." if len(names) > 12 else "")
            raise self.fault(f"no {kind} is named {self._here()}", f"There are: {known}")
        return name

    def fault(self, what: str, remedy: str = "") -> InvalidInput:
        """Return the error that says what is wrong with this line."""
        return InvalidInput(Problem(f'in "{self.text}" {what}', remedy))

    def unread(self) -> InvalidInput:
        """Return the error that says that what comes next is not understood."""
        return self.fault(f"nothing known stands {self._here()}")

    def _here(self) -> str:
        return "at the end" if self.finished else f'where it says "{_shortened(self.rest)}"'

    def _ends_well(self, word: str) -> bool:
        after = self.text[self.place + len(word) : self.place + len(word) + 1]
        return not (_is_word(word[-1:]) and _is_word(after))

    def _advance(self, length: int) -> None:
        self.place += length
        self._skip_blanks()

    def _skip_blanks(self) -> None:
        while self.place < len(self.text) and self.text[self.place].isspace():
            self.place += 1


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _shortened(text: str, limit: int = 24) -> str:
    return text if len(text) <= limit else f"{text[:limit]}..."

"""Words and marks of the text formats of networks, read one after another with one token of foresight."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.files.bif_tokens import END, MOST_TOKENS, WORD, Lines, Token, too_long
from engine.problems import InvalidInput, Problem

QUOTED = "quoted"
_QUOTE = r'"(?P<quoted>(?:[^"\\]++|\\[\s\S])*+)"'
_SLASH_COMMENTS = r"//[^\n]*+|/\*[\s\S]*?\*/"

# No alternative ever goes back (the second plus sign), so time grows as the length of the text and memory does not.
HUGIN = re.compile(
    rf"""(?P<blank>[\s,]++|%[^\n]*+|{_SLASH_COMMENTS})|{_QUOTE}
    |(?P<mark>[{{}}()=;|:])|(?P<word>[^\s,%{{}}()=;|:"]++)|(?P<wrong>[\s\S])""",
    re.VERBOSE,
)
DSC = re.compile(
    rf"""(?P<blank>[\s,]++|{_SLASH_COMMENTS})|{_QUOTE}
    |(?P<mark>[{{}}()\[\]=;|:])|(?P<word>[^\s,{{}}()\[\]=;|:"]++)|(?P<wrong>[\s\S])""",
    re.VERBOSE,
)
# An arrow ends a word, a hyphen within one does not. A line that begins with # is a comment; <b>...</b> is a text.
GRAPH = re.compile(
    rf"""(?P<blank>(?:\n|(?<![\s\S]))[^\S\n]*\#[^\n]*+|[^\S\n]++|\n|{_SLASH_COMMENTS})|{_QUOTE}
    |(?P<arrow><->|<-@|<-|->|--@?|@->|@-@|@--)|(?P<html><(?:[^<>]++|<[^<>]*+>)*+>)
    |(?P<mark>[{{}}\[\]=;,:])|(?P<word>(?:[^\s{{}}\[\]=;,:"<>-]++|-(?![->]))++)|(?P<wrong>[\s\S])""",
    re.VERBOSE,
)


class Scanner:
    """Tokens of a text, and sentences about the place that was reached; of a text with more than `most` none."""

    def __init__(self, text: str, pattern: re.Pattern[str], most: int = MOST_TOKENS) -> None:
        self._lines = Lines(text)
        self._most = most
        self._tokens = self._scan(text, pattern)
        self.now = next(self._tokens)

    def advance(self) -> Token:
        """Return the token at hand and go on to the next one; the last one stays."""
        token = self.now
        if token.kind != END:
            self.now = next(self._tokens)
        return token

    def at(self, *kinds: str) -> bool:
        """Return whether the token at hand is of one of these kinds, or one of these marks."""
        return self.now.kind in kinds

    def skip(self, mark: str) -> bool:
        """Go on when the token at hand is this mark; return whether it was."""
        found = self.now.kind == mark
        if found:
            self.advance()
        return found

    def expect(self, mark: str, where: str = "") -> None:
        """Go on behind a mark; raise InvalidInput when something else stands here."""
        if not self.skip(mark):
            raise self.unexpected(f'"{mark}"', where)

    def name(self, what: str, where: str = "") -> str:
        """Return the word or the quoted text at hand and go on; raise InvalidInput when it is neither."""
        if not self.at(WORD, QUOTED):
            raise self.unexpected(what, where)
        return self.advance().text

    @property
    def line(self) -> int:
        """The line of the token at hand."""
        return self._lines.number(self.now.offset)

    def unexpected(self, wanted: str, where: str = "") -> InvalidInput:
        """Return what to say when something else is wanted here."""
        if self.now.kind == END:
            remedy = "The file seems to be cut short; get it again whole"
            return self.fault(f"the text ends where {wanted} should be", remedy, where)
        return self.fault(f'"{shortened(self.now.text)}" stands where {wanted} should be', "", where)

    def fault(self, what: str, remedy: str = "", where: str = "") -> InvalidInput:
        """Return a fault at the token at hand."""
        return InvalidInput(Problem(what, remedy, where, self.line))

    def _scan(self, text: str, pattern: re.Pattern[str]) -> Iterator[Token]:
        offset = 0
        for number, match in enumerate(pattern.finditer(text)):
            if number > self._most:
                what, line = too_long(self._most), self._lines.number(offset)
                raise InvalidInput(Problem(what, "Check that it is the right file", line=line))
            kind = match.lastgroup
            if kind == "wrong":
                break
            offset = match.end()
            if kind == "blank":
                continue
            if kind == "quoted":
                yield Token(QUOTED, unescaped(match.group("quoted")), match.start())
            elif kind in ("word", "html"):
                yield Token(WORD, match.group(), match.start())
            else:
                yield Token(match.group(), match.group(), match.start())
        if offset < len(text):
            what = f'"{shortened((text[offset : offset + 40].split() or [""])[0])}" cannot be read'
            remedy = "Close every quotation mark and every comment"
            raise InvalidInput(Problem(what, remedy, line=self._lines.number(offset)))
        yield Token(END, "", len(text))


def shortened(text: str) -> str:
    """Return a text to be shown in a sentence."""
    return text if len(text) <= 30 else f"{text[:30]}..."


def unescaped(text: str) -> str:
    r"""Return a quoted text without the backslashes that keep quotation marks in it; ``\n`` is a line break."""
    if "\\" not in text:
        return text
    return re.sub(r"\\([\s\S])", lambda match: {"n": "\n", "\n": ""}.get(match[1], match[1]), text)


def in_quotes(text: str) -> str:
    """Return a text in quotation marks so that it reads back the same."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'

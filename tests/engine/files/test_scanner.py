"""Words and marks of the text formats."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.files.bif_tokens import END
from engine.files.scanner import DSC, GRAPH, HUGIN, Scanner, in_quotes, unescaped
from engine.problems import InvalidInput

each_pattern = pytest.mark.parametrize("pattern", [HUGIN, DSC, GRAPH], ids=["hugin", "dsc", "graph"])


def tokens(text: str, pattern: re.Pattern[str]) -> list[str]:
    scanner = Scanner(text, pattern)
    found = []
    while not scanner.at(END):
        found.append(scanner.advance().text)
    return found


@pytest.mark.parametrize(
    ("text", "pattern", "expected"),
    [
        ("a = (1 2); % b\nc", HUGIN, ["a", "=", "(", "1", "2", ")", ";", "c"]),
        ("a: (1, 2) // b\n/* c\n */ [3]", DSC, ["a", ":", "(", "1", "2", ")", "[", "3", "]"]),
        ("a-b->c<-d <-> e -- f", GRAPH, ["a-b", "->", "c", "<-", "d", "<->", "e", "--", "f"]),
        ("a @-> b @-@ c --@ d", GRAPH, ["a", "@->", "b", "@-@", "c", "--@", "d"]),
        ("  # no\na#b # c", GRAPH, ["a#b", "#", "c"]),
        ('x="a \\"b\\"\\nc" <<b>d</b>>', GRAPH, ["x", "=", 'a "b"\nc', "<<b>d</b>>"]),
    ],
)
def test_words_and_marks(text: str, pattern: re.Pattern[str], expected: list[str]) -> None:
    assert tokens(text, pattern) == expected


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_characters="\r", codec="utf-8")))
def test_any_text_survives_quotation_marks(text: str) -> None:
    for pattern in (HUGIN, DSC, GRAPH):
        assert tokens(f"a {in_quotes(text)}", pattern) == ["a", text]
    assert unescaped(in_quotes(text)[1:-1]) == text


@each_pattern
@pytest.mark.parametrize("text", ['a\nb "c', 'a\nb "c\\"'])
def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line(text: str, pattern: re.Pattern[str]) -> None:
    with pytest.raises(InvalidInput, match=r'line 2: ""c.*" cannot be read\. Close every quotation mark'):
        tokens(text, pattern)


@each_pattern
def test_a_text_without_end_is_refused(pattern: re.Pattern[str]) -> None:
    def read(text: str) -> int:
        scanner = Scanner(text, pattern, most=10)
        while not scanner.at(END):
            scanner.advance()
        return scanner.line

    assert read("a b c d e ") == 1
    with pytest.raises(InvalidInput, match="line 1: there are more than 10 words, marks and blanks"):
        read("a b c d e f g")


@each_pattern
@pytest.mark.parametrize("piece", ['"\\', "<a", "/*", "-", "a"])
@pytest.mark.parametrize("before", ["", '"'], ids=["plain", "quoted"])
@pytest.mark.timeout(120)
def test_a_scanner_never_goes_back(before: str, piece: str, pattern: re.Pattern[str]) -> None:
    # Seconds at most; where the time grew as the square of the length, hours.
    with contextlib.suppress(InvalidInput):
        tokens(before + piece * (2_000_000 // len(piece)), pattern)

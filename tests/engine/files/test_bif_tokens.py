from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.files.bif_tokens import END, WORD, Lines, UnclosedError, quoted, tokens
from tests.engine.strategies import PROPERTY


def words(text: str) -> list[str]:
    *found, end = tokens(text)
    assert (end.kind, end.offset) == (END, len(text))
    return [token.text for token in found]


def test_words_marks_and_numbers() -> None:
    assert words("probability ( a | b-c, d ) { (x) 0.5, 1e-3; }") == [
        *("probability", "(", "a", "|", "b-c", "d", ")", "{"),
        *("(", "x", ")", "0.5", "1e-3", ";", "}"),
    ]


def test_a_mark_in_quotes_is_a_word_and_comments_part_words() -> None:
    assert words('"wet; grass"//rest\nmg/l/* many\nlines */x') == ["wet; grass", "mg/l", "x"]
    (token, _) = tokens('";"')
    assert (token.kind, token.text) == (WORD, ";")


@pytest.mark.parametrize(
    ("text", "offset", "said"),
    [('a "b', 2, "a quotation mark"), ('"a\nb"', 0, "a quotation mark"), ("ab /* c", 3, "a comment")],
)
def test_what_is_never_closed_is_told_with_its_place(text: str, offset: int, said: str) -> None:
    with pytest.raises(UnclosedError, match=said) as raised:
        list(tokens(text))
    assert raised.value.offset == offset


@given(st.text(st.characters(exclude_characters='"\n', exclude_categories=["Cs"]), min_size=1))
@PROPERTY
def test_any_name_reads_back(name: str) -> None:
    assert words(f"{quoted(name)} {{") == [name, "{"]


def test_only_names_of_several_words_have_quotes_and_some_have_no_way() -> None:
    assert quoted("mg/l") == "mg/l"
    assert quoted("a b") == '"a b"'
    for name in ('say "a"', "two\nlines"):
        with pytest.raises(ValueError, match="cannot be written"):
            quoted(name)


@given(st.text(st.sampled_from("a\n"), max_size=20))
@PROPERTY
def test_lines_are_counted_as_by_hand(text: str) -> None:
    lines = Lines(text)
    assert [lines.number(offset) for offset in range(len(text) + 1)] == [
        text[:offset].count("\n") + 1 for offset in range(len(text) + 1)
    ]

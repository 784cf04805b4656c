"""Names survive formats that allow identifiers only, by way of their labels."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.files.identifiers import identifiers, names_of, note_of


@settings(max_examples=150, deadline=None)
@given(names=st.lists(st.text(min_size=1).map(str.strip).filter(bool), unique=True, max_size=8))
def test_names_come_back_from_identifiers_with_labels(names: list[str]) -> None:
    names = [" ".join(name.split()) for name in names if name.split()]
    names = list(dict.fromkeys(names))
    words = identifiers(names)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", word) for word in words)
    assert len(set(words)) == len(words)
    assert names_of(words, names) == tuple(names)


@pytest.mark.parametrize(
    ("word", "label", "name"),
    [
        ("Ice_cream", "Ice cream", "Ice cream"),
        ("VisitToAsia", "Visit To Asia?", "Visit To Asia?"),
        ("TbOrCa", "Tuberculosis or Lung Cancer", "TbOrCa"),
        ("C12", "Dyspnoea", "Dyspnoea"),
        ("node_3", "Größe", "Größe"),
        ("A", "", "A"),
        ("A", "  ", "A"),
        ("A1", "two\nlines", "A1"),
    ],
)
def test_which_of_both_is_the_name(word: str, label: str, name: str) -> None:
    assert names_of([word], [label]) == (name,)


def test_labels_that_are_alike_give_way_to_the_identifiers() -> None:
    assert names_of(["C1", "C2", "C3"], ["Printer", "Printer", "C1"]) == ("C1", "C2", "C3")


def test_a_label_that_is_not_the_name_is_noted() -> None:
    assert note_of("TbOrCa", "Tuberculosis or Lung Cancer", "Either.") == "Tuberculosis or Lung Cancer\nEither."
    assert note_of("Ice cream", "Ice cream", "") == ""

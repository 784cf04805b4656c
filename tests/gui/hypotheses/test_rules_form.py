"""The examples in the fields of rules speak of the variables there are, and can be typed as they stand."""

from __future__ import annotations

import pytest

from gui.hypotheses.rules import Rules, with_text
from gui.hypotheses.rules_form import examples


@pytest.mark.parametrize("names", [("A", "B"), ("Sun", "Shorts", "Ice cream"), ("a, b", "c < d", "e -> f", "g")])
def test_examples_can_be_typed(names: tuple[str, ...]) -> None:
    shown = examples(names)
    first, *_, last = names[:3]
    required = with_text(Rules(), "required", shown["required"], names).required
    assert required[0] == (first, names[1])
    assert with_text(Rules(), "forbidden", shown["forbidden"], names).forbidden == ((last, first),)
    tiers = with_text(Rules(), "tiers", shown["tiers"].partition(":")[0], names).tiers
    assert tiers == (names[:3][:-1], (last,))


def test_without_two_variables_there_is_no_example_of_an_arrow() -> None:
    for names in ((), ("A",)):
        shown = examples(names)
        assert not shown["required"] + shown["forbidden"] + shown["tiers"]

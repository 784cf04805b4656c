"""Arrows and tiers as they are typed."""

from __future__ import annotations

import pytest

from engine.posterior.rule_text import read_arrows, read_tiers
from engine.problems import InvalidInput


@pytest.mark.parametrize(
    ("texts", "arrows"),
    [
        ([], ()),
        (["A->B"], (("A", "B"),)),
        (["A <- B"], (("B", "A"),)),
        (["A -> B <- C", "A -> B"], (("A", "B"), ("C", "B"))),
        (["ice cream -> drowned people"], (("ice cream", "drowned people"),)),
        (['"a, b" -> "x -> y"; D -> E'], (("a, b", "x -> y"), ("D", "E"))),
        (["A \N{RIGHTWARDS ARROW} B"], (("A", "B"),)),
        (["blood-pressure->age"], (("blood-pressure", "age"),)),
    ],
)
def test_arrows(texts: list[str], arrows: tuple[tuple[str, str], ...]) -> None:
    assert read_arrows("--require", texts) == arrows


@pytest.mark.parametrize("text", ["", "A", "A ->", "-> B", "A <-> B", "A -> B, C", "A -> -> B"])
def test_what_is_no_arrow(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_arrows("--forbid", ["A -> B", text])
    assert str(caught.value) == f'--forbid: "{text}" is not an arrow. Write it like "A -> B".'


@pytest.mark.parametrize(
    ("text", "tiers"),
    [
        ("A<B", (("A",), ("B",))),
        ("A,B<C<D", (("A", "B"), ("C",), ("D",))),
        (" sex of child , age< blood pressure ", (("sex of child", "age"), ("blood pressure",))),
        ('"a<b","c,d" < "say ""x"""', (("a<b", "c,d"), ('say "x"',))),
        ('5" pipe < "x"y', (('5" pipe',), ('"x"y',))),
    ],
)
def test_tiers(text: str, tiers: tuple[tuple[str, ...], ...]) -> None:
    assert read_tiers(text) == tiers


@pytest.mark.parametrize("text", ["", "A", "A,B", "A<", "<A", "A<<B", "A,<B", "A,,B<C"])
def test_what_is_no_order_of_groups(text: str) -> None:
    with pytest.raises(InvalidInput, match="does not name groups of variables in an order"):
        read_tiers(text)

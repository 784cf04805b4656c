"""Sentences of Why: what moved the odds, and what other variables of the same rows took back."""

from __future__ import annotations

import pytest

from engine.networks.interventions import OBSERVATION
from engine.networks.variables import Variable
from engine.questions.accounts import Account, Group
from engine.questions.reasons import Reasons, Share
from gui.why.words import Called, main_sentence

CALLED = Called((), [Variable("Sun", ("yes", "no")), Variable("Shorts", ("yes", "no"))], "one", "the other")


@pytest.mark.parametrize(
    ("bits", "taken"),
    [
        ((0.9, -0.63), " The other variables of these rows took most of it back: 0.27 bits for one in all."),
        ((0.9, -0.3), " The other variables of these rows took some of it back: 0.60 bits for one in all."),
        ((0.9, -0.05), ""),
        ((-0.9, 0.63), " The other variables of these rows took most of it back: 0.27 bits for the other in all."),
    ],
)
def test_what_others_took_back_is_said(bits: tuple[float, float], taken: str) -> None:
    total = sum(bits)
    shares = tuple(Share((place,), each) for place, each in enumerate(bits))
    account = Account(0, 1, 1, (Group(OBSERVATION, (0,), 10, Reasons(shares, total), {}),), 0.0, total, 0.0)
    ahead = "one" if total > 0 else "the other"
    assert main_sentence(account, CALLED) == f"Watched 10 rows: Sun gave 0.90 bits for {ahead}.{taken}"

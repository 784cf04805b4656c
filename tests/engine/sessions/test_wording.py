from __future__ import annotations

import numpy as np
import pytest

from engine.networks.interventions import OBSERVATION, Regime, do, push, randomize
from engine.networks.variables import Variable
from engine.sessions.actions import Action, apply
from engine.sessions.costs import Cost, Costs
from engine.sessions.positions import Positions
from engine.sessions.verbs import (
    Act,
    MoveNodes,
    NextStep,
    PlaceBet,
    PlayStep,
    PreviousStep,
    PushTowards,
    Record,
    Release,
    Reset,
    SetByHand,
    SetCosts,
    SetEquivalentSampleSize,
    SetSeed,
    SetTable,
    TakeHint,
    UncoverWorld,
    Watch,
)
from engine.sessions.wording import (
    count_rows,
    describe_action,
    describe_batch,
    describe_doing,
    describe_regime,
    paragraphs,
    runs,
)
from tests.engine.sessions import samples


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Watch(40), "Watch 40 rows"),
        (Watch(1), "Watch 1 row"),
        (Act(1000), "Set Sun = no, Ice cream at random, 1,000 rows"),
        (SetByHand("Sun", "no"), "Set Sun = no"),
        (SetByHand("Sun"), "Set Sun at random"),
        (PushTowards("Sun", "no"), "Push Sun towards no"),
        (Release("Sun"), "Release Sun"),
        (Release(), "Release all"),
        (Record(np.zeros((3, 2), dtype=np.int8)), "Record 3 rows"),
        (Record(np.zeros((3, 2), dtype=np.int8), Regime((do(0, 0),))), "Record 3 rows with Sun = yes"),
        (SetTable("Sun", np.array([0.5, 0.5])), "Change the table of Sun"),
        (SetSeed(7), "Change the seed to 7"),
        (SetEquivalentSampleSize(2.5), "Change the prior strength to 2.5"),
        (SetCosts(Costs(Cost(2))), "Change the costs"),
        (SetCosts(Costs(budget=5)), "Change the budget"),
        (Reset(), "Start over"),
        (MoveNodes(Positions({"Sun": (0, 0)})), "Move Sun"),
        (MoveNodes(Positions({"Sun": (0, 0), "Mood": (1, 1)})), "Move nodes"),
        (UncoverWorld(), "Show the world"),
        (PlaceBet(1), 'Bet on "that"'),
        (PlaceBet(9), "Place a bet"),
        (PlayStep(), "Play the step"),
        (NextStep(), "Next step"),
        (PreviousStep(), "Step before"),
        (TakeHint(), "Take a hint"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_action_has_words(action: Action, words: str) -> None:
    state = samples.start()
    for done in (NextStep(), SetByHand("Sun", "no"), SetByHand("Ice cream")):
        state = apply(state, done)
    assert describe_action(action, state) == words


def test_regimes_and_batches() -> None:
    nodes = samples.start().variables
    regime = Regime((do(0, 1), randomize(1)))
    assert describe_regime(regime, nodes) == "Sun = no, Ice cream at random"
    assert describe_regime(OBSERVATION, nodes) == "nothing set"
    assert describe_batch(regime, nodes) == "Set Sun = no, Ice cream at random"
    assert describe_batch(Regime((push(0, 1),)), nodes) == "Sun pushed towards no"
    assert describe_doing(OBSERVATION, nodes) == "watch"
    assert describe_doing(regime, nodes) == "set Sun = no, Ice cream at random"
    assert describe_doing(Regime((push(0, 1), push(1, 0))), nodes) == "push Sun towards no, Ice cream towards yes"
    assert describe_doing(Regime((push(0, 1), do(1, 0))), nodes) == "set Ice cream = yes, Sun pushed towards no"
    assert describe_batch(OBSERVATION, nodes) == "Watched"
    assert count_rows(1_000_000) == "1,000,000 rows"


def test_prose_falls_into_paragraphs_and_runs() -> None:
    assert paragraphs("One\nline.\n\n\nTwo  more.\n") == ("One line.", "Two more.")
    assert paragraphs(" \n") == ()
    assert runs("The **sun** shines.") == (("The ", False), ("sun", True), (" shines.", False))
    assert runs("**All**") == (("All", True),)
    assert runs("2 ** 3") == (("2 ** 3", False),)


def test_a_table_does_not_tell_how_states_were_chosen() -> None:
    variables = (Variable("PKA", ("low", "high")), Variable("Akt", ("low", "high")))
    regime = Regime((randomize(0), do(1, 0)))
    assert describe_batch(regime, variables) == "Set PKA at random, Akt = low"
    assert describe_batch(regime, variables, imported=True) == "Set PKA to various states, Akt = low"

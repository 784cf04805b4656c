"""Statements measured on a pair of coins, for the tests of what statements can speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.data.dataset import Dataset
from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, listed
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior
from engine.questions.claims import Claims
from engine.sessions.expectation_grammar import parse_expectation, parse_value
from engine.sessions.expectations import Check
from engine.sessions.state import SessionState, initial_state, session_from_dataset
from engine.sessions.vocabulary import Vocabulary
from tests.engine.posterior.latent.examples import pair_dataset

SLOTS = ("unrelated", "A -> B", "B -> A", "A <-> B")
NOTHING = [[0, 0], [0, 0]]


def coin_pair(**counts: Sequence[Sequence[int]]) -> Dataset:
    """Return counts [a][b] that were watched (obs) or gathered with A or B set (doA, doB)."""
    return pair_dataset({"obs": NOTHING, "doA": NOTHING, "doB": NOTHING, **counts})


def candidates(*lines: str) -> HypothesisSpace:
    """Return a list of candidates over A and B."""
    return listed((0, 1), [parse_candidate(line, ("A", "B")) for line in lines])


def situation(
    dataset: Dataset, space: HypothesisSpace | None = None, assumptions: Assumptions | None = None
) -> SessionState:
    """Return a session on a table of data; belief is over the four slots unless other candidates are given."""
    started = session_from_dataset("Data", dataset, range(len(dataset.variables))).scenario
    chosen = candidates(*SLOTS) if space is None else space
    return initial_state(replace(started, space=chosen, assumptions=assumptions or Assumptions()))


def vocabulary(state: SessionState, claims: Claims | None = None) -> Vocabulary:
    """Return what statements about a session can name."""
    return Vocabulary((), tuple(state.variables[column] for column in state.space.over), state.space, claims)


def measured(text: str, state: SessionState, claims: Claims | None = None) -> float:
    """Return the value of what a line of text describes."""
    assert isinstance(state.space, HypothesisSpace)
    posterior = enumerate_posterior(state.dataset, state.space, state.assumptions)
    return parse_value(text, vocabulary(state, claims)).measure(state, posterior)


def checked(text: str, state: SessionState, claims: Claims | None = None) -> Check:
    """Return whether a statement holds."""
    assert isinstance(state.space, HypothesisSpace)
    posterior = enumerate_posterior(state.dataset, state.space, state.assumptions)
    return parse_expectation(text, vocabulary(state, claims)).check(state, posterior)

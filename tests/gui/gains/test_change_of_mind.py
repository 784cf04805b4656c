"""What would change one's mind: the engine's answer in sentences, in the panel, while rows come and go."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from engine.hypotheses.space import AllDags, HypothesisSpace, every_dag
from engine.networks.interventions import Regime, do
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior, gathered
from engine.questions.experiments import single_experiments
from engine.questions.overturning import Overturning, what_would_overturn
from engine.sessions.actions import apply
from engine.sessions.state import SessionState
from engine.sessions.verbs import SetHypotheses, Watch
from gui.gains.change_of_mind import NOTHING, TITLE, ChangeOfMind, chance_words, rows_words, sentences
from gui.gains.panel import GainsPanel
from tests.gui.worlds import Ring, shorts_session


@pytest.fixture
def panel(ring: Ring, qtbot: QtBot) -> GainsPanel:
    panel = GainsPanel(ring.document, ring.analysis, ring.jobs)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def settle(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    asked = (panel._gaining, panel._doubting)
    qtbot.waitUntil(lambda: ring.is_quiet() and not any(each.standing.working for each in asked))


def from_engine(state: SessionState) -> tuple[Overturning, ...]:
    *_, evidence = gathered(state.dataset, every_dag(state.space.over), state.assumptions)
    regimes = [
        regime
        for regime in single_experiments(state.variables, state.space.over)
        if all(each.kind == "do" for each in regime.interventions)
    ]
    *_, last = what_would_overturn(evidence, state.dataset, regimes)
    assert last.partial is not None
    return last.partial


def test_the_panel_says_what_the_engine_found(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = apply(shorts_session(), Watch(40))
    ring.document.reset(state)
    settle(ring, panel, qtbot)
    found = from_engine(state)
    assert panel._doubting.found == found
    said = panel.change_of_mind.words
    assert said.startswith(TITLE)
    assert panel.change_of_mind.isVisible()
    for each in found[:3]:
        assert rows_words(each, state) in said
        assert chance_words(each) in said
    weights = enumerate_posterior(state.dataset, every_dag(state.space.over), state.assumptions).weights
    assert weights[found[0].leader] == pytest.approx(weights.max())


def test_other_rows_change_the_mind_otherwise(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    ring.document.reset(apply(shorts_session(), Watch(5)))
    settle(ring, panel, qtbot)
    before = panel._doubting.found
    ring.document.perform(Watch(200))
    settle(ring, panel, qtbot)
    assert panel._doubting.found == from_engine(ring.document.state) != before
    ring.document.undo()
    settle(ring, panel, qtbot)
    assert panel._doubting.found == before


def test_nothing_is_said_where_structures_are_not_listed(ring: Ring, panel: GainsPanel, qtbot: QtBot) -> None:
    state = apply(shorts_session(), Watch(40))
    ring.document.reset(apply(state, SetHypotheses(AllDags((0, 1, 2)), Assumptions())))
    settle(ring, panel, qtbot)
    assert not panel.change_of_mind.isVisible()


def test_sentences_name_what_is_set_and_what_is_seen(qtbot: QtBot) -> None:
    state = shorts_session()
    assert isinstance(state.space, HypothesisSpace)
    name, other = state.variables[1], state.variables[2]
    found = Overturning(Regime((do(0, 1),)), (1, 0, 1), 3, 0, 1, 0.25)
    first = state.variables[0]
    seen = f"{name.name} = {name.states[0]}, {other.name} = {other.states[1]}"
    assert rows_words(found, state) == f"3 rows with {first.name} = {first.states[1]} set, in which {seen}"
    assert chance_words(found) == "Chance of the first such row: 0.250 (exact)."
    assert chance_words(replace(found, rows=1, exact=False)) == "Chance of it: 0.250 (sampled)."
    watched = apply(state, Watch(40))
    posterior = enumerate_posterior(watched.dataset, every_dag(state.space.over), state.assumptions)
    leader = int(posterior.weights.argmax())
    box = ChangeOfMind()
    qtbot.addWidget(box)
    box.show_found((), watched, posterior, {}, working=False)
    assert NOTHING in box.words
    digits = {leader: 1, leader - 1: 2, leader - 2: 3}
    ahead = replace(found, leader=leader, rival=leader - 1)
    box.show_found((ahead,), watched, posterior, digits, working=False)
    assert "(2) leads. Chance" in box.words
    # Who is level ahead of the leader does not lead alone.
    box.show_found((replace(ahead, level=(leader - 2,)),), watched, posterior, digits, working=False)
    assert "then candidates 2 and 3 lead, level with one another. Chance" in box.words


def test_before_any_rows_none_leads(qtbot: QtBot) -> None:
    state = shorts_session()
    posterior = enumerate_posterior(state.dataset, every_dag(state.space.over), state.assumptions)
    box = ChangeOfMind()
    qtbot.addWidget(box)
    box.show_found((), state, posterior, {}, working=False)
    assert box.words == f"{TITLE}\nNone leads yet: all 25 candidates are level."
    found = Overturning(Regime((do(0, 1),)), (1, 0, 1), 3, 0, 1, 0.25)
    box.show_found((found,), state, posterior, {0: 1, 1: 2}, working=False)
    assert "None leads yet: all 25 candidates are level.\n3 rows with" in box.words
    assert "(2) leads. Chance" in box.words


def test_of_several_that_lead_that_is_said(qtbot: QtBot) -> None:
    # Watching alone: the two directions of an arrow are level.
    state = apply(shorts_session(), Watch(40))
    posterior = enumerate_posterior(state.dataset, every_dag(state.space.over), state.assumptions)
    leaders = posterior.leaders()
    assert 1 < len(leaders) < 25
    said = sentences((), state, posterior, {each: place for place, each in enumerate(leaders, start=1)})
    assert said[0].endswith(" lead now, level with one another.")
    assert said[1:] == [NOTHING]

"""What was seen stands beside what the world gives and belief expects, with how far chance alone would go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from scipy.stats import binom

from engine.data.chosen_rows import ChosenRows
from engine.data.dataset import Batch, Dataset
from engine.networks.interventions import OBSERVATION, Regime, do
from engine.posterior.history import believe
from engine.questions.predictions import predict
from engine.questions.probabilities import marginals
from engine.sessions.state import SessionState, session_from_dataset
from engine.sessions.verbs import SetTable, UncoverWorld, Watch
from gui.inquiries.comparing import COMPARISON
from gui.inquiries.latest import STOPPED
from gui.rows.asked_world import COVERED, EARLIER, NO_WORLD, RECORDED, SEVERAL, asked_world
from tests.gui.rows.seen import ACTS, LEFT, Opened, chooses, frame, opened_rows, rests
from tests.gui.worlds import slots_session, wide_table

SHORTS_SET = Regime((do(1, 0),))


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Opened]:
    for each in opened_rows(qtbot):
        each.does(*ACTS)
        each.qtbot.mouseClick(each.panel.bar.switch.buttons()[2], LEFT)
        rests(each)
        yield each


def values(opened: Opened, title: str) -> dict[str, float | None]:
    table = opened.panel.expected_page.table
    column = next(place for place, each in enumerate(table.columns) if each.title.startswith(title))
    return {line.words: line.cells[column].value for line in table.lines}


def texts(opened: Opened, title: str) -> dict[str, str]:
    table = opened.panel.expected_page.table
    column = next(place for place, each in enumerate(table.columns) if each.title.startswith(title))
    return {line.words: line.cells[column].text for line in table.lines}


def believed(state: SessionState, n_rows: int, regime: Regime) -> np.ndarray:
    """What the average of all candidates expects after the first rows, worked out from the beginning."""
    left, batches = n_rows, []
    for batch in state.dataset.batches:
        batches.append(Batch(batch.values[: max(0, left)], batch.regime))
        left -= batch.n_rows
    seen = Dataset(state.variables, tuple(batches))
    *_, history = believe(seen, state.space, state.assumptions)
    assert history.partial is not None
    *_, last = predict(history.partial.evidence, seen, regime)
    assert last.partial is not None
    return last.partial.average.reshape(2, 2, 2)


def test_several_ways_must_be_parted_first(opened: Opened) -> None:
    assert opened.panel.none.isVisible()
    assert opened.panel.none.button.text() == "Choose the first: Watched"
    opened.qtbot.mouseClick(opened.panel.none.button, LEFT)
    rests(opened)
    assert opened.panel.regimes.regime == OBSERVATION
    assert opened.panel.expected_page.table.isVisible()


@pytest.mark.parametrize(("place", "regime", "n_rows"), [(1, OBSERVATION, 33), (2, SHORTS_SET, 12)])
def test_sample_world_and_belief_stand_side_by_side(opened: Opened, place: int, regime: Regime, n_rows: int) -> None:
    chooses(opened, place)
    state = opened.ring.document.state
    assert state.world is not None
    rows = frame(state)
    rows = rows[[each == regime for each in rows["regime"]]]
    belief = believed(state, 55, regime)
    world = marginals(state.world, regime)
    assert [each.title for each in opened.panel.expected_page.table.columns] == [
        *("seen", "world, exact", "belief, exact", "by chance"),
    ]
    for number, variable in enumerate(state.variables):
        others = tuple(axis for axis in range(3) if axis != number)
        for code, name in enumerate(variable.states):
            words = f"{variable.name} = {name}"
            share = (rows[variable.name] == name).mean()
            assert values(opened, "seen")[words] == pytest.approx(share)
            assert values(opened, "world")[words] == pytest.approx(world[number][code])
            assert values(opened, "belief")[words] == pytest.approx(belief.sum(axis=others)[code])
            if regime.on(number):
                assert texts(opened, "by chance")[words] == "set by hand"
                continue
            error = np.sqrt(share * (1 - share) / n_rows)
            assert texts(opened, "seen")[words] == f"{share:.3f} \N{PLUS-MINUS SIGN} {error:.3f}"
            counts = np.arange(n_rows + 1)
            off = np.abs(counts - n_rows * world[number][code])
            far = binom.pmf(counts, n_rows, world[number][code])[off >= abs(off[round(share * n_rows)]) - 1e-9].sum()
            expected = "fewer than 1" if far < 0.005 else f"{round(100 * far)}"
            assert texts(opened, "by chance")[words] == f"{expected} in 100"
    assert opened.panel.method.text() == "exact"


def test_a_line_is_said_in_words_when_the_keys_go_there(opened: Opened) -> None:
    chooses(opened, 1)
    view = opened.panel.expected_page.table.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    first = opened.panel.below.text()
    opened.qtbot.keyClick(view, Qt.Key.Key_Down)
    said = opened.panel.below.text()
    assert first.startswith("Sun = yes in ")
    assert said.startswith("Sun = no in ")
    # The share of 33 rows has the standard error sqrt(0.25 / 33); 14 to 19 of 33 lie within it.
    inside = binom.pmf(np.arange(14, 20), 33, 0.5).sum()
    samples = f"About {round(100 * inside)} in 100 samples of 33 rows"
    assert f"{samples} come within \N{PLUS-MINUS SIGN}0.087 of the world's 0.500;" in said
    assert said.endswith("Belief has learnt from these rows too.")
    assert view.accessibleDescription() == said


def test_pairs_are_compared_and_the_moment_shown_counts(opened: Opened) -> None:
    box = opened.panel.bar.pair.second
    box.setFocus()
    opened.qtbot.keyClick(box, Qt.Key.Key_Down)
    opened.qtbot.keyClick(box, Qt.Key.Key_Down)
    chooses(opened, 1)
    opened.ring.analysis.select_rows(26)
    rests(opened)
    state = opened.ring.document.state
    rows = frame(state)[:26]
    rows = rows[[not each.interventions for each in rows["regime"]]]
    belief = believed(state, 26, OBSERVATION).sum(axis=1)
    for sun, sun_name in enumerate(("yes", "no")):
        for ice, ice_name in enumerate(("yes", "no")):
            words = f"Sun = {sun_name}, Ice cream = {ice_name}"
            share = ((rows["Sun"] == sun_name) & (rows["Ice cream"] == ice_name)).mean()
            assert values(opened, "seen")[words] == pytest.approx(share)
            assert values(opened, "belief")[words] == pytest.approx(belief[sun, ice])
    assert values(opened, "world")["Sun = yes, Ice cream = yes"] == pytest.approx(0.45)
    assert opened.panel.bar.sentence.text() == "13 later rows left out."


def test_a_covered_world_is_not_told(opened: Opened) -> None:
    opened.ring.document.reset(replace(opened.ring.document.state, world_covered=True))
    rests(opened)
    chooses(opened, 1)
    assert [each.title for each in opened.panel.expected_page.table.columns] == ["seen", "belief, exact"]
    assert COVERED in opened.panel.below.text()
    assert "About 2 in 3 samples of 33 rows" in opened.panel.below.text()
    assert "0.500" not in opened.panel.below.text()
    opened.ring.document.perform(UncoverWorld())
    rests(opened)
    assert "world, exact" in [each.title for each in opened.panel.expected_page.table.columns]


def test_the_world_is_that_which_the_rows_were_drawn_from(opened: Opened) -> None:
    chooses(opened, 1)
    state = opened.ring.document.state
    assert asked_world(state, ChosenRows(state.dataset, OBSERVATION)) == (state.world, "")
    opened.ring.document.perform(SetTable("Sun", np.array([0.9, 0.1])))
    rests(opened)
    assert values(opened, "world")["Sun = yes"] == pytest.approx(0.5)
    assert EARLIER in opened.panel.below.text()
    opened.does(Watch(5))
    rests(opened)
    assert values(opened, "world")["Sun = yes"] == pytest.approx(0.9)
    assert SEVERAL in opened.panel.below.text()
    recorded = replace(state, sources=(None,) * len(state.sources))
    assert asked_world(recorded, ChosenRows(state.dataset, OBSERVATION)).note == RECORDED


def test_a_table_of_data_has_no_world_and_many_structures_are_summed_over(opened: Opened) -> None:
    dataset = wide_table(7, 20, 1)
    opened.ring.document.reset(session_from_dataset("Wide", dataset, range(7)))
    rests(opened)
    assert [each.title for each in opened.panel.expected_page.table.columns] == ["seen", "belief, exact"]
    assert NO_WORLD in opened.panel.below.text()
    ones = [int((dataset.batches[0].values[:, column] == 0).sum()) for column in range(7)]
    for column, rows in enumerate(ones):
        share = values(opened, "belief")[f"V{column} = yes"]
        # Between what was seen and a half, where no row pulls it.
        assert share is not None
        assert abs(share - 0.5) <= abs(rows / 20 - 0.5) + 0.02


def test_what_is_estimated_says_so(opened: Opened) -> None:
    opened.ring.document.reset(slots_session("A -> B", "A <- (C: 3) -> B"))
    opened.does(Watch(150))
    rests(opened)
    assert opened.panel.expected_page.table.columns[2].title == "belief, sampled"
    assert opened.panel.method.text().startswith("sampled \N{PLUS-MINUS SIGN} ")


def test_stopping_is_said_and_nothing_is_worked_out_behind_other_pages(opened: Opened) -> None:
    chooses(opened, 1)
    opened.panel.begin_keys()
    opened.qtbot.keyClick(opened.panel.regimes.view, Qt.Key.Key_Down)
    assert opened.ring.jobs.is_running(COMPARISON)
    opened.ring.jobs.cancel(COMPARISON)
    page = opened.panel.expected_page
    assert page.pages.empty.sentence.text() == STOPPED
    opened.qtbot.mouseClick(page.pages.empty.button, LEFT)
    rests(opened)
    assert page.table.isVisible()
    opened.qtbot.mouseClick(opened.panel.bar.switch.buttons()[0], LEFT)
    known = page.comparing.standing.answer
    opened.does(Watch(5))
    rests(opened)
    assert page.comparing.standing.answer is known

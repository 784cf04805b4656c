"""Building a network on the canvas with mouse and keys: each thing is one step, and undo takes it back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from engine.sessions.edits import LESSON
from engine.sessions.state import initial_state
from tests.gui.world.bench import ALT, SHIFT, Bench
from tests.gui.worlds import collider_session, shorts_session


def test_a_double_click_adds_a_variable_where_it_was_made(bench: Bench) -> None:
    bench.open(shorts_session())
    place = QPoint(300, 60)
    bench.double_click(place)
    bench.types_name("Wind")
    assert bench.world.names[-1] == "Wind"
    assert (bench.at("Wind") - place).manhattanLength() <= 3
    assert bench.canvas.chosen == ("Wind",)
    assert bench.steps == 1
    bench.undo()
    assert bench.state == shorts_session()


def test_escape_and_an_empty_name_add_nothing(bench: Bench) -> None:
    bench.open(shorts_session())
    for typed, last in (("Wind", Qt.Key.Key_Escape), (" ", Qt.Key.Key_Return)):
        bench.editor.add()
        bench.types_name(typed, last)
        assert bench.field() is None
    assert bench.steps == 0


def test_a_name_that_is_taken_is_refused_and_can_be_mended(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.editor.add()
    bench.types_name("Sun")
    assert len(bench.refused) == 1
    assert "Sun" in bench.refused[0]
    bench.types_name("Moon")
    assert bench.world.names[-1] == "Moon"


def test_a_name_is_taken_over_when_the_field_is_left(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.click(bench.at("Sun"))
    bench.editor.rename()
    field = bench.field()
    assert field is not None
    QTest.keyClicks(field, "Sunshine")
    bench.leave()
    assert bench.world.names[0] == "Sunshine"
    assert bench.steps == 1


def test_an_arrow_is_drawn_from_a_border(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.drag(bench.border("Shorts"), bench.at("Ice cream"))
    assert ("Shorts", "Ice cream") in bench.arrows
    assert bench.steps == 1
    bench.undo()
    assert bench.state == shorts_session()


def test_a_drag_from_within_moves_and_connects_nothing(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.drag(bench.at("Shorts"), bench.at("Shorts") + QPoint(0, -60))
    assert len(bench.arrows) == 2
    assert bench.steps == 1


def test_an_arrow_that_closes_a_circle_is_refused_while_it_is_dragged(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.press(bench.border("Shorts"))
    bench.move(bench.at("Sun"))
    under_way = bench.canvas.connecting
    assert under_way is not None
    assert under_way.refusal is not None
    assert under_way.refusal.circle == ("Shorts", "Sun", "Shorts")
    assert bench.foot() == "This arrow would close a circle: Shorts, Sun, Shorts. Remove one of them first."
    assert bench.canvas.edge("Sun", "Shorts").state.kind == "open"
    assert bench.canvas.edge("Sun", "Ice cream").state.kind == "arrow"
    bench.move(bench.at("Ice cream"))
    assert under_way.refusal is None
    assert bench.canvas.edge("Sun", "Shorts").state.kind == "arrow"
    bench.move(bench.at("Sun"))
    bench.release(bench.at("Sun"))
    assert bench.canvas.edge("Sun", "Shorts").state.kind == "arrow"
    assert bench.steps == 0
    assert bench.foot().startswith("This arrow would close a circle")


def test_an_arrow_let_go_over_nothing_is_forgotten(bench: Bench) -> None:
    bench.open(shorts_session())
    items = len(bench.canvas.scene().items())
    bench.drag(bench.border("Shorts"), bench.free())
    assert bench.steps == 0
    assert len(bench.canvas.scene().items()) == items


@pytest.mark.parametrize("way", ["arrows", "typing"])
def test_arrows_are_drawn_by_key(bench: Bench, way: str) -> None:
    bench.open(collider_session())
    bench.click(bench.at("Rain"))
    bench.editor.connect_from()
    if way == "arrows":
        bench.key(Qt.Key.Key_Right)
    else:
        QTest.keyClicks(bench.canvas, "sp")
    under_way = bench.canvas.connecting
    assert under_way is not None
    assert under_way.target == "Sprinkler"
    assert "Sprinkler" in bench.foot()
    bench.key(Qt.Key.Key_Return)
    assert ("Rain", "Sprinkler") in bench.arrows
    assert bench.canvas.connecting is None


def test_escape_leaves_an_arrow_undrawn(bench: Bench) -> None:
    bench.open(collider_session())
    bench.click(bench.at("Rain"))
    bench.editor.connect_from()
    bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_Escape)
    assert bench.canvas.connecting is None
    assert bench.steps == 0


def test_arrows_are_found_by_key_turned_and_removed(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.click(bench.at("Shorts"))
    bench.key(Qt.Key.Key_Period)
    assert bench.canvas.chosen_edges == (("Sun", "Shorts"),)
    assert bench.canvas.chosen == ()
    bench.editor.reverse()
    assert ("Shorts", "Sun") in bench.arrows
    assert bench.canvas.chosen_edges == (("Shorts", "Sun"),)
    bench.editor.remove()
    assert bench.arrows == {("Sun", "Ice cream")}
    assert bench.steps == 2


def test_full_stop_goes_round_the_arrows_of_a_node_and_arrow_keys_leave_them(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.click(bench.at("Sun"))
    found = []
    for _ in range(3):
        bench.key(Qt.Key.Key_Period)
        found.append(bench.canvas.chosen_edges[0])
    assert found == [("Sun", "Ice cream"), ("Sun", "Shorts"), ("Sun", "Ice cream")]
    bench.key(Qt.Key.Key_Down)
    assert bench.canvas.focused == "Ice cream"


def test_an_arrow_is_chosen_by_a_click(bench: Bench) -> None:
    bench.open(shorts_session())
    curve = bench.canvas.edge("Sun", "Shorts").curve
    assert curve is not None
    bench.click(bench.canvas.mapFromScene(curve.at(0.5)))
    assert bench.canvas.chosen_edges == (("Sun", "Shorts"),)
    bench.editor.remove()
    assert bench.arrows == {("Sun", "Ice cream")}


def test_several_arrows_go_in_one_step(bench: Bench) -> None:
    bench.open(shorts_session())
    for ends in (("Sun", "Shorts"), ("Sun", "Ice cream")):
        bench.canvas.edge(*ends).setSelected(True)
    bench.editor.remove()
    assert bench.arrows == set()
    bench.undo()
    assert bench.state == shorts_session()


def test_a_frame_chooses_what_it_touches_and_removes_it_in_one_step(bench: Bench) -> None:
    bench.open(shorts_session())
    low = max(bench.at("Shorts").y(), bench.at("Ice cream").y()) + 70
    bench.drag(QPoint(4, bench.at("Shorts").y() - 70), QPoint(590, low))
    assert bench.canvas.chosen == ("Shorts", "Ice cream")
    bench.editor.remove()
    assert bench.world.names == ("Sun",)
    bench.undo()
    assert bench.state == shorts_session()


def test_shift_chooses_one_more(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.click(bench.at("Sun"))
    bench.click(bench.at("Shorts"), SHIFT)
    assert bench.canvas.chosen == ("Sun", "Shorts")
    bench.click(bench.at("Sun"), SHIFT)
    assert bench.canvas.chosen == ("Shorts",)
    bench.key(Qt.Key.Key_Right, SHIFT)
    assert bench.canvas.chosen == ("Shorts", "Ice cream")


def test_what_is_chosen_moves_together_in_one_step(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.click(bench.at("Shorts"))
    bench.click(bench.at("Ice cream"), SHIFT)
    before = {name: bench.at(name) for name in bench.world.names}
    bench.drag(bench.at("Shorts"), bench.at("Shorts") + QPoint(23, -41), ALT)
    assert bench.steps == 1
    for name, by in (("Shorts", QPoint(23, -41)), ("Ice cream", QPoint(23, -41)), ("Sun", QPoint())):
        assert (bench.at(name) - before[name] - by).manhattanLength() <= 2, name


def test_nodes_snap_to_the_middle_of_others_and_not_with_alt(bench: Bench) -> None:
    bench.open(shorts_session())
    start, goal = bench.at("Shorts"), QPoint(bench.at("Sun").x() + 4, bench.at("Shorts").y() - 30)
    bench.press(start)
    bench.move(start + QPoint(20, -10))
    bench.move(goal)
    assert bench.canvas.node("Shorts").x() == bench.canvas.node("Sun").x()
    QTest.mouseMove(bench.canvas.viewport(), goal)
    bench.release(goal)
    assert bench.state.positions["Shorts"][0] == bench.state.positions["Sun"][0]
    bench.undo()
    bench.press(start)
    drag = bench.canvas._gesture
    assert drag is not None
    drag.move(bench.canvas.mapToScene(goal), ALT)
    assert abs(bench.canvas.node("Shorts").x() - bench.canvas.mapToScene(goal).x()) < 1
    bench.canvas.stop()
    bench.release(goal)
    assert bench.at("Shorts") == start


def test_copies_go_through_the_clipboard_as_text(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.canvas.choose(("Sun", "Shorts"))
    bench.editor.copy()
    assert "# Sun -> Shorts" in QGuiApplication.clipboard().text()
    bench.editor.paste()
    assert bench.world.names == ("Sun", "Shorts", "Ice cream", "Sun 2", "Shorts 2")
    assert ("Sun 2", "Shorts 2") in bench.arrows
    assert bench.canvas.chosen == ("Sun 2", "Shorts 2")
    bench.undo()
    assert bench.state == shorts_session()


def test_what_was_cut_comes_back_where_it_was(bench: Bench) -> None:
    bench.open(shorts_session())
    before = bench.at("Ice cream")
    bench.canvas.choose(("Ice cream",))
    bench.editor.cut()
    assert bench.world.names == ("Sun", "Shorts")
    bench.editor.paste()
    assert bench.world.names == ("Sun", "Shorts", "Ice cream")
    assert (bench.at("Ice cream") - before).manhattanLength() <= 2


def test_other_text_is_not_pasted(bench: Bench) -> None:
    bench.open(shorts_session())
    QGuiApplication.clipboard().setText("Dear Sir")
    bench.editor.paste()
    assert bench.steps == 0
    assert "cannot be pasted" in bench.refused[0]


def test_a_copy_beside_leaves_the_clipboard_alone(bench: Bench) -> None:
    bench.open(shorts_session())
    QGuiApplication.clipboard().setText("mine")
    bench.canvas.choose(("Sun",))
    bench.editor.duplicate()
    assert "Sun 2" in bench.world.names
    assert QGuiApplication.clipboard().text() == "mine"


def test_variables_are_hidden_and_shown(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.canvas.choose(("Sun",))
    bench.editor.toggle_hidden()
    assert bench.canvas.node("Sun").state.hidden
    bench.editor.toggle_hidden()
    assert not bench.canvas.node("Sun").state.hidden
    assert bench.steps == 2


def test_variables_are_put_in_line(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.editor.select_all()
    bench.editor.align_row()
    assert len({y for _, y in bench.canvas.graph.points.values()}) == 1
    bench.editor.distribute()
    xs = sorted(x for x, _ in bench.canvas.graph.points.values())
    assert xs[1] - xs[0] == pytest.approx(xs[2] - xs[1], abs=2e-3)
    bench.undo()
    bench.undo()
    bench.editor.align_column()
    assert len({x for x, _ in bench.canvas.graph.points.values()}) == 1


def test_the_world_of_a_lesson_is_left_alone(bench: Bench) -> None:
    from engine.files.session_files import load_session
    from gui.start.page import shipped_folder

    lesson = initial_state(load_session(shipped_folder() / "shorts.yaml").scenario)
    bench.open(lesson)
    name = next(iter(bench.canvas.graph.nodes))
    bench.canvas.choose((name,))
    bench.double_click(bench.free())
    bench.editor.add()
    bench.editor.rename()
    bench.editor.connect_from()
    bench.editor.paste()
    bench.editor.remove()
    assert bench.state == lesson
    assert bench.field() is None
    assert set(bench.refused) == {LESSON}


def test_answers_that_come_during_a_drag_wait_for_its_end(bench: Bench) -> None:
    bench.open(shorts_session())
    start = bench.at("Shorts")
    bench.press(start)
    bench.move(start + QPoint(40, -20))
    place = bench.canvas.node("Shorts").pos()
    marginals = bench.ring.analysis.results.marginals
    assert marginals is not None
    other = replace(bench.ring.analysis.results, marginals=(np.array([0.9, 0.1]), *marginals[1:]))
    bench.ring.analysis.results = other
    bench.ring.analysis.results_changed.emit(other)
    assert bench.canvas.node("Shorts").pos() == place
    assert bench.canvas.node("Sun").state.probabilities == (0.5, 0.5)
    bench.release(start + QPoint(40, -20))
    assert bench.canvas.node("Sun").state.probabilities == (0.9, 0.1)


def test_escape_leaves_a_drag_undone(bench: Bench) -> None:
    bench.open(shorts_session())
    start = bench.at("Shorts")
    bench.press(start)
    bench.move(start + QPoint(40, -20))
    bench.key(Qt.Key.Key_Escape)
    assert bench.at("Shorts") == start
    bench.release(start + QPoint(40, -20))
    assert bench.steps == 0


def test_what_is_chosen_is_moved_by_key_together(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.canvas.choose(("Shorts", "Ice cream"))
    before = {name: bench.canvas.graph.points[name] for name in bench.world.names}
    bench.key(Qt.Key.Key_Up, ALT)
    after = bench.canvas.graph.points
    assert bench.steps == 1
    assert {name for name in before if after[name] != before[name]} == {"Shorts", "Ice cream"}


def test_the_field_for_a_name_stays_upon_its_node_when_the_canvas_is_fitted_anew(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.click(bench.at("Shorts"))
    bench.editor.rename()
    bench.panel.resize(420, 700)
    field = bench.field()
    assert field is not None
    node, canvas = bench.canvas.node("Shorts"), bench.canvas

    def upon_its_name() -> bool:
        # From the middle of the node's upper edge down to where its numbers begin, at any zoom.
        body, below = node.body(), node.below_name()
        assert below is not None
        name = QPointF(body.center().x(), (body.top() + below.y()) / 2)
        inside = field.geometry().contains(canvas.mapFromScene(name))
        return inside and abs(field.geometry().bottom() + 1 - canvas.mapFromScene(below).y()) <= 1

    bench.qtbot.waitUntil(upon_its_name)
    assert node.state_at(node.mapFromScene(canvas.mapToScene(field.geometry().bottomLeft() + QPoint(60, 8)))) == 0
    bench.types_name("Trousers")
    assert "Trousers" in bench.world.names

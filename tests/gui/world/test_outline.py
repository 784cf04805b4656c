"""The list beside the canvas is in step with it, and both say causes and chances."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.sessions.edit_verbs import AddVariable, RenameVariable
from engine.sessions.verbs import SetByHand
from gui.world.outline import Outline
from tests.gui.world.bench import Bench
from tests.gui.worlds import collider_session, shorts_session


def rows(outline: Outline) -> list[tuple[str, ...]]:
    items = [outline.topLevelItem(row) for row in range(outline.topLevelItemCount())]
    return [tuple(item.text(column) for column in range(3)) for item in items if item is not None]


def test_every_variable_is_listed_with_its_causes_and_chances(bench: Bench) -> None:
    bench.open(collider_session())
    assert rows(bench.panel.outline) == [
        ("Rain", "none", "yes 0.300, no 0.700"),
        ("Sprinkler", "none", "yes 0.400, no 0.600"),
        ("Wet", "Rain, Sprinkler", rows(bench.panel.outline)[2][2]),
    ]
    item = bench.panel.outline.topLevelItem(2)
    assert item is not None
    said = item.data(0, Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Wet, caused by Rain and Sprinkler, yes 0.")


def test_it_follows_the_network(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.ring.document.perform(RenameVariable("Sun", "Sunshine"))
    bench.ring.document.perform(AddVariable(replace(bench.world.variables[0], name="Wind")))
    bench.quiet()
    assert [row[0] for row in rows(bench.panel.outline)] == ["Sunshine", "Shorts", "Ice cream", "Wind"]
    assert rows(bench.panel.outline)[1][1] == "Sunshine"


def test_what_is_chosen_in_one_is_chosen_in_the_other(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.panel.show_outline(True)
    outline = bench.panel.outline
    assert outline.isVisible()
    bench.click(bench.at("Shorts"))
    assert outline.names() == ("Shorts",)
    outline.setFocus()
    QTest.keyClick(outline, Qt.Key.Key_Down)
    assert bench.canvas.chosen == ("Ice cream",)
    QTest.keyClick(outline, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert bench.canvas.chosen == ("Shorts", "Ice cream")
    bench.panel.show_outline(False)
    assert outline.isHidden()
    assert bench.canvas.hasFocus()


def test_enter_renames_the_row(bench: Bench) -> None:
    bench.open(shorts_session())
    bench.panel.show_outline(True)
    QTest.keyClick(bench.panel.outline, Qt.Key.Key_Down)
    QTest.keyClick(bench.panel.outline, Qt.Key.Key_Return)
    bench.types_name("Hot day")
    assert bench.world.names.count("Hot day") == 1


@pytest.mark.parametrize("name", ["Shorts", "Ice cream"])
def test_a_node_on_the_canvas_says_its_causes_and_chances(bench: Bench, name: str) -> None:
    bench.open(shorts_session())
    node = bench.canvas.node(name)
    assert node.objectName().startswith(f"{name}, caused by Sun, yes 0.")
    bench.click(bench.at(name))
    assert bench.canvas.accessibleDescription().startswith(f"{name}, caused by Sun, yes 0.")
    bench.ring.document.perform(SetByHand(name, "no"))
    bench.quiet()
    assert node.objectName() == f"{name}, set to no"

"""The flow layout breaks lines like text."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.controls.layouts import FlowLayout


def flow(qtbot, widths, spacing=8):
    parent = QWidget()
    qtbot.addWidget(parent)
    layout = FlowLayout(parent, spacing)
    for width in widths:
        child = QWidget()
        child.setFixedSize(width, 20)
        layout.addWidget(child)
    return parent, layout


def test_items_go_on_in_the_next_line(qtbot):
    parent, layout = flow(qtbot, [50, 50, 50])
    parent.resize(108, 100)
    parent.show()
    layout.activate()
    places = [layout.itemAt(i).geometry().topLeft().toTuple() for i in range(3)]
    assert places == [(0, 0), (58, 0), (0, 28)]


def test_height_depends_on_width(qtbot):
    _, layout = flow(qtbot, [50, 50, 50])
    assert layout.heightForWidth(166) == 20
    assert layout.heightForWidth(165) == 48
    assert layout.heightForWidth(10) == 76


def test_the_widest_item_sets_the_least_width(qtbot):
    _, layout = flow(qtbot, [50, 90, 20])
    assert layout.minimumSize().width() == 90


def test_items_can_be_taken_out(qtbot):
    _, layout = flow(qtbot, [50, 60])
    assert layout.takeAt(0).sizeHint().width() == 50
    assert layout.count() == 1
    assert layout.takeAt(5) is None
    assert layout.itemAt(5) is None

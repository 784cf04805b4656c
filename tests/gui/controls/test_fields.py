"""Fields announce what the user does, not what the program sets."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from gui.controls.fields import Note, SpinField
from gui.theme import Theme


def test_keys_change_the_number_and_announce_it(qtbot):
    field = SpinField("rows", 10, 1, 1000)
    qtbot.addWidget(field)
    heard = []
    field.edited.connect(heard.append)
    field.set_value(20)
    assert (field.value, heard) == (20, [])
    qtbot.keyClick(field.box, Qt.Key.Key_Up)
    assert (field.value, heard) == (21, [21])


def test_typing_counts_once_it_is_finished(qtbot):
    field = SpinField("rows", 10, 1, 1000)
    qtbot.addWidget(field)
    heard = []
    field.edited.connect(heard.append)
    field.box.selectAll()
    qtbot.keyClicks(field.box, "250")
    assert heard == []
    qtbot.keyClick(field.box, Qt.Key.Key_Return)
    assert heard == [250]


def test_the_field_is_named_and_its_text_stands_off_the_edge(qtbot):
    field = SpinField("seed", 7, 0, 9999, "seed")
    qtbot.addWidget(field)
    assert field.box.accessibleName() == "seed"
    assert field.box.lineEdit().textMargins().left() >= 4


def test_a_note_is_never_squeezed_below_its_words(qtbot):
    column = QWidget()
    qtbot.addWidget(column)
    rows = QVBoxLayout(column)
    note = Note("accent", "word " * 40)
    rows.addWidget(note)
    rows.addWidget(QTextEdit())
    column.resize(200, 120)
    column.show()
    qtbot.waitUntil(lambda: note.height() >= note.column.totalHeightForWidth(note.width()) > 60)


def test_a_note_is_tinted_and_edged_by_its_kind(qtbot):
    tokens = Theme().tokens
    for kind, ground, edge in (
        ("act", tokens.act_tint, tokens.act),
        ("accent", tokens.alternate, tokens.accent),
        ("plain", tokens.alternate, tokens.alternate),
    ):
        note = Note(kind, "Set Ice cream.")
        qtbot.addWidget(note)
        note.resize(200, 60)
        image = note.grab().toImage()
        assert image.pixelColor(1, 30).rgb() == edge.rgb(), kind
        assert image.pixelColor(190, 5).rgb() == ground.rgb(), kind

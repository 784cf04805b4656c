"""Labels take their size from the theme and say what does not fit."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.controls.labels import ElidedLabel, KindTag, Label, Prose
from gui.controls.switch import Switch
from gui.theme import Theme, apply_theme


def test_a_label_follows_the_scale(qapp, qtbot):
    label = Label("18", "heading", 600)
    qtbot.addWidget(label)
    assert label.font().pixelSize() == 18
    apply_theme(qapp, Theme(scale=1.5, reduced_motion=True))
    assert label.font().pixelSize() == 27
    assert int(label.font().weight()) == 600


def test_secondary_text_is_grey_in_both_themes(qapp, qtbot):
    label = Label("bits", secondary=True)
    qtbot.addWidget(label)
    for dark in (False, True):
        theme = Theme(dark, reduced_motion=True)
        apply_theme(qapp, theme)
        assert label.palette().color(label.foregroundRole()).rgb() == theme.tokens.text2.rgb()
    assert label.foregroundRole() == QPalette.ColorRole.PlaceholderText


def test_text_is_never_markup(qtbot):
    label = Label("<b>A</b> & B")
    plain = Label("A B")
    for widget in (label, plain):
        qtbot.addWidget(widget)
    assert label.sizeHint().width() > plain.sizeHint().width() * 2


def test_prose_parts_paragraphs_and_escapes_markup(qtbot):
    prose = Prose([[("First <b>line", False), (" goes on.", True)], [("Second & last.", False)]])
    qtbot.addWidget(prose)
    assert prose.text().count("<p") == 2
    assert "First &lt;b&gt;line<span" in prose.text()
    assert "Second &amp; last." in prose.text()
    assert prose.accessibleName() == "First <b>line goes on.\nSecond & last."


def test_prose_keeps_the_line_height(qtbot):
    prose = Prose([[("word " * 60, False)]])
    qtbot.addWidget(prose)
    lines = [prose.heightForWidth(width) / 21 for width in (200, 300, 400)]
    assert all(abs(n - round(n)) < 0.3 for n in lines)
    assert lines[0] > lines[2]


def test_empty_prose_shows_nothing(qtbot):
    prose = Prose()
    qtbot.addWidget(prose)
    assert prose.text() == ""


def test_an_elided_label_tells_the_rest_in_its_tool_tip(qtbot):
    label = ElidedLabel("A long story about shorts")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.shown_text().endswith("…")
    assert label.toolTip() == "A long story about shorts"
    label.resize(600, 20)
    assert label.shown_text() == label.text()
    assert label.toolTip() == ""


def test_in_a_crowded_row_what_can_be_pressed_keeps_its_words(qtbot):
    row = QWidget()
    qtbot.addWidget(row)
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    tag, switch = KindTag(), Switch(("Bits open", "The truth"), "What the lines show")
    tag.set_sampled("0.01")
    line.addWidget(tag)
    line.addWidget(switch)
    wanted = switch.sizeHint().width()
    row.setFixedWidth(wanted + tag.sizeHint().width() // 2)
    with qtbot.waitExposed(row):
        row.show()
    assert switch.width() == wanted
    assert 0 < tag.width() < tag.sizeHint().width()
    assert tag.accessibleName() == "sampled ± 0.01"


def test_the_kind_of_a_number_is_said(qtbot):
    tag = KindTag()
    qtbot.addWidget(tag)
    assert tag.text() == "exact"
    tag.set_sampled("0.01")
    assert tag.text() == "sampled ± 0.01"

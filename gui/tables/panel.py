"""The panel: the table of one variable, edited cell by cell, pasted, or filled by a rule."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from engine.data.configurations import IntArray
from engine.sessions.state import SessionState
from engine.sessions.verbs import UncoverWorld
from gui.controls.bars import IconLabel
from gui.controls.buttons import Button, plain_button
from gui.controls.choice_box import ChoiceBox
from gui.controls.choices import CheckBox
from gui.controls.empty_page import EmptyPage
from gui.controls.labels import ElidedLabel, Label
from gui.controls.layouts import FlowLayout
from gui.document import Document
from gui.tables.editing import TableEditing
from gui.tables.figures import Figures
from gui.tables.grid import TableGrid
from gui.tables.model import TableModel
from gui.tables.rule_dialog import RuleDialog
from gui.tables.rules import EVEN, MORE, NOISY_OR, RANDOM, Rule
from gui.tables.sheet import fault_sentence
from gui.tables.states_dialog import StatesDialog
from gui.tables.subject import seen_rows
from gui.tables.words import COVERED, KEEP, KEEP_SHORT, KEEP_TIP, NO_WORLD, after_choice, figures
from gui.theme import Theme, current_theme, theme_source

NARROW, LOW = 440, 330


class TablePanel(QWidget):
    """Shows and edits the table of one variable.

    An edit is performed at once, as one step of undo, unless a row would not add up to 1: then it waits, marked, until
    the person has mended the row, has the program mend it, or puts the table back.

    Signals
    -------
    title_changed(title)
        Another variable is on show.
    """

    title_changed = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.editing = TableEditing(document, self)
        self._stale = True
        self._make()
        self.editing.changed.connect(self._show)
        self.editing.refused.connect(self._say)
        document.state_changed.connect(self._on_state)
        theme_source().theme_changed.connect(self._follow)
        self._follow(current_theme())
        if document.is_open:
            self.editing.follow(None, document.state)

    def title_actions(self) -> list[QWidget]:
        """Return what belongs into the title bar of the dock."""
        return [self.keep]

    def choose(self, name: str) -> None:
        """Show the table of another variable of the world."""
        self.editing.choose(name)

    def seen(self) -> IntArray | None:
        """Return how often each row of the table was seen; None where that cannot be known."""
        return seen_rows(self._document.state, self.editing.name)

    def begin_keys(self) -> None:
        """Put the keys into the table."""
        self.grid.setFocus()

    # -- parts ---------------------------------------------------------------------------------------------

    def _make(self) -> None:
        self.setAccessibleName("Table of a variable")
        self.keep = CheckBox(KEEP)
        self.keep.setChecked(True)
        self.keep.setAccessibleName(KEEP)
        self.keep.setToolTip(KEEP_TIP)
        self.keep.toggled.connect(self._on_keep)
        self.choice = ChoiceBox()
        self.choice.setAccessibleName("Variable whose table is shown")
        self.choice.textActivated.connect(self.choose)
        self.after = ElidedLabel("", secondary=True)
        self.model = TableModel(self)
        self.model.written.connect(self.editing.write)
        self.grid = TableGrid(self.model)
        self.grid.paste_requested.connect(self.paste)
        self.grid.fill_requested.connect(lambda: self.editing.fill_down(self.grid.block()))
        self.grid.lock_requested.connect(lambda: self.editing.toggle_lock(self.grid.block()))
        self.warn = IconLabel("warn", "warn")
        self.said = Label("", wrap=True)
        self.mend = plain_button("Make rows add up to 1")
        self.mend.clicked.connect(self.editing.normalise)
        self.put_back = plain_button("Put back")
        self.put_back.clicked.connect(lambda: self.editing.put_back())
        self.figures = Figures()
        self.empty = EmptyPage()
        self.empty.pressed.connect(lambda: self._document.perform(UncoverWorld()))
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, 8, 8)
        self.even = self._button("Make even", EVEN.tip, lambda: self.editing.fill_by(EVEN))
        self.noisy = self._button(NOISY_OR.title, NOISY_OR.tip, lambda: self._ask_for(NOISY_OR))
        self.random = self._button(RANDOM.words, RANDOM.tip, lambda: self.editing.fill_by(RANDOM), "randomise")
        self.more = self._button("More rules", "Fill the table by a rule", self._open_more)
        self.states = self._button("States ...", "Rename, add, remove or reorder states", self._ask_for_states)
        self.pasting = self._button("Paste cells", "Paste cells from a spreadsheet (Ctrl+V)", self.paste)
        self._lay_out()

    def _button(self, words: str, tip: str, do: Callable[[], None], icon: str = "") -> Button:
        button = plain_button(words, icon)
        button.setToolTip(tip)
        button.clicked.connect(do)
        self._flow.addWidget(button)
        return button

    def _lay_out(self) -> None:
        filled = QWidget()
        self._top = QHBoxLayout()
        self._top.addWidget(Label("How likely is", secondary=True))
        self._top.addWidget(self.choice)
        self._top.addWidget(self.after, 1)
        self._fault = QWidget()
        self._fault_row = QHBoxLayout(self._fault)
        self._fault_row.setContentsMargins(0, 0, 0, 0)
        self._fault_row.addWidget(self.warn)
        self._fault_row.addWidget(self.said, 1)
        self._fault_row.addWidget(self.mend)
        self._fault_row.addWidget(self.put_back)
        self._filled = QVBoxLayout(filled)
        self._filled.addLayout(self._top)
        self._filled.addWidget(self.grid, 1)
        self._filled.addWidget(self._fault)
        self._filled.addWidget(self._buttons)
        self._filled.addWidget(self.figures)
        self._filled.addStretch(0)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    def _follow(self, theme: Theme) -> None:
        side = theme.px(theme.PANEL_PADDING)
        self._filled.setContentsMargins(side, theme.px(10), side, theme.px(10))
        self._filled.setSpacing(theme.px(10))
        self._top.setSpacing(theme.px(6))
        self._fault_row.setSpacing(theme.px(8))
        self._fit_room()

    # -- what changed --------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_room()

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        if old is None or (old.world, old.world_covered) != (new.world, new.world_covered):
            self.editing.follow(old, new)
        elif old.dataset is not new.dataset:
            self._show_seen()

    def _show(self) -> None:
        # What is out of sight is drawn once it comes into sight.
        self._stale = not self.isVisible()
        if not self._document.is_open or self._stale:
            return
        state, sheet = self._document.state, self.editing.sheet
        world = state.world
        self.keep.setEnabled(sheet is not None)
        self.pages.setCurrentIndex(0 if sheet is None else 1)
        self.title_changed.emit("Table" if sheet is None else f"Table of {self.editing.name}")
        if sheet is None or world is None:
            self.empty.say(NO_WORLD if world is None else COVERED, "" if world is None else "Show it")
            return
        self._show_choice(world.names)
        self.after.setText(after_choice(sheet.subject))
        self.figures.show_figures(figures(world, world.index(self.editing.name)))
        self.noisy.setEnabled(bool(sheet.subject.parents))
        self.model.show_sheet(sheet)
        self._show_seen()
        fault = fault_sentence(sheet)
        self._say(fault or self.editing.note, waits=bool(fault), icon="warn" if fault else "hint")
        self._fit_room()

    def _show_choice(self, names: tuple[str, ...]) -> None:
        if tuple(self.choice.itemText(place) for place in range(self.choice.count())) != names:
            self.choice.clear()
            self.choice.addItems(list(names))
        self.choice.setCurrentText(self.editing.name)

    def _show_seen(self) -> None:
        if self.editing.sheet is not None and self.isVisible():
            self.model.show_seen(self.seen())
        else:
            self._stale = True

    def _say(self, sentence: str, *, waits: bool = False, icon: str = "warn") -> None:
        self.warn.set_icon(icon, "warn" if icon == "warn" else "text2")
        self._fault.setVisible(bool(sentence))
        self.said.setText(sentence)
        for button in (self.mend, self.put_back):
            button.setVisible(waits and bool(sentence))

    def _fit_room(self) -> None:
        # Where there is little room the table comes first: rules go into the menu, counts into a sentence.
        theme = current_theme()
        narrow = self.width() < theme.px(NARROW)
        for button in (self.even, self.noisy, self.random):
            button.setVisible(not narrow)
        self.more.set_words("Fill by a rule" if narrow else "More rules")
        self.keep.setText(KEEP_SHORT if narrow else KEEP)
        self.figures.set_low(narrow or self.height() < theme.px(LOW))

    # -- what is asked for ---------------------------------------------------------------------------------

    def paste(self) -> None:
        """Write what was copied in a spreadsheet, from the chosen cell on."""
        self.editing.paste(self.grid.block(), QGuiApplication.clipboard().text())

    def more_menu(self) -> QMenu:
        """Return the menu of all other rules."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        sheet = self.editing.sheet
        shown = self.even.isVisible()
        for rule in MORE if shown else (EVEN, NOISY_OR, *MORE):
            action = menu.addAction(f"{rule.title} ...")
            action.setToolTip(rule.tip)
            action.setEnabled(bool(sheet and (sheet.subject.parents or not rule.needs_causes)))
            action.triggered.connect(lambda _checked=False, rule=rule: self._ask_for(rule))
        if not shown:
            menu.actions()[0].setText(EVEN.title)
        return menu

    def _on_keep(self, on: bool) -> None:
        self.editing.keep = on
        if on and self.editing.sheet is not None and self.editing.sheet.faults():
            self.editing.normalise()

    def _open_more(self) -> None:
        menu = self.more_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _ask_for(self, rule: Rule) -> None:
        if self.editing.sheet is None:
            return
        if rule is EVEN:
            self.editing.fill_by(rule)
            return
        dialog = RuleDialog(rule, self.editing.sheet.subject, self)
        dialog.accepted.connect(lambda: self.editing.fill_by(rule, dialog.choices()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_for_states(self) -> None:
        if self.editing.sheet is None:
            return
        has_rows = any(source is not None for source in self._document.state.sources)
        dialog = StatesDialog(self.editing.sheet.subject.variable, has_rows=has_rows, parent=self)
        dialog.accepted.connect(lambda: self._document.perform(dialog.action()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

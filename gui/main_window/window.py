"""The one window: menus, tool bar, start page or desk, status line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.progress import Progress
from engine.sessions.edits import COVERED, LESSON
from engine.sessions.state import SessionState
from gui.actions import ActionSet, Handler
from gui.analysis import Analysis
from gui.controls.message_boxes import say
from gui.document import Document
from gui.jobs import JobRunner
from gui.main_window.desk_maker import DeskMaker
from gui.main_window.exporting import NetworkExporter
from gui.main_window.keys import KeysDialog, about_text
from gui.main_window.look import Look
from gui.main_window.menus import MenuRow
from gui.main_window.message_bar import MessageBar
from gui.main_window.saving import Saver, is_shipped
from gui.main_window.session_verbs import SessionVerbs
from gui.main_window.status_line import StatusLine
from gui.main_window.tool_bar import ToolBar
from gui.main_window.warm_up import WARM, warm_up
from gui.main_window.world_verbs import new_network, rows_put_away, world_handlers
from gui.results import Results
from gui.settings import LESSON_STEPS, OUTLINE, WINDOW_ARRANGEMENT, WINDOW_GEOMETRY, Settings
from gui.start.page import StartPage
from gui.verbs import VERBS, WORLD_KEYS

if TYPE_CHECKING:
    from gui.main_window.choosing import Choosing
    from gui.main_window.desk import Desk
    from gui.main_window.opening import Opener
    from gui.main_window.presenting import Presenter

NAME = "Causal-discovery sandbox"
CHOOSING = "First use these candidates, or cancel: rows are drawn where they can be seen."


class MainWindow(QMainWindow):
    """Puts the parts together and carries out every verb of the program.

    Parameters
    ----------
    settings
        What is remembered between starts.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._look = Look(settings)
        self.jobs = JobRunner(self)
        self.document = Document(self.jobs, self)
        self.analysis = Analysis(self.document, self.jobs, self)
        self.saver = Saver(self.document, self.jobs, settings, self)
        self.exporter = NetworkExporter(self.document, self.jobs, self.saver.folder, self)
        self.actions_by_key = ActionSet(self.document, self._handlers(), self)
        self.saver.failed.connect(self._say_failure)
        self.exporter.failed.connect(self._say_failure)
        self._desk: Desk | None = None
        self._choosing: Choosing | None = None
        self._presenter: Presenter | None = None
        self._opener: Opener | None = None
        self._painted_before = False
        self._closing = False
        self._build()
        self.document.state_changed.connect(self._on_state)
        self.document.path_changed.connect(self._show_title)
        self.document.rejected.connect(self._say_rejection)
        self.exporter.done.connect(self.messages.tell)
        self.analysis.failed.connect(self.messages.say)
        self.analysis.results_changed.connect(self._show_switches)
        self.show_start()

    # -- parts ---------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setAcceptDrops(True)
        self.resize(1280, 800)
        self.setMinimumSize(900, 600)
        self.start_page = StartPage(self._settings, self.jobs)
        self.tool_bar = ToolBar(self.document, self.actions_by_key, self._settings)
        self.messages = MessageBar()
        self.status_line = StatusLine(self.document, self.analysis, self.jobs)
        self._menu_row = MenuRow(self.actions_by_key)
        self.menus, self.search = self._menu_row.bar, self._menu_row.search
        self._stack = QStackedWidget()
        self._desk_maker = DeskMaker(self.document, self.analysis, self.jobs, self._stack)
        self._stack.addWidget(self.start_page)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.tool_bar, self.messages):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status_line)
        self.setCentralWidget(content)
        self.setMenuWidget(self._menu_row)
        for verb in VERBS:
            if verb.key not in WORLD_KEYS:
                self.addAction(self.actions_by_key[verb.key])
        self.start_page.open_requested.connect(self.open_path)
        self.start_page.look_around_requested.connect(self._look_around)
        self.start_page.back_requested.connect(self.show_session)
        self.start_page.open_dialog_requested.connect(self._open)
        self.start_page.new_network_requested.connect(self._new_network)
        self.start_page.table_dialog_requested.connect(self._load_table)
        self.start_page.networks_requested.connect(self._choose_network)
        self.start_page.paste_requested.connect(self._paste_network)

    @property
    def desk(self) -> Desk:
        """The docks, made when they are first needed: their plots take longest to load."""
        if self._desk is None:
            from gui.main_window.weights_view import remember_view

            self._desk = self._desk_maker.finished()
            self._stack.addWidget(self._desk)
            self.tool_bar.rows_changed.connect(self._desk.set_rows)
            self._desk.set_rows(self.tool_bar.rows.value)
            self._desk.world.addActions([self.actions_by_key[key] for key in sorted(WORLD_KEYS)])
            self._desk.world.list_beside(self._settings.get(OUTLINE))
            remember_view(self._desk.weights, self._settings)
            self._desk.lesson.start_requested.connect(self.show_start)
            self._desk.change_requested.connect(self._choose_hypotheses)
            self._desk.gains.minder.went_away.connect(self.messages.say)
            view = self._menu_row.menu("View")
            view.addSeparator()
            for dock in self._desk.docks():
                view.addAction(dock.toggleViewAction())
        return self._desk

    @property
    def choosing(self) -> Choosing:
        """The page on which it is chosen what may be true; made when it is first needed."""
        if self._choosing is None:
            from gui.main_window.choosing import Choosing

            self._choosing = Choosing(self.document, self.analysis, self.jobs, self._stack)
            self._choosing.closed.connect(self.show_session)
        return self._choosing

    @property
    def opener(self) -> Opener:
        """What reads files; made when it is first needed."""
        if self._opener is None:
            from gui.main_window.opening import Opener

            self._opener = Opener(self.jobs, self)
            self._opener.opened.connect(self._show_session)
            self._opener.failed.connect(self._say_failure)
            self._opener.told.connect(self.messages.say)
        return self._opener

    def _handlers(self) -> dict[str, Handler]:
        session = SessionVerbs(
            self.document, self.analysis, lambda: self.desk, lambda: self.tool_bar.rows_now(), self._in_sight
        )
        return {
            "start": self._start_or_back,
            "new_network": self._new_network,
            "networks": self._choose_network,
            "paste_network": self._paste_network,
            "open": self._open,
            "load_table": self._load_table,
            "save": lambda: self.saver.save(),
            "save_as": lambda: self.saver.save_as(),
            **self.exporter.handlers(),
            "picture": self._show_picture,
            "film": self._save_film,
            "present": self._present,
            "quit": self._quit,
            **world_handlers(lambda: self.desk.world, self.document),
            **session.handlers(),
            "rows": lambda: self.tool_bar.begin_rows(),
            "hypotheses": self._choose_hypotheses,
            "theme": self._look.toggle_dark,
            "larger": lambda: self._look.change_scale(1),
            "smaller": lambda: self._look.change_scale(-1),
            "arrange": lambda: self.desk.arrange(self.width()),
            "find": lambda: self.search.begin(),
            "keys": self._show_keys,
            "about": lambda: say(self, NAME, about_text(), icon=""),
        }

    # -- verbs ---------------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """Show the start page; an open session waits behind it."""
        self.start_page.refresh()
        self.start_page.offer_back(self.document.state.scenario.title if self.document.is_open else "")
        self._stack.setCurrentWidget(self.start_page)
        self.tool_bar.hide()
        self.actions_by_key.show_session(False)
        if self.document.is_open:
            self.start_page.side.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.document.is_open:
            self.status_line.say_tip("Tip: press ? at any time to see the keys.")
        self._show_title()

    def show_session(self) -> None:
        """Show the open session, in the place of the start page."""
        open_page = self._choosing is not None and self._choosing.is_open
        self._stack.setCurrentWidget(self.choosing.page if open_page else self.desk)
        self.tool_bar.show()
        self.actions_by_key.show_session(True)
        self.desk.arrange_if_needed(self.width())

    def _choose_hypotheses(self) -> None:
        self.choosing.open()

    def _start_or_back(self) -> None:
        if self.document.is_open and self._stack.currentWidget() is self.start_page:
            self.show_session()
        else:
            self.show_start()

    def open_path(self, path: Path) -> None:
        """Open a file of any kind, once the person agreed to leave what is open."""
        self.saver.leave(lambda: self.opener.open_path(path))

    def _look_around(self, path: Path) -> None:
        self.saver.leave(lambda: self.opener.open_without_lesson(path))

    def _open(self) -> None:
        from gui.main_window.opening import FILTER

        name, _ = QFileDialog.getOpenFileName(self, "Open", str(self.saver.folder()), FILTER)
        if name:
            self.open_path(Path(name))

    def _load_table(self) -> None:
        from gui.main_window.opening import TABLE_FILTER

        name, _ = QFileDialog.getOpenFileName(self, "Load a table of data", str(self.saver.folder()), TABLE_FILTER)
        if name:
            self.saver.leave(lambda: self.opener.open_table(Path(name)))

    def _new_network(self) -> None:
        self.saver.leave(self._show_new_network)

    def _show_new_network(self) -> None:
        state = new_network()
        self._show_session(state, None, None)
        self.desk.world.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.desk.world.editor.rename_one(state.variables[0].name)

    def _choose_network(self) -> None:
        from gui.main_window.beginning import choose_network

        choose_network(self.jobs, self.opener, self.saver.leave)

    def _paste_network(self) -> None:
        from gui.main_window.beginning import paste_network

        added = paste_network(self.document, self.jobs, self.opener, self.saver.leave)
        if added:
            self.show_session()
            self.desk.world.canvas.choose(added)

    def _quit(self) -> None:
        self.close()

    def _show_keys(self) -> None:
        dialog = KeysDialog(self)
        dialog.exec()
        dialog.deleteLater()

    def _present(self) -> None:
        if self._presenter is None:
            from gui.main_window.presenting import Presenter

            self._presenter = Presenter(self, self.desk)
        self._presenter.toggle(self.document, self.analysis, self.actions_by_key.all())

    def _show_picture(self) -> None:
        from gui.main_window.picturing import ask_for_picture

        ask_for_picture(self.desk, self.document.state, self.analysis.results, self.saver.folder(), self)

    def _save_film(self) -> None:
        from gui.main_window.filming import ask_for_film

        shown, results = self.desk.weights.chart.shown, self.analysis.results
        said = ask_for_film(shown, self.document.state, results, self.jobs, self.saver.folder(), self)
        if said:
            self.messages.say(said)

    def _in_sight(self, done: Handler) -> None:
        # Behind the page of candidates nobody would see what it does.
        if self._choosing is not None and self._choosing.is_open:
            self.messages.say(CHOOSING)
        else:
            done()

    def _show_switches(self, results: Results) -> None:
        self.actions_by_key.show_on("classes", results.view == "classes")
        self.actions_by_key.show_on("truth", results.view == "truth")

    # -- what happened -------------------------------------------------------------------------------------

    def _show_session(self, state: SessionState, path: Path | None, source: Path | None) -> None:
        first = self._desk is None
        desk = self.desk
        self.document.reset(state, path)
        if first and not self._restored(desk):
            desk.arrange(self.width())
        self.show_session()
        if source is not None:
            self._settings.add_recent(source)
        if state.scenario.steps:
            desk.raise_dock("lesson")
            desk.lesson.focus_lesson()
        else:
            desk.belief.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restored(self, desk: Desk) -> bool:
        remembered = self._settings.get(WINDOW_ARRANGEMENT)
        return bool(remembered) and desk.restore_arrangement(QByteArray(remembered), self.width())

    def _say_rejection(self, sentence: str) -> None:
        # What a lesson forbids can be done once its world is one's own.
        own = self.actions_by_key["own_world"]
        self.messages.say(sentence, own if sentence in (LESSON, COVERED) and own.isEnabled() else None)

    def _on_state(self, old: SessionState | None, new: SessionState) -> None:
        gone = rows_put_away(old, new)
        if gone:
            self.messages.say(gone)
        elif old is not None:
            # Something could be done: what could not be done before is no longer news.
            self.messages.hide()
        path = self.document.path
        if path is not None and is_shipped(path) and new.scenario.steps:
            steps = self._settings.get(LESSON_STEPS)
            if new.lesson.played > steps.get(path.stem, 0):
                self._settings.set(LESSON_STEPS, {**steps, path.stem: new.lesson.played})

    def _show_title(self) -> None:
        if not self.document.is_open:
            self.setWindowTitle(NAME)
            return
        self.setWindowTitle(f"{self.document.state.scenario.title}[*] - {NAME}")
        self.setWindowModified(self.document.has_unsaved_changes)

    def _say_failure(self, sentence: str) -> None:
        # A file that has gone since is no longer listed.
        self.start_page.refresh()
        say(self, NAME, sentence)

    def close_at_once(self) -> None:
        """Close without asking, because the system asked; dialogs that wait for an answer get none."""
        self._closing = True
        while isinstance(dialog := QApplication.activeModalWidget(), QDialog):
            dialog.done(QDialog.DialogCode.Rejected)
        self.close()

    # -- events --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted_before:
            self._painted_before = True
            # After the first paint, however long that takes: what comes now must not delay it.
            QTimer.singleShot(50, lambda: self.jobs.start(WARM, warm_up, self._on_warming, lambda _why: None))

    def _on_warming(self, progress: Progress[None]) -> None:
        if progress.done == progress.total and self._desk is None:
            self._desk_maker.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tool_bar.set_width(self.width())
        if self._desk is not None and self.document.is_open:
            self._desk.arrange_if_needed(self.width())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        path = Path(event.mimeData().urls()[0].toLocalFile())
        # The dialog that may follow must not open while the other program still waits for the drop to end.
        QTimer.singleShot(0, lambda: self.open_path(path))

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closing and self.saver.must_ask:
            event.ignore()
            # A window cannot be closed from within its being closed.
            QTimer.singleShot(0, lambda: self.saver.leave(self.close_at_once))
            return
        if self._desk is not None:
            self._settings.set(OUTLINE, not self._desk.world.outline.isHidden())
            self._settings.set(WINDOW_ARRANGEMENT, bytes(self._desk.arrangement().data()))
        self._settings.set(WINDOW_GEOMETRY, bytes(self.saveGeometry().data()))
        self._settings.save()
        # Work that cannot stop at once must not keep a window on screen that no longer answers.
        self.hide()
        self._desk_maker.stop()
        self.jobs.shut_down()
        event.accept()

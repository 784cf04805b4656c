"""From a table in a file to a session, by way of the dialog that corrects what was recognised."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.importing.dialog import ImportDialog
from gui.importing.labelling_box import WAYS
from gui.jobs import JobRunner
from gui.main_window.opening import Opener


def test_labels_are_corrected_and_numbers_sorted_on_the_way_to_a_session(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "data.csv"
    rows = "".join(f"{place / 7:.3f},{place % 2},{place % 2},{place}\n" for place in range(60))
    path.write_text(f"Weight,Dose,Dose_s,Dose_v\n{rows}", encoding="utf-8")
    (tmp_path / "data_metadata.json").write_text("{", encoding="utf-8")
    window = QWidget()
    qtbot.addWidget(window)
    jobs = JobRunner(window)
    opener = Opener(jobs, window)
    found, faults = [], []
    opener.opened.connect(lambda state, *_: found.append(state))
    watching = QTimer(window)

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ImportDialog):
            return
        if not faults:
            # The metadata beside the table are no JSON: that is said, and the names of the columns are enough.
            faults.append(dialog.ok.isEnabled())
            (tmp_path / "data_metadata.json").unlink()
            box = dialog.labels.way
            box.activated.emit(list(WAYS).index("pairs"))
        elif dialog.ok.isEnabled():
            dialog.list.view.setCurrentIndex(dialog.list.view.model().index(0, 0))
            if not dialog.sorting:
                qtbot.keyClick(dialog.list.view, Qt.Key.Key_Space)
            else:
                qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)

    watching.timeout.connect(answer)
    watching.start(5)
    opener.open_table(path)
    qtbot.waitUntil(lambda: bool(found))
    watching.stop()
    jobs.shut_down()
    assert faults == [False]
    state = found[0]
    assert [variable.name for variable in state.variables] == ["Weight", "Dose"]
    assert state.variables[0].states == ("below 2.81", "2.81 to 5.62", "5.62 or more")
    counted = {tuple(sorted(batch.regime.targets)): 0 for batch in state.dataset.batches}
    for batch in state.dataset.batches:
        counted[tuple(sorted(batch.regime.targets))] += batch.n_rows
    assert counted == {(): 30, (1,): 30}

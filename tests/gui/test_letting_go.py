"""A session that nobody needs any more is cleared away without harm, its past included."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# A document, and somebody who listens to it, hold each other: only Python's search for unused objects finds them.
SCRIPT = """
import gc
from PySide6.QtCore import QCoreApplication, QObject
from engine.sessions.verbs import SetEquivalentSampleSize
from gui.document import Document
from gui.jobs import JobRunner
from tests.gui.worlds import shorts_session

class Listener(QObject):
    def __init__(self, document):
        super().__init__()
        self.document = document
        document.state_changed.connect(self.on_change)
        document.history_changed.connect(self.on_change)

    def on_change(self, *_changes):
        pass

app = QCoreApplication([])
for _ in range(20):
    jobs = JobRunner()
    document = Document(jobs)
    document.reset(shorts_session())
    listener = Listener(document)
    for size in (2.0, 3.0, 4.0):
        document.perform(SetEquivalentSampleSize(size))
    assert document.past.index == 3
    document.undo()
    jobs.shut_down()
    del jobs, document, listener
    gc.collect()
print("done")
"""


def test_a_document_with_a_past_is_cleared_away() -> None:
    # Memory that was given back is overwritten there: whoever uses it still does not get away with it by luck.
    poisoned = os.environ | {"QT_QPA_PLATFORM": "offscreen", "MALLOC_PERTURB_": "165"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=poisoned, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PROBE = """
import sys
from engine.sessions.warm_up import compile_kernels
compile_kernels()
from engine.kernels.sampling import fill_rows
from engine.kernels.scoring import score_node
known = [list(kernel.signatures) for kernel in (fill_rows, score_node)]
assert all(known), known
from engine.files.scenario_reader import read_scenario
from engine.sessions.replay import play
play(read_scenario("scenarios/shorts.yaml"))
assert [list(kernel.signatures) for kernel in (fill_rows, score_node)] == known
assert not [name for name in sys.modules if name.startswith("PySide6")]
"""


def test_a_lesson_compiles_nothing_more_and_no_window_is_needed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE], cwd=ROOT, capture_output=True, text=True, timeout=500, check=False
    )
    assert done.returncode == 0, done.stderr

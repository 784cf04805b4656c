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


WATCHING = """
import importlib, pkgutil
import engine.kernels
from engine.sessions.warm_up import compile_kernels
compile_kernels()

def compiled():
    names = [each.name for each in pkgutil.iter_modules(engine.kernels.__path__)]
    modules = [importlib.import_module("engine.kernels." + name) for name in names]
    return {
        (module.__name__, name): set(map(str, kernel.signatures))
        for module in modules
        for name, kernel in vars(module).items()
        if hasattr(kernel, "nopython_signatures")
    }

from engine.files.session_files import load_session
from engine.posterior.dynamic_programming import sum_posterior
from engine.posterior.features import what_was_done
from engine.posterior.history import believe
from engine.questions.expected_gains import expected_gains
from engine.questions.experiments import single_experiments
from engine.questions.look_alikes import look_alikes_of
from engine.questions.overturning import what_would_overturn
from engine.sessions.actions import apply
from engine.sessions.strategies import settings_of
from engine.sessions.verbs import Watch
from pathlib import Path

before = compiled()
assert len(before) > 50
state, history = load_session(Path("scenarios/shorts.yaml").resolve()), None
for rows in (5, 40, 5):
    state = apply(state, Watch(rows))
    for progress in believe(state.dataset, state.space, state.assumptions, history, state.seed):
        history = progress.partial or history
    look_alikes_of(0, history.posterior, *what_was_done([each.batch.regime for each in history.batches], (0, 1, 2)))
    regimes = single_experiments(state.variables, state.space.over)
    for _ in expected_gains(history.evidence, state.dataset, regimes, None, state.seed):
        pass
    for _ in what_would_overturn(history.evidence, state.dataset, settings_of(state), state.seed):
        pass
    for _ in sum_posterior(state.dataset, (0, 1, 2), state.assumptions):
        pass
late = {key: found - before.get(key, set()) for key, found in compiled().items() if found - before.get(key, set())}
assert not late, late
"""


def test_nothing_is_compiled_while_one_watches_and_asks_what_would_tell() -> None:
    """Compiling takes seconds in which the window would not answer."""
    done = subprocess.run(
        [sys.executable, "-c", WATCHING], cwd=ROOT, capture_output=True, text=True, timeout=500, check=False
    )
    assert done.returncode == 0, done.stderr

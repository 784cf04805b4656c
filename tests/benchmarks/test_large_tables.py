"""How long large tables take to be read, shown and sorted into states; run with `make bench`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from engine.data.dataset import Batch, Dataset, as_values
from engine.data.discretising import Discretising
from engine.files.csv_tables import ColumnPreview, read_table
from engine.networks.interventions import Regime, do
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.sessions.state import SessionState, session_from_dataset, session_from_network
from gui.importing.sorting_box import SortingBox
from gui.rows.panel import RowsPanel
from gui.tables.panel import TablePanel
from gui.theme import Theme, apply_theme
from tests.gui.worlds import Ring, made_ring

READING, SHOWING, SORTING = 5.0, 0.5, 0.05


@pytest.fixture
def ring(qapp: QApplication) -> Iterator[Ring]:
    apply_theme(qapp, Theme(reduced_motion=True))
    yield from made_ring()


def spin(until: Callable[[], bool]) -> None:
    while not until():
        QApplication.processEvents()
        time.sleep(0.001)


def holds(benchmark: BenchmarkFixture, seconds: float) -> None:
    # Nothing was timed where benchmarks are switched off.
    assert benchmark.stats is None or benchmark.stats.stats.min < seconds


def test_a_million_cells_are_read(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("a,b,c,d,e\n" + "0,1,low,yes,2\n1,0,high,no,3\n" * 100_000)
    assert benchmark.pedantic(lambda: read_table(path), rounds=3).n_rows == 200_000
    holds(benchmark, READING)


def test_a_million_rows_are_chosen_and_painted(benchmark: BenchmarkFixture, ring: Ring) -> None:
    variables = tuple(Variable(f"V{place}", ("low", "middle", "high")) for place in range(4))
    values = as_values(np.random.default_rng(1).integers(0, 3, (1_000_000, 4)).astype(np.int8), variables)
    batches = (Batch(values[:400_000]), Batch(values[400_000:], Regime((do(0, 1),))))
    panel = RowsPanel(ring.document, ring.analysis, ring.jobs)
    panel.resize(900, 400)
    panel.show()
    ring.document.reset(session_from_dataset("Many", Dataset(variables, batches), (0, 1)))
    grid = panel.rows_page.grid
    spin(lambda: ring.is_quiet() and grid.model().rowCount() == 1_000_000)
    picture = QImage(grid.size(), QImage.Format.Format_RGB32)

    def choose() -> None:
        QTest.keyClick(grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        grid.render(picture)
        QTest.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        grid.render(picture)

    benchmark.pedantic(choose, rounds=5)
    panel.close()
    holds(benchmark, SHOWING)


def wide() -> SessionState:
    causes = tuple(Variable(f"C{place}", tuple("abcdefghij")) for place in range(4))
    tables = tuple(ConditionalTable(place, (), np.full(10, 0.1)) for place in range(4))
    effect = ConditionalTable(4, (0, 1, 2, 3), np.full((10, 10, 10, 10, 2), 0.5))
    network = BayesianNetwork((*causes, Variable("E", ("yes", "no"))), (*tables, effect))
    return session_from_network("Large", network, (0, 1, 2, 3, 4))


def test_a_table_of_ten_thousand_rows_is_opened(benchmark: BenchmarkFixture, ring: Ring) -> None:
    state = wide()
    panel = TablePanel(ring.document)
    panel.resize(900, 460)
    panel.show()

    def opened() -> None:
        ring.document.reset(state)
        panel.choose("E")
        QApplication.processEvents()

    benchmark.pedantic(opened, rounds=5)
    assert panel.model.rowCount() == 10_000
    panel.close()
    holds(benchmark, SHOWING)


def test_a_million_numbers_are_sorted_into_states(benchmark: BenchmarkFixture, qapp: QApplication) -> None:
    ordered = np.sort(np.random.default_rng(2).normal(size=1_000_000))
    box = SortingBox()
    column = ColumnPreview("X", (), (), None, True, ordered)

    def sort() -> None:
        box.show_column(column, Discretising("quantiles", 10))
        box.grab()

    benchmark.pedantic(sort, rounds=5, warmup_rounds=1)
    holds(benchmark, SORTING)

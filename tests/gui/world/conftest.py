"""What tests of the World panel share."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.gui.world.bench import Bench
from tests.gui.worlds import Ring


@pytest.fixture
def bench(ring: Ring, qtbot: QtBot) -> Bench:
    return Bench(ring, qtbot)

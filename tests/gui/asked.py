"""How often a model is asked: what looks at every one of many rows shows itself on a slow machine as on a fast one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import QAbstractTableModel


def counting(model: type[QAbstractTableModel]) -> tuple[type[QAbstractTableModel], Counter[str]]:
    """Return such a model that counts what it is asked for cells, and the count by method."""
    asked: Counter[str] = Counter()

    class Counting(model):  # type: ignore[valid-type, misc]
        def index(self, *place: Any) -> Any:
            asked["index"] += 1
            return super().index(*place)

        def flags(self, *place: Any) -> Any:
            asked["flags"] += 1
            return super().flags(*place)

        def data(self, *place: Any) -> Any:
            asked["data"] += 1
            return super().data(*place)

        def headerData(self, *place: Any) -> Any:  # noqa: N802
            asked["headerData"] += 1
            return super().headerData(*place)

    return Counting, asked

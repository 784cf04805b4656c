"""The library of the curves is loaded as a whole: a part of it, asked for while a worker loads it, is half there."""

from __future__ import annotations

import ast
from pathlib import Path

GUI = Path(__file__).parents[3] / "gui"


def parts_loaded(source: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(source)):
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        found += [name for name in names if name.startswith("pyqtgraph.")]
    return found


def test_no_part_of_it_is_loaded_by_itself() -> None:
    assert parts_loaded("def f():\n    from pyqtgraph.functions import mkColor") == ["pyqtgraph.functions"]
    for path in GUI.rglob("*.py"):
        assert parts_loaded(path.read_text(encoding="utf-8")) == [], path

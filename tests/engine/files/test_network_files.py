"""Networks are read by the ending of the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.files.network_files import read_network
from engine.problems import InvalidInput

if TYPE_CHECKING:
    from pathlib import Path

BIF = "variable a { type discrete [ 2 ] { no, yes }; }\nprobability ( a ) { table 0.5 0.5; }\n"
WITHOUT_WORLD = """format: 1
title: Data alone
world:
  variables:
    a: [no, yes]
    b: [no, yes]
data:
  - counts:
      - {a: no, b: no, n: 3}
belief:
  over: [a, b]
  candidates: all-dags
"""
WITH_WORLD = WITHOUT_WORLD.replace(
    "data:\n", "  tables:\n    a: [0.5, 0.5]\n    b:\n      - {a: no, P: [1, 0]}\n      - {a: yes, P: [0, 1]}\ndata:\n"
)


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


@pytest.mark.parametrize("name", ["net.bif", "NET.BIF"])
def test_a_bif_file(tmp_path: Path, name: str) -> None:
    assert read_network(written(tmp_path / name, BIF)).names == ("a",)


@pytest.mark.parametrize("name", ["world.yaml", "world.yml"])
def test_the_world_of_a_scenario(tmp_path: Path, name: str) -> None:
    network = read_network(written(tmp_path / name, WITH_WORLD))
    assert network.names == ("a", "b")
    assert network.dag.edges() == ((0, 1),)


def test_a_scenario_without_a_world(tmp_path: Path) -> None:
    path = written(tmp_path / "data.yaml", WITHOUT_WORLD)
    with pytest.raises(InvalidInput, match=r"this scenario has no world, only data\. Choose one with a world"):
        read_network(path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("net.doc", r"its name ends in \.doc\. This program reads networks from \.bif, .*\.gv, \.yaml or \.yml files"),
        ("net", r"its name has no ending\. This program reads networks from \.bif, .*\.gv, \.yaml or \.yml files"),
    ],
)
def test_files_of_another_kind(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        read_network(written(tmp_path / name, "text"))
    with pytest.raises(InvalidInput, match="there is no such file"):
        read_network(tmp_path / f"missing-{name}")

"""The command line called as a function, and small files to call it with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from engine.commands import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BIF = """network town {
}
variable rain {
  type discrete [ 2 ] { no, yes };
}
variable grass {
  type discrete [ 3 ] { dry, damp, wet };
}
probability ( rain ) {
  table 0.75, 0.25;
}
probability ( grass | rain ) {
  (no) 0.8, 0.15, 0.05;
  (yes) 0.0, 0.1, 0.9;
}
"""

SCENARIO = """format: 1
title: Rain <and> grass
summary: Does rain wet the grass, or the grass bring rain?
seed: 5
world:
  variables:
    rain: [no, yes]
    grass: [dry, wet]
    cloud: [no, yes]
  hidden: [cloud]
  tables:
    cloud: [0.5, 0.5]
    rain:
      - {cloud: no, P: [0.9, 0.1]}
      - {cloud: yes, P: [0.2, 0.8]}
    grass:
      - {rain: no, P: [0.9, 0.1]}
      - {rain: yes, P: [0.1, 0.9]}
belief:
  over: [rain, grass]
  candidates: all-dags
steps:
  - title: Watch
    text: It rained, and the grass was wet.
    do:
      - record:
          counts:
            - {rain: no, grass: dry, n: 8}
            - {rain: yes, grass: wet, n: 8}
    expect:
      - rows = 16
      - weight of rain -> grass = weight of grass -> rain
"""


class Outcome(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    def call(*words: object) -> Outcome:
        code = main([str(word) for word in words])
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return call


@pytest.fixture
def network(tmp_path: Path) -> Path:
    path = tmp_path / "town.bif"
    path.write_text(BIF)
    return path


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "town.yaml"
    path.write_text(SCENARIO)
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "town.csv"
    path.write_text("rain,grass,_do\nno,dry,\nyes,wet,\nyes,wet,rain\nno,dry,rain\nno,damp,grass\n")
    return path

"""What may be typed: every command with its defaults, and one sentence for what may not."""

from __future__ import annotations

import pytest

from engine import VERSION
from engine.commands.arguments import parser
from engine.files.network_formats import FORMATS
from engine.problems import InvalidInput


def test_each_command_has_its_defaults() -> None:
    drawn = parser().parse_args(["simulate", "a.bif", "--rows", "5"])
    assert (drawn.network, drawn.rows, drawn.do, drawn.randomize, drawn.seed, drawn.out) == (
        "a.bif",
        5,
        [],
        [],
        1,
        None,
    )
    belief = parser().parse_args(["posterior", "a.csv"])
    assert (belief.data, belief.hypotheses, belief.top, belief.seed) == ("a.csv", None, 10, 1)
    # What is not said is left to a file of hypotheses, or to what is usual.
    assert (belief.ess, belief.prior, belief.penalty, belief.max_parents) == (None, None, None, None)
    assert parser().parse_args(["run", "a.yaml"]).report is None
    raced = parser().parse_args(["race", "a.yaml"])
    assert (raced.strategies, raced.steps, raced.rows, raced.repeats) == ("best-gain,random", 10, 10, 20)
    assert (raced.seed, raced.from_now, raced.out) == (None, False, None)
    assert parser().parse_args(["check", "a.yaml"]).file == "a.yaml"


def test_interventions_may_be_repeated() -> None:
    words = ["simulate", "a.bif", "--rows", "5", "--do", "A=1", "--do", "B=x=y", "--randomize", "C"]
    drawn = parser().parse_args(words)
    assert (drawn.do, drawn.randomize) == (["A=1", "B=x=y"], ["C"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["paint"], "invalid choice: 'paint'"),
        (["simulate", "a.bif"], "--rows"),
        (["simulate", "a.bif", "--rows", "many"], '"many" is not a whole number'),
        (["simulate", "a.bif", "--rows", "5", "--see", "1"], "unrecognized arguments: --see 1"),
        (["posterior", "a.csv", "--ess", "strong"], '"strong" is not a number'),
        (["run"], "SCENARIO"),
        (["check", "a.yaml", "b.yaml"], "unrecognized arguments: b.yaml"),
    ],
)
def test_what_cannot_be_understood_is_told_with_where_help_is(words: list[str], said: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        parser().parse_args(words)
    (problem,) = raised.value.problems
    assert said in problem.what
    assert problem.remedy.endswith("--help")
    assert raised.value.source == "command line"


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parser().parse_args(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"causal sandbox {VERSION}\n"


def test_help_names_every_format_of_networks() -> None:
    text = parser().format_help()
    assert all(kind.suffixes[0] in text for kind in FORMATS)

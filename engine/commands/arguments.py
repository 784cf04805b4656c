"""What may be typed on the command line."""

from __future__ import annotations

import argparse
from typing import NoReturn, TypeAlias

from engine import VERSION
from engine.problems import InvalidInput, Problem

METHODS = ("enumeration", "dynamic-programming", "sampling")
_PROGRAM = "python main.py"
_ABOUT = """\
Causal sandbox: build a small world, watch it, act on it, and see belief about its causes move.

Without a command the window opens:
  python main.py                    the start screen
  python main.py SCENARIO.yaml      that scenario

Networks are files of other programs (.bif, .xmlbif, .xdsl, .net, .dsc, .uai, .dagitty, .dot) or scenarios (.yaml);
tables of data are CSV files with state names, and in the column _do the variables that were set by hand in that row,
joined by ";".
"""
_CODES = "Exit codes: 0 done, 1 an expectation failed, 2 something given was wrong."


class Parser(argparse.ArgumentParser):
    """A parser that raises InvalidInput instead of printing its usage and leaving."""

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong with the command line."""
        raise InvalidInput(Problem(message, f"See: {self.prog} --help"), source="command line")


def parser() -> Parser:
    """Return the parser of the whole command line; `command` in its result names the command."""
    whole = Parser(
        prog=_PROGRAM,
        description=_ABOUT,
        epilog=_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=f"causal sandbox {VERSION}")
    commands = whole.add_subparsers(dest="command", metavar="COMMAND", required=True, title="commands")
    _add_simulate(commands)
    _add_posterior(commands)
    _add_run(commands)
    _add_race(commands)
    _add_convert(commands)
    _add_check(commands)
    return whole


_Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def _add_simulate(commands: _Commands) -> None:
    about = "draw rows from a network, watching or with some variables set by hand"
    command = commands.add_parser("simulate", help=about, description=_sentence(about), allow_abbrev=False)
    command.add_argument("network", metavar="NETWORK", help="a BIF file or a scenario")
    command.add_argument("--rows", type=_whole, required=True, metavar="N", help="how many rows to draw")
    command.add_argument(
        "--do", action="append", default=[], metavar="VAR=STATE", help="set a variable to a state (repeatable)"
    )
    command.add_argument(
        "--randomize",
        action="append",
        default=[],
        metavar="VAR",
        help="draw a variable from all its states alike, whatever its causes say (repeatable)",
    )
    command.add_argument(
        "--seed", type=_whole, default=1, metavar="S", help="the same seed gives the same rows (default 1)"
    )
    command.add_argument("--out", metavar="FILE.csv", help="where to save them; without it they are printed")


def _add_posterior(commands: _Commands) -> None:
    about = "belief over all structures of up to 20 variables, or over candidates of your own, given a table of data"
    command = commands.add_parser("posterior", help=about, description=_sentence(about), allow_abbrev=False)
    command.add_argument("data", metavar="DATA.csv", help="a table of data")
    command.add_argument("--columns", metavar="A,B,C", help="the columns to take, 20 at most; default all")
    command.add_argument(
        "--hypotheses",
        metavar="FILE.yaml",
        help="the candidates and the prior, hidden variables and shapes among them; what is typed beside it as a rule "
        "counts more (docs/hypotheses.md)",
    )
    command.add_argument("--network", metavar="NETWORK", help="where the states of the variables are named")
    command.add_argument(
        "--ess",
        type=_number,
        metavar="E",
        help="equivalent sample size: strength of the prior on the tables, in rows (default 1)",
    )
    _add_prior(command)
    command.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="'A causes B'",
        help="how probable it is that 'A -> B', 'A -- B', 'A causes B', 'A shares a cause with B' or 'a parent of B "
        "causes A', joined by not, and, or (repeatable)",
    )
    _add_method(command)
    command.add_argument("--out", metavar="FILE.json", help="where to save it; without it it is printed")


def _add_prior(command: Parser) -> None:
    command.add_argument(
        "--prior",
        metavar="RULE",
        help="belief before any data: uniform (the default), every structure alike; edges, each arrow multiplies "
        "by --penalty; parents, every number of parents alike; up to 6 variables also classes, every Markov "
        "equivalence class alike; depth, each arrow of the longest path multiplies by --penalty; orders, every order "
        "of the variables alike; scientist and pundit, two variables are unrelated with chance 0.8 and 0.05",
    )
    command.add_argument("--penalty", type=_number, metavar="F", help="the factor that a rule asks for (default 0.5)")
    command.add_argument(
        "--max-parents", type=_whole, metavar="K", help="leave out structures where a variable has more parents"
    )
    command.add_argument(
        "--require", action="append", default=[], metavar="'A -> B'", help="an arrow that is certain (repeatable)"
    )
    command.add_argument(
        "--forbid", action="append", default=[], metavar="'A -> B'", help="an arrow that is ruled out (repeatable)"
    )
    command.add_argument(
        "--tiers",
        metavar="'A,B<C<D'",
        help="groups of variables in the order of time: nothing has a cause in a later group; names with a comma, "
        '"<" or an arrow stand in double quotes',
    )


def _add_method(command: Parser) -> None:
    command.add_argument(
        "--method",
        choices=METHODS,
        help="enumeration lists every structure (up to 6 variables), dynamic-programming sums over them all, "
        "sampling draws from them and gives standard errors; default: the first for up to 5 variables, else the "
        "second",
    )
    command.add_argument(
        "--top", type=_whole, default=10, metavar="K", help="how many structures to write out (default 10)"
    )
    command.add_argument(
        "--draws",
        type=_whole,
        metavar="N",
        help="structures drawn for estimates (default 10000 for sampling, 1000 beside sums)",
    )
    command.add_argument("--seed", type=_whole, default=1, metavar="S", help="the same seed draws alike (default 1)")


def _add_run(commands: _Commands) -> None:
    about = "play all steps of a scenario and check what they expect"
    command = commands.add_parser("run", help=about, description=_sentence(about), allow_abbrev=False)
    command.add_argument("scenario", metavar="SCENARIO", help="a scenario file")
    command.add_argument("--report", metavar="FILE.html", help="where to save a report")


def _add_race(commands: _Commands) -> None:
    about = "let strategies choose experiments in copies of a scenario, and see how fast each finds out what is true"
    command = commands.add_parser("race", help=about, description=_sentence(about), allow_abbrev=False)
    command.add_argument("scenario", metavar="SCENARIO", help="a scenario file, or a saved session")
    command.add_argument(
        "--strategies",
        default="best-gain,random",
        metavar="A,B,...",
        help="two or more of best-gain, random, round-robin, one-at-a-time, correlation, and human, which does what "
        "was done in a saved session (default best-gain,random)",
    )
    command.add_argument(
        "--steps", type=_whole, default=10, metavar="N", help="experiments that each of them does (default 10)"
    )
    command.add_argument("--rows", type=_whole, default=10, metavar="N", help="rows an experiment (default 10)")
    command.add_argument(
        "--repeats",
        type=_whole,
        default=20,
        metavar="N",
        help="runs of each with other luck; more make the standard errors smaller (default 20)",
    )
    command.add_argument(
        "--seed",
        type=_whole,
        metavar="S",
        help="seed of the first run, the others count up from it; the same seed gives the same race (default that of "
        "the file)",
    )
    command.add_argument(
        "--from-now", action="store_true", help="start with the rows of a saved session, not from an empty sheet"
    )
    command.add_argument("--out", metavar="FILE.json", help="where to save it; without it it is printed")


def _add_convert(commands: _Commands) -> None:
    about = "write the network of a file, a lesson or a saved session as a file of another program"
    command = commands.add_parser("convert", help=about, description=_sentence(about), allow_abbrev=False)
    command.add_argument("network", metavar="IN", help="a network of any format, a scenario, or a saved session")
    command.add_argument(
        "out",
        metavar="OUT",
        help="where to write it; the ending chooses the format (.bif, .xmlbif, .xdsl, .net, .dsc, .uai, .dagitty, "
        ".dot), and what that cannot hold is said on stderr",
    )
    command.add_argument("--force", action="store_true", help="replace the file when there is one of that name")


def _add_check(commands: _Commands) -> None:
    about = "say whether a scenario, hypotheses, a network or a table of data is sound, and all that is wrong"
    command = commands.add_parser("check", help=about, description=_sentence(about), allow_abbrev=False)
    command.add_argument(
        "file", metavar="FILE", help="a scenario or hypotheses (.yaml), a network (.bif, .xdsl, ...) or data (.csv)"
    )


def _sentence(about: str) -> str:
    return f"{about[0].upper()}{about[1:]}."


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a whole number') from None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is not a number') from None

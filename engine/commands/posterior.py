"""`posterior`: belief over all structures, by the method that fits, as one JSON object."""

from __future__ import annotations

import argparse
import sys

import numpy as np

from engine.commands.posterior_json import Found, Listed, Sampled, Summed, posterior_text
from engine.commands.progress_line import followed
from engine.data.dataset import Dataset
from engine.files.atomic import write_atomically
from engine.files.csv_tables import TablePreview, preview_table, read_table
from engine.files.network_files import read_network
from engine.hypotheses.dags import LARGEST, all_dags
from engine.hypotheses.space import ENUMERABLE, SUMMABLE, HypothesisSpace
from engine.posterior.arrow_rules import FamilyPrior
from engine.posterior.assumptions import Assumptions
from engine.posterior.dynamic_programming import sum_posterior
from engine.posterior.enumeration import enumerate_posterior
from engine.posterior.most_probable import MOST, most_probable_dags
from engine.posterior.rule_text import Arrows, Tiers, read_arrows, read_tiers
from engine.posterior.sampled import MOST_DRAWS, sample_posterior
from engine.problems import InvalidInput, Problem

ENUMERATION, SUMS, SAMPLING = "enumeration", "dynamic-programming", "sampling"
# How many structures are drawn when nothing was said: for all numbers, and for the entropy alone.
DRAWS, FEW_DRAWS = 10_000, 1000


def posterior(arguments: argparse.Namespace) -> int:
    """Compute the posterior and write it; return the exit code."""
    assumptions = _assumptions(arguments)
    network = None if arguments.network is None else read_network(arguments.network)
    preview = preview_table(arguments.data)
    columns = _chosen(arguments.columns, preview)
    n = len(set(columns) if columns is not None else preview.columns)
    method = arguments.method or _method(n, assumptions)
    if method == ENUMERATION and n > LARGEST:
        raise InvalidInput(_too_many_to_list(n), source="command line")
    if method != ENUMERATION and assumptions.needs_listing:
        raise InvalidInput(_needs_listing(assumptions.prior), source="command line")
    data = read_table(preview, columns, None if network is None else network.variables)
    _check_rules(data, assumptions)
    text = posterior_text(data, assumptions, _found(method, data, assumptions, arguments))
    if arguments.out is None:
        sys.stdout.write(text)
    else:
        write_atomically(arguments.out, text.encode())
    return 0


def _assumptions(arguments: argparse.Namespace) -> Assumptions:
    # Every fault of the command line at once.
    problems = _out_of_range(arguments)
    required: Arrows = ()
    forbidden: Arrows = ()
    tiers: Tiers = ()
    try:
        required, forbidden, tiers = _rules(arguments)
    except InvalidInput as error:
        problems.extend(error.problems)
    try:
        assumptions = Assumptions(
            arguments.ess, arguments.prior, arguments.max_parents, arguments.penalty, required, forbidden, tiers
        )
    except InvalidInput as error:
        problems.extend(error.problems)
    if problems:
        raise InvalidInput(*problems, source="command line")
    return assumptions


def _rules(arguments: argparse.Namespace) -> tuple[Arrows, Arrows, Tiers]:
    problems: list[Problem] = []
    arrows: list[Arrows] = []
    for flag, texts in (("--require", arguments.require), ("--forbid", arguments.forbid)):
        try:
            arrows.append(read_arrows(flag, texts))
        except InvalidInput as error:
            problems.extend(error.problems)
    tiers: Tiers = ()
    try:
        tiers = () if arguments.tiers is None else read_tiers(arguments.tiers)
    except InvalidInput as error:
        problems.extend(error.problems)
    if problems:
        raise InvalidInput(*problems)
    return arrows[0], arrows[1], tiers


def _out_of_range(arguments: argparse.Namespace) -> list[Problem]:
    problems = []
    if not 1 <= arguments.top <= MOST:
        what = f"the {arguments.top} most probable structures were asked for"
        problems.append(Problem(what, f"Ask for 1 to {MOST:,}", "--top"))
    if arguments.draws is not None and not 2 <= arguments.draws <= MOST_DRAWS:
        problems.append(Problem(f"{arguments.draws} draws were asked for", f"Ask for 2 to {MOST_DRAWS:,}", "--draws"))
    if arguments.seed < 0:
        problems.append(Problem("the seed is below 0", "Give a whole number from 0 on", "--seed"))
    return problems


def _chosen(columns: str | None, preview: TablePreview) -> list[str] | None:
    there = [column.name for column in preview.columns]
    chosen = there if columns is None else [name.strip() for name in columns.split(",")]
    if len(set(chosen)) > SUMMABLE:
        example = ",".join(there[:3])
        problem = Problem(
            f"belief over {len(set(chosen))} variables was asked for",
            f"Up to {SUMMABLE} can be taken; choose them with --columns, such as --columns {example}",
        )
        raise InvalidInput(problem, source=preview.path)
    return None if columns is None else chosen


def _method(n: int, assumptions: Assumptions) -> str:
    if n <= ENUMERABLE or (assumptions.needs_listing and n <= LARGEST):
        return ENUMERATION
    return SUMS


def _too_many_to_list(n: int) -> Problem:
    return Problem(
        f"there are too many structures of {n} variables to list them all",
        f"Leave --method away, or choose up to {LARGEST} variables with --columns",
        "--method",
    )


def _needs_listing(prior: str) -> Problem:
    return Problem(
        f"{prior} weighs every structure as a whole, which only enumeration can do",
        f"Choose up to {LARGEST} variables with --columns and no other --method, or another prior",
        "--prior",
    )


def _check_rules(data: Dataset, assumptions: Assumptions) -> None:
    # Said of the command line, before any work.
    if not assumptions.has_arrow_rules:
        return
    try:
        FamilyPrior.of([variable.name for variable in data.variables], assumptions)
    except InvalidInput as error:
        raise error.within("command line") from None


def _found(method: str, data: Dataset, assumptions: Assumptions, arguments: argparse.Namespace) -> Found:
    columns = range(len(data.variables))
    if method == ENUMERATION:
        space = HypothesisSpace(tuple(columns), all_dags(len(columns)), complete=True)
        return Listed(enumerate_posterior(data, space, assumptions), arguments.top)
    summed = followed(sum_posterior(data, columns, assumptions), "Summing over all structures")
    few = method == SUMS
    n_draws = arguments.draws or (FEW_DRAWS if few else DRAWS)
    drawing = sample_posterior(summed, n_draws, np.random.default_rng(arguments.seed))
    sampled = followed(drawing, "Drawing structures")
    if not few:
        return Sampled(sampled, arguments.seed, arguments.top)
    ranked = followed(most_probable_dags(summed.log_weights, arguments.top), "Looking for the most probable")
    return Summed(summed, ranked, sampled, arguments.seed)

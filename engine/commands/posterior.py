"""`posterior`: belief over all structures, or over candidates from a file, by the method that fits, as JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

import numpy as np

from engine.commands.candidates_json import Weighed
from engine.commands.exit_codes import DONE
from engine.commands.posterior_json import Found, Listed, Sampled, Summed, posterior_text
from engine.commands.progress_line import followed
from engine.commands.typed_prior import typed_assumptions
from engine.data.dataset import Dataset
from engine.files.atomic import write_atomically
from engine.files.csv_tables import TablePreview, preview_table, read_table
from engine.files.hypotheses_files import HypothesesFile, read_hypotheses
from engine.files.network_files import read_network
from engine.hypotheses.condition_text import parse_condition
from engine.hypotheses.conditions import Condition
from engine.hypotheses.dags import LARGEST, all_dags
from engine.hypotheses.space import ENUMERABLE, SUMMABLE, HypothesisSpace
from engine.posterior.arrow_rules import FamilyPrior
from engine.posterior.assumptions import Assumptions
from engine.posterior.dynamic_programming import sum_posterior
from engine.posterior.enumeration import Evidence, enumerate_posterior, gathering
from engine.posterior.most_probable import most_probable_dags
from engine.posterior.prior_check import check_prior
from engine.posterior.sampled import sample_posterior
from engine.problems import InvalidInput, Problem
from engine.progress import Progress

ENUMERATION, SUMS, SAMPLING = "enumeration", "dynamic-programming", "sampling"
# How many structures are drawn when nothing was said: for all numbers, and for the classes alone.
DRAWS, FEW_DRAWS = 10_000, 1000


def posterior(arguments: argparse.Namespace) -> int:
    """Compute the posterior and write it; return the exit code."""
    ensemble = None if arguments.hypotheses is None else read_hypotheses(arguments.hypotheses)
    assumptions = typed_assumptions(arguments, Assumptions() if ensemble is None else ensemble.assumptions)
    network = None if arguments.network is None else read_network(arguments.network)
    preview = preview_table(arguments.data)
    columns = _chosen(arguments.columns, preview) if ensemble is None else _named(ensemble, preview)
    n = len(set(columns) if columns is not None else preview.columns)
    listed = _listed(ensemble)
    method = _method(arguments.method, n, assumptions, listed)
    data = read_table(preview, columns, None if network is None else network.variables)
    _check_rules(data, assumptions, listed)
    where = _conditions(arguments.where, data)
    if ensemble is not None and listed is not None:
        found: Found = _weighed(data, listed, assumptions, arguments, ensemble.path)
    else:
        found = _found(method, data, assumptions, arguments)
    text = posterior_text(data, assumptions, found, where)
    if arguments.out is None:
        sys.stdout.write(text)
    else:
        write_atomically(arguments.out, text.encode())
    return DONE


def _named(ensemble: HypothesesFile, preview: TablePreview) -> list[str]:
    ensemble.check_columns([column.name for column in preview.columns])
    return list(ensemble.names)


def _listed(ensemble: HypothesesFile | None) -> HypothesisSpace | None:
    # All DAGs are weighed in the same way whether a file asks for them or not.
    space = None if ensemble is None else ensemble.space
    return space if isinstance(space, HypothesisSpace) and not space.complete else None


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


def _method(asked: str | None, n: int, assumptions: Assumptions, listed: HypothesisSpace | None) -> str:
    if listed is not None:
        if asked not in (None, ENUMERATION):
            problem = Problem("candidates of a list are weighed one by one", "Leave it out", "--method")
            raise InvalidInput(problem, source="command line")
        return ENUMERATION
    needs_listing = assumptions.needs_listing
    usual = ENUMERATION if n <= ENUMERABLE or (needs_listing and n <= LARGEST) else SUMS
    method = asked or usual
    if method == ENUMERATION and n > LARGEST:
        raise InvalidInput(_too_many_to_list(n), source="command line")
    if method != ENUMERATION and needs_listing:
        raise InvalidInput(_needs_listing(assumptions.prior), source="command line")
    return method


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


def _check_rules(data: Dataset, assumptions: Assumptions, listed: HypothesisSpace | None) -> None:
    # Said of the command line, before any work; what stands in a file was checked when it was read.
    names = [variable.name for variable in data.variables]
    try:
        if listed is not None:
            check_prior(listed, names, assumptions)
        elif assumptions.has_arrow_rules:
            FamilyPrior.of(names, assumptions)
    except InvalidInput as error:
        raise error.within("command line") from None


def _conditions(texts: Sequence[str], data: Dataset) -> dict[str, Condition]:
    names = [variable.name for variable in data.variables]
    try:
        return {text: parse_condition(text, names) for text in texts}
    except InvalidInput as error:
        raise InvalidInput(
            *(Problem(each.what, each.remedy, "--where") for each in error.problems), source="command line"
        ) from None


def _weighed(
    data: Dataset, listed: HypothesisSpace, assumptions: Assumptions, arguments: argparse.Namespace, source: str
) -> Found:
    try:
        weighing = _weighing(data, listed, assumptions, arguments.seed)
        evidence = followed(weighing, "Weighing what is hidden", counted=False)
    except InvalidInput as error:
        raise error.within(source) from None
    return Weighed(evidence, arguments.top, arguments.seed)


def _weighing(
    data: Dataset, listed: HypothesisSpace, assumptions: Assumptions, seed: int
) -> Iterator[Progress[Evidence]]:
    # Nobody knows how long estimates take: until they are good enough.
    found: Evidence | None = None
    for evidence in gathering(data, listed, assumptions, seed):
        found = evidence or found
        yield Progress(0, 1, found)


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

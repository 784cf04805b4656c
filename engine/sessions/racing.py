"""Lets strategies play copies of one session, and follows how fast each of them finds out what is true."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from engine.data.dataset import Dataset
from engine.hypotheses.space import AllDags, HypothesisSpace
from engine.networks.interventions import Regime
from engine.networks.network import BayesianNetwork
from engine.posterior.enumeration import Evidence, gathering
from engine.posterior.posterior import Posterior
from engine.problems import InvalidInput, Problem
from engine.progress import Progress
from engine.sessions.drawing import batch_rng, drawn_batch
from engine.sessions.race import MOST_RUNS, Course, FloatArray, IntArray, Race
from engine.sessions.spending import cost_of, spending
from engine.sessions.state import SessionState
from engine.sessions.strategies import Playing, Strategy, looking_for_most_telling, next_experiment, steps_done
from engine.sessions.truth import true_candidate


def race(
    state: SessionState, course: Course, seeds: Sequence[int], known: Race | None = None
) -> Iterator[Progress[Race]]:
    """Let strategies play copies of a session; the session itself stays as it is.

    Parameters
    ----------
    state
        A session with a world and a list of candidates.
    course
        Who plays, how long, and from where.
    seeds
        One run for each: it says which rows come when. Strategies that do the same see the same.
    known
        Runs of the same race that were done before; they are not done again.

    Yields
    ------
    Progress
        In steps of all runs, often, so that it can be stopped; with all runs that every strategy has finished.

    Raises
    ------
    InvalidInput
        When there is no world to play in, or the candidates are not listed, or there are no seeds or too many.

    Notes
    -----
    A step costs one posterior; for "best gain" also `expected_gains` of one row. Where the session has a budget,
    each strategy has all of it in every run (what is left of it, from "now"), and does what it would do among what
    can be paid for; belief stays as it is for the rest of the run once nothing can. A person, who always does the
    same, ends before the first step that cannot be paid for.
    """
    world, space = _world_and_space_of(state)
    if not 1 <= len(set(seeds)) == len(seeds) <= MOST_RUNS:
        raise InvalidInput(Problem(f"{len(seeds):,} different runs were asked for", f"Choose 1 to {MOST_RUNS:,}"))
    start = _start(state, course)
    own = steps_done(state.dataset, course.rows)[: course.n_steps] if course.start == "empty" else ()
    own = own[: _n_payable(start, own, course.rows)]
    evidence: Evidence | None = None
    found = None if known is None else known.only(seeds)
    finished = () if found is None else found.seeds
    done, a_run = 0, len(course.strategies) * course.n_steps
    total = len(seeds) * a_run
    for weighed in gathering(start.dataset, space, state.assumptions, state.seed):
        evidence = weighed or evidence
        yield Progress(0, total, found)
    if evidence is None:
        raise ValueError("the start was not weighed")
    track = _Track(world, space, true_candidate(state), course, own)
    for seed in seeds:
        if seed not in finished:
            run = _Run.empty(course)
            for place, strategy in enumerate(course.strategies):
                for step in track.played(strategy, replace(start, seed=seed), evidence, run, place):
                    # The last step of all is told with what came of it.
                    at = place * course.n_steps + min(step, course.n_steps - 1)
                    yield Progress(done + at, total, found)
            found = run.added_to(found, course, seed, has_truth=track.truth is not None)
        done += a_run
        yield Progress(done, total, found)


class _Run(NamedTuple):
    entropy_bits: FloatArray
    highest: FloatArray
    truth: FloatArray
    paid: IntArray
    exact: list[bool]

    @classmethod
    def empty(cls, course: Course) -> _Run:
        nothing = np.full((len(course.strategies), course.n_steps + 1), np.nan)
        return cls(nothing, nothing.copy(), nothing.copy(), np.zeros(len(course.strategies), dtype=np.int64), [])

    def note(self, place: int, step: int, posterior: Posterior, truth: int | None) -> None:
        self.entropy_bits[place, step] = posterior.entropy_bits
        self.highest[place, step] = posterior.weights.max()
        self.truth[place, step] = np.nan if truth is None else posterior.weights[truth]
        self.exact.append(posterior.exact)
        self.paid[place] = step

    def stay(self, place: int, step: int) -> None:
        for values in (self.entropy_bits, self.highest, self.truth):
            values[place, step + 1 :] = values[place, step]

    def added_to(self, race: Race | None, course: Course, seed: int, *, has_truth: bool) -> Race:
        exact = all(self.exact)
        entropy, highest, truth = (each[None] for each in self[:3])
        paid = self.paid[None]
        if race is None:
            return Race(course, (seed,), entropy, highest, truth if has_truth else None, paid, exact)
        return Race(
            course,
            (*race.seeds, seed),
            np.concatenate([race.entropy_bits, entropy]),
            np.concatenate([race.highest, highest]),
            None if race.truth is None else np.concatenate([race.truth, truth]),
            np.concatenate([race.paid, paid]),
            race.exact and exact,
        )


@dataclass(frozen=True)
class _Track:
    world: BayesianNetwork
    space: HypothesisSpace
    truth: int | None
    course: Course
    own: tuple[Regime, ...]

    def played(
        self, strategy: Strategy, state: SessionState, evidence: Evidence, run: _Run, place: int
    ) -> Iterator[int]:
        rng = np.random.default_rng(state.seed)
        run.note(place, 0, evidence.posterior(), self.truth)
        for step in range(len(self.own) if strategy == "human" else self.course.n_steps):
            if strategy == "human":
                regime: Regime | None = self.own[step]
            else:
                regime = yield from _chosen(strategy, state, evidence, rng, step, self.course.rows)
            if regime is None:
                run.stay(place, step)
                break
            state = _drawn(state, regime, self.course.rows, self.world)
            evidence = yield from self._weighed(state, evidence, step)
            run.note(place, step + 1, evidence.posterior(), self.truth)
            yield step + 1

    def _weighed(self, state: SessionState, evidence: Evidence, step: int) -> Generator[int, None, Evidence]:
        if evidence.plan is None:
            return evidence.plus(state.dataset.batches[-1])
        for found in gathering(state.dataset, self.space, state.assumptions, state.seed):
            evidence = found or evidence
            yield step
        return evidence


def _chosen(
    strategy: Playing, state: SessionState, evidence: Evidence, rng: np.random.Generator, step: int, rows: int
) -> Generator[int, None, Regime | None]:
    best: Regime | None = None
    if strategy == "best gain":
        for found in looking_for_most_telling(state, evidence, rows):
            best = found or best
            yield step
    return next_experiment(strategy, state, rows, lambda: best, rng, step)


def _n_payable(state: SessionState, steps: Sequence[Regime], rows: int) -> int:
    known, total = spending(state), 0.0
    for number, regime in enumerate(steps):
        total += cost_of(state, regime, rows)
        if not known.affords(total):
            return number
    return len(steps)


def _drawn(state: SessionState, regime: Regime, rows: int, world: BayesianNetwork) -> SessionState:
    # As the verbs of a person draw them.
    rng = batch_rng(state.seed, len(state.dataset.batches))
    batch = drawn_batch(world, state.variables, rows, regime, rng)
    return replace(state, dataset=state.dataset.appended(batch), sources=(*state.sources, world), regime=regime)


def _start(state: SessionState, course: Course) -> SessionState:
    # The world and the candidates are those of now, whatever was changed since the session began.
    if course.start == "now":
        return state
    return replace(state, dataset=Dataset(state.variables, ()), sources=())


def _world_and_space_of(state: SessionState) -> tuple[BayesianNetwork, HypothesisSpace]:
    if state.world is None:
        problem = Problem("strategies need a world to act in, and this is a table of data", "Open or build a network")
        raise InvalidInput(problem)
    if isinstance(state.space, AllDags):
        problem = Problem("belief is about too many structures to weigh them one by one", "Choose a few candidates")
        raise InvalidInput(problem)
    return state.world, state.space

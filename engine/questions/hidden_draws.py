"""Batches and plans drawn as candidates foresee them among which some have hidden variables, and what each would do."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from engine.data.dataset import Batch, Dataset, as_values
from engine.networks.dag import bits
from engine.networks.interventions import Regime
from engine.posterior.counts import Setting, setting_in
from engine.posterior.enumeration import Evidence
from engine.posterior.latent.evidence import Rows
from engine.posterior.latent.foreseen import GROUPS, ForeseenPart, log_tables
from engine.posterior.latent.layout import local_setting
from engine.posterior.latent.plan import HiddenScores
from engine.questions.expected_gains import refuse_many_outcomes
from engine.questions.predictive_tables import all_outcomes, set_factor
from engine.questions.summed_draws import Steps

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
# By the component and what counts of the steps for it.
SharedParts = dict[tuple[object, ...], ForeseenPart]


class HiddenDraws:
    """Draws what some steps would bring, and works out what would then be believed.

    Parameters
    ----------
    evidence, dataset
        What is known, and the rows that it was gathered from; something is hidden in a candidate.
    steps
        What is done and how many rows each step has, in order; targets are columns of the data.
    seed
        Seed of what must be estimated beforehand.
    shared
        Parts that were made ready for other steps, which may be looked at in the same way; added to.

    Raises
    ------
    InvalidInput
        When there are more than 4,096 different rows.
    """

    def __init__(self, evidence: Evidence, dataset: Dataset, steps: Steps, seed: int, shared: SharedParts) -> None:
        assert evidence.plan is not None
        assert evidence.hidden is not None
        refuse_many_outcomes(evidence.counts.cardinality)
        self._evidence, self._dataset, self._plan, self._hidden = evidence, dataset, evidence.plan, evidence.hidden
        self._steps, over = tuple(steps), evidence.space.over
        cardinality, size = evidence.counts.cardinality, evidence.assumptions.equivalent_sample_size
        self._outcomes = all_outcomes(cardinality)
        self._settings = [setting_in(over, regime) for regime, _ in steps]
        self._factors = [set_factor(over, cardinality, regime, self._outcomes) for regime, _ in steps]
        rows = Rows.of(evidence.counts)
        expected = [(setting, count) for setting, (_, count) in zip(self._settings, steps, strict=True)]
        self._parts = []
        for component in self._plan.components:
            key = (component, *((local_setting(component, setting), count) for setting, count in expected))
            if key not in shared:
                shared[key] = ForeseenPart(component, rows, size, expected, dataset, over, seed)
            self._parts.append(shared[key])
        self._items = [[part.item_of(step, self._outcomes) for step in range(len(steps))] for part in self._parts]
        self._tallies: dict[tuple[int, int, Hashable], _Tally] = {}
        self._weights = evidence.posterior().weights
        self._row_of = {int(number): row for row, number in enumerate(self._plan.numbers)}

    def prepared(self) -> Iterator[None]:
        """Make ready what is estimated; yields now and then, so that it can be stopped."""
        for part in self._parts:
            yield from part.prepared()

    def weights_after(self, rng: np.random.Generator) -> tuple[FloatArray, tuple[FloatArray, ...]]:
        """Draw all steps once, and return the weights of the candidates afterwards.

        Returns
        -------
        weights
            float64[n_candidates].
        without
            The same, `GROUPS` times, each time without one group of the particles by which something is estimated;
            empty where nothing is.

        Notes
        -----
        A candidate is drawn by its weight, and its tables by what is known of them: for what is hidden in two steps,
        first how the rows seen came about (Tanner and Wong 1987). Given the tables rows are independent.
        """
        candidate = int(rng.choice(len(self._weights), p=self._weights))
        known, more = self._evidence, [np.zeros(part.layout.n_items + 1, dtype=np.int64) for part in self._parts]
        for step, often in enumerate(self._drawn(candidate, rng)):
            present = np.flatnonzero(often)
            for place, items in enumerate(self._items):
                np.add.at(more[place], items[step][present], often[present])
            regime = self._steps[step][0]
            known = known.plus(self._batch(regime, np.repeat(self._outcomes[present], often[present], axis=0)))
        found = [part.log_predicted(each[:-1], rng) for part, each in zip(self._parts, more, strict=True)]
        now = self._hidden.log_evidence
        values = np.array([value for value, _ in found])
        without = tuple(
            self._weights_of(known, now + [value if others is None else others[group] for value, others in found])
            for group in (range(GROUPS) if any(others is not None for _, others in found) else ())
        )
        return self._weights_of(known, now + values), without

    def _weights_of(self, known: Evidence, log_evidence: FloatArray) -> FloatArray:
        hidden = HiddenScores(log_evidence, np.zeros(len(log_evidence)), self._hidden.methods)
        return replace(known, hidden=hidden).posterior().weights

    def _drawn(self, candidate: int, rng: np.random.Generator) -> list[IntArray]:
        # How often each outcome comes in each step.
        if candidate in self._row_of:
            row = self._row_of[candidate]
            families = {int(node): int(self._plan.masks[row, node]) for node in np.flatnonzero(self._plan.plain[row])}
            used = np.flatnonzero(self._plan.uses[row])
        else:
            dag = self._evidence.space.dag(candidate)
            families, used = dict(enumerate(dag.parents)), np.empty(0, np.intp)
        chances = {int(place): self._parts[place].drawn_chances(rng) for place in used}
        tables: dict[tuple[int, Hashable], FloatArray] = {}
        found = []
        for step, (_, count) in enumerate(self._steps):
            joint, setting = self._factors[step].copy(), self._settings[step]
            for node, mask in families.items():
                if setting.targets >> node & 1:
                    continue
                key = (node, setting.table_of(node))
                if key not in tables:
                    tables[key] = self._tally(node, mask, setting).drawn(rng)
                joint *= tables[key]
            for place, own in chances.items():
                joint *= own[self._items[place][step]]
            found.append(rng.multinomial(count, joint / joint.sum()))
        return found

    def _tally(self, node: int, mask: int, setting: Setting) -> _Tally:
        key = (node, mask, setting.table_of(node))
        if key not in self._tallies:
            self._tallies[key] = _Tally.of(self._evidence, node, mask, setting.table_of(node), self._outcomes)
        return self._tallies[key]

    def _batch(self, regime: Regime, codes: IntArray) -> Batch:
        # Columns that candidates are not about tell nothing: they may hold anything.
        variables = self._dataset.variables
        values = np.zeros((len(codes), len(variables)), dtype=np.int64)
        values[:, list(self._evidence.space.over)] = codes
        return Batch(as_values(values, tuple(variables)), regime)


class _Tally:
    # What was seen of a family, and where each outcome is in its table.

    def __init__(self, parameters: FloatArray, group: IntArray, cells: IntArray) -> None:
        self._parameters, self._group, self._cells = parameters, group, cells

    @classmethod
    def of(cls, evidence: Evidence, node: int, mask: int, version: Hashable, outcomes: IntArray) -> _Tally:
        counts = evidence.counts
        family, states = [*bits(mask), node], counts.cardinality[node]
        n_cells = int(np.prod([counts.cardinality[each] for each in family]))
        tally = np.zeros(n_cells)
        for setting, seen in counts.tables.items():
            if not setting.targets >> node & 1 and setting.table_of(node) == version:
                np.add.at(tally, _cells(counts.decoded(seen.cells), family, counts.cardinality), seen.counts)
        prior = evidence.assumptions.equivalent_sample_size / n_cells
        return cls(tally + prior, np.arange(n_cells) // states, _cells(outcomes, family, counts.cardinality))

    def drawn(self, rng: np.random.Generator) -> FloatArray:
        # A table drawn from its posterior, spread over all outcomes.
        return np.asarray(np.exp(log_tables(self._parameters, self._group, rng))[self._cells])


def _cells(rows: IntArray, family: Sequence[int], cardinality: Sequence[int]) -> IntArray:
    found = np.zeros(len(rows), dtype=np.int64)
    for node in family:
        found = found * cardinality[node] + rows[:, node]
    return found

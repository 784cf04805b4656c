"""Calibration: are arrows that are said to be 70 % probable there 70 % of the time?

Truths are drawn from the prior and data from the truths, watched and acted on; then the probabilities stated for all
arrows are compared with what was true. Run `python -m tests.studies.calibration` to draw docs/calibration.svg anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.data.simulation import simulate
from engine.networks.dag import bits
from engine.networks.interventions import OBSERVATION, Regime, do, randomize
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.counts import RegimeCounts, targets_in
from engine.posterior.dag_draws import DagSampler
from engine.posterior.dag_sums import sum_over_dags
from engine.posterior.dynamic_programming import sum_counts

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "calibration.svg"
N = 4
N_WORLDS = 840
SAMPLE_SIZE = 2.0
SEED = 2026
BINS = np.linspace(0, 1, 11)


@dataclass(frozen=True)
class Stated:
    """What was said and what was so.

    Parameters
    ----------
    chances
        float64[n_worlds, n * (n - 1)], stated probabilities of the arrows.
    true
        bool of the same shape.
    """

    chances: np.ndarray
    true: np.ndarray

    @property
    def n_arrows(self) -> int:
        return self.chances.size

    def curve(self) -> list[tuple[float, float, float, float]]:
        """Return per bin: mean stated, share true, its standard error, and surprise in standard errors.

        Arrows of one world depend on one another, so errors are those of sums over whole worlds.
        """
        points = []
        place = np.clip(np.digitize(self.chances, BINS) - 1, 0, len(BINS) - 2)
        for each in range(len(BINS) - 1):
            here = place == each
            if not here.any():
                continue
            off = np.where(here, self.true - self.chances, 0.0).sum(axis=1)
            error = float(np.sqrt((off**2).sum()))
            stated, seen = float(self.chances[here].mean()), float(self.true[here].mean())
            points.append((stated, seen, error / int(here.sum()), abs(float(off.sum())) / error if error else 0.0))
        return points

    def deviation(self) -> float:
        """Return how far the curve is from the diagonal, averaged over arrows (expected calibration error)."""
        place = np.clip(np.digitize(self.chances, BINS) - 1, 0, len(BINS) - 2)
        off = np.bincount(place.ravel(), weights=(self.true - self.chances).ravel(), minlength=len(BINS) - 1)
        return float(np.abs(off).sum() / self.n_arrows)

    def surprise(self) -> float:
        """Return the largest surprise of all bins, in standard errors."""
        return max(point[3] for point in self.curve())


def study(n_worlds: int = N_WORLDS, seed: int = SEED, rows_set_count: bool = False) -> Stated:
    """Return stated probabilities and truths.

    Parameters
    ----------
    rows_set_count
        Whether rows in which a variable was set count for its own family as if it had been watched: a wrong score.
    """
    rng = np.random.default_rng(seed)
    no_weights = np.zeros((N, 1 << N))
    *_, prior = sum_over_dags(no_weights)
    assert prior.partial is not None
    truths = DagSampler(no_weights, prior.partial).draw(n_worlds, rng)
    off_diagonal = ~np.eye(N, dtype=bool)
    chances, true = [], []
    for parents in truths.tolist():
        world = world_of(parents, rng)
        arrows = np.array([[parents[child] >> parent & 1 for child in range(N)] for parent in range(N)], dtype=bool)
        chances.append(stated(world, rng, rows_set_count)[off_diagonal])
        true.append(arrows[off_diagonal])
    return Stated(np.array(chances), np.array(true))


def world_of(parents: Iterable[int], rng: np.random.Generator) -> BayesianNetwork:
    """Return a world of that structure, its tables drawn from the prior that BDeu scores stand on."""
    sizes = rng.integers(2, 4, N)
    variables = tuple(
        Variable(f"V{node}", tuple(f"s{state}" for state in range(size))) for node, size in enumerate(sizes)
    )
    tables = []
    for child, mask in enumerate(parents):
        named = tuple(bits(mask))
        shape = [int(sizes[parent]) for parent in named]
        cell = SAMPLE_SIZE / (np.prod(shape) * sizes[child])
        table = rng.dirichlet(np.full(int(sizes[child]), cell), size=shape or None)
        tables.append(ConditionalTable(child, named, table))
    return BayesianNetwork(variables, tuple(tables))


def stated(world: BayesianNetwork, rng: np.random.Generator, rows_set_count: bool) -> np.ndarray:
    """Return the probabilities of all arrows after rows watched and acted on, float64[n, n]."""
    counts = RegimeCounts.empty(world.variables)
    one, other = (int(node) for node in rng.permutation(N)[:2])
    regimes = (OBSERVATION, Regime((randomize(one),)), Regime((do(other, 0), randomize(one))))
    for regime in regimes:
        values = simulate(world, int(rng.integers(5, 40)), rng, regime)
        counts = counts.plus(values, 0 if rows_set_count else targets_in(range(N), regime.targets))
    names = [variable.name for variable in world.variables]
    *_, last = sum_counts(counts, range(N), names, Assumptions(SAMPLE_SIZE))
    assert last.partial is not None
    return np.asarray(last.partial.edge_probabilities)


def picture(found: Stated, wrong: Stated) -> str:
    """Return the reliability curves as SVG text."""
    side, margin = 400, 60

    def at(stated: float, seen: float) -> tuple[float, float]:
        return margin + side * stated, margin + side * (1 - seen)

    def curve(points: list[tuple[float, float, float, float]], colour: str, kind: str) -> list[str]:
        line = " ".join("{:.1f},{:.1f}".format(*at(stated, seen)) for stated, seen, _, _ in points)
        drawn = [f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2" {kind}/>']
        for stated, seen, error, _ in points:
            x, y = at(stated, seen)
            reach = side * 2 * error
            drawn.append(f'<path d="M{x:.1f} {y - reach:.1f}V{y + reach:.1f}" stroke="{colour}"/>')
            drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>')
        return drawn

    ticks = []
    for tenth in range(0, 11, 2):
        x, y = at(tenth / 10, tenth / 10)
        ticks.append(f'<text x="{x:.0f}" y="{margin + side + 20}" text-anchor="middle">{tenth * 10} %</text>')
        ticks.append(f'<text x="{margin - 8}" y="{y + 4:.0f}" text-anchor="end">{tenth * 10} %</text>')
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side + 2 * margin} {side + 2 * margin + 20}" '
        'font-family="sans-serif" font-size="12">',
        f"<title>Stated probabilities of {found.n_arrows:,} arrows and what was true</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<rect x="{margin}" y="{margin}" width="{side}" height="{side}" fill="none" stroke="#888888"/>',
        f'<path d="M{margin} {margin + side}L{margin + side} {margin}" stroke="#888888" stroke-dasharray="4 4"/>',
        *ticks,
        *curve(wrong.curve(), "#D55E00", 'stroke-dasharray="8 4"'),
        *curve(found.curve(), "#0072B2", ""),
        f'<text x="{margin}" y="24" fill="#0072B2">Exact engine, {found.n_arrows:,} arrows: '
        f"{100 * found.deviation():.1f} points off (bars: two standard errors)</text>",
        f'<text x="{margin}" y="44" fill="#D55E00">Wrong on purpose, rows that were set count as watched: '
        f"{100 * wrong.deviation():.1f} points</text>",
        f'<text x="{margin + side / 2:.0f}" y="{side + margin + 44}" text-anchor="middle">stated probability</text>',
        f'<text transform="translate(16 {margin + side / 2:.0f}) rotate(-90)" text-anchor="middle">share true</text>',
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(study(), study(rows_set_count=True)), encoding="utf-8", newline="\n")

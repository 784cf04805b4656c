"""What the panel says of predictions in sentences: where candidates part, and who predicted best."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.hypotheses.space import HypothesisSpace
from engine.networks.interventions import Regime
from engine.questions.hindsight import Hindsight
from engine.questions.predictions import Predictions
from engine.sessions.state import SessionState
from engine.sessions.wording import capitalised, count_rows, describe_batch, describe_doing
from gui.controls.numbers import bits, plural, probability
from gui.drawing.structure_words import candidates_named
from gui.predictions.outcomes import Outcomes
from gui.predictions.table import Called

EVERYTHING_SET = "Everything is set by hand, so nothing is left to expect. Release something."
ONE = "There is only one candidate, so it is the average itself: nobody can do better or worse."
SAME = 1e-6
VISIBLE = 0.0005
# Two standard errors: chance alone goes farther in one of twenty.
SURE = 2.0


def next_heading(regime: Regime, state: SessionState, rows: int) -> str:
    """Return which experiment is set up: "Set Shorts = yes, 10 rows"."""
    if not regime.interventions:
        return f"Watch, {count_rows(rows)}"
    return f"{capitalised(describe_doing(regime, state.variables))}, {count_rows(rows)}"


def last_heading(state: SessionState, batch: int, n_batches: int) -> str:
    """Return which batch is looked back at."""
    done = state.dataset.batches[batch]
    which = "" if batch == n_batches - 1 else f"Batch {batch + 1} of {n_batches}: "
    said = describe_batch(done.regime, state.variables, imported=state.world is None)
    return f"{which}{said}, {count_rows(done.n_rows)}"


def no_batch(rows: int) -> str:
    """Return what to say before there are any rows."""
    return (
        f"No rows yet. Watch {count_rows(rows)}, or set something: then it stands here what happened, "
        "and which candidate had predicted it best."
    )


def next_sentence(predictions: Predictions, outcomes: Outcomes, called: Called) -> str:
    """Return where the candidates on show part most."""
    if len(predictions.space) == 1:
        return ONE
    joint, errors = predictions.joint, predictions.errors
    if _spread(joint).max() <= max(SAME, SURE * float(errors.max(initial=0.0))):
        return "All candidates here expect the same: this experiment cannot part them."
    shares = predictions.summed(joint, outcomes.chosen)
    spread = _spread(shares)
    most = int(spread.argmax())
    if spread[most] < VISIBLE:
        return "In these columns all expect the same; choose others to see where they part."
    low, high = (_level(shares[:, most], end(shares[:, most])) for end in (min, max))
    parts = [
        f"{_named(predictions, level, called)} {'expects' if len(level) == 1 else 'expect'} "
        f"{probability(float(shares[level[0], most]))}"
        for level in (low, high)
    ]
    return f"They part most at {outcomes.spoken()[most]}: {', '.join(parts)}."


def last_sentence(found: Hindsight, called: Called) -> str:
    """Return who predicted the batch best and who worst, with ties as ties."""
    predictions = found.predictions
    if len(predictions.space) == 1:
        return ONE
    gained, error = found.bits, float(found.errors.max(initial=0.0))
    if _span(gained) <= max(SAME, SURE * error):
        return "All candidates here predicted it equally well: it moved no weight between them."
    tie = max(SAME, SURE * error)
    best, worst = np.flatnonzero(gained >= gained.max() - tie), np.flatnonzero(gained <= gained.min() + tie)
    among = "Of those shown, " if len(predictions.candidates) < len(predictions.space) else ""
    first = _named(predictions, best, called)
    told = f"{among}{first} predicted best" + (", equally well" if len(best) > 1 else "")
    each = "each " if len(best) > 1 else ""
    won = f"{each}{_changed(float(gained.max()))}"
    lost = f"{_named(predictions, worst, called)} {'each ' if len(worst) > 1 else ''}{_changed(float(gained.min()))}"
    return f"{told[0].upper()}{told[1:]}: {won} beside the average; {lost}."


def others_sentence(space: HypothesisSpace, shown: Sequence[float]) -> str:
    """Return how many candidates have no line of their own; empty when all have.

    `shown` are the weights of those that have.
    """
    left = len(space) - len(shown)
    if not left:
        return ""
    rest = probability(max(0.0, 1.0 - float(sum(shown))))
    return f"{plural(left, 'more candidate')}, together {rest}, only in the average."


def _changed(value: float) -> str:
    # A bit that reads 0.00 was neither gained nor lost.
    return f"{'gained' if value >= 0 else 'lost'} {bits(abs(value))} bits"


def _spread(shares: np.ndarray) -> np.ndarray:
    return np.asarray(shares.max(axis=0) - shares.min(axis=0))


def _span(values: np.ndarray) -> float:
    # Both may be minus infinity where the rows were impossible under every candidate.
    return float(values.max() - values.min()) if np.isfinite(values.max()) else 0.0


def _level(values: np.ndarray, value: float) -> np.ndarray:
    return np.flatnonzero(np.abs(values - value) < VISIBLE)


def _named(predictions: Predictions, places: Sequence[int] | np.ndarray, called: Called) -> str:
    candidates = [predictions.candidates[int(each)] for each in places]
    return candidates_named(candidates, predictions.space, called.names, called.digit_of)

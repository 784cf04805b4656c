"""Scores are the log evidence as it grew, and beside the average the log of how weights changed."""

from __future__ import annotations

import numpy as np

from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import every_dag, listed
from engine.posterior.history import BeliefHistory
from engine.questions.scores import Scores, scores
from tests.engine.questions.test_predictions import DATA, MANY, followed


def scored(history: BeliefHistory, *candidates: int) -> Scores:
    *_, last = scores(history, candidates)
    assert last.partial is not None
    return last.partial


def test_scores_start_at_nothing_and_end_at_the_evidence() -> None:
    history = followed(DATA, every_dag(range(3)))
    found = scored(history, 4, 0, 11)
    assert (found.n_rows, found.batch_ends) == (18, (12, 18))
    assert not found.log_evidence[0].any()
    np.testing.assert_allclose(found.log_evidence[-1], history.evidence.log_evidence_of_candidates()[[4, 0, 11]])
    assert found.average[-1] == history.posterior.log_evidence
    assert found.exact


def test_beside_the_average_they_are_the_change_of_weight() -> None:
    history = followed(DATA, every_dag(range(3)))
    found = scored(history, *range(25))
    np.testing.assert_allclose(found.beside[-1], np.log(history.posterior.weights * 25))


def test_estimates_have_errors_and_what_all_share_does_not_part_them() -> None:
    lines = ("A <- (D: 2) -> B", "A <- (D: 2) -> B, B -> C", "unrelated")
    space = listed(range(3), [parse_candidate(line, "ABC") for line in lines])
    found = scored(followed(MANY, space), 0, 1, 2)
    assert not found.exact
    assert (found.errors[-1] > 0).tolist() == [True, True, False]
    assert (found.beside_errors[-1, :2] < found.errors[-1, :2]).all()

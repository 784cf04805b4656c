from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.hypotheses.classes import classes_of
from engine.hypotheses.space import every_dag
from engine.problems import InvalidInput
from engine.questions.dag_counts import MOST_VARIABLES, count_alone, count_dags
from tests.engine.reference import VALUES

# Gillispie and Perlman 2002, The size distribution for Markov equivalence classes of acyclic digraph models: classes
# of one member.
ALONE_PUBLISHED = [1, 1, 4, 59, 2616, 306117]


def test_dags_are_as_many_as_published() -> None:
    known = VALUES["dag_counts"]
    assert [count_dags(n) for n in range(1, len(known) + 1)] == known


def test_those_alone_in_their_class_are_as_many_as_published() -> None:
    assert [count_alone(n) for n in range(1, 7)] == ALONE_PUBLISHED


@pytest.mark.parametrize("n", range(1, 6))
def test_counts_are_those_of_the_list(n: int) -> None:
    space = every_dag(tuple(range(n)))
    assert count_dags(n) == len(space)
    assert count_alone(n) == (classes_of(space).sizes == 1).sum()


def test_the_share_of_those_alone_nears_one_in_13_and_a_half() -> None:
    # Steinsky 2003: the ratio tends to 13.6517...
    assert count_dags(MOST_VARIABLES) / count_alone(MOST_VARIABLES) == pytest.approx(13.65, abs=0.01)


@pytest.mark.parametrize("count", [count_dags, count_alone])
@pytest.mark.parametrize("n", [-1, MOST_VARIABLES + 1])
def test_numbers_out_of_range_are_refused(count: Callable[[int], int], n: int) -> None:
    with pytest.raises(InvalidInput, match="Give 0 to 40"):
        count(n)

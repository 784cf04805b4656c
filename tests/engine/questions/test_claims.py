from __future__ import annotations

import math
from functools import cache
from itertools import product

import pytest

from engine.hypotheses.notation import parse_candidate
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior, gathered
from engine.problems import InvalidInput
from engine.questions.claims import Claims, claim_problems, n_tables, record_of_claims
from tests.engine.posterior.latent.examples import coins, pair_dataset
from tests.engine.reference import VALUES

NOTHING = [[0, 0], [0, 0]]
NO_ROWS = pair_dataset({"obs": NOTHING, "doA": NOTHING, "doB": NOTHING})
PAIR = listed((0, 1), [parse_candidate(line, ("A", "B")) for line in ("unrelated", "A -> B")])


def space(*lines: str) -> HypothesisSpace:
    return listed((0, 1), [parse_candidate(line, ("A", "B")) for line in lines])


@pytest.mark.parametrize("prior", ["scientist", "pundit"])
def test_claims_of_the_reference(prior: str) -> None:
    known = VALUES[f"C6_{prior}"]
    claims = Claims(known["N"], known["truth_P_indep"], known["threshold"])
    found = record_of_claims(every_dag((0, 1)), coins(2), Assumptions(prior=prior), claims)
    values = (found.claimed, found.precision, found.false_claims, found.brier)
    keys = ("frac_claimed", "precision", "false_claim_rate_under_null", "brier")
    assert values == pytest.approx([known[key] for key in keys], abs=1e-9)


@cache
def logs_of_all_tables(rows: int) -> list[tuple[float, float, float]]:
    """Return for every table of so many rows the log of its orders and its log evidence without and with an arrow."""
    found = []
    for cells in product(range(rows + 1), repeat=3):
        if sum(cells) <= rows:
            table = (*cells, rows - sum(cells))
            orders = math.lgamma(rows + 1) - sum(math.lgamma(each + 1) for each in table)
            data = pair_dataset({"obs": [table[:2], table[2:]], "doA": NOTHING, "doB": NOTHING})
            *_, evidence = gathered(data, PAIR, Assumptions())
            apart, joined = evidence.log_evidence_of_candidates().tolist()
            found.append((orders, apart, joined))
    return found


@pytest.mark.parametrize("prior", ["scientist", "pundit"])
def test_how_often_what_is_believed_is_true(prior: str) -> None:
    known = VALUES[f"C6_{prior}"]
    doubt = float(enumerate_posterior(NO_ROWS, every_dag((0, 1)), Assumptions(prior=prior)).weights[0])
    assert doubt == pytest.approx(known["prior_indep"], abs=1e-12)
    true_null = known["truth_P_indep"]
    loss, shares, sums, hits = 0.0, [0.0] * 10, [0.0] * 10, [0.0] * 10
    for orders, apart, joined in logs_of_all_tables(known["N"]):
        null, true = true_null * math.exp(orders + apart), (1 - true_null) * math.exp(orders + joined)
        odds = (1 - doubt) / doubt * math.exp(joined - apart)
        loss += null * math.log1p(odds) + true * math.log1p(1 / odds)
        tenth = min(9, int(10 * odds / (1 + odds)))
        shares[tenth] += null + true
        sums[tenth] += (null + true) * odds / (1 + odds)
        hits[tenth] += true
    assert loss == pytest.approx(known["logloss"], abs=1e-9)
    # Share of the trials, mean belief and share of arrows that are there, by tenths of belief; printed to six places.
    found = {
        str(tenth): [share, sums[tenth] / share, hits[tenth] / share] for tenth, share in enumerate(shares) if share
    }
    assert found.keys() == known["reliability"].keys()
    for tenth, expected in known["reliability"].items():
        assert found[tenth] == pytest.approx(expected, abs=6e-7)


@pytest.mark.parametrize("lines", [("unrelated", "A -> B"), ("unrelated", "A -> B", "B -> A", "A <-> B")])
def test_a_record_is_the_sum_over_all_tables_with_the_whole_posterior(lines: tuple[str, ...]) -> None:
    # The slow twin weighs every table with the engine itself, arrows and hidden causes alike.
    rows, claims, assumptions = 4, Claims(4, 0.6, 0.5), Assumptions(2.0, prior="pundit")
    right = wrong = brier = 0.0
    for cells in product(range(rows + 1), repeat=4):
        if sum(cells) != rows:
            continue
        data = pair_dataset({"obs": [cells[:2], cells[2:]], "doA": NOTHING, "doB": NOTHING})
        believed = float(enumerate_posterior(data, space(*lines), assumptions).edge_probabilities.sum())
        orders = math.factorial(rows) / math.prod(map(math.factorial, cells))
        chances = [
            orders * math.exp(enumerate_posterior(data, space(line), Assumptions(2.0)).log_evidence)
            for line in ("unrelated", "A -> B")
        ]
        null, true = 0.6 * chances[0], 0.4 * chances[1]
        brier += null * believed**2 + true * (1 - believed) ** 2
        if believed > claims.threshold:
            right, wrong = right + true, wrong + null
    found = record_of_claims(space(*lines), coins(2), assumptions, claims)
    assert found.brier == pytest.approx(brier, abs=1e-12)
    assert found.claimed == pytest.approx(right + wrong, abs=1e-12)
    assert found.false_claims == pytest.approx(wrong / 0.6, abs=1e-12)
    if right + wrong:
        assert found.precision == pytest.approx(right / (right + wrong), abs=1e-12)


def test_who_never_claims_is_never_wrong() -> None:
    found = record_of_claims(every_dag((0, 1)), coins(2), Assumptions(prior="scientist"), Claims(5, 1.0, 1.0))
    assert (found.claimed, found.false_claims) == (0.0, 0.0)
    assert math.isnan(found.precision)
    none_unrelated = record_of_claims(every_dag((0, 1)), coins(2), Assumptions(), Claims(5, 0.0, 0.5))
    assert math.isnan(none_unrelated.false_claims)


def test_more_rows_make_better_scientists() -> None:
    scores = [
        record_of_claims(every_dag((0, 1)), coins(2), Assumptions(prior="scientist"), Claims(rows)).brier
        for rows in (2, 8, 32)
    ]
    assert scores == sorted(scores, reverse=True)


def test_states_may_be_more_than_two() -> None:
    wide = (Variable("A", ("x", "y", "z")), Variable("B", ("no", "yes")))
    found = record_of_claims(every_dag((0, 1)), wide, Assumptions(), Claims(6, 0.5, 0.7))
    assert 0 < found.claimed < 1
    assert n_tables(6, 6) == 462


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((0, 0.5, 0.5), "1 to 1000 rows"),
        ((20, 1.5, 0.5), "share of unrelated pairs is 1.5"),
        ((20, 0.5, -0.5), "the threshold is -0.5"),
    ],
)
def test_what_cannot_be_is_refused(values: tuple[int, float, float], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        Claims(*values)


def test_what_cannot_be_tried_is_said() -> None:
    assert claim_problems(every_dag((0, 1)), coins(2), Claims()) == ()
    (three,) = claim_problems(every_dag((0, 1, 2)), coins(3), Claims())
    assert "belief is about 3" in three.what
    (explicit,) = claim_problems(space("A <- (C: 2) -> B"), coins(2), Claims())
    assert "number of states" in explicit.what
    many = tuple(Variable(name, tuple(map(str, range(5)))) for name in "AB")
    (tables,) = claim_problems(every_dag((0, 1)), many, Claims(20))
    assert "tables of 20 rows" in tables.what
    with pytest.raises(InvalidInput, match="number of states"):
        record_of_claims(space("A <- (C: 2) -> B"), coins(2), Assumptions(), Claims())

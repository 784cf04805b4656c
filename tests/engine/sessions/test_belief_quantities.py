from __future__ import annotations

import math
from fractions import Fraction

import pytest

from engine.data.dataset import Dataset
from engine.hypotheses.space import every_dag
from engine.networks.variables import Variable
from engine.posterior.assumptions import Assumptions
from engine.posterior.enumeration import enumerate_posterior
from engine.problems import InvalidInput
from engine.questions.claims import Claims
from engine.sessions.expectation_grammar import parse_expectation, parse_value
from engine.sessions.state import SessionState, session_from_dataset
from engine.sessions.vocabulary import Vocabulary
from tests.engine.hidden_reference import HIDDEN_VALUES
from tests.engine.posterior.latent.examples import coins, pair_dataset
from tests.engine.reference import VALUES
from tests.engine.sessions.measuring import SLOTS, candidates, checked, coin_pair, measured, situation, vocabulary

# In the words of the reference.
CALLED = {
    "indep": "unrelated",
    "A->B": "A -> B",
    "A<-B": "B -> A",
    "A<->B saturated": "A <-> B",
    "A<-C->B binary C": "A <- (C: 2) -> B",
    "bow A->B & A<-C->B binary C": "A -> B, A <- (C: 2) -> B",
}


@pytest.mark.parametrize("name", ["latent_D1_obs|ess1", "latent_D2_causal|ess1", "latent_D2_causal|ess2"])
def test_evidence_of_one_candidate_is_that_of_the_reference(name: str) -> None:
    known = HIDDEN_VALUES[name]
    space = candidates(*CALLED.values())
    state = situation(pair_dataset(known["data"]), space, Assumptions(known["ess"]))
    found = {called: measured(f"log evidence of {line}", state) for called, line in CALLED.items()}
    assert found == pytest.approx({called: known["log_ml"][called] for called in CALLED}, abs=1e-9)
    total = math.log(sum(math.exp(each) for each in found.values()) / len(found))
    assert measured("log evidence", state) == pytest.approx(total, abs=1e-9)


def test_evidence_of_one_candidate_does_not_depend_on_the_others_nor_on_the_prior() -> None:
    data = coin_pair(obs=[[6, 2], [1, 7]], doB=[[3, 1], [2, 2]])
    alone = situation(data, candidates("A <-> B"))
    beside = situation(data, assumptions=Assumptions(prior="own", weights=(1.0, 2.0, 3.0, 0.0)))
    found = measured("log evidence of A <-> B", beside)
    assert found == measured("log evidence of A <-> B", alone)
    assert found == pytest.approx(measured("log evidence", alone), abs=1e-12)


SLOT_ROWS = {"obs": [[7, 1], [1, 7]], "doA": [[2, 2], [2, 2]], "doB": [[2, 2], [2, 2]]}


def test_weights_as_if_watched_are_those_of_the_same_rows_without_regimes() -> None:
    pooled = [[7 + 2 + 2, 1 + 2 + 2], [1 + 2 + 2, 7 + 2 + 2]]
    right, wrong = situation(coin_pair(**SLOT_ROWS)), situation(coin_pair(obs=pooled))
    for line in SLOTS:
        fooled = measured(f"weight as if watched of {line}", right)
        assert fooled == pytest.approx(measured(f"weight of {line}", wrong), abs=1e-12)
    assert measured("weight of A <-> B", right) == pytest.approx(0.8271125342, abs=1e-9)
    assert measured("weight as if watched of A <-> B", right) < 0.4


def test_weights_where_a_condition_holds_are_summed() -> None:
    state = situation(coin_pair(obs=[[7, 1], [1, 7]]))
    assert measured("weight where A -> B", state) == measured("weight of A -> B", state)
    joined = measured("weight where A -- B", state)
    assert joined == pytest.approx(measured("weight of A -> B + weight of B -> A", state))
    assert measured("weight where not A causes B", state) == pytest.approx(1 - measured("weight of A -> B", state))
    assert checked("weight where A causes B or B causes A + 0.1 > weight where A causes B", state).holds
    assert checked('weight where (A -> B) and not (B -> A) = weight of "A -> B"', state).holds


def test_priors_are_read_before_any_data() -> None:
    data = coin_pair(obs=[[7, 1], [1, 7]])
    own = situation(data, assumptions=Assumptions(prior="own", weights=(4.0, 3.0, 2.0, 1.0)))
    assert [measured(f"prior of {line}", own) for line in SLOTS] == pytest.approx([0.4, 0.3, 0.2, 0.1])
    pundit = situation(data, assumptions=Assumptions(prior="pundit"))
    assert measured("prior of unrelated", pundit) == pytest.approx(0.05)
    assert measured("prior of A <-> B", pundit) == pytest.approx(0.95 / 3)


RULES = {
    "uniform over DAGs": Assumptions(),
    "uniform over MECs": Assumptions(prior="classes"),
    "edge-penalised 2^-|E|": Assumptions(prior="edges", penalty=0.5),
    "depth-penalised 2^-longest path": Assumptions(prior="depth", penalty=0.5),
    "order-modular (linear extensions)": Assumptions(prior="orders"),
}


def before_any_row(n: int, assumptions: Assumptions) -> SessionState:
    variables = tuple(Variable(name, ("no", "yes")) for name in "ABCD"[:n])
    return session_from_dataset("Nothing seen", Dataset(variables), range(n), assumptions)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("n", [3, 4])
def test_what_priors_expect_is_that_of_the_reference(n: int, rule: str) -> None:
    known = VALUES["dag_priors"][f"prior_n{n}_{rule}"]
    state = before_any_row(n, RULES[rule])
    pairs = " and ".join(f"{one} -- {other}" for at, one in enumerate("ABCD"[:n]) for other in "ABCD"[at + 1 : n])
    found = {
        "E_edges": measured("expected arrows", state),
        "complete": measured(f"weight where {pairs}", state),
        "adjacent12": measured("weight where A -- B", state),
        "edge_1to2": measured("edge A -> B probability", state),
        "empty": measured("prior of unrelated", state),
    }
    assert found == pytest.approx({key: float(Fraction(known[key])) for key in found}, abs=1e-12)


def test_how_many_candidates_watching_can_single_out() -> None:
    for n, count, alone in ((2, 3, 1), (3, 25, 4), (4, 543, 59)):
        state = before_any_row(n, Assumptions())
        assert (measured("candidates", state), measured("alone by watching", state)) == (count, alone)
        assert VALUES["dag_counts"][n - 1] == count
        assert VALUES["mec_singletons"][n - 1] == alone
    slots = situation(coin_pair())
    assert (measured("candidates", slots), measured("alone by watching", slots)) == (4, 1)


def test_counted_things_need_no_tolerance() -> None:
    state = before_any_row(3, Assumptions())
    assert checked("alone by watching = 4", state).holds
    assert checked("candidates = 5 * (3 + 2)", state).holds
    assert not checked("candidates = 24", state).holds
    with pytest.raises(InvalidInput, match=r"\+- 0\.001"):
        parse_expectation("expected arrows = 1.92", Vocabulary((), coins(3), every_dag(range(3))))


@pytest.mark.parametrize("prior", ["scientist", "pundit"])
def test_claims_turn_out_as_in_the_reference(prior: str) -> None:
    known = VALUES[f"C6_{prior}"]
    claims = Claims(known["N"], known["truth_P_indep"], known["threshold"])
    state = situation(coin_pair(), every_dag((0, 1)), Assumptions(prior=prior))
    found = {
        "precision": measured("precision of claims", state, claims),
        "false_claim_rate_under_null": measured("false claims", state, claims),
        "brier": measured("Brier score of claims", state, claims),
    }
    assert found == pytest.approx({key: known[key] for key in found}, abs=1e-9)


def test_claims_need_somebody_who_makes_them_and_two_variables() -> None:
    state = situation(coin_pair())
    with pytest.raises(InvalidInput, match="nobody makes any"):
        measured("false claims", state)
    with pytest.raises(InvalidInput, match="claims are tried on two variables"):
        measured("false claims", before_any_row(3, Assumptions()), Claims())
    with pytest.raises(InvalidInput, match="hidden variables with a number of states"):
        measured("false claims", situation(coin_pair(), candidates("A <- (C: 2) -> B")), Claims())


def test_a_candidate_that_is_not_there_weighs_nothing() -> None:
    # The line was read when it was one; belief has moved on to others since.
    state = situation(coin_pair(obs=[[7, 1], [1, 7]]))
    value = parse_value("weight of A -> B", vocabulary(state))
    moved = situation(state.dataset, candidates("unrelated", "B -> A"))
    assert value.measure(moved, enumerate_posterior(moved.dataset, moved.space, moved.assumptions)) == 0

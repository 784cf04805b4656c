"""Replaced tables in files: the label `~A` in tables of data, the key `changed` in scenarios and sessions."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.data.dataset import Batch, Dataset, as_values
from engine.files.csv_tables import preview_table, read_table, table_text
from engine.files.record_writer import regime_lines
from engine.files.session_files import parse_session, session_text
from engine.networks.interventions import Regime, do, push, randomize, soft
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from engine.sessions.actions import apply
from engine.sessions.verbs import Record
from engine.sessions.wording import describe_action, describe_batch, describe_regime
from tests.engine.sessions import samples

NODES = (Variable("rain", ("no", "yes")), Variable("wet = grass", ("no", "yes")), Variable("C", ("0", "1")))


def data_of(*regimes: Regime, nodes: tuple[Variable, ...] = NODES) -> Dataset:
    rng = np.random.default_rng(1)
    rows = [as_values(rng.integers(0, 2, (20, 3)), nodes) for _ in regimes]
    return Dataset(nodes, tuple(map(Batch, rows, regimes)))


def read(path: Path, text: str) -> Dataset:
    path.write_text(text)
    return read_table(path, variables=NODES)


def test_labels_in_a_table_are_read(tmp_path: Path) -> None:
    text = "rain,wet = grass,C,_do\nno,yes,0,~rain\nno,yes,1,~rain=old=drug;C\nno,no,1,~wet = grass=x\nno,no,1,\n"
    data = read(tmp_path / "rows.csv", text)
    assert [batch.regime for batch in data.batches] == [
        Regime((soft(0),)),
        Regime((soft(0, label="old=drug"), do(2, 1))),
        Regime((soft(1, label="x"),)),
        Regime(),
    ]
    assert preview_table(tmp_path / "rows.csv").regimes[0] == (("~rain",), 1)


def test_tables_of_data_give_back_what_was_written(tmp_path: Path) -> None:
    data = data_of(
        Regime((soft(0),)),
        Regime((soft(0, label="drug"), do(2, 0))),
        Regime((soft(1), soft(2))),
        Regime((randomize(1),)),
    )
    values = data.batches[1].values.copy()
    values[:, 2] = 0
    data = Dataset(NODES, (data.batches[0], Batch(values, data.batches[1].regime), *data.batches[2:]))
    again = read(tmp_path / "rows.csv", "".join(table_text(data)))
    assert [batch.regime for batch in again.batches] == [batch.regime for batch in data.batches]
    for one, other in zip(again.batches, data.batches, strict=True):
        np.testing.assert_array_equal(one.values, other.values)


def test_known_tables_are_numbered_so_that_they_stay_apart(tmp_path: Path) -> None:
    first, second = soft(0, [0.5, 0.5]), soft(0, [0.1, 0.9])
    data = data_of(Regime((first,)), Regime((second,)), Regime((first,)), Regime((soft(0),)))
    again = read(tmp_path / "rows.csv", "".join(table_text(data)))
    labels = [batch.regime.interventions[0].label for batch in again.batches]
    assert labels == ["2", "3", "2", ""]


def test_pushes_are_new_tables_in_a_table_of_data(tmp_path: Path) -> None:
    data = data_of(Regime((push(0, 0),)), Regime((push(0, 1),)), Regime((push(0, 0),)), Regime((push(2, 0),)))
    again = read(tmp_path / "rows.csv", "".join(table_text(data)))
    versions = [batch.regime.interventions[0] for batch in again.batches]
    assert versions[0] == versions[2] != versions[1]
    assert versions[3] == soft(2)


def test_a_column_whose_name_begins_with_a_tilde_is_set(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("~A,B,_do\n0,1,~A\n1,0,~B\n")
    assert [batch.regime for batch in read_table(path).batches] == [Regime((do(0, 0),)), Regime((soft(1),))]


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("~snow", '"snow" is not a variable. The variables are: rain, wet = grass, C'),
        ("snow", '"snow" is not a variable'),
        ("rain;~rain", "rain is named twice, as set and as changed. Name it once: rain or ~rain"),
        ("~rain;~rain=drug", "rain is named twice"),
    ],
)
def test_labels_that_mean_nothing(tmp_path: Path, label: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path / "rows.csv", f"rain,wet = grass,C,_do\nno,yes,0,\nno,yes,0,{label}\n")
    assert said in str(caught.value)
    assert "line 3, column _do" in str(caught.value)


@pytest.mark.parametrize("label", ["a;b", " a"])
def test_labels_that_could_not_be_read_back_are_refused(label: str) -> None:
    with pytest.raises(InvalidInput, match="means something else"):
        "".join(table_text(data_of(Regime((soft(0, label=label),)))))


def test_the_lines_of_a_record() -> None:
    assert regime_lines(Regime((soft(0), soft(2))), NODES) == ["changed: [rain, C]"]
    mixed = Regime((do(1, 0), soft(0, label="a: b"), soft(2)))
    assert regime_lines(mixed, NODES) == ["set: {wet = grass: no}", 'changed: {rain: "a: b", C: []}']
    assert regime_lines(Regime((soft(0, [0.25, 0.75]),)), NODES) == ["changed: {rain: [0.25, 0.75]}"]
    pushed = Regime((push(0, 1), push(1, 0), soft(2)))
    assert regime_lines(pushed, NODES) == ["push: {rain: yes, wet = grass: no}", "changed: [C]"]


@pytest.mark.parametrize(
    "interventions",
    [
        (push(0, 1),),
        (push(1, 0), push(0, 0)),
        (soft(0),),
        (soft(0), soft(1)),
        (soft(0, label="summer"), randomize(1)),
        (soft(0, label="7"), do(1, 0)),
        (soft(0), soft(1, label="x")),
        (soft(0, [0.3, 0.7]), soft(1)),
    ],
)
def test_sessions_open_as_they_were_saved(interventions: tuple) -> None:
    start = samples.start()
    regime = Regime(interventions)
    values = as_values(np.zeros((3, len(start.variables)), dtype=int), start.variables)
    state = apply(start, Record(values, regime))
    again = parse_session(session_text(state))
    assert [batch.regime for batch in again.dataset.batches] == [batch.regime for batch in state.dataset.batches]
    assert again.dataset.batches[-1].regime == regime


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("changed: [Snow]", 'there is no measured variable "Snow"'),
        ("changed: {Sun: [0.5, 0.6]}", "its new table does not fit"),
        ("changed: [Sun]\n      set: {Sun: yes}", "Sun is set and changed"),
    ],
)
def test_faults_are_told_with_their_lines(written: str, said: str) -> None:
    start = samples.start()
    values = as_values(np.zeros((1, len(start.variables)), dtype=int), start.variables)
    text = session_text(apply(start, Record(values, Regime((soft(0),)))))
    assert "changed: [Sun]" in text
    with pytest.raises(InvalidInput) as caught:
        parse_session(text.replace("changed: [Sun]", written))
    assert said in str(caught.value)
    assert all(problem.line for problem in caught.value.problems)


def test_words() -> None:
    assert describe_regime(Regime((soft(0),)), NODES) == "new table for rain"
    assert describe_batch(Regime((soft(0),)), NODES) == "New table for rain"
    assert describe_batch(Regime((soft(0, label="drug"), do(2, 1))), NODES) == "Set C = 1, new table for rain (drug)"
    start = samples.start()
    values = as_values(np.zeros((2, len(start.variables)), dtype=int), start.variables)
    action = Record(values, Regime((soft(0),)))
    assert describe_action(action, start) == "Record 2 rows with new table for Sun"

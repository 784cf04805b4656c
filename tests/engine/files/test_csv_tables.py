"""Tables of data: what is read, how it is understood, and what is said of every fault."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.data.dataset import Batch, Dataset, as_values
from engine.files.csv_tables import preview_table, read_table, table_text, write_table
from engine.networks.interventions import Regime, do, randomize
from engine.networks.variables import Variable
from engine.problems import InvalidInput
from tests.memory import most_memory

SHARED = Path(__file__).parents[4] / "shared" / "data"
GRADES = Variable("Mek", ("low", "medium", "high"))
SWITCH = Variable("PKA", ("no", "yes"))


@pytest.fixture
def table(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "data.csv"
        path.write_bytes(text.encode())
        return path

    return write


def fault(path: Path, **how: object) -> str:
    with pytest.raises(InvalidInput) as caught:
        read_table(path, **how)
    return str(caught.value).removeprefix(f"{path}: ")


PROTEINS = ["Raf", "Mek", "Plcg", "PIP2", "PIP3", "Erk", "Akt", "PKA", "PKC", "P38", "Jnk"]
SET_BY_HAND = ["PKA", "", "Akt", "PKC", "PIP2", "Mek", "", "PKC", ""]


def as_sachs(n_rows: int) -> tuple[str, str]:
    """Return batches as those of Sachs et al. 2005, with rows of chance, in the layout of names and of numbers."""
    rng = np.random.default_rng(11)
    named, numbered = [",".join([*PROTEINS, "_do"])], [" ".join([*PROTEINS, "INT"])]
    for target in SET_BY_HAND:
        for row in rng.integers(0, 3, (n_rows, len(PROTEINS))):
            named.append(",".join([*(("low", "medium", "high")[code] for code in row), target]))
            number = PROTEINS.index(target) + 1 if target else 0
            numbered.append(" ".join(str(code) for code in [*(row + 1), number]))
    return "\n".join(named) + "\n", "\n".join(numbered) + "\n"


def assert_sachs_in_both_layouts(named: Dataset, numbered: Dataset, n_rows: int) -> None:
    for data in (named, numbered):
        assert [batch.n_rows for batch in data.batches] == [n_rows] * 9
        assert [
            ";".join(data.variables[target].name for target in batch.regime.targets) for batch in data.batches
        ] == SET_BY_HAND
    assert named.variables[0] == Variable("Raf", ("low", "medium", "high"))
    assert numbered.variables[0] == Variable("Raf", ("1", "2", "3"))
    for ours, theirs in zip(named.batches, numbered.batches, strict=True):
        assert ours.regime == theirs.regime
        np.testing.assert_array_equal(ours.values, theirs.values)


def test_nine_batches_in_both_layouts(table) -> None:
    named, numbered = as_sachs(50)
    assert_sachs_in_both_layouts(read_table(table(named)), read_table(table(numbered)), 50)


def test_sachs_is_nine_batches_of_600_in_both_layouts() -> None:
    if not SHARED.exists():
        pytest.skip("the shared data are not here")
    assert_sachs_in_both_layouts(read_table(SHARED / "sachs.csv"), read_table(SHARED / "sachs-int.txt"), 600)
    preview = preview_table(SHARED / "college-plans.txt")
    assert ([column.name for column in preview.columns], preview.n_rows) == (["sex", "iq", "cp", "pe", "ses"], 10318)


def test_a_label_of_a_column_left_out_is_dropped_and_its_rows_are_kept(table) -> None:
    data = read_table(table(as_sachs(50)[0]), columns=["PKC", "Raf", "Mek"])
    assert [variable.name for variable in data.variables] == ["PKC", "Raf", "Mek"]
    assert data.n_rows == 450
    assert [sorted(batch.regime.targets) for batch in data.batches] == [[], [], [], [0], [], [2], [], [0], []]


def test_tabs_are_found(table) -> None:
    preview = preview_table(table("sex\tiq\n" + "male\t4\nfemale\t1\n" * 50))
    assert preview.delimiter == "\t"
    assert [column.name for column in preview.columns] == ["sex", "iq"]
    assert preview.n_rows == 100


@pytest.mark.parametrize("delimiter", [",", ";", "\t", " "])
def test_every_delimiter_is_found(table, delimiter: str) -> None:
    path = table("a,b,c\n0,x y,1\n1,z,0\n".replace(",", delimiter).replace("x y", '"x, y;\t"'))
    assert preview_table(path).delimiter == delimiter
    assert [column.name for column in preview_table(path).columns] == ["a", "b", "c"]


def test_runs_of_spaces_part_cells_once(table) -> None:
    data = read_table(table("a  b   INT \n 1  2  0\n2  1  2  \n\n"))
    np.testing.assert_array_equal(np.concatenate([batch.values for batch in data.batches]), [[0, 1], [1, 0]])
    assert [sorted(batch.regime.targets) for batch in data.batches] == [[], [1]]


@pytest.mark.parametrize(
    ("cells", "states"),
    [
        (["10", "9", "-1.5"], ("-1.5", "9", "10")),
        (["HIGH", "LOW", "NORMAL"], ("LOW", "NORMAL", "HIGH")),
        (["yes", "no"], ("no", "yes")),
        (["TRUE", "FALSE"], ("FALSE", "TRUE")),
        (["severe", "none"], ("none", "severe")),
        (["zebra", "ant", "high"], ("zebra", "ant", "high")),
    ],
)
def test_the_order_of_states(table, cells: list[str], states: tuple[str, ...]) -> None:
    data = read_table(table("a,b\n" + "".join(f"{cell},1\n" for cell in cells)))
    assert data.variables[0].states == states
    assert [data.variables[0].states[code] for code in data.batches[0].values[:, 0]] == cells


def test_a_preview_tells_values_counts_and_regimes(table) -> None:
    path = table("PKA,Mek,_do\nno,low,\nyes,high,PKA\nno,high,PKA\nno,low,\nno,low,Mek; PKA\n")
    preview = preview_table(path)
    assert [(each.name, each.states, each.counts) for each in preview.columns] == [
        ("PKA", ("no", "yes"), (4, 1)),
        ("Mek", ("low", "high"), (3, 2)),
    ]
    assert preview.labelling == "names"
    assert preview.regimes == (((), 2), (("PKA",), 2), (("Mek", "PKA"), 1))


def test_a_variable_that_never_varies_in_its_batch_is_set_and_else_randomised(table) -> None:
    path = table("PKA,Mek,_do\nno,low,PKA\nyes,high,PKA\nno,low,Mek;PKA\nno,low,PKA;Mek\nyes,low,\n")
    regimes = [batch.regime for batch in read_table(path).batches]
    assert regimes == [Regime((randomize(0),)), Regime((do(0, 0), do(1, 0))), Regime()]


def test_batches_follow_their_column(table) -> None:
    path = table("a,b,_batch,_do\n0,0,1,\n1,1,1,\n0,1,2,\n1,0,2,a\n1,0,1,a\n")
    assert [batch.n_rows for batch in read_table(path).batches] == [2, 1, 1, 1]


def test_many_runs_are_gathered_by_what_was_set(table) -> None:
    path = table("a,b,_do\n" + "0,1,b\n0,0,\n1,1,a\n" * 21)
    data = read_table(path)
    assert [(batch.n_rows, sorted(batch.regime.targets)) for batch in data.batches] == [
        (21, [1]),
        (21, []),
        (21, [0]),
    ]
    assert data.batches[2].regime == Regime((do(0, 1),))
    sixty = table("a,b,_do\n" + "0,1,b\n0,0,\n1,1,a\n" * 20)
    assert len(read_table(sixty).batches) == 60


def test_known_variables_give_states_by_name_or_by_code(table) -> None:
    path = table("Mek,PKA\nhigh,0\nlow,1\n")
    data = read_table(path, variables=[SWITCH, GRADES])
    assert data.variables == (GRADES, SWITCH)
    np.testing.assert_array_equal(data.batches[0].values, [[2, 0], [0, 1]])


def test_numbers_that_are_names_are_names(table) -> None:
    reverse = [Variable("a", ("1", "0")), SWITCH]
    data = read_table(table("a,PKA\n0,no\n1,yes\n"), variables=reverse)
    np.testing.assert_array_equal(data.batches[0].values[:, 0], [1, 0])


def test_a_read_preview_is_not_read_again(table) -> None:
    path = table("a,b,c\n0,1,x\n1,0,y\n")
    preview = preview_table(path)
    path.unlink()
    assert [variable.name for variable in read_table(preview, columns=["c", "a"]).variables] == ["c", "a"]


def test_line_breaks_in_cells_do_not_lose_count(table) -> None:
    assert fault(table('a,b\n"x\ny",1\n\n"z\nz\nz",\n')) == (
        "line 5, column b: the cell is empty. Every cell needs a state: fill it in, or leave the row out."
    )


FAULTS = {
    "no rows": ("a,b\n\n", "there are no rows below the header. Choose a table with rows."),
    "blank": ("\n \n", "the file is empty. Choose a file with something in it."),
    "one column": (
        "a\n1\n",
        "line 1: there is only one column. Part the columns by commas, semicolons, tabs or spaces.",
    ),
    "unnamed": (
        "a,,b\n1,2,3\n",
        "line 1, header: column 2 has no name. Give it a name, or leave the column out (in R: row.names = FALSE).",
    ),
    "twice": ("a,b,a\n1,2,3\n", 'line 1, header: two columns are called "a". Give each a name of its own.'),
    "ragged": ("a,b,c\n1,2,3\n1,2\n", "line 3: the row has 2 cells. The header names 3 columns."),
    "all ragged": ("a,b,c\n1,2\n1,2\n", "line 2: every row has 2 cells. The header names 3 columns."),
    "too many columns": (
        ",".join(f"c{number}" for number in range(2002)) + "\n",
        "there are 2,002 columns. This program reads up to 2,000.",
    ),
    "row names": (
        "a,b\n1,2,3\n",
        "line 2: the row has 3 cells. The header names 2 columns (if R wrote it: row.names = FALSE).",
    ),
    "empty cell": (
        "a,b\n1,2\n1,\n2,\n",
        "line 3, column b: the cell is empty (and 1 more). Every cell needs a state: fill it in, or leave the row out.",
    ),
    "missing value": (
        "a,b\n1,NA\n",
        'line 2, column b: "NA" stands for a missing value. '
        "Every cell needs a state: fill it in, or leave the row out.",
    ),
    "unknown target": (
        "a,b,_do\n1,2,\n1,2,c\n",
        'line 3, column _do: "c" is not a variable. The variables are: a, b.',
    ),
    "number too high": (
        "a b INT\n1 2 0\n1 2 3\n",
        "line 3, column INT: there is no column number 3. Write 0 for none, or the number of a column, 1 to 2.",
    ),
    "only labels": ("_do,_batch\n,1\n", "there is no column with data. Add a column for each variable."),
    "measured": (
        "a,b\n" + "".join(f"{number / 7:.4f},1\n" for number in range(40)),
        "column a: it holds 40 different numbers and looks measured, not sorted into states. "
        "Sort it into a few states first, such as low, medium, high.",
    ),
    "too many": (
        "a,b\n" + "".join(f"name{number},1\n" for number in range(1200)),
        "column a: it has more than 1,000 different values. "
        "Sort it into a few states first, such as low, medium, high.",
    ),
    "open quotation": (
        'a,b\n1,"2\n' + "1,2\n" * 50_000,
        "a cell has more than 131,072 characters, or a quotation mark is not closed. Look for a lone quotation mark.",
    ),
}


@pytest.mark.parametrize(("text", "message"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_says_where_what_and_what_would_be_right(table, text: str, message: str) -> None:
    told = fault(table(text))
    assert told == message or (told.startswith("line ") and told.endswith(f": {message}"))


def test_faults_against_a_network(table) -> None:
    path = table("Mek,PKA,Raf\nlow,no,1\nlou,2,1\nlow,maybe,1\n,maybe,1\n")
    assert fault(path, variables=[GRADES, SWITCH]) == (
        "5 things are wrong.\n"
        '  column "Raf" is not a variable of the network. They are: Mek, PKA.\n'
        '  line 3, column Mek: "lou" is not a state of Mek. Its states are: low, medium, high.\n'
        '  line 3, column PKA: "2" is not a state of PKA. Its states are: no, yes.\n'
        '  line 4, column PKA: "maybe" is not a state of PKA (and 1 more). Its states are: no, yes.\n'
        "  line 5, column Mek: the cell is empty. Its states are: low, medium, high."
    )


def test_a_code_that_is_too_high(table) -> None:
    assert fault(table("Mek,PKA\n0,no\n3,no\n"), variables=[GRADES, SWITCH]) == (
        'line 3, column Mek: "3" is not a state of Mek. Its states are: low, medium, high.'
    )


def test_a_column_that_does_not_exist(table) -> None:
    assert fault(table("a,b\n1,2\n"), columns=["a", "z"]) == ('there is no column "z". The columns are: a, b.')


def test_a_fault_in_a_column_left_out_does_not_matter(table) -> None:
    path = table("a,b\n1,\n2,3\n")
    assert read_table(path, columns=["a"]).n_rows == 2
    assert preview_table(path).columns[1].fault is not None


def test_many_faults_are_cut_to_twenty_and_counted(table) -> None:
    told = fault(table("a,b\n1,2\n" + "1,2,3\n" * 50)).splitlines()
    assert told[0] == "50 things are wrong."
    assert told[-1] == "  and 30 more."
    assert len(told) == 22


def test_thirty_megabytes_of_one_line_are_refused_when_the_line_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(b"1," * 15_000_000)
    with most_memory(10_000_000):
        assert fault(path).startswith("line 1: the line has more than 1,000,000 characters.")


def test_a_million_cells_are_read(table) -> None:
    path = table("a,b,c,d,e\n" + "0,1,low,yes,2\n1,0,high,no,3\n" * 100_000)
    dataset = read_table(path)
    assert dataset.n_rows == 200_000
    values = np.concatenate([batch.values for batch in dataset.batches])
    assert [variable.states for variable in dataset.variables[:3]] == [("0", "1"), ("0", "1"), ("low", "high")]
    assert (values[0::2] == values[0]).all()
    assert (values[1::2] == values[1]).all()
    assert values[:2, :2].tolist() == [[0, 1], [1, 0]]


@st.composite
def datasets(draw: st.DrawFn) -> Dataset:
    words = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=8)
    plain = words.map(str.strip).filter(lambda word: word and word not in ("_do", "_batch") and ";" not in word)
    names = draw(st.lists(plain, min_size=1, max_size=4, unique=True))
    cell = words.map(str.strip).filter(bool)
    variables = tuple(
        Variable(name, tuple(draw(st.lists(cell, min_size=1, max_size=4, unique=True)))) for name in names
    )
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    batches = []
    for _ in range(draw(st.integers(1, 4))):
        rows = (
            np.column_stack([rng.integers(0, each.cardinality, draw_rows) for each in variables])
            if (draw_rows := draw(st.integers(1, 5)))
            else np.empty((0, len(variables)))
        )
        targets = draw(st.sets(st.integers(0, len(variables) - 1)))
        batches.append(Batch(as_values(rows, variables), Regime(tuple(randomize(target) for target in targets))))
    return Dataset(variables, tuple(batches))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=datasets())
def test_writing_and_reading_gives_the_same_data(data: Dataset, tmp_path: Path) -> None:
    write_table(tmp_path / "data.csv", data)
    again = read_table(tmp_path / "data.csv", variables=data.variables)
    assert again.variables == data.variables
    for ours, theirs in zip(again.batches, data.batches, strict=True):
        np.testing.assert_array_equal(ours.values, theirs.values)
        assert ours.regime.targets == theirs.regime.targets


def test_a_variable_called_like_a_label_is_not_written() -> None:
    data = Dataset((Variable("_do", ("x",)),), (Batch(np.zeros((1, 1), np.int8)),))
    with pytest.raises(InvalidInput, match='a variable is called "_do"'):
        "".join(table_text(data))


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_mutated_bytes_give_data_or_a_message(data: st.DataObject, tmp_path: Path) -> None:
    bytes_ = b'PKA,Mek,_do,_batch\nno,low,,1\nyes,"high",PKA,1\nno,low,Mek;PKA,2\n'
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(bytes_)))
        end = min(len(bytes_), start + data.draw(st.integers(0, 10)))
        piece = data.draw(st.binary(max_size=3) | st.sampled_from([b",", b'"', b"\n", b";", b"\t", b" INT", b"9"]))
        bytes_ = bytes_[:start] + piece + bytes_[end:]
    path = tmp_path / "mutated.csv"
    path.write_bytes(bytes_)
    for known in (None, [SWITCH, GRADES]):
        try:
            found = read_table(path, variables=known)
        except InvalidInput:
            continue
        assert found.n_rows > 0

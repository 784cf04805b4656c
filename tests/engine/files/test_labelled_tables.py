"""Tables whose labels are those of other programs: pcalg, DCDI, Tetrad."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.data.discretising import Discretising
from engine.files.csv_tables import labelled_anew, preview_table, read_table
from engine.problems import InvalidInput

OBSERVED, BOTH = (), ("A", "C")


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def told(call: object, *arguments: object) -> str:
    with pytest.raises(InvalidInput) as caught:
        call(*arguments)
    return str(caught.value)


PCALG = "A,B,C,target.index\n0,1,0,1\n1,1,0,2\n1,0,1,3\n0,0,1,1\n"


@pytest.mark.parametrize("name", ["data.targets.txt", "data.targets.csv", "targets.txt", "targets.csv"])
@pytest.mark.parametrize("sets", ["\n2\n1 3\n", "\nB\nA,C\n", "\n2\n3;1", '""\n"B"\n1,C\n\n'])
def test_the_sets_of_pcalg_by_number_or_name(tmp_path: Path, name: str, sets: str) -> None:
    path = written(tmp_path, "data.csv", PCALG)
    written(tmp_path, name, sets)
    preview = preview_table(path)
    assert preview.labelling == "targets"
    assert [column.name for column in preview.columns] == ["A", "B", "C"]
    assert preview.regimes == ((OBSERVED, 2), (("B",), 1), (BOTH, 1))
    assert [sorted(batch.regime.targets) for batch in read_table(path).batches] == [[], [1], [0, 2], []]


def test_sets_that_are_missing_or_wrong(tmp_path: Path) -> None:
    path = written(tmp_path, "data.csv", PCALG)
    assert told(preview_table, path) == (
        f"{path}: column target.index: the numbers are those of sets of variables, and no file with the sets is beside "
        'the table. Save them as "data.targets.txt": a line for each set with the names or numbers (from 1) of its '
        "columns, an empty line for observation."
    )
    sets = written(tmp_path, "targets.txt", "\n2\n4\n")
    assert told(preview_table, path) == (
        f'{sets}: line 3: "4" is not a column of the table. Write a number from 1 to 3 or one of: A, B, C.'
    )
    written(tmp_path, "targets.txt", "\n2\n")
    assert told(preview_table, path) == (
        f'{path}: line 4, column target.index: there is no set number "3". '
        "targets.txt holds 2 sets, one a line: write 1 to 2."
    )
    forgiven = preview_table(path, forgiving=True)
    assert (forgiven.labelling, forgiven.regimes) == ("none", ((OBSERVED, 4),))
    assert 'there is no set number "3"' in forgiven.label_fault


def test_labels_are_corrected_without_reading_the_table_again(tmp_path: Path) -> None:
    path = written(tmp_path, "data.csv", PCALG)
    preview = preview_table(path, forgiving=True)
    other = written(tmp_path, "elsewhere.txt", "\nC\nA\n")
    path.unlink()
    corrected = labelled_anew(preview, "targets", other)
    assert corrected.regimes == ((OBSERVED, 2), (("C",), 1), (("A",), 1))
    assert corrected.labels.companion == str(other)
    plain = labelled_anew(corrected, "none")
    assert [column.name for column in plain.columns] == ["A", "B", "C", "target.index"]
    assert 'there is no column "_do"' in told(labelled_anew, preview, "names")
    assert 'there is no column "INT"' in told(labelled_anew, preview, "numbers")
    assert "no file of interventions is beside the table" in told(labelled_anew, preview, "files")
    assert "no two columns are the status and the value" in told(labelled_anew, preview, "pairs")


def dcdi(folder: Path, as_text: bool, delimiter: str = ",") -> Path:
    rows = np.array([[0, 1, 2], [1, 1, 0], [0, 0, 2], [1, 0, 1]], np.float64)
    written(folder, "intervention1.csv", f"\n1\n0{delimiter}2\n1\n")
    written(folder, "regime1.csv", "0\n1\n2\n1\n")
    if as_text:
        return written(folder, "data_interv1.csv", "\n".join(",".join(map(str, row)) for row in rows.tolist()) + "\n")
    np.save(folder / "data_interv1.npy", rows)
    return folder / "data_interv1.npy"


@pytest.mark.parametrize("as_text", [True, False])
@pytest.mark.parametrize("delimiter", [",", " "])
def test_the_files_of_dcdi(tmp_path: Path, as_text: bool, delimiter: str) -> None:
    path = dcdi(tmp_path, as_text, delimiter)
    preview = preview_table(path)
    assert (preview.labelling, preview.n_rows) == ("files", 4)
    assert [column.name for column in preview.columns] == ["X0", "X1", "X2"]
    assert preview.regimes == ((OBSERVED, 1), (("X1",), 2), (("X0", "X2"), 1))
    data = read_table(preview)
    np.testing.assert_array_equal(np.concatenate([batch.values for batch in data.batches])[:, 2], [2, 0, 2, 1])
    assert [sorted(batch.regime.targets) for batch in data.batches] == [[], [1], [0, 2], [1]]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("intervention1.csv", "\n1\n", "it has 2 lines, and the table has 4 rows. Give every row of the table a line"),
        ("intervention1.csv", "\n1\n3\n\n", 'line 3: "3" is not the number of a column. Write numbers from 0 to 2'),
        ("intervention1.csv", "\n1\nx\n\n", 'line 3: "x" is not the number of a column.'),
        ("regime1.csv", "0\n1\n", "it has 2 lines, and the table has 4 rows."),
        ("regime1.csv", "0\n1\n1\n1\n", "line 3: regime 1 sets X0 and X2 in this row and X1 in row 2."),
        ("regime1.csv", "0\n\n2\n1\n", "line 2: the line is empty. Write the number of the row's regime."),
    ],
)
def test_wrong_files_beside_a_table_of_dcdi(tmp_path: Path, name: str, text: str, message: str) -> None:
    path = dcdi(tmp_path, as_text=False)
    wrong = written(tmp_path, name, text)
    assert told(preview_table, path).startswith(f"{wrong}: {message}")


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (np.zeros(4), "the array has the form 4 of type <f8"),
        (np.zeros((2, 2, 2)), "the array has the form 2 x 2 x 2 of type <f8"),
        (np.array([["a", "b"]]), "the array has the form 1 x 2 of type <U1"),
        (np.array([[{}, 1]], object), "the array has the form 1 x 2 of type |O"),
    ],
)
def test_arrays_of_another_form_are_refused(tmp_path: Path, array: np.ndarray, message: str) -> None:
    np.save(tmp_path / "data.npy", array, allow_pickle=True)
    assert message in told(preview_table, tmp_path / "data.npy")


def test_an_array_that_promises_more_than_it_holds_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "data.npy"
    with path.open("wb") as file:
        header = {"descr": "<f8", "fortran_order": False, "shape": (400_000_000, 2000)}
        np.lib.format.write_array_header_1_0(file, header)
        file.write(bytes(800))
    assert told(preview_table, path).startswith(f"{path}: the array has the form 400000000 x 2000 of type <f8.")


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(place=st.integers(0, 200), piece=st.binary(min_size=1, max_size=6))
def test_mutated_arrays_give_data_or_a_message(tmp_path: Path, place: int, piece: bytes) -> None:
    path = dcdi(tmp_path, as_text=False)
    content = path.read_bytes()
    path.write_bytes(content[:place] + piece + content[place + len(piece) :])
    with suppress(InvalidInput):
        assert preview_table(path).n_rows > 0


@pytest.mark.parametrize("dtype", [">f4", "int8", "uint64", "bool", "float16"])
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("version", [(1, 0), (2, 0), (3, 0)])
def test_arrays_of_every_type_order_and_version(
    tmp_path: Path, dtype: str, order: str, version: tuple[int, int]
) -> None:
    array = np.asarray([[0, 1, 1], [1, 1, 0]], dtype, order)
    with (tmp_path / "data.npy").open("wb") as file:
        np.lib.format.write_array(file, array, version)
    np.testing.assert_array_equal(read_table(tmp_path / "data.npy").batches[0].values, [[0, 0, 1], [1, 0, 0]])


WRONG = st.binary(max_size=4) | st.sampled_from([b",", b"\n", b"\0", b"9", b"-1", b"1e999", b"{", b"[", b"null", b"*"])


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(name=st.integers(0, 3), place=st.integers(0, 60), length=st.integers(0, 8), piece=WRONG)
def test_mutated_companions_give_data_or_a_message(
    tmp_path: Path, name: int, place: int, length: int, piece: bytes
) -> None:
    tables = [written(tmp_path, "data.csv", PCALG), *[dcdi(tmp_path, as_text=False)] * 2]
    tables.append(written(tmp_path, "pairs.csv", "A,B,A_s,A_v\n0,1,0,0\n1,0,1,1\n"))
    written(tmp_path, "data.targets.txt", "\n2\n1 3\n")
    written(tmp_path, "pairs_metadata.json", '{"interventions":[{"status":{"name":"A_s"},"value":{"name":"A_v"}}]}')
    beside = ("data.targets.txt", "intervention1.csv", "regime1.csv", "pairs_metadata.json")[name]
    content = (tmp_path / beside).read_bytes()
    (tmp_path / beside).write_bytes(content[:place] + piece + content[place + length :])
    with suppress(InvalidInput):
        assert read_table(tables[name]).n_rows > 0
    forgiven = preview_table(tables[name], forgiving=True)
    assert sum(n_rows for _, n_rows in forgiven.regimes) == forgiven.n_rows


def test_the_pairs_of_tetrad(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "data.txt",
        "A\tB\tA_s\tA_v\tI_B_s\tI_B_v\tcd3_s\n0\t1\t0\t0\t0\t1.5\tx\n1\t1\t1\t1\t0\t2\ty\n0\t0\t1\t0\t1\t9\tx\n",
    )
    preview = preview_table(path)
    assert preview.labelling == "pairs"
    assert [column.name for column in preview.columns] == ["A", "B", "cd3_s"]
    assert preview.regimes == ((OBSERVED, 1), (("A",), 1), (("A", "B"), 1))


def test_the_metadata_of_tetrad(tmp_path: Path) -> None:
    path = written(tmp_path, "data.csv", "A,B,A_s,A_v,I_B,cd3_s,cd3_v\n0,1,0,0,*,1,2\n1,1,1,1,*,0,2\n0,0,0,0,3.5,1,2\n")
    pairs = [("A_s", "A_v"), (None, "I_B"), ("cd3_s", "cd3_v")]
    entries = [{"status": status and {"name": status}, "value": {"name": value}} for status, value in pairs]
    metadata = written(tmp_path, "data_metadata.json", json.dumps({"interventions": entries, "domains": []}))
    preview = preview_table(path)
    assert preview.regimes == ((OBSERVED, 1), (("A",), 1), (("B",), 1))
    assert [column.name for column in preview.columns] == ["A", "B", "cd3_s", "cd3_v"]
    assert preview.labels.companion == str(metadata)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1: this is not JSON."),
        ("[]", 'there is no list of "interventions".'),
        ('{"interventions": [{"status": null}]}', "intervention 1: it has no value with a name."),
        ('{"interventions": [{"value": {"name": "Z"}}]}', 'there is no column "Z" in the table.'),
        ("[" * 100_000, "it is nested too deeply."),
    ],
)
def test_wrong_metadata(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, "data.csv", "A,B\n0,1\n")
    wrong = written(tmp_path, "data_metadata.json", text)
    assert told(preview_table, path).startswith(f"{wrong}: {message}")


def test_a_status_that_is_neither_0_nor_1(tmp_path: Path) -> None:
    preview = preview_table(written(tmp_path, "data.csv", "A,B,A_s,A_v\n0,1,0,0\n0,1,2,0\n"))
    assert preview.labelling == "none"
    assert 'line 3, column A_s: "2" is not a status. Write 1 where A was set by hand and 0 where not.' in told(
        labelled_anew, preview, "pairs"
    )


def test_measured_columns_are_sorted_into_states(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    numbers = rng.normal(size=3000).round(6)
    text = "few,many\n" + "".join(f"{number:.1f},{number}\n" for number in numbers)
    path = written(tmp_path, "data.csv", text)
    preview = preview_table(path)
    many = preview.columns[1]
    assert many.fault is not None
    np.testing.assert_array_equal(many.ordered, np.sort(numbers))
    sorting = {"few": Discretising("cuts", cuts=(-1.0, 0.5)), "many": Discretising("quantiles", 4)}
    data = read_table(preview, sorting=sorting)
    assert data.variables[0].states == ("below -1", "-1 to 0.5", "0.5 or more")
    values = data.batches[0].values
    cuts = np.quantile(numbers, [0.25, 0.5, 0.75])
    np.testing.assert_array_equal(values[:, 1], np.searchsorted(cuts, numbers, side="right"))
    np.testing.assert_array_equal(np.bincount(values[:, 1]), [750] * 4)


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ([*map(str, range(5)), "NA", "7"], "line 7, column a: the number is missing."),
        ([*(f"{cell}.5" for cell in range(1500)), "", "?"], "line 1502, column a: the number is missing (and 1 more)."),
        ([*map(str, range(5)), "many"], 'line 7, column a: "many" is not a number.'),
        ([*(f"{cell}.5" for cell in range(1500)), "many"], "column a: it holds more than numbers."),
        (["3", "3"], "column a: all its numbers are the same."),
    ],
)
def test_what_is_no_number_is_not_sorted(tmp_path: Path, cells: list[str], message: str) -> None:
    path = written(tmp_path, "data.csv", "a,b\n" + "".join(f"{cell},1\n" for cell in cells))
    said = told(lambda: read_table(path, ["a"], sorting={"a": Discretising("quantiles", 2)}))
    assert said.startswith(f"{path}: {message}")

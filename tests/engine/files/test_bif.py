"""BIF: what other programs write is read, and what is wrong is told with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pgmpy.readwrite import BIFReader, BIFWriter

from engine.files.bif import content_from_bif, content_to_bif, network_from_bif, network_to_bif
from engine.files.network_file import NetworkFile
from engine.files.network_files import read_network
from engine.networks.editing import with_hidden
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable, cardinalities
from engine.problems import InvalidInput
from engine.questions.probabilities import marginals
from engine.sessions.notes import Notes
from engine.sessions.positions import Positions
from tests.engine.files.network_contents import assert_same_as_model, unequal
from tests.engine.worlds import alarm_shaped, asia
from tests.memory import most_memory

SHARED = Path(__file__).parents[4] / "shared" / "data"

# The dog problem of Charniak 1991 in the dress of JavaBayes: no bar, no commas, whole tables, properties.
JAVABAYES = """
// Bayesian network
network "Dog-Problem" { //5 variables
        property "credal-set constant-density-bounded 1.1" ;
}
variable  "bowel-problem" { //2 values
        type discrete[2] {  "true"  "false" };
        property "position = (335, 99)" ;
}
variable  "dog-out" { type discrete[2] {  "true"  "false" }; property "position = (300; 195)" ; }
variable  "family-out" { type discrete[2] {  "true"  "false" }; }
probability (  "dog-out"  "bowel-problem"  "family-out" ) { //3 variable(s) and 8 values
        table 0.99 0.97 0.9 0.3 0.01 0.03 0.1 0.7 ;
}
probability (  "bowel-problem" ) { table 0.01 0.99 ; }
probability (  "family-out" ) { /* as he
    had it */ table 0.15 0.85 ; }
"""

SMALL = """network small {
}
variable rain {
  type discrete [ 2 ] { no, yes };
}
variable "wet grass" {
  type discrete [ 3 ] { dry, 5-12%, >=5 };
}
probability ( rain ) {
  table 0.8, 0.2;
}
probability ( "wet grass" | rain ) {
  (yes) 0.1, 0.3, 0.6;
  (no) 0.9, 0.07, 0.03;
}
"""


def fault(text: str) -> str:
    with pytest.raises(InvalidInput) as caught:
        network_from_bif(text)
    return str(caught.value)


def changed(old: str, new: str) -> str:
    assert SMALL.count(old) == 1
    return SMALL.replace(old, new)


@st.composite
def networks(draw: st.DrawFn) -> BayesianNetwork:
    words = st.text(st.characters(codec="utf-8", exclude_characters='"\n', exclude_categories=["C"]), min_size=1)
    names = draw(st.lists(words.filter(str.strip), min_size=1, max_size=5, unique=True))
    variables = tuple(
        Variable(name, tuple(draw(st.lists(words.filter(str.strip), min_size=1, max_size=4, unique=True))))
        for name in names
    )
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    tables = []
    for child, variable in enumerate(variables):
        parents = tuple(draw(st.lists(st.integers(0, child - 1), max_size=3, unique=True))) if child else ()
        shape = [variables[parent].cardinality for parent in parents]
        rows = rng.dirichlet(np.ones(variable.cardinality), size=shape)
        tables.append(ConditionalTable(child, parents, rows))
    return BayesianNetwork(variables, tuple(tables))


def assert_same_as_pgmpy(network: BayesianNetwork, text: str) -> None:
    # To 1e-7 only: pgmpy leaves rows such as 0.3333333 0.3333333 0.3333333 as they were rounded.
    assert_same_as_model(network, BIFReader(string=text).get_model())


@pytest.mark.parametrize("made", [asia, alarm_shaped])
def test_the_classics_are_read_as_pgmpy_reads_them(made: Callable[[], BayesianNetwork]) -> None:
    text = network_to_bif(made())
    read = network_from_bif(text)
    assert_same_as_pgmpy(read, text)
    for ours, meant in zip(read.tables, made().tables, strict=True):
        np.testing.assert_array_equal(ours.probabilities, meant.probabilities)


def test_the_files_of_others_are_read_as_pgmpy_reads_them() -> None:
    if not SHARED.exists():
        pytest.skip("the shared data are not here")
    for name in ("asia", "alarm"):
        path = SHARED / f"{name}.bif"
        assert_same_as_pgmpy(read_network(path), path.read_text())
    alarm, shape = read_network(SHARED / "alarm.bif"), alarm_shaped()
    assert (alarm.names, alarm.dag) == (shape.names, shape.dag)
    assert cardinalities(alarm.variables) == cardinalities(shape.variables)
    by_hand, read = asia(), read_network(SHARED / "asia.bif")
    names = {"A": "asia", "T": "tub", "S": "smoke", "L": "lung", "B": "bronc", "E": "either", "X": "xray", "D": "dysp"}
    for name, chances in zip(by_hand.names, marginals(by_hand), strict=True):
        np.testing.assert_allclose(marginals(read)[read.index(names[name])], chances, rtol=1e-9)


def test_what_pgmpy_writes_is_read() -> None:
    first = network_from_bif(SMALL.replace('"wet grass"', "wet_grass"))
    text = str(BIFWriter(BIFReader(string=network_to_bif(first)).get_model()))
    assert_same_as_pgmpy(network_from_bif(text), text)


def test_javabayes_names_the_child_first_and_lets_the_last_parent_run_fastest() -> None:
    network = network_from_bif(JAVABAYES)
    table = network.tables[network.index("dog-out")]
    assert [network.names[parent] for parent in table.parents] == ["bowel-problem", "family-out"]
    np.testing.assert_array_equal(table.probabilities[..., 0], [[0.99, 0.97], [0.9, 0.3]])
    np.testing.assert_array_equal(table.probabilities[..., 1], [[0.01, 0.03], [0.1, 0.7]])


def test_places_hidden_flags_and_notes_are_properties_that_pgmpy_passes_over() -> None:
    content = NetworkFile(
        with_hidden(unequal(), 0, True),
        Positions({"A": (0, 0), "B": (1, -1.5), "C": (2, 0)}),
        Notes({"C": "an effect, of both"}),
        "A small world",
    )
    text = content_to_bif(content)
    assert "  property position = (100, -150);\n" in text
    assert '  property note = "an effect, of both";\n' in text
    assert "  property hidden = true;\n" in text
    assert_same_as_pgmpy(content.network, text)
    again = content_from_bif(text)
    assert again.network == content.network
    assert (dict(again.positions), dict(again.notes)) == (dict(content.positions), dict(content.notes))
    assert again.title == "A small world"


def test_places_of_javabayes() -> None:
    places = content_from_bif(JAVABAYES).positions
    assert dict(places) == {"bowel-problem": (3.35, 0.99), "dog-out": (3.0, 1.95)}


def test_rows_in_any_order_with_odd_names() -> None:
    network = network_from_bif(SMALL)
    assert network.variables[1] == Variable("wet grass", ("dry", "5-12%", ">=5"))
    np.testing.assert_array_equal(network.tables[1].probabilities, [[0.9, 0.07, 0.03], [0.1, 0.3, 0.6]])


def test_default_fills_the_rows_not_given() -> None:
    network = network_from_bif(changed("(no) 0.9, 0.07, 0.03", "default 0.5 0.25 0.25"))
    np.testing.assert_array_equal(network.tables[1].probabilities, [[0.5, 0.25, 0.25], [0.1, 0.3, 0.6]])


@pytest.mark.parametrize("name", ["a.b", "x-1", "mg/l", "<5", "[0,1)", "a b", "(x)", "table", "variable", "a//b", "|"])
def test_names_of_every_kind_survive(name: str) -> None:
    variable = Variable(name, (name, "0"))
    network = BayesianNetwork((variable,), (ConditionalTable(0, (), np.array([0.25, 0.75])),))
    assert network_from_bif(network_to_bif(network)) == network


@settings(max_examples=60, deadline=None)
@given(network=networks())
def test_writing_and_reading_gives_the_same_network(network: BayesianNetwork) -> None:
    again = network_from_bif(network_to_bif(network))
    assert again.variables == network.variables
    for ours, theirs in zip(again.tables, network.tables, strict=True):
        assert ours.parents == theirs.parents
        np.testing.assert_allclose(ours.probabilities, theirs.probabilities, rtol=1e-12)


def test_a_name_the_format_cannot_hold_is_refused() -> None:
    table = ConditionalTable(0, (), np.array([1.0]))
    network = BayesianNetwork((Variable('say "hi"', ("yes",)),), (table,))
    with pytest.raises(ValueError, match="'say \"hi\"' cannot be written in a BIF file"):
        network_to_bif(network)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("0.333, 0.333, 0.333", [1 / 3, 1 / 3, 1 / 3]),
        ("0.3333333, 0.3333333, 0.3333333", [1 / 3, 1 / 3, 1 / 3]),
        ("0.5, 0.25, 0.25", [0.5, 0.25, 0.25]),
        ("1e-3, 0.5, 0.499", [0.001, 0.5, 0.499]),
    ],
)
def test_rounded_rows_are_made_to_sum_to_one(row: str, expected: list[float]) -> None:
    network = network_from_bif(changed("0.1, 0.3, 0.6", row))
    np.testing.assert_allclose(network.tables[1].probabilities[1], expected, rtol=1e-12)


@pytest.mark.parametrize("row", ["0.11, 0.3, 0.6", "0.09, 0.3, 0.6", "0.33, 0.33, 0.33", "0.503, 0.2, 0.3"])
def test_a_row_that_is_off_by_more_than_rounding_is_refused(row: str) -> None:
    message = fault(changed("0.1, 0.3, 0.6", row))
    shown = row.replace(", ", " and ")
    total = sum(float(number) for number in row.split(", "))
    assert message == (
        f"line 13, table of wet grass, row rain = yes: {shown} add up to {total:.6g}. They must add up to 1."
    )


GRASS = "line 12, table of wet grass: "
NOT_A_BLOCK = 'A BIF file is made of blocks that begin with "network", "variable" or "probability".'
FAULTS = [
    (
        "| rain )",
        "| hail )",
        f'{GRASS}"hail" is not declared as a variable. The variables are: rain, wet grass.',
    ),
    (
        "  (no) 0.9, 0.07, 0.03;\n",
        "",
        f"{GRASS}there is no row for rain = no. Give a row for every combination of the parents' states, or a default.",
    ),
    (
        '( "wet grass" | rain )',
        '( "wet grass", rain | rain )',
        f"{GRASS}it describes more than one variable. Write: probability ( A | B, C ).",
    ),
    (
        "(no)",
        "(yes)",
        "line 14, table of wet grass: the row for rain = yes appears twice. It was given in line 13 already.",
    ),
    (
        "(no)",
        "(maybe)",
        'line 14, table of wet grass: "maybe" is not a state of rain. Its states are: no, yes.',
    ),
    (
        "(no)",
        "(no, no)",
        "line 14, table of wet grass: the row names 2 states. Name one for each parent: rain.",
    ),
    (
        "0.8, 0.2",
        "0.8",
        "line 10, table of rain: here is 1 number. It should have 2: one for each state of rain.",
    ),
    (
        "0.8, 0.2",
        "1.8, -0.8",
        "line 10, table of rain: 1.8 is no probability. Every one lies between 0 and 1.",
    ),
    (
        "0.8, 0.2",
        "NaN, NaN",
        'line 10, table of rain: "NaN" is not a number. Write probabilities, such as 0.25.',
    ),
    (
        "discrete [ 2 ]",
        "discrete [ 3 ]",
        "line 3, variable rain: 3 states are announced and 2 are named: no, yes. Make the two agree.",
    ),
    (
        "{ no, yes }",
        "{ no, no }",
        'line 3, variable rain: the state "no" appears 2 times. Name each state once.',
    ),
    (
        "discrete [ 2 ] { no, yes }",
        "continuous",
        'line 4, variable rain: its type is "continuous". Only variables of type discrete can be read.',
    ),
    (
        "probability ( rain ) {\n  table 0.8, 0.2;\n}\n",
        "",
        "line 3, variable rain: it has no table. Give a probability block for it.",
    ),
    (
        "  table 0.8, 0.2;\n}",
        "  table 0.8, 0.2;\n",
        'line 12, table of rain: "probability" stands where an entry or a closing brace should be.',
    ),
    (
        "{ no, yes };\n}",
        "{ no, yes\n}",
        'line 6, variable rain: "variable" stands where an entry or a closing brace should be.',
    ),
    ("network small", '"network small', "line 1: a quotation mark is opened and never closed. Close it."),
    ("network small", "/* network small", "line 1: a comment is opened and never closed. Close it."),
    ("network small", "netwrk small", f'line 1: "netwrk" stands where a block should begin. {NOT_A_BLOCK}'),
]


@pytest.mark.parametrize(("old", "new", "message"), FAULTS, ids=[message for *_, message in FAULTS])
def test_a_fault_says_where_what_and_what_would_be_right(old: str, new: str, message: str) -> None:
    assert fault(changed(old, new)) == message


def test_declaring_twice_is_told_with_both_lines() -> None:
    text = SMALL + "variable rain { type discrete [ 1 ] { x }; }\nprobability ( rain ) { table 1; }\n"
    assert fault(text) == (
        "2 things are wrong.\n"
        "  line 16, variable rain: it was declared in line 3 already. Keep one.\n"
        "  line 17, table of rain: it was given in line 9 already. Keep one of the two."
    )


def test_a_circle_is_named_in_order() -> None:
    text = changed("( rain ) {\n  table 0.8, 0.2;", '( rain | "wet grass" ) {\n  default 0.8, 0.2;')
    told = fault(text)
    assert "the arrows close a circle: rain, wet grass, rain. Remove one of them." in told
    assert told.startswith("line ")


def test_all_faults_are_told_at_once() -> None:
    text = changed("0.8, 0.2", "0.81, 0.2").replace("[ 3 ]", "[ 4 ]").replace("(no)", "(nein)")
    assert fault(text) == (
        "3 things are wrong.\n"
        "  line 6, variable wet grass: 4 states are announced and 3 are named: dry, 5-12%, >=5. "
        "Make the two agree.\n"
        "  line 10, table of rain: 0.81 and 0.2 add up to 1.01. They must add up to 1.\n"
        '  line 14, table of wet grass: "nein" is not a state of rain. Its states are: no, yes.'
    )


@pytest.mark.parametrize("kept", range(30, len(SMALL) - 2, 7))
def test_a_file_cut_short_is_always_refused(kept: int) -> None:
    assert "things are wrong" in fault(SMALL[:kept]) or fault(SMALL[:kept]).startswith("line ")


def test_a_file_cut_in_a_table_says_so() -> None:
    assert fault(SMALL[: SMALL.index("0.07")]) == (
        "line 14, table of wet grass: the file ends in the middle of a block begun in line 12. "
        "The file seems to be cut short; get it again whole."
    )


def test_text_of_another_kind_is_refused_with_one_fault() -> None:
    assert fault("<html><body>Not found</body></html>\n" * 1000) == (
        f'line 1: "<html><body>Not" stands where a block should begin. {NOT_A_BLOCK}'
    )


def test_a_network_without_variables_is_refused() -> None:
    assert "no variable is declared" in fault("network empty {\n}\n")


def test_too_many_variables_are_refused() -> None:
    text = "".join(f"variable v{number} {{ type discrete [ 1 ] {{ a }}; }}\n" for number in range(3001))
    assert fault(text) == "there are too many variables. This program reads up to 3,000."


def test_a_table_too_large_for_memory_is_refused() -> None:
    names = [f"v{number}" for number in range(60)]
    text = "".join(f"variable {name} {{ type discrete [ 2 ] {{ a, b }}; }}\n" for name in names)
    text += "".join(f"probability ( {name} ) {{ table 0.5 0.5; }}\n" for name in names[:-1])
    text += f"probability ( v59 | {', '.join(names[:-1])} ) {{ default 0.5 0.5; }}\n"
    assert "line 120, table of v59: the table would have 1,152,921,504,606,846,976 numbers" in fault(text)


def test_a_hundred_megabytes_of_one_line_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "long.bif"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with most_memory(1_000_000), pytest.raises(InvalidInput, match=r"long\.bif: the file is larger than 30 MB"):
        read_network(path)


@pytest.mark.parametrize("piece", ["( ", '" ', "/*", "/ ", "a ", "{ ", "probability ( x ", "0.5 ", "; ", "property "])
@pytest.mark.timeout(120)
def test_no_text_takes_long(piece: str) -> None:
    # Seconds at most; going back in each of so many pieces would take hours.
    fault(piece * (1_000_000 // len(piece)))


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_mutated_file_gives_a_network_or_a_message(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([SMALL, JAVABAYES]))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        piece = data.draw(st.text(st.sampled_from('{}()[];,|"/*=. 01x\n'), max_size=4) | st.text(max_size=3))
        text = text[:start] + piece + text[end:]
    try:
        network = network_from_bif(text)
    except InvalidInput:
        return
    assert network_from_bif(network_to_bif(network)).names == network.names


def test_a_table_of_very_many_rows_is_written_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    by_rows = network_to_bif(unequal())
    monkeypatch.setattr("engine.files.bif.MOST_LABELLED", 30)
    whole = network_to_bif(unequal())
    assert "(a0, b0)" in by_rows
    assert "(a0, b0)" not in whole
    assert network_from_bif(whole) == network_from_bif(by_rows) == unequal()
    assert_same_as_pgmpy(unequal(), whole)

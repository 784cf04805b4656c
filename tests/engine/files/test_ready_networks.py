"""The networks that ship as facts, against what was published of them and against the files of another program."""

from __future__ import annotations

import gzip
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from engine.files.bif import network_from_bif
from engine.files.ready_networks import LESSON, ReadyNetwork, network_files, read_all, read_ready
from engine.networks.editing import free_parameters
from engine.networks.filling import is_uniform
from engine.networks.network import BayesianNetwork
from engine.questions.probabilities import probability
from tests.engine.reference import VALUES

READY = {path.stem: read_ready(path) for path in network_files()}
LESSONS = sorted((network_files()[0].parents[1] / "scenarios").glob("*.yaml"))


def world(name: str) -> BayesianNetwork:
    content = READY[name].content
    assert content is not None
    return content.network


def chance(name: str, event: dict[str, str], given: dict[str, str] | None = None) -> float:
    network = world(name)

    def codes(said: dict[str, str]) -> dict[int, int]:
        places = {network.index(variable): state for variable, state in said.items()}
        return {place: network.variables[place].states.index(state) for place, state in places.items()}

    return probability(network, codes(event), codes(given or {}))


def test_every_network_is_sound_and_says_where_it_comes_from() -> None:
    assert set(READY) == {"asia", "cancer", "earthquake", "sachs", "sprinkler", "survey"}
    for name, ready in READY.items():
        assert ready.fault == "", ready.fault
        assert ready.title.casefold().startswith(name)
        assert ready.about.endswith((".", "?"))
        assert ready.source
        assert len(set(ready.points)) == len(world(name).variables)


# Variables, arrows and free parameters as the Bayesian network repository of bnlearn prints them; of the sprinkler as
# Murphy counts them (1998).
SIZES = {
    "asia": (8, 8, 18),
    "cancer": (5, 4, 10),
    "earthquake": (5, 4, 10),
    "sachs": (11, 17, 178),
    "sprinkler": (4, 4, 9),
    "survey": (6, 6, 21),
}


@pytest.mark.parametrize("name", SIZES)
def test_sizes_are_those_published(name: str) -> None:
    ready = READY[name]
    assert (len(world(name).variables), ready.n_arrows, sum(free_parameters(world(name)))) == SIZES[name]


def test_asia_has_its_published_marginals() -> None:
    known = VALUES["asia"]
    names = {"a": "Visit to Asia", "t": "Tuberculosis", "s": "Smoking", "l": "Lung cancer", "b": "Bronchitis"}
    names |= {"x": "X-ray", "d": "Short breath"}
    for letter, name in names.items():
        assert chance("asia", {name: "yes"}) == pytest.approx(known["prior"][letter], abs=1e-12)
    given = {"Visit to Asia": "yes", "Short breath": "yes"}
    for letter in "tlb":
        seen = chance("asia", {names[letter]: "yes"}, given)
        assert seen == pytest.approx(known["given_visit_dysp"][letter], abs=1e-12)


def test_the_sprinkler_has_its_published_marginals() -> None:
    known = VALUES["sprinkler"]
    wet = {"Wet grass": "yes"}
    assert chance("sprinkler", wet) == pytest.approx(known["P_W"], abs=1e-12)
    assert chance("sprinkler", {"Sprinkler": "on"}, wet) == pytest.approx(known["P_S_W"], abs=1e-12)
    assert chance("sprinkler", {"Rain": "yes"}, wet) == pytest.approx(known["P_R_W"], abs=1e-12)
    both = {**wet, "Rain": "yes"}
    assert chance("sprinkler", {"Sprinkler": "on"}, both) == pytest.approx(known["P_S_WR"], abs=1e-12)


def test_cancer_has_the_beliefs_of_its_book() -> None:
    # Korb and Nicholson, table 2.2: no evidence, and somebody short of breath.
    assert chance("cancer", {"X-ray": "positive"}) == pytest.approx(0.208, abs=5e-4)
    assert chance("cancer", {"Short breath": "yes"}) == pytest.approx(0.304, abs=5e-4)
    given = {"Short breath": "yes"}
    seen = ({"Pollution": "high"}, {"Smoker": "yes"}, {"Cancer": "yes"}, {"X-ray": "positive"})
    assert [chance("cancer", event, given) for event in seen] == pytest.approx([0.102, 0.307, 0.025, 0.217], abs=6e-4)


def test_survey_has_the_answers_of_its_book() -> None:
    # Scutari and Denis, section 1.6.2: how women travel, and people of small towns.
    kinds = ("car", "train", "other")
    women = [chance("survey", {"Travel": kind}, {"Sex": "woman"}) for kind in kinds]
    assert women == pytest.approx([0.5621, 0.2806, 0.1573], abs=6e-5)
    small = [chance("survey", {"Travel": kind}, {"Residence": "small"}) for kind in kinds]
    assert small == pytest.approx([0.4839, 0.4171, 0.0990], abs=6e-5)
    both = {"Sex": "man", "Travel": "car"}
    assert chance("survey", both, {"Education": "school"}) == pytest.approx(0.3427, abs=6e-5)


# What the other program calls a variable, and its states in our order.
OTHER_NAMES = {
    "asia": {
        "Visit to Asia": "asia",
        "Tuberculosis": "tub",
        "Smoking": "smoke",
        "Lung cancer": "lung",
        "Bronchitis": "bronc",
        "X-ray": "xray",
        "Short breath": "dysp",
    },
    "cancer": {"X-ray": "Xray", "Short breath": "Dyspnoea"},
    "earthquake": {"John calls": "JohnCalls", "Mary calls": "MaryCalls"},
    "survey": {"Age": "A", "Sex": "S", "Education": "E", "Occupation": "O", "Residence": "R", "Travel": "T"},
    "sachs": {},
}
SAME_STATES = {"yes": "true", "man": "m", "woman": "f", "school": "high", "university": "uni", "employed": "emp"}
SAME_STATES |= {"no": "false", "self-employed": "self", "average": "avg"}


def bundled(name: str) -> BayesianNetwork:
    """A network as pgmpy has it, where that is installed."""
    found = find_spec("pgmpy")
    folder = Path(found.submodule_search_locations[0]) if found and found.submodule_search_locations else Path()
    path = folder / "utils" / "example_models" / f"{name}.bif.gz"
    if not path.exists():
        pytest.skip("pgmpy has brought no such file")
    return network_from_bif(gzip.decompress(path.read_bytes()).decode())


def differences(ours: BayesianNetwork, theirs: BayesianNetwork, names: dict[str, str], *, tables: bool) -> list[str]:
    """Return the variables whose causes or numbers differ."""
    other = {name: names.get(name, name) for name in ours.names}
    lower = {name.casefold(): place for place, name in enumerate(theirs.names)}
    place_of = [lower[other[name].casefold()] for name in ours.names]
    found = []
    for child, variable in enumerate(ours.variables):
        mine, their = ours.tables[child], theirs.tables[place_of[child]]
        family = [place_of[member] for member in (*mine.parents, child)]
        if set(family) != {*their.parents, their.child}:
            found.append(variable.name)
        elif tables:
            axes = [*their.parents, their.child]
            turned = np.transpose(their.probabilities, [axes.index(member) for member in family])
            for axis, member in enumerate((*mine.parents, child)):
                codes = [_code(state, theirs, place_of[member]) for state in ours.variables[member].states]
                turned = np.take(turned, codes, axis)
            if not np.allclose(turned, mine.probabilities, atol=1e-12):
                found.append(variable.name)
    return found


def _code(state: str, network: BayesianNetwork, place: int) -> int:
    states = [each.casefold() for each in network.variables[place].states]
    return states.index(state if state in states else SAME_STATES[state])


@pytest.mark.parametrize("name", sorted(OTHER_NAMES))
def test_arrows_and_numbers_are_those_of_another_program(name: str) -> None:
    assert differences(world(name), bundled(name), OTHER_NAMES[name], tables=name != "sachs") == []


def test_another_number_or_arrow_would_be_found() -> None:
    wrong = network_from_bif(_text("cancer").replace("(low, no) 0.001, 0.999", "(low, no) 0.002, 0.998"))
    assert differences(wrong, bundled("cancer"), OTHER_NAMES["cancer"], tables=True) == ["Cancer"]
    turned = _text("sachs").replace("( Erk | PKA, Mek )", "( Erk | PKA, Plcg )")
    assert differences(network_from_bif(turned), bundled("sachs"), {}, tables=False) == ["Erk"]


def test_only_the_arrows_of_sachs_are_facts() -> None:
    assert is_uniform(world("sachs"))
    assert "uniform" in READY["sachs"].about
    assert not any(is_uniform(world(name)) for name in READY if name != "sachs")


def test_worlds_of_lessons_are_offered_too() -> None:
    found: list[ReadyNetwork] = [each.partial for each in read_all(LESSONS) if each.partial is not None]
    assert [each.path for each in found] == LESSONS
    assert all(each.is_lesson and each.source == LESSON and each.content is not None for each in found)
    shorts = next(each for each in found if each.path.stem == "shorts")
    assert shorts.n_arrows == 2


def test_words_are_looked_for_everywhere() -> None:
    asia = READY["asia"]
    assert asia.matches("")
    assert asia.matches("LAURITZEN tuberc")
    assert not asia.matches("lauritzen burglar")


def test_a_file_at_fault_says_so(tmp_path: Path) -> None:
    path = tmp_path / "bad.bif"
    path.write_text("// Bad\nnetwork x {}\nvariable A { type discrete [ 2 ] { no }; }\n", encoding="utf-8")
    ready = read_ready(path)
    assert ready.content is None
    assert "bad.bif" in ready.fault
    assert read_ready(tmp_path / "none.bif").fault


def test_a_file_without_comments_goes_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.bif"
    bare = "network unknown {}" + _text("cancer").partition("{}")[2]
    path.write_text(bare, encoding="utf-8")
    ready = read_ready(path)
    assert (ready.title, ready.about, ready.source, ready.fault) == ("mine", "", "", "")


def _text(name: str) -> str:
    return READY[name].path.read_text(encoding="utf-8")

"""What the panel of paths says, and why."""

from __future__ import annotations

import numpy as np
import pytest

from engine.networks.dag import Dag
from engine.networks.interventions import OBSERVATION, do
from engine.networks.network import BayesianNetwork
from engine.networks.separation import Paths, paths_between
from engine.questions.telling import Telling, telling
from gui.paths.lines import in_order, line_of
from gui.paths.words import chances_sentence, cut_short, reason, supposed_known, supposed_reason, term_of, verdict
from tests.engine.worlds import asia, network
from tests.gui.tables.lawn import lawn

MEET = "Both arrows meet at c"


def asked(network: BayesianNetwork, x: str, y: str, **known: int) -> Telling:
    codes = {network.index(name.replace("_", " ")): code for name, code in known.items()}
    *_, progress = telling(network, OBSERVATION, network.index(x), network.index(y), codes)
    assert progress.partial is not None
    return progress.partial


def test_it_says_what_the_picture_says() -> None:
    found = asked(lawn(), "Sprinkler", "Rain", Cloudy=0, Wet_grass=0)
    names = lawn().names
    assert verdict(found.paths) == "Yes: one of two paths is open."
    assert term_of(found.paths) == "not d-separated"
    lines = [line_of(path, lawn()) for path in in_order(found)]
    assert [(line.heading, line.reason.spoken) for line in lines] == [
        (
            "Open",
            "Both arrows meet at Wet grass and it is known: finding one cause makes the other less needed. Collider.",
        ),
        ("Blocked", "Cloudy is the shared cause and it is known: nothing more passes through it. Fork."),
    ]
    assert lines[1].spoken.startswith(
        "Blocked: Sprinkler is caused by Cloudy, which causes Rain, Cloudy known. Cloudy is the shared cause"
    )
    assert chances_sentence(found, lawn()) == (
        "When Cloudy is yes and Wet grass is yes, "
        "Rain is yes with probability 1.000 if Sprinkler is off and 0.815 if it is on."
    )
    said = [(supposed_known(each, lawn()), supposed_reason(each.paths, names)) for each in found.supposed]
    assert said == [
        ("nothing", "through the shared cause, Cloudy"),
        ("Cloudy", "both paths blocked: d-separated"),
        ("Wet grass", "both paths open"),
        ("Cloudy and Wet grass", "through Wet grass"),
    ]


def test_what_makes_no_difference_is_said() -> None:
    found = asked(lawn(), "Sprinkler", "Rain", Cloudy=1)
    assert verdict(found.paths) == "No: both paths are blocked."
    assert chances_sentence(found, lawn()).endswith(
        "0.200 if Sprinkler is off and 0.200 if it is on. It makes no difference."
    )


def test_what_never_happens_is_said() -> None:
    found = asked(lawn(), "Sprinkler", "Cloudy", Rain=0, Wet_grass=0)
    assert chances_sentence(found, lawn()).endswith("if Sprinkler is on. Then Sprinkler is never off.")
    clinic = asia()
    impossible = asked(clinic, "A", "S", E=1, L=0)
    assert chances_sentence(impossible, clinic) == "It never happens that E is 1 and L is 0: nothing follows from it."


@pytest.mark.parametrize(
    ("edges", "known", "words", "term"),
    [
        ([(0, 1)], (), "a is a direct cause of b: nothing lies between.", "Arrow"),
        ([(0, 2), (2, 1)], (), "c lies on the way and is not known.", "Chain"),
        ([(0, 2), (2, 1)], (2,), "c lies on the way and it is known: nothing more passes through it.", "Chain"),
        ([(0, 2), (2, 3), (3, 1)], (), "c and d lie on the way and are not known.", "Chain"),
        ([(2, 0), (2, 1)], (), "c is a shared cause and it is not known: one effect tells of the other.", "Fork"),
        (
            [(0, 2), (1, 2)],
            (),
            "Both arrows meet at c and it is not known: one cause tells nothing of the other.",
            "Collider",
        ),
        (
            [(0, 2), (1, 2), (2, 3)],
            (),
            f"{MEET}, and neither it nor an effect of it is known: its causes tell nothing of each other.",
            "Collider",
        ),
        (
            [(0, 2), (1, 2), (2, 3)],
            (3,),
            f"{MEET} and its effect d is known: finding one cause makes the other less needed.",
            "Collider",
        ),
    ],
)
def test_each_kind_of_junction_has_its_reason(
    edges: list[tuple[int, int]], known: tuple[int, ...], words: str, term: str
) -> None:
    names = "abcd"
    parents = {child: [one for one, other in edges if other == child] for child in range(4)}
    tables = {
        names[node]: (" ".join(names[parent] for parent in parents[node]), np.full([2] * (len(parents[node]) + 1), 0.5))
        for node in range(4)
    }
    world = network(**tables)
    path = paths_between(world.dag, 0, 1, known).found[0]
    found = reason(path, world)
    assert (found.words, found.term) == (words, term)


def test_many_blocks_are_named_with_their_kinds() -> None:
    clinic = asia()
    found = asked(clinic, "A", "S")
    assert reason(found.paths.found[0], clinic).term == "Collider"
    known = asked(clinic, "A", "B", T=0, E=0, L=0, S=0)
    longest = max(known.paths.found, key=lambda path: len(path.blocks))
    assert "It is blocked at" in reason(longest, clinic).words


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (Paths((), complete=True, separated=True), "No: nothing connects them."),
        (paths_between(Dag.from_edges(2, [(0, 1)]), 0, 1, ()), "Yes: the only path is open."),
        (paths_between(Dag.from_edges(3, [(0, 2), (1, 2)]), 0, 1, ()), "No: the only path is blocked."),
        (
            paths_between(Dag.from_edges(5, [e for n in (2, 3, 4) for e in ((0, n), (n, 1))]), 0, 1, (), most=2),
            "Yes: two of the 2 shortest paths are open.",
        ),
        (
            paths_between(Dag.from_edges(5, [e for n in (2, 3, 4) for e in ((0, n), (1, n))]), 0, 1, (), most=2),
            "No: every path is blocked, and there are more than 2.",
        ),
        (
            paths_between(Dag.from_edges(5, [e for n in (2, 3, 4) for e in ((0, n), (n, 1))]), 0, 1, (2,)),
            "Yes: two of three paths are open.",
        ),
    ],
)
def test_the_verdict_counts_paths(paths: Paths, said: str) -> None:
    assert verdict(paths) == said
    assert cut_short(paths, 40) == ("" if paths.complete else "There are more than 2 paths. The 2 shortest stand here.")


def test_a_list_that_shows_some_says_of_how_many() -> None:
    ways = paths_between(Dag.from_edges(5, [e for n in (2, 3, 4) for e in ((0, n), (n, 1))]), 0, 1, ())
    assert cut_short(ways, 2) == "There are 3 paths. The 2 shortest stand here."


def test_an_end_that_is_held_is_said_to_be_taken_as_set_at_random() -> None:
    world = lawn()
    rain, wet = world.index("Rain"), world.index("Wet grass")
    *_, last = telling(world, OBSERVATION.with_intervention(do(wet, 1)), rain, wet, {})
    assert last.partial is not None
    assert last.partial.at_random == (wet,)
    assert chances_sentence(last.partial, world) == (
        "Wet grass is held by hand, and what never changes tells nothing. Were it set at random instead: Wet grass is "
        "yes with probability 0.500 if Rain is no and 0.500 if it is yes. It makes no difference."
    )
    both = OBSERVATION.with_intervention(do(wet, 1)).with_intervention(do(rain, 0))
    *_, last = telling(world, both, rain, wet, {})
    assert last.partial is not None
    assert chances_sentence(last.partial, world).startswith("Rain and Wet grass are held by hand, and what never")
    assert "Were they set at random instead" in chances_sentence(last.partial, world)

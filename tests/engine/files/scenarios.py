"""Random scenarios for property tests, with names and prose that are hard to write down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import reject
from hypothesis import strategies as st

from engine.data.dataset import as_values
from engine.hypotheses.candidate import Candidate, HiddenVariable
from engine.hypotheses.space import HypothesisSpace, every_dag, listed
from engine.networks.network import BayesianNetwork
from engine.networks.variables import Variable
from engine.posterior.assumptions import PRIORS, Assumptions
from engine.posterior.prior_check import check_prior
from engine.problems import InvalidInput
from engine.questions.claims import Claims
from engine.sessions.chances import Chance, parse_chance
from engine.sessions.costs import ActCosts, ActCostsByName, Cost, Costs
from engine.sessions.expectation_grammar import parse_expectation, parse_value
from engine.sessions.expectations import Expectation, Value
from engine.sessions.notes import Notes
from engine.sessions.positions import Positions
from engine.sessions.recording import rows_from_counts
from engine.sessions.scenario import Bar, Figure, Question, Scenario, Show, Step
from engine.sessions.verbs import (
    Act,
    MoveNodes,
    PushTowards,
    Record,
    Release,
    Reset,
    ScoreAsWatched,
    SetByHand,
    SetCosts,
    SetEquivalentSampleSize,
    SetHypotheses,
    SetSeed,
    SetTable,
    StepAction,
    Watch,
)
from engine.sessions.vocabulary import Vocabulary
from tests.engine.strategies import candidates, dags, networks, regimes

# Words that mean something in YAML or in our own notation, and characters that do not print.
_NASTY = ["no", "yes", "null", "~", "1.0", "0x1", "all", "n", "P", "when", "set", "unrelated", "all-dags", "reset"]
_MARKS = ["A -> B", "a, b", "a: b", "# c", "- d", '"', "'", "[x]", "{y}", "&a", "*a", "!t", "|", ">", "%", "@", "`"]
_ODD = [
    " led",
    "trailed ",
    "two\nlines",
    "tab\t",
    "\u00e9\u4e2d",
    "\u2028",
    "\x85",
    "\U0001f600",
    "\\",
    "---",
    "...",
    "a:",
]
words = (
    st.sampled_from(_NASTY + _MARKS + _ODD)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
).filter(str.strip)
prose = st.just("") | words | st.lists(words | st.just(""), min_size=2, max_size=4).map("\n".join)
sentences = words | prose.filter(bool)
floats = st.floats(-1e6, 1e6, allow_nan=False)
Belief = tuple[HypothesisSpace, Assumptions]
_NOBODY = Vocabulary((), (), every_dag((0,)))


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Scenarios with a world or without, and lessons that do everything a step can."""
    network = draw(networks(least=1, most=4, states=(1, 3)))
    if draw(st.booleans()):
        network = draw(_renamed(network))
    has_world = draw(st.booleans())
    hidden = frozenset(draw(st.sets(st.integers(1, 3), max_size=2))) & set(range(len(network.variables)))
    world = BayesianNetwork(network.variables, network.tables, hidden) if has_world else None
    variables = network.variables if world is None else tuple(network.variables[index] for index in world.observed)
    space, assumptions = draw(_beliefs_over(variables))
    places = st.dictionaries(st.sampled_from(network.names if has_world else [v.name for v in variables]), _points)
    return Scenario(
        title=draw(sentences),
        variables=variables,
        world=world,
        space=space,
        assumptions=assumptions,
        recorded=tuple(draw(st.lists(_records(variables), max_size=2))),
        positions=Positions(draw(places)),
        seed=draw(st.integers(0, 2**31 - 1)),
        summary=draw(prose),
        goal=draw(prose),
        author=draw(prose),
        tags=tuple(draw(st.lists(words, max_size=3))),
        minutes=draw(st.none() | st.integers(1, 99)),
        show=Show(draw(st.booleans()), draw(st.integers(1, 1000)), draw(st.booleans())),
        steps=tuple(draw(st.lists(_steps(world, variables, space), max_size=3))),
        claims=draw(st.none() | _claims),
        notes=Notes(draw(st.dictionaries(st.sampled_from(network.names), prose, max_size=1))) if has_world else Notes(),
    )


_points = st.tuples(floats, floats)
_claims = st.builds(Claims, st.integers(1, 1000), st.floats(0, 1), st.floats(0, 1))


@st.composite
def _renamed(draw: st.DrawFn, network: BayesianNetwork) -> BayesianNetwork:
    names = draw(st.lists(words, min_size=len(network.names), max_size=len(network.names), unique=True))
    states = [
        draw(st.lists(words, min_size=v.cardinality, max_size=v.cardinality, unique=True)) for v in network.variables
    ]
    variables = tuple(Variable(name, tuple(each)) for name, each in zip(names, states, strict=True))
    return BayesianNetwork(variables, network.tables)


@st.composite
def beliefs(draw: st.DrawFn, names: Sequence[str]) -> Belief:
    """Candidates over all of some variables, hidden ones and sizes among them, with priors of every kind."""
    space = draw(_spaces(names))
    assumptions = draw(_assumptions(space, names))
    try:
        check_prior(space, names, assumptions)
    except InvalidInput:
        reject()
    return space, assumptions


def _spaces(names: Sequence[str]) -> st.SearchStrategy[HypothesisSpace]:
    n = len(names)
    plain = dags(n).map(Candidate.of)
    one = st.sampled_from([plain, _hidden(names), _hidden(names)]).flatmap(lambda kind: kind) if n > 1 else plain
    lists = st.lists(one, min_size=1, max_size=3, unique=True)
    spaces = [lists.map(lambda chosen: listed(range(n), chosen)), st.just(every_dag(range(n)))]
    return st.sampled_from([*spaces, spaces[0]]).flatmap(lambda kind: kind)


@st.composite
def _hidden(draw: st.DrawFn, names: Sequence[str]) -> Candidate:
    drawn = draw(candidates(len(names)))
    count = len(drawn.hidden)
    fit = words.map(str.strip).filter(lambda name: name not in names and not set("():") & set(name))
    called = draw(st.lists(st.just("") | fit, min_size=count, max_size=count, unique_by=lambda name: name or object()))
    sizes = draw(st.lists(st.none() | st.integers(2, 10), min_size=count, max_size=count))
    try:
        found = replace(drawn, hidden=tuple(map(HiddenVariable, called, sizes)))
    except InvalidInput:
        reject()
    if found.name_problems(names):
        reject()
    return found


@st.composite
def _assumptions(draw: st.DrawFn, space: HypothesisSpace, names: Sequence[str]) -> Assumptions:
    prior = draw(st.sampled_from(PRIORS))
    weights = st.lists(st.sampled_from([0.0, 0.25, 1 / 3, 7.0]), min_size=len(space), max_size=len(space)).filter(any)
    pairs = [(one, other) for one in names for other in names if one != other]
    arrows = st.lists(st.sampled_from(pairs), max_size=1, unique=True).map(tuple) if pairs else st.just(())
    tiers: st.SearchStrategy[tuple[tuple[str, ...], ...]] = st.just(())
    if len(names) > 1:
        tiers |= st.just((tuple(names[:1]), tuple(names[1:])))
    return Assumptions(
        equivalent_sample_size=draw(st.floats(1e-6, 1e6)),
        prior=prior,
        max_parents=draw(st.none() | st.integers(0, 4)),
        penalty=draw(st.just(0.5) | st.floats(0.01, 3)),
        required=draw(st.just(()) | arrows),
        forbidden=draw(st.just(()) | arrows),
        tiers=draw(tiers),
        weights=tuple(draw(weights)) if prior == "own" else (),
    )


@st.composite
def _beliefs_over(draw: st.DrawFn, variables: tuple[Variable, ...]) -> Belief:
    over = draw(st.lists(st.integers(0, len(variables) - 1), min_size=1, max_size=3, unique=True))
    space, assumptions = draw(beliefs([variables[column].name for column in over]))
    return replace(space, over=tuple(over)), assumptions


@st.composite
def _records(draw: st.DrawFn, variables: tuple[Variable, ...]) -> Record:
    regime = draw(regimes(variables))
    cells = st.tuples(*(st.integers(0, variable.cardinality - 1) for variable in variables))
    if draw(st.booleans()):
        values = rows_from_counts(draw(st.dictionaries(cells, st.integers(0, 5), max_size=4)), variables)
    else:
        values = as_values(np.array(draw(st.lists(cells, max_size=6)), dtype=int), variables)
    return Record(_obeying(values, regime, variables), regime)


def _obeying(values: np.ndarray, regime: object, variables: tuple[Variable, ...]) -> np.ndarray:
    obeying = np.array(values)
    for each in getattr(regime, "interventions", ()):
        if each.state is not None:
            obeying[:, each.target] = each.state
    return as_values(obeying, variables)


@st.composite
def _steps(
    draw: st.DrawFn, world: BayesianNetwork | None, variables: tuple[Variable, ...], space: HypothesisSpace
) -> Step:
    do = tuple(draw(st.lists(_actions(world, variables), max_size=4)))
    expectations = _expectations(world, variables, space)
    return Step(
        title=draw(sentences),
        text=draw(prose),
        question=draw(st.none() | _questions()),
        hints=tuple(draw(st.lists(sentences, max_size=3))),
        do=do,
        explain=draw(prose),
        reveal=draw(st.sampled_from([(), ("world",), ("gains",), ("world", "gains")])),
        figure=draw(st.none() | _figures(world)),
        goal=draw(st.none() | expectations),
        expect=tuple(draw(st.lists(expectations, max_size=2))),
        note=draw(prose),
        claims=draw(st.none() | _claims),
    )


@st.composite
def _questions(draw: st.DrawFn) -> Question:
    choices = tuple(draw(st.lists(sentences, min_size=2, max_size=4, unique=True)))
    return Question(draw(sentences), choices, draw(st.integers(0, len(choices) - 1)), draw(prose))


def _costs(variables: tuple[Variable, ...]) -> st.SearchStrategy[Costs]:
    amounts = st.sampled_from([0.0, 0.25, 1.0, 12.5, 1 / 3])
    cost = st.builds(Cost, amounts, amounts)
    acts = st.dictionaries(
        st.sampled_from([variable.name for variable in variables]), st.builds(ActCosts, cost), max_size=2
    )
    return st.builds(Costs, cost, acts.map(ActCostsByName), st.none() | amounts)


def _actions(world: BayesianNetwork | None, variables: tuple[Variable, ...]) -> st.SearchStrategy[StepAction]:
    nodes = world.variables if world is not None else variables
    general: st.SearchStrategy[StepAction] = st.one_of(
        _records(variables),
        st.just(Reset()),
        st.builds(Release, st.none() | st.sampled_from([variable.name for variable in variables])),
        st.builds(SetSeed, st.integers(0, 999)),
        st.builds(SetEquivalentSampleSize, st.floats(0.01, 100)),
        st.builds(ScoreAsWatched, st.booleans()),
        _costs(variables).map(SetCosts),
        _beliefs_over(variables).map(lambda belief: SetHypotheses(*belief)),
        st.dictionaries(st.sampled_from([node.name for node in nodes]), _points, max_size=2).map(
            lambda points: MoveNodes(Positions(points))
        ),
    )
    if world is None:
        return general
    rows = st.integers(1, 1_000_000)
    settings = [SetByHand(variable.name, state) for variable in variables for state in (None, *variable.states)]
    pushes = [PushTowards(variable.name, state) for variable in variables for state in variable.states]
    tables = [SetTable(world.names[table.child], table.probabilities) for table in world.tables]
    drawing = st.one_of(rows.map(Watch), rows.map(Act), st.sampled_from([*settings, *pushes]), st.sampled_from(tables))
    return general | drawing


@st.composite
def _figures(draw: st.DrawFn, world: BayesianNetwork | None) -> Figure:
    shown: list[Chance | Value] = [parse_value(text, _NOBODY) for text in ("entropy * 0.5", "1 - log evidence")]
    for node in () if world is None else world.variables:
        try:
            shown.append(parse_chance(f"P({node.name} = {node.states[0]})", world.variables))
        except ValueError:
            continue  # Some names cannot be spoken of in a line of text.
    bars = tuple(Bar(draw(sentences), each) for each in draw(st.permutations(shown))[:2])
    return Figure(draw(sentences), bars, draw(st.booleans()))


def _expectations(
    world: BayesianNetwork | None, variables: tuple[Variable, ...], space: HypothesisSpace
) -> st.SearchStrategy[Expectation]:
    believed = tuple(variables[column] for column in space.over)
    vocabulary = Vocabulary(world.variables if world is not None else (), believed, space)
    texts = ["expected arrows > 0.5", "rows > 3", "entropy = 0.5 +- 0.1", "log evidence + 3 < -1", "rows = 4"]
    return st.sampled_from([parse_expectation(text, vocabulary) for text in texts])

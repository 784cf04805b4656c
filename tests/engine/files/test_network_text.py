"""Networks as text to be copied and pasted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.files.bif import network_to_bif
from engine.files.network_text import content_from_text, network_to_text
from engine.networks.network import BayesianNetwork
from engine.networks.tables import ConditionalTable
from engine.networks.variables import Variable
from engine.problems import InvalidInput


def lawn() -> BayesianNetwork:
    variables = (Variable("Rain: heavy # or not", ("yes", "no")), Variable("Wet\tgrass", ("wet", "dry", "?")))
    tables = (
        ConditionalTable(0, (), np.array([0.3, 0.7])),
        ConditionalTable(1, (0,), np.array([[0.5, 0.25, 0.25], [1 / 3, 1 / 3, 1 / 3]])),
    )
    return BayesianNetwork(variables, tables, hidden=frozenset({0}))


def test_what_was_copied_is_what_is_pasted() -> None:
    points = {"Rain: heavy # or not": (0.5, -1.0)}
    text = network_to_text(lawn(), points)
    content = content_from_text(text)
    assert content.network == lawn()
    assert dict(content.positions) == points


def test_a_person_can_read_it() -> None:
    assert "# Rain: heavy # or not -> Wet\tgrass\n" in network_to_text(lawn())


def test_bif_can_be_pasted_too() -> None:
    content = content_from_text(network_to_bif(replace(lawn(), hidden=frozenset())))
    assert len(content.network.variables) == 2
    assert content.network.dag == lawn().dag
    assert not content.positions


def test_hidden_variables_alone_are_copied_as_measured_ones() -> None:
    everything_hidden = replace(lawn(), hidden=frozenset({0, 1}))
    content = content_from_text(network_to_text(everything_hidden))
    assert content.network == replace(lawn(), hidden=frozenset())


@pytest.mark.parametrize("text", ["", "Dear Sir,", "format: 1\nworld:\n", "network {", "title: x\nworld: 3\n"])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        content_from_text(text)

"""Mutated files of every format end in a sentence or a sound network; `make fuzz` reads many more of them."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.files.network_formats import FORMATS, NetworkFormat
from tests.fuzz.mutations import mutated, seeds
from tests.fuzz.reading import outcome

FILES = 120


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.suffixes[0])
def test_mutated_files_end_in_a_sentence_or_a_network(kind: NetworkFormat) -> None:
    found = Counter(outcome(kind, mutated(kind, number)) for number in range(FILES))
    assert found["read"] > 0
    assert found["refused"] > FILES / 10


@pytest.mark.parametrize("kind", FORMATS, ids=lambda kind: kind.suffixes[0])
def test_the_seeds_are_sound_and_the_mutations_the_same_every_time(kind: NetworkFormat) -> None:
    assert {outcome(kind, data) for data in seeds(kind)} == {"read"}
    assert mutated(kind, 7) == mutated(kind, 7) != mutated(kind, 8)

"""What reading a mutated file must end in: a clear sentence or a sound network."""

from __future__ import annotations

import math

from engine.files.network_file import NetworkFile
from engine.files.network_formats import NetworkFormat
from engine.problems import InvalidInput

LONGEST_MESSAGE = 20_000


def outcome(kind: NetworkFormat, data: bytes) -> str:
    """Return "read" or "refused"; raise AssertionError, or whatever the reader raises, when it is neither."""
    try:
        content = kind.read(data)
    except InvalidInput as error:
        refusal = error
    else:
        _assert_sound(kind, content)
        return "read"
    message = str(refusal)
    assert refusal.problems, "there is no sentence"
    assert len(message) < LONGEST_MESSAGE, f"the message has {len(message)} characters"
    assert all(problem.what.strip() for problem in refusal.problems), message
    return "refused"


def _assert_sound(kind: NetworkFormat, content: NetworkFile) -> None:
    network = content.network
    assert len(network.tables) == len(network.variables) > 0
    assert set(content.positions) <= set(network.names)
    assert set(content.notes) <= set(network.names)
    assert all(math.isfinite(value) for place in content.positions.values() for value in place)
    # What was read can be saved and opened again.
    again = kind.read(kind.write(kind.spelled(content)).encode("utf-8", errors="replace"))
    assert len(again.network.variables) == len(network.variables)

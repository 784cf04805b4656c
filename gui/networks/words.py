"""What is said of a network before it is opened."""

from __future__ import annotations

from engine.files.network_file import NetworkFile
from engine.files.ready_networks import ReadyNetwork
from engine.networks.editing import free_parameters
from gui.controls.numbers import plural

NOTHING_FOUND = "No network has all of these words. Try fewer of them."
ALL_ALIKE = "In its tables all states are alike, so rows tell nothing of the arrows until the tables are filled."


def size_words(content: NetworkFile) -> str:
    """Return how large a network is."""
    network = content.network
    n_arrows = len(tuple(network.dag.edges()))
    words = f"{plural(len(network.variables), 'variable')}, {plural(n_arrows, 'arrow')}"
    free = sum(free_parameters(network))
    hidden = f", {len(network.hidden)} hidden" if network.hidden else ""
    return f"{words}{hidden}, {plural(free, 'free number')} (parameters)"


def short_size_words(ready: ReadyNetwork) -> str:
    """Return how large a network is in few words, for a tile."""
    if ready.content is None:
        return "This network cannot be opened"
    n_variables = len(ready.content.network.variables)
    return f"{plural(n_variables, 'variable')}, {plural(ready.n_arrows, 'arrow')}"


def spoken(ready: ReadyNetwork) -> str:
    """Return what a screen reader says of a network."""
    if ready.content is None:
        return f"{ready.title}. {ready.fault}"
    parts = (ready.title, size_words(ready.content), ready.about, f"Source: {ready.source}")
    return ". ".join(part.rstrip(".") for part in parts) + "."


def found_words(n_found: int, n_all: int) -> str:
    """Return how many networks a search left."""
    return plural(n_all, "network") if n_found == n_all else f"{n_found} of {plural(n_all, 'network')}"

"""What a file of a network holds: the network, and what is written beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.networks.network import BayesianNetwork
from engine.sessions.notes import Notes
from engine.sessions.positions import Positions


@dataclass(frozen=True)
class NetworkFile:
    """A network with what a file may hold beyond it.

    Parameters
    ----------
    network
        The network, with the flags of hidden variables.
    positions
        Where nodes lie, in grid steps, by name; those without a place are laid out by whoever draws them.
    notes
        What is written about variables, by name.
    title
        Name of the network; may be empty.
    losses
        What the file held and could not be taken over, or what had to be made up, as sentences.
    """

    network: BayesianNetwork
    positions: Positions = field(default_factory=Positions)
    notes: Notes = field(default_factory=Notes)
    title: str = ""
    losses: tuple[str, ...] = ()

"""Look-alikes in words: how many, under which kinds of data, and what would part them."""

from __future__ import annotations

from collections.abc import Sequence

from engine.networks.dag import bits
from engine.questions.parting import Parting
from gui.controls.numbers import count_words, listed_words

NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
WATCHED = "Markov equivalence class"
ACTED = "interventional equivalence class"
GRAPH_WATCHED = "essential graph, CPDAG"
GRAPH_ACTED = "interventional essential graph"


def kinds_words(masks: frozenset[int], changes: frozenset[int], names: Sequence[str]) -> str:
    """Return the kinds of data so far: "watching", "watching and setting Sun or Shorts"."""
    targets = sorted({node for mask in masks for node in bits(mask)})
    changed = sorted({node for mask in changes for node in bits(mask)})
    said = ["watching"] if 0 in masks else []
    if targets:
        said.append(f"setting {_either([names[node] for node in targets])}")
    if changed:
        said.append(f"giving {_either([names[node] for node in changed])} another table")
    return listed_words(said) or "doing nothing"


def class_term(masks: frozenset[int], changes: frozenset[int]) -> str:
    """Return what the field calls such a class."""
    return WATCHED if masks <= {0} and not changes else ACTED


def graph_term(masks: frozenset[int], changes: frozenset[int]) -> str:
    """Return what the field calls its graph."""
    return GRAPH_WATCHED if masks <= {0} and not changes else GRAPH_ACTED


def these(size: int) -> str:
    """Return "These three", "These 2,304"."""
    return f"These {NUMBERS[size - 2] if 2 <= size < len(NUMBERS) + 2 else count_words(size)}"


def alike_sentence(size: int, kinds: str, weight: str) -> str:
    """Return that so many can never be told apart; one alone has no look-alike."""
    if size == 1:
        return f"One structure alone ({weight}): {kinds} can tell it from every other."
    return f"{these(size)} can never be told apart by {kinds} (one equivalence class, {weight})."


def parting_sentence(parting: Parting, size: int, names: Sequence[str]) -> str:
    """Return what would part them: "Set Sun to part them all, Shorts or Ice cream to part some."; empty for one."""
    if size == 1:
        return ""
    some = [names[node] for node in parting.setting if node not in parting.fully]
    fully = [names[node] for node in parting.fully]
    watching = "Watch with nothing set, or set" if parting.watching else "Set"
    if not some and not fully:
        return "Watch with nothing set to part them." if parting.watching else "Nothing you can set would part them."
    if some and fully:
        return f"{watching} {_either(fully)} to part them all, {_either(some)} to part some."
    return f"{watching} {_either(some or fully)} to part {'them' if fully else 'some of them'}."


def _either(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"

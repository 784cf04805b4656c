"""Names where a format allows only identifiers, with the name in full as a label beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_GENERIC = re.compile(r"[A-Za-z]{1,4}_?[0-9]+")


def identifiers(names: Sequence[str], prefix: str = "node") -> tuple[str, ...]:
    """Return an identifier for each name: letters of English, digits and underlines, a letter first, all distinct.

    A name is respelled (``Ice cream`` becomes ``Ice_cream``); where that gives nothing or what another has, it is
    numbered (``node3``), so that `names_of` finds the name again.
    """
    spelled = [_respelled(name) for name in names]
    counts = Counter(word.lower() for word in spelled)
    taken = {word.lower() for word in spelled}
    found = []
    for number, (name, word) in enumerate(zip(names, spelled, strict=True), start=1):
        if word == name or (word and counts[word.lower()] == 1):
            found.append(word)
            continue
        while f"{prefix}{number}" in taken:
            number += len(names)
        taken.add(f"{prefix}{number}")
        found.append(f"{prefix}{number}")
    return tuple(found)


def names_of(words: Sequence[str], labels: Sequence[str]) -> tuple[str, ...]:
    """Return the name to use for each identifier with its label (empty where it has none).

    The label, where it is the same name spelled more freely (``Ice cream``) or where the identifier says nothing
    (``C1``, ``node7``); else the identifier, because data and other programs call it so. Names stay distinct.
    """
    wanted = [_name_of(word, label.strip()) for word, label in zip(words, labels, strict=True)]
    while True:
        counts = Counter(wanted)
        clashes = [place for place, name in enumerate(wanted) if counts[name] > 1 and name != words[place]]
        if not clashes:
            return tuple(wanted)
        for place in clashes:
            wanted[place] = words[place]


def note_of(name: str, label: str, note: str) -> str:
    """Return the note on a variable, with its label above it where that was not taken for its name."""
    label = label.strip()
    return "\n".join(part for part in (label if label != name else "", note.strip()) if part)


def _name_of(word: str, label: str) -> str:
    if not label or "\n" in label:
        return word
    same = _essence(label) in (_essence(word), _essence(word).removeprefix("x"))
    return label if same or _GENERIC.fullmatch(word) else word


def _respelled(name: str) -> str:
    word = re.sub(r"[^A-Za-z0-9_]+", "_", name)
    if word != name:
        word = word.strip("_")
    if word and not word[0].isalpha():
        word = f"x{word}" if word[0] == "_" else f"x_{word}"
    return word if _essence(word).removeprefix("x") == _essence(name) or word == name else ""


def _essence(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()

"""What somebody wrote about variables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class Notes(Mapping[str, str]):
    """An immutable map from the name of a variable to a note on it; empty notes are left out."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        self._texts = {name: text for name, text in (texts or {}).items() if text.strip()}

    def __getitem__(self, name: str) -> str:
        return self._texts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(frozenset(self._texts.items()))

    def __repr__(self) -> str:
        return f"Notes({self._texts})"

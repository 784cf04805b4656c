"""Writing YAML in the style of our scenario files, so that reading it gives back the same texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_PLAIN = re.compile(r"[A-Za-z0-9_.(][^\x00-\x1f\x7f-\x9f:#,\[\]{}&*!|>'\"%@`\\\u2028\u2029\ufeff\ud800-\udfff]*")
_LINE = re.compile(r"[A-Za-z0-9_.(][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]*")
_LEAST = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
INDENT = "  "


def scalar(text: str) -> str:
    """Return a text as a scalar for any place: bare where that reads back the same, else in double quotes."""
    if _PLAIN.fullmatch(text) and text == text.strip() and not text.startswith(("---", "...")):
        return text
    return quoted(text)


def line_scalar(text: str) -> str:
    """Return a text as a scalar that has the rest of its line to itself, where more can stay bare."""
    bare = _LINE.fullmatch(text) and text == text.strip() and not text.startswith("...")
    return text if bare and not re.search(r":\s|:$|\s#", text) else quoted(text)


def quoted(text: str) -> str:
    """Return a text in double quotes, everything that does not print escaped."""
    return '"' + "".join(_LEAST.get(character) or _escaped(character) for character in text) + '"'


def number(value: float) -> str:
    """Return a number that reads back as exactly the same: 1 for 1.0, else the shortest that does."""
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def flow_list(items: Iterable[str]) -> str:
    """Return written items as a list on one line."""
    return "[" + ", ".join(items) + "]"


def flow_map(pairs: Mapping[str, str]) -> str:
    """Return texts with their written values as a map on one line."""
    return "{" + ", ".join(f"{scalar(key)}: {value}" for key, value in pairs.items()) + "}"


def prose(text: str, indent: str) -> str:
    """Return a text as a value: on the same line when short, as an indented block when it has lines.

    Parameters
    ----------
    text
        The text.
    indent
        What the lines of a block begin with.
    """
    lines = text.split("\n")
    body = lines[:-1] if text.endswith("\n") else lines
    # A block cannot say blanks at its edges or characters that do not print; quotes can.
    fits = bool(body) and all(line == line.rstrip() and line.isprintable() for line in lines)
    if "\n" not in text or not fits or not body[0] or not body[-1] or body[0] != body[0].lstrip():
        return line_scalar(text)
    head = "|" if text.endswith("\n") else "|-"
    return "\n".join([head, *(f"{indent}{line}" if line else "" for line in body)])


def indented(lines: Iterable[str], depth: int = 1) -> list[str]:
    """Return lines moved right; the lines of a block within one entry move too."""
    step = INDENT * depth
    return ["\n".join(f"{step}{part}" if part else "" for part in line.split("\n")) for line in lines]


def as_item(lines: list[str]) -> list[str]:
    """Return the lines of a map as one item of a list."""
    moved = indented(lines)
    return [f"- {moved[0][len(INDENT) :]}", *moved[1:]]


def _escaped(character: str) -> str:
    if character.isprintable():
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"

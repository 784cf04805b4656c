"""Shapes of values in scenario files, as JSON schema says them."""

from __future__ import annotations

from engine.sessions.actions import LARGEST_DRAW, LARGEST_SEED

FORMAT = 1

TEXT: dict[str, object] = {"type": ["string", "number", "boolean"]}
NUMBER: dict[str, object] = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[0-9.]+/[0-9.]+$"}],
}
ROWS: dict[str, object] = {"type": "integer", "minimum": 1, "maximum": LARGEST_DRAW}
YES_NO: dict[str, object] = {"enum": ["yes", "no", True, False]}
SEED: dict[str, object] = {"type": "integer", "minimum": 0, "maximum": LARGEST_SEED}
PLACES: dict[str, object] = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
}


def list_of(shape: dict[str, object], **limits: int) -> dict[str, object]:
    """Return the shape of a list, with its `minItems` and `maxItems`."""
    return {"type": "array", "items": shape, **limits}


def map_to(shape: dict[str, object]) -> dict[str, object]:
    """Return the shape of values by name."""
    return {"type": "object", "additionalProperties": shape}


def one_or_list(shape: dict[str, object]) -> dict[str, object]:
    """Return the shape of one thing, or of a list of such."""
    return {"anyOf": [shape, list_of(shape)]}


def in_section(section: str) -> dict[str, object]:
    """Return that the shape is that of a section, by its name in the schema."""
    return {"$ref": f"#/$defs/{section}"}


PROBABILITIES = list_of(NUMBER, minItems=1)
TABLE: dict[str, object] = {"anyOf": [PROBABILITIES, list_of({"type": "object"})]}

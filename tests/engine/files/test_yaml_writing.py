from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.files import yaml_tree
from engine.files.yaml_tree import ListNode, MapNode, TextNode, parse_yaml
from engine.files.yaml_writing import flow_list, flow_map, line_scalar, number, prose, scalar
from tests.engine.files import scenarios
from tests.engine.strategies import PROPERTY


def text_of(node: yaml_tree.Node) -> str:
    assert isinstance(node, TextNode)
    return node.text


@given(st.text(max_size=12) | scenarios.prose)
@PROPERTY
def test_every_text_reads_back_the_same_in_every_place(text: str) -> None:
    written = f"{scalar(text)}: {prose(text, '  ')}\nline: {line_scalar(text)}\n"
    flow = f"flow: {flow_map({text: flow_list([scalar(text)])})}\n"
    node = parse_yaml(written + flow)
    assert isinstance(node, MapNode)
    (key, block), (_, line), (_, inner) = node.entries
    assert isinstance(inner, MapNode)
    (inner_key, listed) = inner.entries[0]
    assert isinstance(listed, ListNode)
    found = [key.text, text_of(block), text_of(line), inner_key.text, text_of(listed.items[0])]
    assert found == [text] * 5


@given(st.floats(allow_nan=False, allow_infinity=False))
@PROPERTY
def test_numbers_read_back_exactly(value: float) -> None:
    assert float(number(value)) == value


@pytest.mark.parametrize(("value", "written"), [(1.0, "1"), (0.1, "0.1"), (-2.0, "-2"), (1 / 3, "0.3333333333333333")])
def test_numbers_are_short(value: float, written: str) -> None:
    assert number(value) == written
    assert math.isclose(float(written), value)


def test_prose_stays_readable() -> None:
    assert prose("One.\n\nTwo: more # text\n", "  ") == "|\n  One.\n\n  Two: more # text"
    assert prose("Just a line, with a comma", "  ") == "Just a line, with a comma"

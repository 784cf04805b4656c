from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.events import Event

from engine.files import yaml_tree
from engine.files.yaml_tree import ListNode, MapNode, TextNode, parse_yaml
from engine.problems import InvalidInput
from tests.engine.strategies import PROPERTY

LAUGHS = "\n".join(
    ["a0: &a0 [lol, lol, lol]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]" for i in range(1, 40))]
)


def outcome(text: str) -> object:
    """Return the tree of a text, or the word "fault"; anything else that is raised comes through."""
    try:
        return parse_yaml(text)
    except InvalidInput:
        return "fault"


def test_texts_stay_as_they_are_written() -> None:
    node = parse_yaml("a: no\nb:\n  - 0.10\n  - 'x'\n  - 2001-01-01\n")
    assert isinstance(node, MapNode)
    (_, first), (_, second) = node.entries
    assert first == TextNode(1, "no")
    assert second == ListNode(3, (TextNode(3, "0.10"), TextNode(4, "x", plain=False), TextNode(5, "2001-01-01")))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: [1, 2\n", 3, "not written as YAML"),
        ("a: 1\n\tb: 2\n", 2, "not written as YAML"),
        ("a: b: c\n", 1, "not written as YAML"),
        ('a: "open\n', 2, "not written as YAML"),
        ("a: 1\nb: &x 2\n", 2, "refer to other places"),
        ("a: &x 1\nb: *x\n", 1, "refer to other places"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "tag"),
        ("a: !mine 1\n", 1, "tag"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("? [a, b]\n: 1\n", 1, "where a key should"),
        ("a: 1\nb: \x07\n", 2, "U+0007"),
        ("x: " + "[" * 500, 1, "nested too deep"),
        (LAUGHS, 1, "refer to other places"),
    ],
)
def test_what_is_refused_and_where(text: str, line: int, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_yaml(text)
    [problem] = caught.value.problems
    assert said in str(problem)
    assert problem.line == line


@pytest.mark.parametrize("text", ["", "# only a remark\n", "---\n"])
def test_nothing_is_nothing(text: str) -> None:
    assert outcome(text) in ("fault", TextNode(1, ""), TextNode(2, ""))


def test_endless_entries_are_refused_before_the_rest_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    # A tenth of what is allowed, in a tenth of the time.
    most, parsed, parse = yaml_tree.MOST_EVENTS // 10, list[None](), YAML.parse

    def counted(parser: YAML, text: str) -> Iterator[Event]:
        for event in parse(parser, text):
            parsed.append(None)
            yield event

    monkeypatch.setattr(yaml_tree, "MOST_EVENTS", most)
    monkeypatch.setattr(YAML, "parse", counted)
    with pytest.raises(InvalidInput, match="far too many entries"):
        parse_yaml("- [a, a, a, a, a, a, a, a]\n" * 10_000)
    assert len(parsed) == most
    assert isinstance(parse_yaml("- [a, a, a, a, a, a, a, a]\n" * 1_000), ListNode)


@given(st.text(alphabet="ab01:- \n\t[]{}&*!|>'\"%@`#?,.\\~é\u2028\ufeff", max_size=60))
@PROPERTY
def test_no_text_gives_anything_but_a_tree_or_a_fault(text: str) -> None:
    assert outcome(text) == "fault" or isinstance(outcome(text), TextNode | ListNode | MapNode)

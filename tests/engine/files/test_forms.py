from __future__ import annotations

import pytest

from engine.files.faults import Faults
from engine.files.forms import Form, Key, Section, nearest, number_of, whole_of
from engine.files.yaml_tree import ListNode, TextNode, parse_yaml
from engine.problems import InvalidInput

CAKE = Section(
    "a cake",
    "Something to bake",
    (
        Key("name", "what it is called", {"type": "string"}, required=True),
        Key("eggs", "how many", {"type": "integer"}),
        Key("kind", "sweet or salty", {"type": "string"}),
        Key("guests", "who eats it", {"type": "array"}),
    ),
)


def filled(text: str) -> tuple[Form, Faults]:
    faults = Faults()
    return Form(parse_yaml(text), CAKE, faults, "kitchen"), faults


def told(faults: Faults) -> list[str]:
    if not faults:
        return []
    with pytest.raises(InvalidInput) as raised:
        faults.raise_any()
    return [str(problem) for problem in raised.value.problems]


def test_what_is_filled_in_is_read() -> None:
    form, faults = filled("name: Sacher\neggs: 6\nkind: sweet\nguests:\n  - Ann\n  - Bob\n")
    assert (form.text("name"), form.whole("eggs", 0, 0, 12)) == ("Sacher", 6)
    assert form.choice("kind", ["sweet", "salty"], "salty") == "sweet"
    assert form.texts("guests") == ("Ann", "Bob")
    assert [node.line for node in form.text_nodes("guests")] == [5, 6]
    assert ("eggs" in form, "flour" in form) == (True, False)
    assert told(faults) == []


def test_what_is_missing_has_its_default_and_one_stands_for_a_list_of_one() -> None:
    form, faults = filled("name: Sacher\nguests: Ann\nkind:\n")
    assert form.whole("eggs", 3, 0, 12) == 3
    assert form.texts("guests") == ("Ann",)
    assert form.items("kind") == ()
    assert form.line_of("eggs") == form.line == 1
    assert form.line_of("guests") == 2
    assert told(faults) == []


def test_a_number_and_a_part_are_told_with_their_place() -> None:
    form, faults = filled("name: Sacher\neggs: 1/2\nkind: x\nguests:\n  eggs: 2\n  flour: 1\n")
    assert (form.number("eggs"), form.number("kind"), form.number("flour")) == (0.5, None, None)
    guests = form.part("guests", CAKE)
    assert guests is not None
    assert (guests.where, guests.line, guests.number("eggs")) == ("kitchen, guests", 5, 2.0)
    assert form.part("flour", CAKE) is None
    assert told(faults) == [
        'line 3, kitchen, kind: "x" is no number. Write it like 0.25 or 81/87.',
        'line 5, kitchen, guests: the key "name" is missing. Add it: what it is called.',
        'line 6, kitchen, guests: there is no key "flour" in a cake. Known here: name, eggs, kind, guests.',
    ]
    assert Form(parse_yaml("name: Sacher\n"), CAKE, faults).place("name") == "name"


def test_unknown_repeated_and_missing_keys_are_all_told() -> None:
    _, faults = filled("egs: 6\nkind: sweet\nkind: salty\n")
    assert told(faults) == [
        'line 1, kitchen: there is no key "egs" in a cake. Perhaps "eggs" was meant.',
        'line 1, kitchen: the key "name" is missing. Add it: what it is called.',
        'line 3, kitchen: the key "kind" appears twice. It was in line 2.',
    ]


def test_wrong_values_have_their_default_and_are_told() -> None:
    form, faults = filled("name: [a]\neggs: 13\nkind: bitter\n")
    assert form.text("name", "no name") == "no name"
    assert form.whole("eggs", 2, 0, 12) == 2
    assert form.choice("kind", ["sweet", "salty"], "salty") == "salty"
    assert told(faults) == [
        "line 1, kitchen, name: a text is wanted here, not a list or keys. Put it in quotes if it is one.",
        'line 2, kitchen, eggs: "13" is no whole number from 0 to 12.',
        'line 3, kitchen, kind: "bitter" is not known here. Known here: sweet, salty.',
    ]


def test_what_is_no_section_at_all_is_told() -> None:
    _, faults = filled("- name\n")
    assert told(faults)[0] == 'line 1, kitchen: keys with values are wanted here. Write them like "key: value".'


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.25", 0.25), ("81/87", 81 / 87), (" 1 / 4 ", 0.25), ("-3", -3.0), ("1e-3", 0.001), (".5", 0.5), ("7.", 7.0)],
)
def test_numbers_and_fractions(text: str, value: float) -> None:
    faults = Faults()
    assert number_of(TextNode(1, text), faults, "") == value
    assert not faults


@pytest.mark.parametrize("text", ["", "x", "1/0", "1/", "/2", "1/2/3", "nan", "inf", "1e999", "1_0", "0x1"])
def test_what_is_no_number(text: str) -> None:
    faults = Faults()
    assert number_of(TextNode(3, text), faults, "table") is None
    assert told(faults) == [f'line 3, table: "{text}" is no number. Write it like 0.25 or 81/87.']


@pytest.mark.parametrize("text", ["1.0", "", "ten", "1" * 19, "-1", "11"])
def test_what_is_no_whole_number_within_bounds(text: str) -> None:
    faults = Faults()
    assert whole_of(TextNode(1, text), faults, "", 0, 10) is None
    assert len(faults) == 1


def test_a_list_is_no_number_and_told_once() -> None:
    faults = Faults()
    assert number_of(ListNode(1, ()), faults, "") is None
    assert len(faults) == 1


def test_long_words_are_cut_where_they_are_told() -> None:
    faults = Faults()
    number_of(TextNode(1, "x" * 10_000), faults, "")
    assert len(told(faults)[0]) < 120
    assert len(nearest("y" * 10_000, [f"name {number}" for number in range(1000)])) < 250


def test_the_schema_of_a_section_names_its_keys() -> None:
    shape = CAKE.shape()
    assert shape["required"] == ["name"]
    assert shape["additionalProperties"] is False
    assert shape["properties"]["eggs"] == {"description": "how many", "type": "integer"}  # type: ignore[index]

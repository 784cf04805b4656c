"""Which words open the window and which are commands."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

import main


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    calls: list[list[str]] = []
    window = ModuleType("gui.application")
    window.main = lambda argv: calls.append(argv) or 0
    monkeypatch.setitem(sys.modules, "gui.application", window)
    return calls


@pytest.mark.parametrize("words", [[], ["lesson.yaml"], ["some/folder"]])
def test_no_word_or_a_file_opens_the_window(opened: list[list[str]], words: list[str]) -> None:
    assert main.main(words) == 0
    assert opened == [words]


@pytest.mark.parametrize("words", [["--version"], ["simulate", "--help"], ["check", "nothing.bif"], ["-x"]])
def test_commands_and_options_do_not(opened: list[list[str]], words: list[str]) -> None:
    main.main(words)
    assert opened == []


def test_every_command_is_known_to_both() -> None:
    from engine.commands.arguments import parser

    for command in main.COMMANDS:
        with pytest.raises(SystemExit):
            parser().parse_args([command, "--help"])

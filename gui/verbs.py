"""Every verb of the program in one table: its words, key, picture, and when it can be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from engine.hypotheses.space import HypothesisSpace
from gui.document import Document

Menu = Literal["File", "Edit", "World", "Experiment", "Belief", "Lesson", "View", "Help"]
Condition = Callable[[Document], bool]


@dataclass(frozen=True)
class Verb:
    """One thing that can be done.

    Parameters
    ----------
    key
        Name by which the program knows it; handlers are given by it.
    menu
        Menu it stands in.
    text
        Words in the menu; an ellipsis where more is asked before anything happens.
    tip
        One sentence for the tool tip and for screen readers.
    shortcut
        Key sequences in portable form, the first one shown; several parted by ``;``.
    icon
        Name of its picture, or empty.
    enabled
        When it can be used; verbs with a condition are about the session and wait while it is not on screen.
    group
        Verbs of one menu with different groups are parted by a line.
    checked
        For what is switched on and off: when it is on.
    switch
        Whether it switches how something is shown, of which the session knows nothing; see `ActionSet.show_on`.
    why_not
        For what cannot be used: why, as a sentence; empty when it can.
    """

    key: str
    menu: Menu
    text: str
    tip: str
    shortcut: str = ""
    icon: str = ""
    enabled: Condition | None = None
    group: int = 0
    checked: Condition | None = None
    switch: bool = False
    why_not: Callable[[Document], str] | None = None


WORLD_COVERED = "The world is covered: its arrows are for you to find."
NO_WORLD = "There is no world to compare with: these rows were recorded, not drawn."

NO_NETWORK = "There is no network to save: these rows were recorded, not drawn."


def is_open(document: Document) -> bool:
    """Return whether a session is open."""
    return document.is_open


def can_draw(document: Document) -> bool:
    """Return whether there is a world to draw rows from."""
    return document.is_open and document.state.world is not None


def can_draw_anew(document: Document) -> bool:
    """Return whether there is a world to draw rows from, and none are being drawn."""
    return can_draw(document) and not document.is_busy


def has_world(document: Document) -> bool:
    """Return whether there is a network on screen, not covered."""
    return document.is_open and document.state.world is not None and not document.state.world_covered


def can_build(document: Document) -> bool:
    """Return whether the network can be changed: it is there, seen, and no lesson is about it."""
    return has_world(document) and not document.state.scenario.steps


def can_own(document: Document) -> bool:
    """Return whether there is a lesson to be left, or a cover to be lifted, to make its world one's own."""
    return document.is_open and document.state.world is not None and not can_build(document)


def why_no_truth(document: Document) -> str:
    """Return why there is no truth to be shown; empty when there is."""
    return _why_unseen(document, NO_WORLD)


def why_no_network(document: Document) -> str:
    """Return why there is no network to be written; empty when there is."""
    return _why_unseen(document, NO_NETWORK)


def _why_unseen(document: Document, recorded: str) -> str:
    if not document.is_open or has_world(document):
        return ""
    return WORLD_COVERED if document.state.world is not None else recorded


def can_race(document: Document) -> bool:
    """Return whether there is a world for strategies to race in."""
    return document.is_open and document.state.world is not None


def something_is_set(document: Document) -> bool:
    """Return whether anything in the world is set by hand."""
    return document.is_open and bool(document.state.regime.interventions)


def is_listed(document: Document) -> bool:
    """Return whether belief is about candidates one by one."""
    return document.is_open and isinstance(document.state.space, HypothesisSpace)


def has_listed_rows(document: Document) -> bool:
    """Return whether belief about single candidates has moved: there are rows, and how it moved is known."""
    return is_listed(document) and document.state.dataset.n_rows > 0


def scores_as_watched(document: Document) -> bool:
    """Return whether the belief of somebody who only watched is worked out too."""
    return document.is_open and document.state.as_if_watched


def has_lesson(document: Document) -> bool:
    """Return whether the session has a lesson."""
    return document.is_open and bool(document.state.scenario.steps)


def can_go_back(document: Document) -> bool:
    """Return whether a step of the lesson lies before the one on screen."""
    return has_lesson(document) and document.state.lesson.step > 0


def can_go_on(document: Document) -> bool:
    """Return whether the step on screen is done and another follows."""
    return has_lesson(document) and document.state.phase == "revealed" and not document.state.is_last_step


def can_hint(document: Document) -> bool:
    """Return whether the step on screen has a hint left."""
    if not has_lesson(document) or document.state.step is None:
        return False
    return document.state.lesson.hints_taken < len(document.state.step.hints)


def can_undo(document: Document) -> bool:
    """Return whether there is a change to undo, or a draw to be given up."""
    return document.is_busy or (document.is_open and document.past.can_undo)


def can_redo(document: Document) -> bool:
    """Return whether there is an undone change to do again."""
    return document.is_open and document.past.can_redo


VERBS: tuple[Verb, ...] = (
    Verb("start", "File", "&Start page", "Show lessons and recent files", "Ctrl+Home", group=0),
    Verb("new_network", "File", "&New network", "Begin with one variable and build from there", "Ctrl+N", "plus",
         group=0),
    Verb("networks", "File", "Net&works ...", "Begin with a ready network, or draw one by chance", "Ctrl+G", "layout",
         group=0),
    Verb("open", "File", "&Open ...", "Open a lesson, a saved session or a network", "Ctrl+O", "open", group=0),
    Verb("load_table", "File", "&Load a table of data ...", "Read rows from a CSV file", "Ctrl+D", "data", group=0),
    Verb("paste_network", "File", "Paste a networ&k ...",
         "Make a network of copied text: arrows in lines, a model from DAGitty, BIF or XML", "Ctrl+Shift+V"),
    Verb("save", "File", "&Save", "Save the session", "Ctrl+S", "save", is_open, group=1),
    Verb("save_as", "File", "Save &as ...", "Save the session under another name", "Ctrl+Shift+S", "", is_open, 1),
    Verb("picture", "File", "Copy or save a &picture ...", "Keep what a panel shows as SVG, PDF or PNG, light or dark",
         "Ctrl+Shift+E", "export", is_open, 1),
    Verb("film", "File", "Save the ani&mation ...", "Keep how belief moved as PNG pictures or as an animated GIF",
         "Ctrl+Shift+M", "", has_listed_rows, 1),
    Verb("save_network", "File", "Save the n&etwork as ...",
         "Write the network, without rows and belief, as a file for other programs: BIF, XDSL, DAGitty and more",
         "Ctrl+Shift+N", "", has_world, 1, why_not=why_no_network),
    Verb("copy_network", "File", "&Copy the network as text", "Copy the arrows, to be pasted into DAGitty or elsewhere",
         "", "", has_world, 1, why_not=why_no_network),
    Verb("quit", "File", "&Quit", "Close the program", "Ctrl+Q", group=2),
    Verb("undo", "Edit", "&Undo", "Take the last change back", "Ctrl+Z", "undo", can_undo),
    Verb("redo", "Edit", "&Redo", "Do the undone change again", "Ctrl+Y;Ctrl+Shift+Z", "redo", can_redo),
    Verb("reset", "Edit", "Start over (&reset)", "Go back to where this session began", "Ctrl+R", "", is_open, 1),
    Verb("add_variable", "World", "&Add a variable", "Add a variable and name it", "Ins", "plus", can_build),
    Verb("connect", "World", "&Connect to an effect", "Draw an arrow from the chosen variable to another", "C", "edge",
         can_build),
    Verb("reverse", "World", "&Turn the arrow round", "Let the effect be the cause", "T", "", can_build),
    Verb("remove", "World", "Re&move", "Remove the chosen variables or arrows", "Del", "close", can_build),
    Verb("rename", "World", "&Rename", "Give the chosen variable another name", "F2", "", can_build),
    Verb("hide_variable", "World", "&Hide or show to measurement", "Let nobody measure the chosen variable, or all",
         "I", "hidden", can_build),
    Verb("copy", "World", "Cop&y", "Copy the chosen variables as text", "Ctrl+C", "", has_world, 1),
    Verb("cut", "World", "C&ut", "Copy the chosen variables and remove them", "Ctrl+X", "", can_build, 1),
    Verb("paste", "World", "&Paste", "Add the variables that were copied", "Ctrl+V", "", can_build, 1),
    Verb("duplicate", "World", "&Duplicate", "Add a copy of the chosen variables", "D", "", can_build, 1),
    Verb("select_all", "World", "&Select all", "Choose every variable", "Ctrl+A", "", has_world, 1),
    Verb("align_row", "World", "Align in a ro&w", "Put the chosen variables at one height", "", "", has_world, 2),
    Verb("align_column", "World", "Align in a colum&n", "Put the chosen variables below one another", "", "",
         has_world, 2),
    Verb("distribute", "World", "Space out &evenly", "Put the chosen variables equally far apart", "", "", has_world,
         2),
    Verb("lay_out", "World", "&Lay out", "Put causes above effects with few crossings", "Ctrl+L", "layout", has_world,
         2),
    Verb("zoom_in", "World", "&Zoom in", "Show the network larger, as + does upon it", "", "", has_world, 3),
    Verb("zoom_out", "World", "Zoom &out", "Show the network smaller, as - does upon it", "", "", has_world, 3),
    Verb("fit_world", "World", "&Fit", "Show the whole network, as 0 does upon it", "", "", has_world, 3),
    Verb("outline", "World", "Outl&ine", "List the variables with their causes and chances", "Ctrl+Shift+O", "outline",
         has_world, 3),
    Verb("own_world", "World", "Ma&ke it my own", "Leave the lesson and change its world at will", "", "", can_own, 4),
    Verb("watch", "Experiment", "&Watch", "Draw rows and touch nothing (observe)", "W", "watch", can_draw),
    Verb("act", "Experiment", "&Act", "Set something by hand and draw rows (intervene, do)", "A", "act", can_draw),
    Verb("release", "Experiment", "&Release all", "Let all follow their causes again", "L", "release",
         something_is_set),
    Verb("rows", "Experiment", "How many &rows", "Go to the number of rows to draw", "N", "", is_open, 1),
    Verb("new_seed", "Experiment", "&New seed", "Draw all rows again with other chance", "Ctrl+E", "seed",
         can_draw_anew, 1),
    Verb("costs", "Experiment", "&Costs and budget ...", "What each experiment costs, and what all together may cost",
         "Ctrl+B", "", is_open, 1),
    Verb("race", "Experiment", "Let strategies race ...",
         "See how fast each way to choose experiments finds out what is true", "Ctrl+Shift+P", "", can_race, 2),
    Verb("hypotheses", "Belief", "&What may be true ...",
         "Choose the candidates, and what you believe before any data (prior)", "Ctrl+H", "", is_open),
    Verb("as_watched", "Belief", "Score my actions as if I had only &watched",
         "Put the wrong belief of somebody who only watched beside the right one", "Ctrl+Shift+W", "", is_listed, 1,
         scores_as_watched),
    Verb("classes", "Belief", "Show look-alikes as &one",
         "Merge structures that no rows of the kinds so far can tell apart (equivalence classes)", "Ctrl+M", "merge",
         is_open, 1, switch=True),
    Verb("compare", "Belief", "&Compare two candidates ...",
         "Put two side by side: in what they differ, their odds, what would tell them apart", "Ctrl+Shift+C", "compare",
         is_open, 1),
    Verb("truth", "Belief", "Show the &differences from the truth",
         "Mark which arrows of belief the world has too, has turned round, or has not", "Ctrl+Shift+R", "unequal",
         has_world, 1, switch=True, why_not=why_no_truth),
    Verb("lesson_do", "Lesson", "&Bet or do the step", "Place the bet, or do what the step does", "Ctrl+Return",
         "play", has_lesson),
    Verb("lesson_next", "Lesson", "&Next step", "Turn to the next step", "Ctrl+Right", "next", can_go_on),
    Verb("lesson_back", "Lesson", "Step b&efore", "Look back at the step before", "Ctrl+Left", "back", can_go_back),
    Verb("lesson_hint", "Lesson", "&Hint", "Show a hint for this step", "H", "hint", can_hint, 1),
    Verb("present", "View", "&Present to a class", "Lesson, belief and weights alone, at twice the size", "F5",
         "present", is_open),
    Verb("table", "View", "&Table of a variable", "Show and change how likely it is for each way its causes can fall",
         "Ctrl+T", "table", has_world),
    Verb("paths", "View", "Pa&ths between two variables", "See which paths tell of each other (d-separation)", "Ctrl+P",
         "path-open", has_world),
    Verb("edges", "View", "&Edges, pair by pair", "See how probable each arrow is, and each cause over others",
         "Ctrl+Shift+B", "edge", is_open),
    Verb("weights_lines", "View", "&Weights as lines or areas", "Draw weights over time as lines, or as stacked areas",
         "Ctrl+Shift+L", "chart", is_listed),
    Verb("weights_batches", "View", "Weights along rows or &batches",
         "Make each batch as wide as any other in weights over time, or each row", "Ctrl+Shift+X", "", is_listed),
    Verb("data", "View", "&Rows seen", "See the rows by what was done, their counts, and what was expected of them",
         "Ctrl+Shift+T", "data", is_open),
    Verb("theme", "View", "Light or &dark", "Change between light and dark", "Ctrl+Shift+D", "theme"),
    Verb("larger", "View", "&Larger type", "Make everything larger", "Ctrl++;Ctrl+=", group=1),
    Verb("smaller", "View", "S&maller type", "Make everything smaller", "Ctrl+-", group=1),
    Verb("fit", "View", "&Fit the graphs", "Show every node of both graphs", "Ctrl+0", "", is_open, 2),
    Verb("arrange", "View", "&Arrange the panels anew", "Put every panel back in its place", "", "", is_open, 2),
    Verb("find", "Help", "&Find a command", "Search all commands by their words", "Ctrl+K", "search"),
    Verb("keys", "Help", "&Keys", "Show every key", "?;F1"),
    Verb("about", "Help", "&About", "Version, licence and where the figures come from"),
)  # fmt: skip

# Keys of these verbs hold while the focus is in the World panel: elsewhere they mean other things, or nothing.
WORLD_KEYS = frozenset(verb.key for verb in VERBS if verb.menu == "World" and verb.key != "outline")

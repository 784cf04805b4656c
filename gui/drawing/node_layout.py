"""Sizes inside a node, worked out from its words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF

from gui.controls.numbers import probability
from gui.drawing.styles import NodeState
from gui.theme import Role, Theme

MOST_ROWS = 4
LIKELIEST = 3
NARROWEST, WIDEST = 136, 220
NAME_ONLY_NARROWEST, NAME_ONLY_WIDEST, NAME_ONLY_HEIGHT, NAME_ONLY_PADDING = 76, 200, 44, 24
MARK, MARK_GAP, NOTE_MIDDLE = 14, 6, 10
COMPACT_NARROWEST, COMPACT_HEIGHT, COMPACT_PADDING = 44, 28, 10
PADDING, COLUMN_GAP, BAR_WIDTH, BAR_HEIGHT = 12, 9, 56, 12
NAME_MIDDLE, FIRST_ROW, ROW_PITCH, BELOW_LAST = 17, 41, 21, 20
TAB_HEIGHT, TAB_INSET, TAB_PADDING, TAB_ICON = 24, 10, 10, 14
WIDEST_LABEL = 78
WIDEST_TAB = 160


@dataclass(frozen=True)
class Row:
    """One line of a node: a state with its bar and number, or the words for the states left out."""

    label: str
    state: int | None
    number: str
    acted: bool = False


@dataclass(frozen=True)
class NodeLayout:
    """Where the parts of a node are, relative to its middle.

    Attributes
    ----------
    body
        The rounded rectangle.
    tab
        The tab on top; empty without one.
    name
        The name as it fits, with an ellipsis where it does not.
    rows, labels
        The lines, and their labels as they fit.
    label_width, number_width
        Widths of the columns at the left and at the right.
    elided
        Whether anything had to be shortened.
    """

    body: QRectF
    tab: QRectF
    name: str
    rows: tuple[Row, ...]
    labels: tuple[str, ...]
    label_width: float
    number_width: float
    elided: bool


def name_font(state: NodeState, theme: Theme) -> QFont:
    """Return the font of a node's name."""
    role: Role = "second" if state.compact else "node" if state.name_only else "prose"
    return theme.font(role, 600)


def rows_of(state: NodeState) -> tuple[Row, ...]:
    """Return the lines of a node: each state, or the three likeliest and how many more there are."""
    if state.name_only or not state.probabilities:
        return ()
    numbers = range(len(state.states))
    if len(state.states) <= MOST_ROWS:
        return tuple(_row(state, number) for number in numbers)
    likeliest = sorted(numbers, key=lambda number: -state.probabilities[number])[:LIKELIEST]
    if state.hand == "set" and state.hand_state is not None and state.hand_state not in likeliest:
        likeliest[-1] = state.hand_state
    left_out = len(state.states) - LIKELIEST
    return (*(_row(state, number) for number in sorted(likeliest)), Row(f"{left_out} more", None, ""))


def _row(state: NodeState, number: int) -> Row:
    if state.hand == "set" and number == state.hand_state:
        return Row(state.states[number], number, "set", acted=True)
    return Row(state.states[number], number, probability(state.probabilities[number]))


def layout_of(state: NodeState, theme: Theme) -> NodeLayout:
    """Return the layout of a node that shows `state`. Needs a QGuiApplication."""
    rows = rows_of(state)
    small = QFontMetricsF(theme.font("second", figures=True))
    widest_label = max((small.horizontalAdvance(row.label) for row in rows), default=0.0)
    label_width = min(widest_label, theme.px(WIDEST_LABEL))
    number_width = small.horizontalAdvance("0.000") if rows else 0.0
    body = _body(state, theme, rows, label_width + number_width)
    name_room = body.width() - 2 * theme.px(_padding(state) / 2 if state.name_only else PADDING)
    name_room -= eye_room(state, theme) if state.name_only else theme.px(_mark_room(state, small, theme))
    metrics = QFontMetricsF(name_font(state, theme))
    name = metrics.elidedText(state.name, Qt.TextElideMode.ElideRight, name_room)
    right = Qt.TextElideMode.ElideRight
    labels = tuple(
        row.label if row.state is None else small.elidedText(row.label, right, label_width + 1) for row in rows
    )
    elided = name != state.name or any(short != row.label for short, row in zip(labels, rows, strict=True))
    return NodeLayout(body, _tab(state, theme, body), name, rows, labels, label_width, number_width, elided)


def row_at(layout: NodeLayout, place: QPointF, theme: Theme) -> Row | None:
    """Return the line of a node at a place relative to its middle, or None."""
    if not layout.rows or not layout.body.contains(place):
        return None
    pitch = theme.px(ROW_PITCH)
    number = (place.y() - layout.body.top() - theme.px(FIRST_ROW) + pitch / 2) // pitch
    return layout.rows[int(number)] if 0 <= number < len(layout.rows) else None


def below_name(layout: NodeLayout, theme: Theme) -> float | None:
    """Return where the name ends and the lines of states begin, relative to the middle; None where it stands alone."""
    return layout.body.top() + theme.px(FIRST_ROW) - theme.px(ROW_PITCH) / 2 if layout.rows else None


def eye_room(state: NodeState, theme: Theme) -> float:
    """Return the room for the crossed eye before the name of a node that shows it alone; 0 without one."""
    return theme.px(MARK + MARK_GAP) if state.name_only and state.hidden and not state.compact else 0


def note_font(theme: Theme) -> QFont:
    """Return the font of the words below a name."""
    return theme.font("axis")


def _mark_room(state: NodeState, metrics: QFontMetricsF, theme: Theme) -> float:
    """Return the room at 100 % that the eye beside the name takes."""
    if state.known is not None:
        return 36 + metrics.horizontalAdvance(state.states[state.known]) / theme.scale
    return 24 if state.hidden else 0


def has_note(state: NodeState) -> bool:
    """Return whether words stand below the name; small nodes have no room for any."""
    return bool(state.note) and not state.compact


def _padding(state: NodeState) -> int:
    return COMPACT_PADDING if state.compact else NAME_ONLY_PADDING


def _body(state: NodeState, theme: Theme, rows: tuple[Row, ...], columns: float) -> QRectF:
    name_width = QFontMetricsF(name_font(state, theme)).horizontalAdvance(state.name)
    if state.name_only:
        note_width = QFontMetricsF(note_font(theme)).horizontalAdvance(state.note) if has_note(state) else 0.0
        wanted = max(name_width + eye_room(state, theme), note_width) + 2 * theme.px(_padding(state))
        narrowest = COMPACT_NARROWEST if state.compact else NAME_ONLY_NARROWEST
        width = min(max(wanted, theme.px(narrowest)), theme.px(NAME_ONLY_WIDEST))
        height: float = theme.px(COMPACT_HEIGHT if state.compact else NAME_ONLY_HEIGHT)
    else:
        small = QFontMetricsF(theme.font("second", figures=True))
        named = name_width + theme.px(2 * PADDING + _mark_room(state, small, theme))
        in_rows = columns + theme.px(2 * PADDING + 2 * COLUMN_GAP + BAR_WIDTH) if rows else 0.0
        width = min(max(named, in_rows, theme.px(NARROWEST)), theme.px(WIDEST))
        last_row = FIRST_ROW + ROW_PITCH * (len(rows) - 1) if rows else NAME_MIDDLE + 4
        height = theme.px(last_row + BELOW_LAST)
    # even sizes put the edges of a node that stands on whole pixels on whole pixels
    width, height = 2 * round(width / 2), 2 * round(height / 2)
    return QRectF(-width / 2, -height / 2, width, height)


def room_with_tab(state: NodeState, theme: Theme, body: QRectF) -> QRectF:
    """Return what a body covers together with the widest tab that the node can come to have."""
    room = body.adjusted(0, -theme.px(TAB_HEIGHT), 0, 0)
    if not state.name_only:
        return room
    by_hand = [replace(state, hand="set", hand_state=number) for number in range(len(state.states))]
    by_hand += [replace(state, hand="random"), replace(state, hand="soft")]
    room.setRight(max(body.right(), *(_tab(each, theme, body).right() for each in by_hand)))
    return room


def _tab(state: NodeState, theme: Theme, body: QRectF) -> QRectF:
    text = state.tab_text()
    if not text:
        return QRectF()
    words = QFontMetricsF(theme.font("second", 600)).horizontalAdvance(text)
    width = words + theme.px(2 * TAB_PADDING + TAB_ICON + 8)
    height = theme.px(TAB_HEIGHT)
    inset = theme.px(TAB_INSET)
    # Upon a node that shows its name alone the tab may be the wider of the two.
    room = theme.px(WIDEST_TAB) if state.name_only else body.width() - inset
    return QRectF(body.left() + inset, body.top() - height + 1, round(min(width, room)), height)

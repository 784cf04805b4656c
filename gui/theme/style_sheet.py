"""The one style sheet: buttons by the dynamic property `kind`, fields, tabs and bars; Fusion draws the rest."""

from __future__ import annotations

from pathlib import Path
from string import Template

from PySide6.QtGui import QColor

from gui.theme.theme import Theme
from gui.theme.tokens import DISABLED_OPACITY, Tokens, mixed

HOVER_SHARE = 0.88
PRESS_SHARE = 0.76
ARROWS = Path(__file__).with_name("arrows")

_SHEET = Template(
    """
QPushButton, QToolButton {
    border: 1px solid transparent; border-radius: ${corner}px; color: $text; background: transparent;
}
QPushButton {
    font-weight: 500; min-height: ${button}px; max-height: ${button}px;
    padding: 0px ${pad}px; border-color: $control; background: $surface;
}
QToolButton { padding: ${tiny}px; }
QToolButton[kind="plain"], QToolButton[kind="act"], QToolButton[kind="primary"] {
    font-weight: 500; min-height: ${button}px; max-height: ${button}px; padding: 0px ${pad}px;
}
QPushButton[letter="true"], QToolButton[letter="true"] { padding-right: ${pad_letter}px; }
QPushButton[square="true"], QToolButton[square="true"] {
    padding: 0px; min-width: ${button}px; max-width: ${button}px;
}
QToolButton[kind="plain"] { border-color: $control; background: $surface; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $pressed; }
QPushButton:checked, QToolButton:checked { background: $selection; }
QPushButton[kind="quiet"] { border-color: transparent; background: transparent; font-weight: 400; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed { background: $pressed; }
QPushButton[kind="primary"], QToolButton[kind="primary"] {
    background: $accent; color: $on_accent; border-color: $accent;
}
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="act"] { background: $act; color: $on_act; border-color: $act; }
QPushButton[kind="act"]:hover { background: $act_hover; border-color: $act_hover; }
QPushButton[kind="act"]:pressed { background: $act_pressed; border-color: $act_pressed; }
QToolButton[kind="act"], QPushButton[kind="act-outline"] {
    background: $surface; color: $act; border-color: $act;
}
QToolButton[kind="act"]:hover, QPushButton[kind="act-outline"]:hover { background: $act_tint; }
QToolButton[kind="act"]:pressed, QPushButton[kind="act-outline"]:pressed { background: $act_tint; }
QPushButton:disabled, QToolButton[kind="plain"]:disabled, QToolButton[kind="act"]:disabled,
QToolButton[kind="primary"]:disabled {
    color: $text_off; border-color: $line; background: $surface;
}
QPushButton[kind="quiet"]:disabled { border-color: transparent; background: transparent; }
QToolButton:disabled { color: $text_off; }
QToolButton:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; width: 0px; }
QLineEdit, QSpinBox {
    min-height: ${button}px; max-height: ${button}px; border: 1px solid $control;
    border-radius: ${corner}px; background: $surface; color: $text; padding: 0px ${row}px;
    selection-background-color: $selection; selection-color: $text;
}
QLineEdit:focus { border: 2px solid $accent; padding: 0px ${row_less}px; }
QSpinBox:focus { border: 2px solid $accent; }
QLineEdit[compact="true"] { min-height: ${compact}px; max-height: ${compact}px; }
QLineEdit:disabled, QSpinBox:disabled { color: $text_off; border-color: $line; }
QLineEdit[valid="false"] { border-color: $warn; }
QSpinBox QLineEdit, QSpinBox QLineEdit:focus {
    border: none; min-height: 0px; max-height: 9999px; padding: 0px; background: transparent;
}
QSpinBox::up-button, QSpinBox::down-button {
    subcontrol-origin: padding; border: none; background: transparent; width: ${spin}px; height: ${spin_half}px;
}
QSpinBox::up-button { subcontrol-position: top right; }
QSpinBox::down-button { subcontrol-position: bottom right; }
QSpinBox::up-arrow, QSpinBox::down-arrow { width: ${arrow}px; height: ${arrow}px; }
QSpinBox::up-arrow { image: url("$arrows/up-$shade.svg"); subcontrol-position: bottom center; }
QSpinBox::down-arrow { image: url("$arrows/down-$shade.svg"); subcontrol-position: top center; }
QSpinBox::up-arrow:disabled, QSpinBox::up-arrow:off { image: url("$arrows/up-off-$shade.svg"); }
QSpinBox::down-arrow:disabled, QSpinBox::down-arrow:off { image: url("$arrows/down-off-$shade.svg"); }
QToolBar {
    background: $surface; border: none; border-bottom: 1px solid $line; padding: ${tiny}px; spacing: ${row}px;
}
QMainWindow::separator { background: transparent; width: ${between_docks}px; height: ${between_docks}px; }
QStatusBar::item { border: none; }
QComboBox {
    min-height: ${segment}px; max-height: ${segment}px; border: 1px solid $control; border-radius: ${corner}px;
    background: $surface; color: $text; padding: 0px ${row}px;
}
QComboBox:focus { border: 2px solid $accent; padding: 0px ${row_less}px; }
QComboBox:disabled { color: $text_off; border-color: $line; }
QComboBox::drop-down { border: none; width: ${spin}px; }
QComboBox::down-arrow { image: url("$arrows/down-$shade.svg"); width: ${arrow}px; height: ${arrow}px; }
QComboBox::down-arrow:disabled { image: url("$arrows/down-off-$shade.svg"); }
QMenuBar { background: $window; border: none; }
QMenuBar::item { background: transparent; border-radius: ${corner}px; padding: ${tiny}px ${row}px; }
QMenuBar::item:selected { background: $selection; }
QMainWindow#desk > QTabBar::tab {
    min-height: 0px; max-height: 0px; min-width: 0px; max-width: 0px; padding: 0px; margin: 0px; border: none;
}
QScrollBar { background: transparent; border: none; margin: 0px; }
QScrollBar:vertical { width: ${scroll}px; }
QScrollBar:horizontal { height: ${scroll}px; }
QScrollBar::handle { background: $line; border-radius: ${scroll_round}px; margin: ${scroll_gap}px; }
QScrollBar::handle:vertical { min-height: ${button}px; }
QScrollBar::handle:horizontal { min-width: ${button}px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QHeaderView { background: $hover; border: none; }
QHeaderView::section {
    background: $hover; color: $text; border: none; border-bottom: 1px solid $line; padding: 0px ${tiny}px;
}
QToolTip { background: $hover; color: $text; border: 1px solid $control; padding: ${tiny}px ${row_less}px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QTabBar { background: transparent; border: none; }
QTabBar::tab {
    min-height: ${tab}px; max-height: ${tab}px; padding: 0px ${row}px; margin: 0px ${row}px 0px 0px;
    border: none; border-bottom: ${underline}px solid transparent; background: transparent; color: $text2;
}
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom-color: $accent; }
QTabBar::tab:hover:!selected { color: $text; border-bottom-color: $line; }
QTabBar::tab:focus { color: $accent; }
QTabBar::tab:disabled { color: $text_off; }
"""
)


def style_sheet_of(theme: Theme) -> str:
    """Return the style sheet of the application for this theme."""
    tokens = theme.tokens
    lengths = {
        "corner": theme.px(theme.CORNER),
        "button": theme.px(theme.BUTTON) - 2,
        "segment": theme.px(theme.LIST_ROW) - 2,
        "compact": theme.px(24) - 2,
        "pad": theme.px(12),
        "pad_letter": theme.px(38),
        "tiny": theme.px(4),
        "row": theme.px(8),
        "row_less": theme.px(8) - 1,
        "spin": theme.px(22),
        "spin_half": (theme.px(theme.BUTTON) - 2) // 2,
        "arrow": theme.px(8),
        "tab": theme.px(theme.DOCK_TITLE) - theme.px(2) - 1,
        "between_docks": theme.px(theme.BETWEEN_DOCKS),
        "underline": theme.px(2),
        "scroll": theme.px(12),
        "scroll_gap": theme.px(3),
        "scroll_round": theme.px(3),
    }
    values = {**_colours(tokens), **{name: str(length) for name, length in lengths.items()}}
    return _SHEET.substitute(values, arrows=ARROWS.as_posix(), shade="dark" if theme.dark else "light")


def _colours(tokens: Tokens) -> dict[str, str]:
    plain = (
        "window", "surface", "line", "control", "text", "text2", "accent", "on_accent", "selection", "act",
        "on_act", "act_tint", "warn",
    )  # fmt: skip
    colours = {name: tokens.named(name) for name in plain}
    colours["hover"] = tokens.alternate
    colours["pressed"] = tokens.selection
    colours["text_off"] = mixed(tokens.text, tokens.surface, DISABLED_OPACITY)
    for name in ("accent", "act"):
        colours[f"{name}_hover"] = mixed(tokens.named(name), tokens.surface, HOVER_SHARE)
        colours[f"{name}_pressed"] = mixed(tokens.named(name), tokens.surface, PRESS_SHARE)
    return {name: _css(colour) for name, colour in colours.items()}


def _css(colour: QColor) -> str:
    return colour.name()

"""The named colours of the window, light and dark."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

DISABLED_OPACITY = 0.42


@dataclass(frozen=True)
class Tokens:
    """One colour per meaning; two sets exist, `LIGHT` and `DARK`.

    Vermilion (`act`, `on_act`, `act_tint`) means that the user acted, and nothing else.

    Attributes
    ----------
    window
        Gaps between docks, menu bar and status bar.
    surface
        Docks, canvases, plots and the tool bar.
    alternate
        Table heads, notes and hints.
    node
        The inside of a node.
    line
        Hairlines and card edges; decoration only.
    control
        Edges of fields and buttons, and axes.
    text, text2
        Text of the first and the second rank.
    accent, on_accent
        Focus ring, chosen tab, primary button, scrub handle, open path; and text on it.
    selection
        Chosen row, node pointed at, halo of a path.
    act, on_act, act_tint
        Interventions; text on them; background of the advised experiment.
    bar, track
        Probability bars and what is left of them.
    good, warn
        Check and warning icons, always beside a word.
    """

    window: QColor
    surface: QColor
    alternate: QColor
    node: QColor
    line: QColor
    control: QColor
    text: QColor
    text2: QColor
    accent: QColor
    on_accent: QColor
    selection: QColor
    act: QColor
    on_act: QColor
    act_tint: QColor
    bar: QColor
    track: QColor
    good: QColor
    warn: QColor

    def named(self, name: str) -> QColor:
        """Return the colour called `name`; raises AttributeError for an unknown name."""
        colour = getattr(self, name)
        if not isinstance(colour, QColor):
            raise AttributeError(f"{name} is not a colour of the theme")
        return colour

    def faded(self, name: str) -> QColor:
        """Return the colour called `name` as it shows when what it draws is switched off."""
        return mixed(self.named(name), self.surface, DISABLED_OPACITY)


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """Return the opaque colour that `colour` at opacity `share` gives upon `ground`."""
    return QColor.fromRgbF(
        share * colour.redF() + (1 - share) * ground.redF(),
        share * colour.greenF() + (1 - share) * ground.greenF(),
        share * colour.blueF() + (1 - share) * ground.blueF(),
    )


LIGHT = Tokens(
    window=QColor("#EDEFF1"),
    surface=QColor("#FFFFFF"),
    alternate=QColor("#F5F6F8"),
    node=QColor("#FFFFFF"),
    line=QColor("#D0D6DB"),
    control=QColor("#7C8791"),
    text=QColor("#18212B"),
    text2=QColor("#4A5663"),
    accent=QColor("#1D3B5C"),
    on_accent=QColor("#FFFFFF"),
    selection=QColor("#DCE5EE"),
    act=QColor("#B5400A"),
    on_act=QColor("#FFFFFF"),
    act_tint=QColor("#FBEADF"),
    bar=QColor("#5A6A79"),
    track=QColor("#E3E7EB"),
    good=QColor("#0B6B4F"),
    warn=QColor("#8A5A00"),
)

DARK = Tokens(
    window=QColor("#14181D"),
    surface=QColor("#1C2127"),
    alternate=QColor("#242A31"),
    node=QColor("#20262D"),
    line=QColor("#38414A"),
    control=QColor("#7A8692"),
    text=QColor("#E9EDF1"),
    text2=QColor("#A9B4BF"),
    accent=QColor("#C4DAF0"),
    on_accent=QColor("#14181D"),
    selection=QColor("#2C3F54"),
    act=QColor("#FF9A63"),
    on_act=QColor("#14181D"),
    act_tint=QColor("#3B2618"),
    bar=QColor("#9AA8B5"),
    track=QColor("#333C45"),
    good=QColor("#5CCFA8"),
    warn=QColor("#E7B75A"),
)

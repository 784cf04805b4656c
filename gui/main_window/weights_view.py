"""How weights are drawn, remembered from one start to the next."""

from __future__ import annotations

from typing import cast

from gui.settings import WEIGHTS_ALONG, WEIGHTS_CURVES, WEIGHTS_ENTROPY, Settings
from gui.weights.panel import WeightsPanel
from gui.weights.view import Along, Curves, View


def remember_view(panel: WeightsPanel, settings: Settings) -> None:
    """Show weights as they were shown last, and remember what is chosen from now on."""

    def store(view: View) -> None:
        settings.set(WEIGHTS_CURVES, view.curves)
        settings.set(WEIGHTS_ALONG, view.along)
        settings.set(WEIGHTS_ENTROPY, view.entropy)

    # Settings give only what their table allows.
    curves, along = cast("Curves", settings.get(WEIGHTS_CURVES)), cast("Along", settings.get(WEIGHTS_ALONG))
    panel.show_view(View(curves, along, settings.get(WEIGHTS_ENTROPY)))
    panel.view_changed.connect(store)

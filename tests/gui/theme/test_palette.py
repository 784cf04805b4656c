"""The palette leaves Fusion nothing to invent."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from gui.theme import Theme
from gui.theme.palette import palette_of
from gui.theme.tokens import DISABLED_OPACITY, mixed

GROUPS = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled)
ROLES = [role for role in QPalette.ColorRole if role.name not in ("NColorRoles", "NoRole")]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_set_in_every_group(dark, group, role):
    assert palette_of(Theme(dark)).isBrushSet(group, role)


@pytest.mark.parametrize("dark", [False, True])
def test_disabled_text_is_faint_and_other_text_is_not(dark):
    tokens = Theme(dark).tokens
    palette = palette_of(Theme(dark))
    faint = mixed(tokens.text, tokens.surface, DISABLED_OPACITY)
    assert palette.color(GROUPS[2], QPalette.ColorRole.ButtonText).rgb() == faint.rgb()
    assert palette.color(GROUPS[1], QPalette.ColorRole.ButtonText).rgb() == tokens.text.rgb()


def test_light_and_dark_differ_in_every_ground():
    light, dark = palette_of(Theme()), palette_of(Theme(dark=True))
    for role in (QPalette.ColorRole.Window, QPalette.ColorRole.Base, QPalette.ColorRole.Text):
        assert light.color(role) != dark.color(role)

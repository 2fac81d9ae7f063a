"""Colours: text is readable on every background, and a picture drawn in LIGHT can be put into any theme."""

from __future__ import annotations

import re

import pytest

from psoas_timer.ui.kit.theme import DARK, LIGHT, Theme, firmer, recolour
from tests.ui.kit.contrasts import ROLES, THEMES, contrast

FIGURE = ["skin", "skin_far", "clothes", "clothes_far", "hair", "prop", "bone", "muscle"]


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize("ground", ["background", "surface", "accent_soft"])
@pytest.mark.parametrize("words", ["text", "muted", "accent"])
def test_words_can_be_read_on_every_ground(theme: Theme, words: str, ground: str) -> None:
    assert contrast(getattr(theme, words), getattr(theme, ground)) >= 4.5


@THEMES
def test_words_can_be_read_on_what_they_are_written_on(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= 4.5  # the primary button
    # The countdown is in the middle of the orb, where the gradient runs from accent_soft towards lungs.
    assert contrast(theme.text, theme.accent_soft) >= 4.5
    assert contrast(theme.text, theme.lungs) >= 4.5


@THEMES
def test_what_is_no_word_but_must_be_seen_reaches_three_to_one(theme: Theme) -> None:
    """WCAG 1.4.11: the rim of a control, the sweep of the ring, the path."""
    for role in ("accent", "muted"):
        assert contrast(getattr(theme, role), theme.background) >= 3.0
    assert contrast(theme.accent, theme.line) >= 3.0  # the sweep against its groove
    assert contrast(theme.lungs_edge, theme.background) >= 3.0  # the path of the breath


@THEMES
def test_every_colour_is_six_digits(theme: Theme) -> None:
    assert all(re.fullmatch(r"#[0-9a-f]{6}", getattr(theme, role)) for role in ROLES)


def test_colours_of_light_are_distinct_so_that_recolouring_is_unambiguous() -> None:
    assert len({getattr(LIGHT, role) for role in ROLES}) == len(ROLES)


@pytest.mark.parametrize("role", FIGURE)
def test_recolour_puts_each_colour_of_the_figure_into_the_theme(role: str) -> None:
    drawn = f'<path fill="{getattr(LIGHT, role)}"/>'
    assert recolour(drawn, DARK) == f'<path fill="{getattr(DARK, role)}"/>'


def test_recolour_to_light_changes_nothing_and_leaves_strange_colours() -> None:
    drawn = "".join(f"{getattr(LIGHT, role)};" for role in ROLES) + "#123456;#fff"
    assert recolour(drawn, LIGHT) == drawn
    assert recolour(drawn, DARK).endswith("#123456;#fff")


def test_recolour_does_not_chain_from_one_role_to_the_next() -> None:
    """If a colour of DARK were also one of LIGHT for another role, a second replacement would change it again."""
    drawn = ";".join(getattr(LIGHT, role) for role in ROLES)
    assert recolour(drawn, DARK) == ";".join(getattr(DARK, role) for role in ROLES)


@THEMES
@pytest.mark.parametrize("ground", ["background", "surface"])
def test_a_firmer_theme_has_no_quiet_words_and_no_faint_edges(theme: Theme, ground: str) -> None:
    """WCAG AAA asks for 7:1."""
    firm = firmer(theme)
    assert contrast(firm.muted, getattr(firm, ground)) >= 7.0
    assert contrast(firm.line, getattr(firm, ground)) >= 3.0
    assert (firm.background, firm.accent) == (theme.background, theme.accent)

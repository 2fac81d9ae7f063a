"""The end of the introduction: what was kept, and a minute of breath."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.theme import DARK
from psoas_timer.ui.welcome.taste_page import TastePage
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import MARKUP, button_named, texts_of
from tests.ui.welcome.pages import SVG, check_for_everybody, check_room, opened


def test_it_says_what_was_kept_to_eye_and_ear(qtbot: QtBot) -> None:
    page = opened(qtbot, TastePage(SVG))
    page.show_kept(["Your goal is 3 days a week.", MARKUP])
    words = f"Your goal is 3 days a week. {MARKUP}"
    assert words in texts_of(page)
    assert page.go_on.accessibleDescription().endswith(words)
    page.show_kept([])
    assert words not in texts_of(page)


def test_everybody_can_breathe_or_go_to_today(qtbot: QtBot) -> None:
    page = opened(qtbot, TastePage(SVG))
    page.set_theme(DARK)
    check_for_everybody(page, "You are ready.")
    heard: list[str] = []
    page.go_on_requested.connect(lambda: heard.append("breathe"))
    page.left.connect(lambda: heard.append("today"))
    page.go_on.click()
    button_named(page, "Go to Today").click()
    assert heard == ["breathe", "today"]


@EACH_FAMILY
def test_nothing_is_cut_off(qtbot: QtBot) -> None:
    page = TastePage(SVG)
    page.show_kept(["Your goal is 3 days a week.", "When I have had breakfast, at 08:00, I lie down for 5 minutes."])
    check_room(qtbot, page)

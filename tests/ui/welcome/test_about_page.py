"""What this is and for whom it is not, for the eye and for the ear."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from psoas_timer.ui.kit.limits import limits
from psoas_timer.ui.kit.theme import DARK
from psoas_timer.ui.welcome.about_page import AboutPage
from tests.typefaces import EACH_FAMILY
from tests.ui.keyboard import button_named, texts_of
from tests.ui.welcome.pages import SVG, check_for_everybody, check_room, opened


def test_it_says_that_it_is_no_advice_and_for_whom_it_is_not(qtbot: QtBot) -> None:
    page = opened(qtbot, AboutPage(SVG))
    words = " ".join(texts_of(page))
    for fact in (
        "not medical advice", "physical therapist", "pregnant", "surgery on your abdomen", "hernia", "aortic aneurysm",
        "osteoporosis of the spine", "stent or device", "clinician", "high blood pressure", "heart trouble", "glaucoma",
    ):  # fmt: skip
        assert fact in words
    heard = page.go_on.accessibleDescription()
    assert all(one in heard for one in limits())


def test_everybody_can_go_on_or_leave(qtbot: QtBot) -> None:
    page = opened(qtbot, AboutPage(SVG))
    page.set_theme(DARK)
    check_for_everybody(page, "Lie down. Breathe. Let go.")
    left: list[str] = []
    page.left.connect(lambda: left.append("left"))
    button_named(page, "Skip the introduction").click()
    page.back_requested.emit()
    assert left == ["left", "left"]


@EACH_FAMILY
def test_nothing_is_cut_off(qtbot: QtBot) -> None:
    check_room(qtbot, AboutPage(SVG))

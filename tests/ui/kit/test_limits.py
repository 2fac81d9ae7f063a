"""For whom the exercises are not: every condition, and what would allow them all the same."""

from __future__ import annotations

from psoas_timer.ui.kit.limits import limits


def test_every_condition_is_named() -> None:
    advice, pressing, vacuum = limits()
    assert "not medical advice" in advice and "physical therapist" in advice
    for one in ("pregnant", "surgery", "hernia", "aneurysm", "osteoporosis of the spine", "stent or device"):
        assert one in pressing
    assert "unless a clinician says that you may" in pressing
    for one in ("pregnant", "high blood pressure", "heart trouble", "hernia", "glaucoma", "surgery recently"):
        assert one in vacuum

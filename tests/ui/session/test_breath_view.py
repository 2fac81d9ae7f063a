"""The law of the session's picture: painting only what has changed shows what painting everything would show."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from math import hypot

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import Phase as HypothesisPhase
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from psoas_timer.core.breath.pattern import BreathPattern
from psoas_timer.core.breath.routine import Phase, Side
from psoas_timer.core.breath.timeline import Timeline
from psoas_timer.core.settings import View
from psoas_timer.engine.player import PlayerState
from psoas_timer.ui.kit.theme import DARK, LIGHT
from psoas_timer.ui.session.arrangement import lay_out
from psoas_timer.ui.session.breath_paint import RING_WIDTH, OrbPart
from psoas_timer.ui.session.breath_view import BreathView
from psoas_timer.ui.session.lookahead_paint import LookaheadPart
from psoas_timer.ui.session.scene import Look, Scene
from tests.systems import LINUX_FONTS
from tests.thoroughness import some_of
from tests.typefaces import EACH_FAMILY
from tests.ui.scenes import (
    LONG_SENTENCE,
    PERCENTS,
    SIZES,
    TURNS,
    VIEWS,
    Screen,
    WatchedView,
    area_of,
    blank,
    count_differing,
    effort_stage,
    is_within,
    make_timeline,
    paint_whole,
    part_of,
    phase_start_s,
    plain_stage,
    scene_at,
    seen_on_screen,
)

FRAME_S = 0.016
# A failing example is short already; shrinking it would take minutes.
SHARED = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    phases=[HypothesisPhase.explicit, HypothesisPhase.generate],
)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[WatchedView]:
    made = WatchedView()
    qtbot.addWidget(made)
    made.resize(480, 400)
    made.set_title("Front-stomach release")
    yield made
    made.hide()


def frames(timeline: Timeline, from_s: float, to_s: float, step_s: float = FRAME_S) -> Iterator[float]:
    for index in range(round((to_s - from_s) / step_s)):
        yield from_s + index * step_s


# Painting only what has changed


@EACH_FAMILY
@pytest.mark.parametrize("shown", VIEWS)
@pytest.mark.parametrize("turn", TURNS)
def test_no_pixel_is_stale_in_any_frame_of_a_breath(view: WatchedView, shown: View, turn: int) -> None:
    timeline = make_timeline()
    view.set_look(Look(turn=turn, view=shown))
    view.show_scene(scene_at(timeline, 0.0, view=shown))
    screen = Screen(view).open()
    step_s = 0.208  # every 13th frame, so that frames fall all over seconds and phases
    for elapsed_s in some_of([*frames(timeline, 2.0, 22.0, step_s)], 25):
        screen.show(scene_at(timeline, elapsed_s, view=shown))
        assert screen.count_stale() == 0, elapsed_s


@EACH_FAMILY
@pytest.mark.parametrize("reduced_motion", [False, True])
def test_no_pixel_is_stale_at_sixty_frames_a_second(view: WatchedView, reduced_motion: bool) -> None:
    timeline = make_timeline()
    view.show_scene(scene_at(timeline, 0.0))
    screen = Screen(view).open()
    for start_s in (4.9, 8.9, 12.9):  # around each change of phase
        for elapsed_s in frames(timeline, start_s, start_s + 0.2):
            screen.show(scene_at(timeline, elapsed_s, reduced_motion=reduced_motion))
            assert screen.count_stale() == 0, elapsed_s


@EACH_FAMILY
@pytest.mark.parametrize("size", [(1080, 760), (901, 601), (1277, 803), (760, 1080)])
def test_no_pixel_is_stale_at_the_edges_of_any_size_of_window(view: WatchedView, size: tuple[int, int]) -> None:
    timeline = make_timeline()
    view.resize(*size)
    view.show_scene(scene_at(timeline, 0.0))
    screen = Screen(view).open()
    for elapsed_s in some_of([*frames(timeline, 2.0, 22.0, 0.416)], 9):
        screen.show(scene_at(timeline, elapsed_s))
        assert screen.count_stale() == 0, elapsed_s


def instants() -> st.SearchStrategy[tuple[float, dict[str, object]]]:
    """Generate something a person can do to a session: a jump, a pause, a message, less motion."""
    # A minute and a half holds every kind of moment of make_timeline().
    elapsed_s = st.one_of(st.floats(0.0, 120.0), st.integers(0, 120).map(float))
    values = st.fixed_dictionaries(
        {
            "reduced_motion": st.booleans(),
            "message": st.sampled_from(("", "", "Hold 5 s from the next breath")),
            "is_instruction_stressed": st.booleans(),
            "is_asking": st.booleans(),
            "state": st.sampled_from((PlayerState.RUNNING, PlayerState.RUNNING, *PlayerState)),
            "resume_left_s": st.floats(0.0, 3.0),
        }
    )
    return st.tuples(elapsed_s, values)


@EACH_FAMILY
@SHARED
@given(
    drawn=st.lists(instants(), min_size=2, max_size=6),
    shown=st.sampled_from(VIEWS),
    turn=st.sampled_from(TURNS),
    is_dark=st.booleans(),
)
def test_no_pixel_is_stale_whatever_a_person_does(
    view: WatchedView, drawn: list[tuple[float, dict[str, object]]], shown: View, turn: int, is_dark: bool
) -> None:
    timeline = make_timeline()
    view.set_look(Look(theme=DARK if is_dark else LIGHT, turn=turn, view=shown))
    view.show_scene(scene_at(timeline, 0.0))
    screen = Screen(view).open()
    for elapsed_s, values in drawn:
        for later_s in (0.0, FRAME_S):
            screen.show(scene_at(timeline, elapsed_s + later_s, **values))
            assert screen.count_stale() == 0


CHANGES: dict[str, dict[str, object]] = {
    "message": {"message": "Hold 5 s from the next breath"},
    "stressed": {"is_instruction_stressed": True},
    "still": {"reduced_motion": True},
    "paused": {"state": PlayerState.PAUSED},
    "resuming": {"state": PlayerState.RESUMING, "resume_left_s": 2.5},
    "resuming later": {"state": PlayerState.RESUMING, "resume_left_s": 1.5},
    "waiting": {"state": PlayerState.WAITING},
}


@EACH_FAMILY
@pytest.mark.parametrize("shown", VIEWS)
@pytest.mark.parametrize("phase", [Phase.HOLD_IN, Phase.EXHALE])
def test_each_single_change_is_seen_at_once_and_goes_without_a_trace(
    view: WatchedView, shown: View, phase: Phase
) -> None:
    timeline = make_timeline()
    elapsed_s = phase_start_s(timeline, phase) + 1.5
    view.set_look(Look(view=shown))
    view.show_scene(scene_at(timeline, elapsed_s))
    screen = Screen(view).open()
    plain = seen_on_screen(view)
    for name, values in CHANGES.items():
        screen.show(scene_at(timeline, elapsed_s, **values))
        assert screen.count_stale() == 0, name
        assert count_differing(seen_on_screen(view), plain, above=60) > 50, name
        screen.show(scene_at(timeline, elapsed_s))
        assert screen.count_stale() == 0, name


def moments_of_every_kind() -> list[Scene]:
    """Return one scene for each phase, for an effort with full and with empty lungs, and for the end."""
    timeline, empty = make_timeline(), make_timeline(effort_stage(effort=Phase.HOLD_OUT, pattern_name="vacuum"))
    phases = (Phase.SETTLE, Phase.INHALE, Phase.HOLD_IN, Phase.EXHALE, Phase.HOLD_OUT)
    scenes = [scene_at(one, phase_start_s(one, phase) + 1.5) for one in (timeline, empty) for phase in phases]
    return [*scenes, scene_at(timeline, timeline.duration_s)]


@EACH_FAMILY
def test_no_pixel_is_stale_after_any_jump_from_one_kind_of_moment_to_another(view: WatchedView) -> None:
    scenes = moments_of_every_kind()
    view.show_scene(scenes[0])
    screen = Screen(view).open()
    stale = []
    for before, after in permutations(scenes, 2):
        for scene in (before, after):
            screen.show(scene)
        if screen.count_stale():
            stale.append(
                (before.moment.phase, before.moment.is_effort, after.moment.phase, after.moment.is_effort)
            )  # fmt: skip
            view.update()
            screen.start_again()
    assert not stale


@EACH_FAMILY
def test_no_pixel_is_stale_after_title_turn_theme_and_size_have_changed(view: WatchedView) -> None:
    timeline = make_timeline()
    view.show_scene(scene_at(timeline, 6.0))
    screen = Screen(view).open()
    changes = (
        lambda: view.set_title("Daily breath"),
        lambda: view.set_look(Look(theme=DARK)),
        lambda: view.set_look(Look(theme=DARK, turn=90)),
        lambda: view.set_look(Look(view=View.DIAPHRAGM, text_percent=175.0)),
        lambda: view.resize(620, 500),
    )
    for change in changes:
        change()
        screen.start_again()
        assert screen.count_stale() == 0
        for elapsed_s in (7.0, 9.5, 9.516, 13.2):
            screen.show(scene_at(timeline, elapsed_s))
            assert screen.count_stale() == 0


# A view that has been used for a while looks like a new one


@EACH_FAMILY
@pytest.mark.parametrize("shown", VIEWS)
def test_used_view_looks_like_a_new_one(qtbot: QtBot, view: WatchedView, shown: View) -> None:
    timeline = make_timeline()
    view.set_look(Look(view=shown))
    view.show_scene(scene_at(timeline, 0.0))
    paint_whole(view)
    for elapsed_s in (3.3, 8.21, 17.77, 26.08, 51.3, 80.0, 12.0):
        scene = scene_at(timeline, elapsed_s, view=shown)
        view.show_scene(scene)
        new = BreathView()
        qtbot.addWidget(new)
        new.resize(view.size())
        new.set_title("Front-stomach release")
        new.set_look(Look(view=shown))
        new.show_scene(scene)
        used_picture, new_picture = paint_whole(view), paint_whole(new)
        assert count_differing(used_picture, new_picture) == 0


def blank_out(picture: QImage, place: QRect) -> None:
    painter = QPainter(picture)
    painter.fillRect(place, Qt.GlobalColor.black)
    painter.end()


def test_path_is_never_that_of_a_timeline_that_has_gone(view: WatchedView) -> None:
    """The path is cached as a picture, and Python can give a new timeline the id of one that is gone."""
    short, long = (make_timeline(effort_stage(pattern=BreathPattern(4, hold_s, 6, 2))) for hold_s in (3, 5))
    gone = Timeline(short.stages, short.segments)
    identity = id(gone)
    view.show_scene(scene_at(gone, 6.0))
    paint_whole(view)
    view.show_scene(scene_at(short, 6.0))  # not painted: the next scene comes before the next frame
    del gone
    many = [Timeline(long.stages, long.segments) for _ in range(1000)]
    alike = [one for one in many if id(one) == identity] or many
    view.show_scene(scene_at(alike[0], 6.0))
    path = part_of(view, LookaheadPart).rect.toRect()
    used = paint_whole(view).copy(path)
    view.show_scene(scene_at(long, 6.0))
    assert count_differing(used, paint_whole(view).copy(path), above=150) == 0


# What looks the same is not painted again


def test_scene_that_looks_the_same_asks_for_nothing(view: WatchedView) -> None:
    timeline = make_timeline()
    for elapsed_s in (0.0, 2.5, 6.25, 9.75, 14.5, 19.0, timeline.duration_s):
        view.show_scene(scene_at(timeline, elapsed_s))
        view.take_asked()
        for _ in range(3):
            view.show_scene(scene_at(timeline, elapsed_s))
        assert view.asked == [], elapsed_s


def test_scene_that_looks_the_same_is_not_painted(view: WatchedView) -> None:
    timeline = make_timeline()
    view.show()
    view.show_scene(scene_at(timeline, 9.75))
    QApplication.processEvents()
    paints = view.paints
    view.show_scene(scene_at(timeline, 9.75))
    QApplication.processEvents()
    assert view.paints == paints


def test_pause_asks_for_nothing_while_it_lasts(view: WatchedView) -> None:
    timeline = make_timeline()
    view.show_scene(scene_at(timeline, 9.75, state=PlayerState.PAUSED))
    view.take_asked()
    for _ in range(60):
        view.show_scene(scene_at(timeline, 9.75, state=PlayerState.PAUSED))
    assert view.asked == []


def test_still_picture_of_reduced_motion_asks_only_for_what_counts_down(view: WatchedView) -> None:
    """Ring, seconds, clock and strip: the look-ahead is hidden and the orb stands still."""
    timeline = make_timeline()
    view.show_scene(scene_at(timeline, 5.1, reduced_motion=True))
    view.take_asked()
    orb, path = part_of(view, OrbPart).rect, part_of(view, LookaheadPart).rect
    for elapsed_s in frames(timeline, 5.1, 8.9):
        view.show_scene(scene_at(timeline, elapsed_s, reduced_motion=True))
        for asked in view.take_asked():
            place = QRectF(asked)
            assert not place.intersects(path.adjusted(0, 1, 0, -1)), elapsed_s
            assert not place.intersects(orb) or is_ring_or_countdown(place, orb), elapsed_s


@pytest.mark.parametrize("phase", [Phase.HOLD_IN, Phase.HOLD_OUT])
def test_hold_asks_for_ring_and_countdown_only_of_the_orb(view: WatchedView, phase: Phase) -> None:
    timeline = make_timeline(effort_stage(effort=None, pattern=BreathPattern(4, 4, 6, 4)))
    start_s = phase_start_s(timeline, phase)
    view.show_scene(scene_at(timeline, start_s))
    view.take_asked()
    orb = part_of(view, OrbPart).rect
    asked_of_orb = 0
    for elapsed_s in frames(timeline, start_s, start_s + 3.9):
        view.show_scene(scene_at(timeline, elapsed_s))
        for asked in view.take_asked():
            if QRectF(asked).intersects(orb):
                asked_of_orb += 1
                assert is_ring_or_countdown(QRectF(asked), orb), elapsed_s
    assert asked_of_orb > 200


def is_ring_or_countdown(place: QRectF, orb: QRectF) -> bool:
    """Return whether ``place`` stays on the ring or in the middle of the orb, clear of the disc's rim."""
    radius = min(orb.width(), orb.height()) / 2
    corners = (place.topLeft(), place.topRight(), place.bottomLeft(), place.bottomRight())
    away = [hypot(corner.x() - orb.center().x(), corner.y() - orb.center().y()) for corner in corners]
    is_middle = max(away) < radius * 0.4
    return is_middle or (
        max(away) > radius * (1 - 3 * RING_WIDTH) and max(place.width(), place.height()) < radius * 0.4
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("shown", "most"), [(View.ORB, 0.28), (View.DIAPHRAGM, 0.5)])
def test_slow_inhale_asks_for_a_small_share_of_the_view(
    view: WatchedView, size: tuple[int, int], shown: View, most: float
) -> None:
    """An average frame repaints the rim of the disc and the path: at most this share of the view's pixels."""
    timeline = make_timeline(plain_stage(pattern=BreathPattern(8, 3, 8, 0), pattern_name=""))
    view.resize(*size)
    view.set_look(Look(view=shown))
    view.show_scene(scene_at(timeline, 8.0, view=shown))
    view.take_asked()
    asked, count = 0, 0
    for elapsed_s in frames(timeline, 8.0, 9.6):  # when the lungs fill fastest
        view.show_scene(scene_at(timeline, elapsed_s, view=shown))
        asked += area_of(view.take_asked())
        count += 1
    assert asked / count / (size[0] * size[1]) < most


# Places


@pytest.mark.parametrize("percent", PERCENTS)
@pytest.mark.parametrize("shown", VIEWS)
@pytest.mark.parametrize("size", [*SIZES, *((height, width) for width, height in SIZES)])
def test_parts_lie_inside_the_view_and_beside_each_other(size: tuple[int, int], shown: View, percent: float) -> None:
    whole = QRectF(0, 0, *size)
    parts = lay_out(whole, Look(text_percent=percent, view=shown), "Title", 1.0)
    for part in parts:
        assert part.rect.width() > 0 and part.rect.height() > 0, part
        assert is_within(part.rect, whole, 0.0), part
    for one, other in permutations(parts, 2):
        shared = one.rect.intersected(other.rect)
        assert min(shared.width(), shared.height()) <= 1.0, (one, other)


@EACH_FAMILY
@pytest.mark.parametrize("shown", VIEWS)
@pytest.mark.parametrize("size", SIZES[:3])
def test_no_part_paints_beyond_its_place(size: tuple[int, int], shown: View) -> None:
    """Anything painted outside is left behind when the part changes: only its place is repainted."""
    timeline = make_timeline()
    scene = scene_at(
        timeline, phase_start_s(timeline, Phase.HOLD_IN) + 1.0, view=shown,
        message="Hold 5 s from the next breath", is_instruction_stressed=True,
    )  # fmt: skip
    for part in lay_out(QRectF(0, 0, *size), Look(view=shown), "Front-stomach release", 1.0):
        image = blank(*size, LIGHT.background)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        part.draw(painter, scene, LIGHT)
        painter.end()
        blank_out(image, part.rect.toAlignedRect())
        expected = blank(*size, LIGHT.background)
        blank_out(expected, part.rect.toAlignedRect())
        assert count_differing(image, expected) == 0, part


@pytest.mark.parametrize("percent", PERCENTS)
@pytest.mark.parametrize("size", [*SIZES, *((height, width) for width, height in SIZES)])
def test_breath_keeps_a_fair_share_of_the_view(size: tuple[int, int], percent: float) -> None:
    part = lay_out(QRectF(0, 0, *size), Look(text_percent=percent), "Title", 1.0)[0]
    assert min(part.rect.width(), part.rect.height()) >= min(size) * 0.2


@EACH_FAMILY
@LINUX_FONTS
@pytest.mark.parametrize("turn", TURNS)
def test_turned_picture_is_the_upright_one_turned(qtbot: QtBot, turn: int) -> None:
    """A person lying on their side sees the same as a person standing."""
    timeline = make_timeline()
    upright, turned = BreathView(), BreathView()
    for one in (upright, turned):
        qtbot.addWidget(one)
        one.set_title("Front-stomach release")
        one.show_scene(scene_at(timeline, 8.0))
    upright.resize(640, 480)
    turned.resize(*((480, 640) if turn in (90, 270) else (640, 480)))
    turned.set_look(Look(turn=turn))
    back = paint_whole(turned).transformed(QTransform().rotate(-turn))
    # The painter lays out text and edges again in each direction: the same shapes, but not the same pixels.
    assert count_differing(back, paint_whole(upright), above=100) < 640 * 480 * 0.01


# What it says, and a click


def test_caption_is_one_sentence_for_a_screen_reader(view: WatchedView) -> None:
    assert view.caption_text() == ""
    timeline = make_timeline(effort_stage(side=Side.LEFT))
    view.show_scene(scene_at(timeline, 10.0))
    assert view.caption_text() == f"Left side, Tighten and hold, 1 of 3, {LONG_SENTENCE}"
    assert view.accessibleName() == "Session: Front-stomach release"


def test_view_without_a_session_is_all_background(view: WatchedView) -> None:
    view.set_look(Look(theme=DARK))
    picture = paint_whole(view)
    assert {picture.pixelColor(x, y).name() for x in (0, 240, 479) for y in (0, 200, 399)} == {DARK.background}


def test_left_button_is_told_and_others_are_not(view: WatchedView) -> None:
    heard: list[bool] = []
    view.pressed.connect(lambda: heard.append(False))
    view.released.connect(lambda: heard.append(True))
    for control in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        QTest.mouseClick(view, control, pos=QPoint(100, 100))
    assert heard == []
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert heard == [False, True]

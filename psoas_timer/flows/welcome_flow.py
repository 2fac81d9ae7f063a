"""The introduction: what this is, a goal, and a plan. It is shown at the first run, and again from Help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from psoas_timer.core.history.goal import Goal, goal_to_come, week_at
from psoas_timer.core.reminder import Reminder, plan_weekdays
from psoas_timer.flows.appearance import Appearance
from psoas_timer.lib.lazy import Lazy
from psoas_timer.lib.translation import tr
from psoas_timer.services.practice import new_uuid
from psoas_timer.services.services import Services
from psoas_timer.store.places import SETTINGS_FILE, assets_dir
from psoas_timer.ui.kit.main_window import MainWindow

if TYPE_CHECKING:  # imported when they are first needed
    from psoas_timer.services.reminders import Reminders
    from psoas_timer.ui.welcome.about_page import AboutPage
    from psoas_timer.ui.welcome.goal_page import GoalPage
    from psoas_timer.ui.welcome.plan_page import Plan, PlanPage
    from psoas_timer.ui.welcome.taste_page import TastePage

TASTE = "sitting-check"  # one minute on a chair, with nothing to lie on or to press with


class WelcomeFlow(QObject):
    """Stores nothing until the person asks for it on the last page; who leaves earlier keeps the defaults.

    Whether it was left or gone through, the settings are then written: the file says that there is a person who knows
    the program.
    """

    over = Signal()
    taste_requested = Signal(str)  # the routine's id

    def __init__(
        self,
        window: MainWindow,
        services: Services,
        appearance: Appearance,
        reminders: Callable[[], Reminders],
        parent: QObject | None = None,
    ) -> None:
        """``reminders`` makes them when they are first needed."""
        super().__init__(parent)
        self._window = window
        self._services = services
        self._appearance = appearance
        self._reminders = reminders
        self._way_back: Callable[[], None] | None = None
        self._about_page = Lazy(self._make_about)
        self._goal_page = Lazy(self._make_goal)
        self._plan_page = Lazy(self._make_plan)
        self._taste_page = Lazy(self._make_taste)

    def show(self) -> None:
        """Show the first page; who leaves comes to Today."""
        self._way_back = None
        self._window.show_page(self._about_page.get())

    def show_again(self) -> None:
        """Show it from the start; who leaves comes back to the page that is shown now."""
        way_back = self._window.way_back()
        if goal_page := self._goal_page.made:
            goal_page.show_goal(self._days_now(), self._effects())
        if plan_page := self._plan_page.made:
            plan_page.show_plan(self._plan_now(), self._say)
        self.show()
        self._way_back = way_back

    # The pages

    def _make_about(self) -> AboutPage:
        from psoas_timer.ui.welcome.about_page import AboutPage

        page = AboutPage(_picture("hand_on_belly"))
        page.go_on_requested.connect(self._show_goal)
        page.left.connect(self.leave)
        self._appearance.follow(page.set_theme)
        return page

    def _make_goal(self) -> GoalPage:
        from psoas_timer.ui.welcome.goal_page import GoalPage

        page = GoalPage()
        page.show_goal(self._days_now(), self._effects())
        page.go_on_requested.connect(self._show_plan)
        page.back_requested.connect(lambda: self._window.show_page(self._about_page.get()))
        page.left.connect(self.leave)
        return page

    def _make_plan(self) -> PlanPage:
        from psoas_timer.ui.welcome.plan_page import PlanPage

        page = PlanPage()
        page.show_plan(self._plan_now(), self._say)
        page.plan_wanted.connect(self._keep_all)
        page.unplanned.connect(lambda: self._keep_all(None))
        page.back_requested.connect(self._show_goal)
        return page

    def _make_taste(self) -> TastePage:
        from psoas_timer.ui.welcome.taste_page import TastePage

        page = TastePage(_picture("sitting"))
        page.go_on_requested.connect(self._begin_taste)
        page.left.connect(self.over)
        self._appearance.follow(page.set_theme)
        return page

    def _show_goal(self) -> None:
        with self._window.messages.telling():
            self._window.show_page(self._goal_page.get())

    def _show_plan(self) -> None:
        with self._window.messages.telling():
            page = self._plan_page.get()
            page.show_plan(page.plan, self._say)  # the days may be others now
            self._window.show_page(page)

    # What the pages say

    def _days_now(self) -> int:
        """Return the goal that the person has, 0 if they have chosen none yet."""
        journal = self._services.journal
        if not has_settings(self._services):
            return 0
        return (goal_to_come(journal.goals, journal.today) or week_at(journal.today, journal.goals).goal).days_a_week

    def _effects(self) -> dict[int, str]:
        """Return when each goal would apply, of those that change the present one."""
        from psoas_timer.ui.kit.goal_words import effect_sentence
        from psoas_timer.ui.welcome.goal_choices import GOALS

        journal, standing = self._services.journal, self._days_now()
        if not standing:
            return {}
        effects = {days: effect_sentence(journal.goals, journal.today, self._goal_of(days)) for days in GOALS}
        stays = tr("Your goal is %n days a week. It stays unless you choose another.", standing)
        return effects if standing in GOALS else {**effects, standing: stays}

    def _goal_of(self, days: int) -> Goal:
        journal = self._services.journal
        standing = goal_to_come(journal.goals, journal.today) or week_at(journal.today, journal.goals).goal
        return replace(standing, days_a_week=days)

    def _planned(self) -> Reminder | None:
        """Return the reminder that has a plan, if there is one."""
        plans = self._services.preferences.settings.plans
        return next((one for one in self._reminders().reminders if one.uuid in plans), None)

    def _plan_now(self) -> Plan:
        from psoas_timer.ui.welcome.plan_page import Plan

        held = self._planned()
        return Plan() if held is None else Plan(self._services.preferences.settings.plans[held.uuid], held.at)

    def _say(self, plan: Plan) -> tuple[str, str]:
        """Return a plan in one sentence, and when it reminds."""
        from psoas_timer.ui.kit.reminder_words import days_word, plan_sentence
        from psoas_timer.ui.kit.words import length_word

        practice, journal = self._services.practice, self._services.journal
        daily = next(iter(practice.routines.values()))
        sentence = plan_sentence(plan.done, daily, length_word(practice.compile(daily).practice_s), _clock(plan.at))
        days = days_word(plan_weekdays(self._goal_page.get().days or 1), journal.goals[-1].first_weekday)
        words = tr("Reminder: {days} at {time}, unless you are done for the day. You can change this in Settings.")
        return sentence, words.format(days=days, time=_clock(plan.at))

    # What is kept

    def _keep_all(self, plan: Plan | None) -> None:
        """Keep the goal, and the plan as a reminder, if there is one."""
        with self._window.messages.telling():
            goal = self._goal_of(self._goal_page.get().days)
            self._services.journal.change_goal(goal)
            if plan is not None and not self._keep_plan(plan, goal.days_a_week):
                plan = None
            self._remember()
            self._taste_page.get().show_kept(self._kept_words(plan))
            self._window.show_page(self._taste_page.get())

    def _keep_plan(self, plan: Plan, days: int) -> bool:
        """Keep a plan as the reminder that has one, or as a new one; return whether it could be written."""
        reminders, preferences = self._reminders(), self._services.preferences
        held = self._planned()
        reminder = Reminder(
            uuid=held.uuid if held else new_uuid(),
            weekdays=plan_weekdays(days),
            at=plan.at,
            since=reminders.now().astimezone(UTC),
            routine_id=held.routine_id if held else "",
        )
        reminders.keep(reminder)  # says itself why it could not
        if all(one.uuid != reminder.uuid or one.at != plan.at for one in reminders.reminders):
            return False
        preferences.adjust(plans={**preferences.settings.plans, reminder.uuid: plan.done}, reminders_suggested=True)
        return True

    def _kept_words(self, plan: Plan | None) -> list[str]:
        from psoas_timer.ui.kit.goal_words import coming_sentences, now_sentence

        journal = self._services.journal
        now, coming = week_at(journal.today, journal.goals).goal, goal_to_come(journal.goals, journal.today)
        words = [now_sentence(now), coming_sentences(now, coming, journal.today.year)]
        if plan is not None:
            words += self._say(plan)[:1]
        return [one for one in words if one]

    def leave(self) -> None:
        """Go back to where it was opened from, with everything as it was."""
        self._remember()
        if self._way_back is not None:
            self._way_back()
        else:
            self.over.emit()

    def _remember(self) -> None:
        """Write the settings, if there is no file yet: who has seen the introduction is not shown it again."""
        if has_settings(self._services):
            self._services.preferences.flush()
        else:
            self._services.preferences.save()

    def _begin_taste(self) -> None:
        self.over.emit()
        self.taste_requested.emit(TASTE)


def is_first_start(services: Services) -> bool:
    """Tell whether nobody has used this data folder yet: it has no settings file, and no session was ever kept."""
    sessions = services.journal.sessions
    return not has_settings(services) and not sessions.count() and not sessions.count_binned()


def has_settings(services: Services) -> bool:
    """Tell whether there is a settings file."""
    return (services.folder / SETTINGS_FILE).exists()


def _picture(name: str) -> str:
    path = assets_dir() / "illustrations" / f"{name}.svg"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _clock(at: time) -> str:
    from psoas_timer.ui.welcome.plan_page import clock_of

    return clock_of(at)

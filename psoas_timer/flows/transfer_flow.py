"""Exports and imports: report, spreadsheet and backup; each import is previewed first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from psoas_timer.core.history.session_query import SessionQuery
from psoas_timer.lib.lazy import Lazy
from psoas_timer.lib.translation import path_text, problem_text, tr
from psoas_timer.services.services import Services
from psoas_timer.store.places import refuse_existing, write_private
from psoas_timer.ui.kit.main_window import HISTORY, MainWindow
from psoas_timer.ui.transfer.transfer_words import bring_in_word, brought_in_sentence, came_in_sentence, import_facts

if TYPE_CHECKING:  # imported when the page is first shown
    from psoas_timer.store.backup.archive import Archive
    from psoas_timer.store.tables.import_plan import ImportPlan
    from psoas_timer.ui.transfer.loop_page import LoopChoice, LoopPage
    from psoas_timer.ui.transfer.preview_page import Preview, PreviewChoice, PreviewPage
    from psoas_timer.ui.transfer.transfer_page import ReportWish, TransferPage


class FileChooser:
    """Asks for a file with the desktop's own dialog; tests pass in another chooser."""

    def to_save(self, parent: QWidget, name: str, kind: str) -> Path | None:
        """Return where to write, None if cancelled; the dialog asks before it replaces a file."""
        start = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)) / name
        chosen, _kind = QFileDialog.getSaveFileName(parent, tr("Save as"), str(start), kind)
        return Path(chosen) if chosen else None

    def to_open(self, parent: QWidget, kind: str) -> Path | None:
        """Return what to read, None if cancelled."""
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen, _kind = QFileDialog.getOpenFileName(parent, tr("Open"), start, kind)
        return Path(chosen) if chosen else None


class TransferFlow(QObject):
    """Shows the pages and does what people ask for there."""

    back_requested = Signal(str)  # the place that it was opened from

    def __init__(
        self, window: MainWindow, services: Services, chooser: FileChooser, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._services = services
        self._journal = services.journal
        self._chooser = chooser
        self._do: Callable[[PreviewChoice], str] | None = None
        self._go_back: Callable[[], None] = self.show
        self._loop_file = Path()
        self._place = HISTORY
        self._page = Lazy(self._make_page)
        self._preview_page = Lazy(self._make_preview_page)
        self._loop_page = Lazy(self._make_loop_page)

    def open(self, place: str) -> None:
        """Show what can be exported and imported, for ``place``, which Back leads to."""
        self._place = place
        self.show()

    def show(self) -> None:
        """Show what can be exported and imported."""
        self._page.get().show_page(lambda: self._journal.today)
        self._window.show_page(self._page.get(), self._place)

    # The pages, each built when it is first shown

    def _make_page(self) -> TransferPage:
        from psoas_timer.ui.transfer.transfer_page import TransferPage

        page = TransferPage(QLocale.system().territory())  # Qt lacks an English for some countries
        page.report_wanted.connect(self._save_report)
        page.export_wanted.connect(self._export)
        page.backup_wanted.connect(self._back_up)
        page.restore_wanted.connect(self._choose_backup)
        page.csv_wanted.connect(self._choose_csv)
        page.loop_wanted.connect(self._choose_loop)
        page.back_requested.connect(lambda: self.back_requested.emit(self._place))
        return page

    def _make_preview_page(self) -> PreviewPage:
        from psoas_timer.ui.transfer.preview_page import PreviewPage

        page = PreviewPage()
        page.confirmed.connect(self._go_on)
        page.back_requested.connect(lambda: self._go_back())
        return page

    def _make_loop_page(self) -> LoopPage:
        from psoas_timer.ui.transfer.loop_page import LoopPage

        page = LoopPage()
        page.chosen.connect(self._preview_loop)
        page.back_requested.connect(self.show)
        return page

    # Out

    def _save_report(self, wish: ReportWish) -> None:
        from psoas_timer.core.history.report import make_report
        from psoas_timer.ui.report.report_fonts import missing_fonts
        from psoas_timer.ui.report.report_paper import report_pdf

        with self._wishing():
            path = self._to_save("report", "pdf", tr("PDF (*.pdf)"))
            if path:
                records = self._journal.sessions.sessions(query=SessionQuery(first=wish.first, last=wish.last))
                report = make_report(
                    records, self._journal.weeks(), wish.first, wish.last, self._journal.today,
                    with_notes=wish.with_notes,
                )  # fmt: skip
                write_private(path, report_pdf(report, wish.paper), is_chosen=True)
                self._tell(tr("The report was saved as {file}."), path)
                if missing := missing_fonts(report):
                    self._window.messages.tell(missing)

    def _export(self) -> None:
        from psoas_timer.store.tables.export import export_csv

        with self._wishing():
            path = self._to_save("sessions", "csv", tr("CSV (*.csv)"))
            if path:
                export_csv(path, self._journal.sessions.sessions())
                self._tell(tr("Your sessions were saved as {file}."), path)

    def _back_up(self) -> None:
        with self._wishing():
            path = self._to_save("backup", "json", tr("Backup (*.json)"))
            if path:
                counts = self._journal.write_archive(path)
                self._tell(tr("The backup was saved as {file}."), path)
                for notice in counts.notices:
                    self._window.messages.tell(notice)

    def _to_save(self, what: str, ending: str, kind: str) -> Path | None:
        """Ask where to write; raises Problem if adding the ending gives an existing file: nobody was asked about it."""
        path = self._chooser.to_save(self._window, f"psoas-timer-{what}-{self._journal.today}.{ending}", kind)
        if path is None or path.suffix:
            return path
        path = path.with_suffix(f".{ending}")
        refuse_existing(path)
        return path

    @contextmanager
    def _wishing(self) -> Iterator[None]:
        """Clear the result of the previous wish, and report what goes wrong."""
        self._page.get().tell("")
        with self._window.messages.telling():
            yield

    def _tell(self, sentence: str, path: Path) -> None:
        self._page.get().tell(sentence.format(file=path_text(path)))

    # In: a backup

    def _choose_backup(self) -> None:
        with self._wishing():
            path = self._chooser.to_open(self._window, tr("Backups (*.json *.sqlite3)"))
            if path:
                self._preview_backup(path)

    def preview_copy(self, path: Path, place: str) -> None:
        """Show, for ``place``, what a backup would change."""
        self._place = place
        self._preview_backup(path)

    def _preview_backup(self, path: Path) -> None:
        """Show what a backup would change."""
        from psoas_timer.store.backup.archive import read_archive
        from psoas_timer.ui.transfer.preview_page import Preview

        with self._window.messages.telling():
            backup = read_archive(path)
            found = self._journal.preview_restore(backup)
            counts = {
                "sessions": found.sessions.counts, "goals": found.goals.counts,
                "pauses": found.pauses.counts, "reminders": found.reminders.counts, "routines": found.routines.counts,
            }  # fmt: skip
            facts = [came_in_sentence(kind, *three) for kind, three in counts.items()]
            if found.settings_differ:
                facts.append(tr("Its settings differ from yours."))
            if found.is_all_there:
                facts.append(tr("Everything in it is already here."))
            preview = Preview(
                tr("Restore from a backup"),
                path_text(path),
                [fact for fact in facts if fact],
                [problem_text(notice) for notice in backup.notices],
                "" if found.is_all_there else tr("Restore"),
                any(different for _new, _same, different in counts.values()),
                found.settings_differ,
            )
            self._show_preview(preview, lambda choice: self._restore(backup, choice))

    def _restore(self, backup: Archive, choice: PreviewChoice) -> str:
        done = self._journal.restore(backup, takes_conflicts=choice.takes_conflicts, with_settings=choice.with_settings)
        if done.copy is None:
            return tr("Nothing was changed.") if done.settings is None else tr("The backup was restored.")
        return tr("The backup was restored. A copy of your previous data is kept as {file}.").format(
            file=path_text(done.copy)
        )

    # In: sessions

    def _choose_csv(self) -> None:
        from psoas_timer.store.tables.csv_import import read_csv

        with self._wishing():
            path = self._chooser.to_open(self._window, tr("Tables (*.csv *.tsv *.txt)"))
            if path:
                self._preview_plan(read_csv(path, self._journal.now(), self._journal.day_ends_h))

    def _choose_loop(self) -> None:
        from psoas_timer.store.tables.loop_import import loop_habits

        with self._wishing():
            path = self._chooser.to_open(self._window, tr("Loop Habit Tracker (*.csv *.zip *.db)"))
            if path:
                habits = loop_habits(path)
                self._loop_file = path
                practice = self._services.practice
                self._loop_page.get().show_choice(
                    path_text(path),
                    [(habit.name, habit.ticks) for habit in habits],
                    [(name, partial(self._planned_s, name.id)) for name in practice.routine_names],
                    {habit.name for habit in habits if habit.is_timed},
                )
                self._window.show_page(self._loop_page.get(), self._place)

    def _planned_s(self, routine_id: str) -> float:
        routine = self._services.practice.routines.get(routine_id)
        return self._services.practice.compile(routine).practice_s if routine else 0.0

    def _preview_loop(self, choice: LoopChoice) -> None:
        from psoas_timer.store.tables.loop_import import read_loop

        with self._window.messages.telling():
            routine = self._services.practice.routine(choice.routine_id)
            now = self._journal.now()
            self._preview_plan(
                read_loop(self._loop_file, choice.habit, routine.id, routine.title, choice.planned_s, now)
            )

    def _preview_plan(self, plan: ImportPlan) -> None:
        from psoas_timer.ui.transfer.preview_page import Preview

        counts = self._journal.preview_import(plan)
        faults = [problem_text(one) for one in plan.told()]
        facts = import_facts(counts.new, counts.already_there, counts.conflicting, counts.binned, len(plan.bad_rows))
        preview = Preview(tr("Import sessions"), str(plan.file), facts, faults, bring_in_word(counts.new))
        self._show_preview(preview, lambda _choice: self._import(plan))

    def _import(self, plan: ImportPlan) -> str:
        return brought_in_sentence(self._journal.run_import(plan))

    # The preview, and its result

    def _show_preview(self, preview: Preview, do: Callable[[PreviewChoice], str]) -> None:
        self._do, self._go_back = do, self._window.way_back()
        self._preview_page.get().show_preview(preview)
        self._window.show_page(self._preview_page.get(), self._place)

    def _go_on(self, choice: PreviewChoice) -> None:
        if self._do is not None:
            with self._window.messages.telling():
                sentence = self._do(choice)
                self._do = None
                self.show()
                self._page.get().tell(sentence)

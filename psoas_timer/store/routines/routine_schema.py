"""Turns the values of a routine file into a Routine, and notes every fault on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from psoas_timer.core.breath.routine import Routine, Stage
from psoas_timer.core.sentence import N_
from psoas_timer.store.routines.routine_keys import (
    CAUTION,
    MOST_ENTRIES,
    MOST_STAGES,
    ORDER,
    SENTENCE,
    SOURCE,
    SUMMARY,
    TITLE,
    WANT,
    read_id,
    refuse_unknown,
)
from psoas_timer.store.routines.stage_schema import check_said, read_stage
from psoas_timer.store.routines.toml_table import Faults, Table
from psoas_timer.store.values import show


@dataclass(frozen=True, slots=True)
class RoutineEntry:
    """A routine and its place among the program's own; those with None come last."""

    routine: Routine
    order: int | None = None


def read_routine(values: Mapping[str, object], stem: str, faults: Faults) -> RoutineEntry:
    """Return the routine that a file's values describe; ``stem`` is its id if the file gives none.

    Raises the file's faults, all at once.
    """
    top = Table(values, (), faults)
    refuse_unknown(top, "")
    routine_id = read_id(top, stem, "my-routine")
    title = top.needed_text("title", TITLE, 'title = "Supported bridge"')
    wants, steps = top.texts("wants", WANT, MOST_ENTRIES), top.texts("steps", SENTENCE, MOST_ENTRIES)
    cautions, closing = top.texts("cautions", CAUTION, MOST_ENTRIES), top.texts("closing", SENTENCE, MOST_ENTRIES)
    summary, position, source = top.text("summary", SUMMARY), top.text("position", TITLE), top.text("source", SOURCE)
    empty_stomach, presses_belly = top.flag("empty_stomach"), top.flag("presses_belly")
    order = top.whole_number("order", ORDER)
    stages = _read_stages(top)
    faults.raise_any()
    routine = Routine(
        id=routine_id, title=title, stages=stages, summary=summary, position=position, wants=wants,
        empty_stomach=empty_stomach, presses_belly=presses_belly, steps=steps, cautions=cautions, closing=closing,
        source=source,
    )  # fmt: skip
    return RoutineEntry(routine, order)


def _read_stages(top: Table) -> tuple[Stage, ...]:
    if "stage" not in top or top.value("stage") == []:
        top.add_fault(
            "stage", N_("{file}, line {line}: the routine has no {key}."), N_("Start one with the line [[stage]].")
        )
    stages: list[Stage] = []
    first_of: dict[str, int] = {}
    for number, table in enumerate(top.tables("stage", "[[stage]]", MOST_STAGES), 1):
        faults_before = len(top.faults)
        stage = read_stage(table)
        if first_of.setdefault(stage.id, number) != number and stage.id:
            table.add_fault(
                "id", N_("{file}, line {line}: {key} is {value}, the same as for stage[{first}]."),
                N_("Give each stage its own id."), value=show(stage.id), first=first_of[stage.id],
            )  # fmt: skip
        if len(top.faults) == faults_before:
            check_said(table, stage)
        stages.append(stage)
    return tuple(stages)

"""Routine files: the program's six give the doses of the practice, and every fault is reported clearly."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from psoas_timer.core.breath.pattern import NAMED_PATTERNS
from psoas_timer.core.breath.routine import Phase, Side, StageChoice, tailor
from psoas_timer.core.breath.timeline import Timeline, compile_timeline
from psoas_timer.core.problem import Problem
from psoas_timer.core.speech.spoken import MOST_WORDS, count_words, sentences_of, spoken_word, within_stage
from psoas_timer.store.routines.routine_file import MOST_BYTES, load_routine, load_routines
from tests.store.routines.routine_texts import (
    ASSETS,
    BUNDLED,
    GOOD,
    IDS,
    check_faults,
    faults_of,
    load_text,
    with_change,
)

NO_FOLDER = Path("no-such-folder")


def timeline_of(routine_id: str, **choice: object) -> Timeline:
    routine = load_routine(BUNDLED / f"{routine_id}.toml")
    chosen = {stage.id: StageChoice(**choice) for stage in routine.stages}  # type: ignore[arg-type]
    return compile_timeline(tailor(routine, {name: named.pattern for name, named in NAMED_PATTERNS.items()}, chosen))


def lengths_s(timeline: Timeline, stage_id: str) -> list[float]:
    """Return the seconds of breathing of each stage (one a side) with this id."""
    spans = zip(timeline.stages, timeline.stage_spans, strict=True)
    return [span.end_s - span.practice_s for stage, span in spans if stage.id == stage_id]


def phases_of(timeline: Timeline, stage_id: str, phase: Phase, side: Side | None = None) -> list[float]:
    """Return the length of each such phase, easy breaths left out."""
    return [
        segment.end_s - segment.start_s
        for segment in timeline.segments
        for stage in [timeline.stages[segment.stage_index]]
        if (stage.id, stage.side, segment.phase, segment.is_easy) == (stage_id, side, phase, False)
    ]


def test_the_six_load_in_their_order() -> None:
    loaded = load_routines(BUNDLED, NO_FOLDER)
    assert loaded.faults == ()
    assert tuple(routine.id for routine in loaded.routines) == IDS
    assert not any(routine.is_own for routine in loaded.routines)


def test_the_bridge_is_five_minutes_of_slow_breathing() -> None:
    timeline = timeline_of("supported-bridge")
    assert timeline.practice_s == 300
    assert phases_of(timeline, "bridge", Phase.INHALE) == [4.0] * 30
    assert phases_of(timeline, "bridge", Phase.EXHALE) == [6.0] * 30
    assert set(phases_of(timeline_of("supported-bridge", pattern_name="slow-hold"), "bridge", Phase.HOLD_IN)) == {3.0}
    said_s = [said.at_s for said in timeline.stages[0].instructions if said.at_s < 300]
    assert said_s[0] == 0
    assert max(later - earlier for earlier, later in zip(said_s, [*said_s[1:], 300], strict=True)) <= 45


@pytest.mark.parametrize("routine_id", ["supported-bridge", "daily-breath"])
@pytest.mark.parametrize(("wish_s", "given_s"), [(60.0, 180), (420.0, 420), (3000.0, 600)])
def test_a_person_may_choose_three_to_ten_minutes(routine_id: str, wish_s: float, given_s: float) -> None:
    assert timeline_of(routine_id, duration_s=wish_s).practice_s == given_s


@pytest.mark.parametrize("side", list(Side))
def test_contract_and_release_is_ten_holds_of_three_to_five_seconds_a_side(side: Side) -> None:
    timeline = timeline_of("front-stomach-release")
    assert len(phases_of(timeline, "contract-and-release", Phase.INHALE, side)) == 10
    holds = phases_of(timeline, "contract-and-release", Phase.HOLD_IN, side)
    assert len(holds) == 10
    assert all(3 <= hold <= 5 for hold in holds)


@pytest.mark.parametrize("wish_s", [None, 1.0, 1000.0])
def test_rolling_and_pivoting_keep_to_their_minutes(wish_s: float | None) -> None:
    timeline = timeline_of("front-stomach-release", duration_s=wish_s)
    (rolling_s,) = lengths_s(timeline, "rolling")
    left_s, right_s = lengths_s(timeline, "pivot")
    assert 60 <= rolling_s <= 120
    assert left_s == right_s
    assert 120 <= left_s + right_s <= 240
    if wish_s is None:
        assert (rolling_s, left_s + right_s) == (90, 180)


def test_the_vacuum_is_five_rounds_with_two_easy_breaths_between() -> None:
    timeline = timeline_of("diaphragm-vacuum")
    assert phases_of(timeline, "vacuum", Phase.HOLD_OUT) == [5.0] * 5
    easy = [segment.cycle for segment in timeline.segments if segment.is_easy and segment.phase is Phase.INHALE]
    assert easy == [1, 1, 2, 2, 3, 3, 4, 4]
    assert timeline.stages[0].effort is Phase.HOLD_OUT
    routine = load_routine(BUNDLED / "diaphragm-vacuum.toml")
    assert routine.closing[0] == "Let your ribs go and breathe in.", "the last round ends in the hold"


@pytest.mark.parametrize("stage_id", ["knee-to-chest", "leg-lift"])
@pytest.mark.parametrize("side", list(Side))
def test_strong_and_mobile_is_ten_a_side_with_the_effort_on_the_breath_out(stage_id: str, side: Side) -> None:
    timeline = timeline_of("strong-and-mobile")
    assert len(phases_of(timeline, stage_id, Phase.INHALE, side)) == 10
    words = next(stage.phase_words for stage in timeline.stages if stage.id == stage_id)
    assert words[Phase.EXHALE] in ("Breathe out, knee in", "Breathe out, leg up")
    assert words[Phase.INHALE] in ("Breathe in, foot down", "Breathe in, leg down")


def test_the_sitting_check_is_six_breaths_in_one_minute() -> None:
    timeline = timeline_of("sitting-check")
    assert len(phases_of(timeline, "sit", Phase.INHALE)) == 6
    assert timeline.practice_s == 60


@pytest.mark.parametrize("routine_id", IDS)
def test_each_of_the_six_says_what_to_do_and_when_to_stop(routine_id: str) -> None:
    routine = load_routine(BUNDLED / f"{routine_id}.toml")
    assert routine.summary and routine.position and routine.wants and routine.steps and routine.closing
    assert "not medical advice" in routine.cautions[-1]
    assert any(re.search("[Ss]harp pain.*numbness", caution) for caution in routine.cautions)
    assert re.search(r"From the Well\+Good article .*\bOurs[:,]", routine.source), "which figures are whose"
    timeline = compile_timeline(routine)
    for stage, span in zip(timeline.stages, timeline.stage_spans, strict=True):
        assert timeline.at(span.start_s).instruction, "what to do while settling"
        assert timeline.at(span.practice_s).instruction, "what to do first"
        assert (ASSETS / "illustrations" / f"{stage.position}.svg").is_file()
        assert not stage.both_sides and (stage.side is None or stage.side in stage.settle.for_side(stage.side).lower())


def test_what_presses_on_the_belly_says_aloud_when_to_come_off() -> None:
    routine = load_routine(BUNDLED / "front-stomach-release.toml")
    assert routine.presses_belly and routine.empty_stomach
    for stage in routine.stages:
        assert any("pulse" in said.words.text and said.at_s <= 30 for said in stage.instructions)
    cautions = " ".join(routine.cautions)
    for risk in ("pregnancy", "surgery", "hernia", "aneurysm", "osteoporosis", "stent", "device", "uterus", "hip hook"):
        assert risk in cautions
    for risk in ("pregnancy", "blood pressure", "heart", "hernia", "glaucoma", "recent surgery"):
        assert risk in " ".join(load_routine(BUNDLED / "diaphragm-vacuum.toml").cautions)


@pytest.mark.parametrize("routine_id", IDS)
def test_sentences_are_short_enough_to_be_heard_once(routine_id: str) -> None:
    routine = load_routine(BUNDLED / f"{routine_id}.toml")
    sentences = [*routine.steps, *routine.closing]
    for stage in routine.stages:
        sentences += [sentence for side in Side for sentence in sentences_of(stage.settle.for_side(side))]
        for said in stage.instructions:
            assert all(len(said.words.for_side(side).split()) <= 8 for side in Side), said
    assert [sentence for sentence in sentences if len(sentence.split()) > 14] == []
    assert [caution for caution in routine.cautions if len(caution.split()) > 20] == []


@pytest.mark.parametrize("routine_id", IDS)
def test_what_is_spoken_while_breathing_has_four_words_at_most(routine_id: str) -> None:
    routine = load_routine(BUNDLED / f"{routine_id}.toml")
    for stage in routine.stages:
        assert all(spoken_word(stage, phase) for phase in stage.phase_words), "every word of a phase can be said"
        for said in stage.instructions:
            spoken = [within_stage(said, side) for side in Side]
            assert all(count_words(text) <= MOST_WORDS for text in spoken)
            assert not said.is_safety or all(spoken), "the words of safety have a short form for a settle without time"
            assert said.is_safety == bool(re.search("[Ss]harp pain|only while", said.words.text)), said


def test_the_worked_example_of_the_readme_loads(tmp_path: Path) -> None:
    text = (BUNDLED / "README.md").read_text(encoding="utf-8")
    routine = load_text(tmp_path, text.split("```toml\n")[1].split("```")[0], "quiet-hips.toml")
    assert routine.id == "quiet-hips"
    assert [len(stage.instructions) for stage in routine.stages] == [3, 1]
    assert routine.stages[0].instructions[2].is_safety
    assert routine.stages[1].instructions[0].short.for_side(Side.RIGHT) == "Right leg up."


@pytest.mark.parametrize("change", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_files_of_other_systems_load(tmp_path: Path, change: object) -> None:
    assert callable(change)
    assert len(load_text(tmp_path, change(GOOD).encode()).stages) == 2


FAULTS = [
    ('title = "Knees', "line 1: a text has a quote on one side only. Write title = \"Knees\"."),
    ("title = \n", "line 1: title has no value. Write one after the = sign, or remove the line."),
    (b'title = "ok"\nsummary = "\xff"', "line 2: there is a character that is not UTF-8. Save the file as UTF-8 text."),
]  # fmt: skip


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case[1][:60])
def test_a_fault_is_told_with_its_line_its_key_and_the_remedy(tmp_path: Path, case: tuple[str | bytes, ...]) -> None:
    check_faults(tmp_path, *case)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * (MOST_BYTES + 1), "knees.toml is larger than 256 KiB. Shorten it."),
        ("a = " + "[" * 5000, "knees.toml has brackets nested too deeply. Remove most of them."),
        ("a" + ".a" * 100_000 + " = 1", "knees.toml, line 1: there are more than 400 dots. Shorten the line."),
        ("a = " + "9" * 5000, "knees.toml, line 1: this is not valid TOML (Exceeds the limit"),
    ],
)
def test_a_monstrous_file_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    assert faults_of(tmp_path, text)[0].startswith(sentence)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"^There is no file .*none\.toml\. Check its name and its folder\.$"):
        load_routine(tmp_path / "none.toml")
    with pytest.raises(Problem, match=r" is a folder\. Choose a routine file in it whose name ends in \.toml\.$"):
        load_routine(tmp_path)
    with pytest.raises(Problem, match=r"cannot be read"):
        load_routine(tmp_path / "\0.toml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    with pytest.raises(Problem, match="is not an ordinary file"):
        load_routine(tmp_path / "pipe.toml")


def test_own_routines_follow_by_title_and_a_broken_one_harms_no_other(tmp_path: Path) -> None:
    for name, title in (("b", "zebra"), ("c", "Apple"), ("broken", "")):
        (tmp_path / f"{name}.toml").write_text(with_change('"Knees"', f'"{title}"'), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a routine", encoding="utf-8")
    (tmp_path / ".hidden.toml").write_text("not a routine", encoding="utf-8")
    loaded = load_routines(BUNDLED, tmp_path)
    assert [(routine.id, routine.is_own) for routine in loaded.routines[6:]] == [("c", True), ("b", True)]
    ((path, problem),) = loaded.faults
    assert path.name == "broken.toml"
    assert "broken.toml, line 1: title is empty." in str(problem)


def test_an_id_that_is_taken_names_both_files(tmp_path: Path) -> None:
    (tmp_path / "daily-breath.toml").write_text(GOOD, encoding="utf-8")
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text('id = "mine"\n' + GOOD, encoding="utf-8")
    loaded = load_routines(BUNDLED, tmp_path)
    assert [routine.id for routine in loaded.routines[6:]] == ["mine"]
    told = {path.name: str(problem) for path, problem in loaded.faults}
    assert told == {
        "b.toml": f'{tmp_path / "b.toml"} has the same id as {tmp_path / "a.toml"}: "mine". '
        'Give it another id with a line at the top, such as id = "my-mine".',
        "daily-breath.toml": f"{tmp_path / 'daily-breath.toml'} has the same id as "
        f'{BUNDLED / "daily-breath.toml"}: "daily-breath". '
        'Give it another id with a line at the top, such as id = "my-daily-breath".',
    }


def test_a_folder_that_cannot_be_listed_is_a_fault_and_no_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    loaded = load_routines(NO_FOLDER, tmp_path / "file")
    assert loaded.routines == ()
    assert [path for path, _ in loaded.faults] == [NO_FOLDER, tmp_path / "file"]
    assert all(str(problem).startswith("The folder ") for _, problem in loaded.faults)


VALUES = st.sampled_from(
    ["1", "-1", "0x" + "f" * 6000, "1e400", "nan", "true", '""', '"slow"', '"hold_in"', "[]", "[[]]", "{}", "{ a = 1 }",
     "1979-05-27", "07:32:00", "[3, 10]", "[1, true]", "{ inhale_s = 4, exhale_s = false }", '"\\u202e"', "'''\n'''"]
)  # fmt: skip
KEYS = st.sampled_from(
    [*re.findall(r"^([\w.]+) =", GOOD, re.MULTILINE), "other_patterns", "stage", "say", "words", "order"]
)
TOMLISH = st.lists(
    st.one_of(
        st.sampled_from(["[[stage]]", "[stage]", "[[stage.say]]", "[stage.words]", "[words]", "[[", "=", '"""', "# x"]),
        st.builds("{} = {}".format, KEYS, VALUES),
        st.text(max_size=20),
    ),
    max_size=12,
).map("\n".join)


def load_or_problem(folder: Path, content: bytes) -> None:
    """Load a file; nothing but a Problem may be raised."""
    try:
        routine = load_text(folder, content)
    except Problem as problem:
        sentence = str(problem)
        assert all("knees.toml" in row and row.isprintable() for row in sentence.split("\n"))
    else:
        assert compile_timeline(routine).practice_s > 0


FUZZED = settings(max_examples=10 * settings().max_examples)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


@FUZZED
@given(text=TOMLISH)
@example(text='"\\n" = 1\n"' + "k" * 90 + '" = 2')
def test_no_text_gives_anything_but_a_problem(folder: Path, text: str) -> None:
    load_or_problem(folder, text.encode("utf-8", "surrogatepass"))


@FUZZED
@given(data=st.data())
def test_no_change_of_a_good_file_gives_anything_but_a_problem(folder: Path, data: st.DataObject) -> None:
    rows = GOOD.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(rows) - 1))
        row = rows[at]
        rows[at : at + 1] = data.draw(
            st.sampled_from(
                [[], [row, row], [row[: len(row) // 2]], [row.replace('"', "")], [row.replace("=", "")], [row + "\0"]]
            )
            | VALUES.map(lambda value, row=row: [re.sub(r"= .*", lambda _: f"= {value}", row)])  # type: ignore[misc]
            | st.builds("{} = {}".format, KEYS, VALUES).map(lambda new, row=row: [row, new])  # type: ignore[misc]
        )
    load_or_problem(folder, "\n".join(rows).encode())

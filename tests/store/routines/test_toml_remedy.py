"""A file that is not TOML: every slip of the pen is told with its line and what to write, which is then right."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from psoas_timer.core.problem import Problem
from psoas_timer.store.routines.toml_remedy import MOST_TOLD, faults_of_text

START = 'id = "mine"\n\n'  # so that a slip is never in the first line by accident
END = '\ncautions = ["Stop."]\n[[stage]]\nid = "a"\n'


def told(slip: str, before: str = START, after: str = END) -> list[str]:
    return [str(fault) for fault in faults_of_text(f"{before}{slip}{after}", "my.toml")]


@pytest.mark.parametrize(
    ("slip", "sentence", "remedy"),
    [
        # Quotes
        ("title = “Box”", "“ is a curly quote", 'title = "Box"'),
        ("title = ”Box”", "” is a curly quote", 'title = "Box"'),
        ("title = „Box“", "„ is a curly quote", 'title = "Box"'),
        ("title = „Box”", "„ is a curly quote", 'title = "Box"'),
        ("title = ‘Box’", "‘ is a curly quote", 'title = "Box"'),
        ("title = ‚Box‘", "‚ is a curly quote", 'title = "Box"'),
        ("title = «Box»", "« is not a quote that TOML knows", 'title = "Box"'),
        ("title = »Box«", "» is not a quote that TOML knows", 'title = "Box"'),
        ("title = ‹Box›", "‹ is not a quote that TOML knows", 'title = "Box"'),
        ("title = 「Box」", "「 is not a quote that TOML knows", 'title = "Box"'),
        ("title = ``Box´´", "` is not a quote that TOML knows", 'title = "`Box´"'),
        ('title = "Box”', "” is a curly quote", 'title = "Box"'),
        ('title = “Box"', "“ is a curly quote", 'title = "Box"'),
        ("title = “Box", "“ is a curly quote", 'title = "Box"'),
        ("title = “Don’t stop”", "“ is a curly quote", 'title = "Don’t stop"'),
        ('title = “Say "hi"”', "“ is a curly quote", r'title = "Say \"hi\""'),
        ("title = “Box” # “note”", "“ is a curly quote", 'title = "Box" # “note”'),
        ("“title” = “Box”", "“ is a curly quote", '"title" = "Box"'),
        ('wants = ["a", “b”]', "“ is a curly quote", 'wants = ["a", "b"]'),
        ("wants = [“a, b”, ‘c’]", "“ is a curly quote", 'wants = ["a, b", "c"]'),
        ("settle = { left = “a”, right = “b” }", "“ is a curly quote", 'settle = { left = "a", right = "b" }'),
        ('title = "6" ball"', "a quote inside a text", r'title = "6\" ball"'),
        ("title = '6' ball'", "a quote inside a text", 'title = "6\' ball"'),
        ("title = 'it's'", "a quote inside a text", 'title = "it\'s"'),
        ('title = "He said "hi" to me"', "a quote inside a text", r'title = "He said \"hi\" to me"'),
        ('title = "Box', "a quote on one side only", 'title = "Box"'),
        ("title = 'Box", "a quote on one side only", 'title = "Box"'),
        ('wants = ["a]', "a quote on one side only", 'wants = ["a"]'),
        ('title = Box"', 'the text Box" is not in quotes', 'title = "Box"'),
        ("title = Box", "the text Box is not in quotes", 'title = "Box"'),
        ("title = Box breathing, slow # mine", "is not in quotes", 'title = "Box breathing, slow" # mine'),
        ("title = 6 breaths", "the text 6 breaths is not in quotes", 'title = "6 breaths"'),
        ("other_patterns = [slow]", "the text slow is not in quotes", 'other_patterns = ["slow"]'),
        ('"minutes = 5', "a quote on one side only", "minutes = 5"),
        (r'text = "C:\Uwe\me"', "a single backslash", r'text = "C:\\Uwe\\me"'),
        (r'text = "D:\quiet"', "a single backslash", r'text = "D:\\quiet"'),
        # Numbers
        ("minutes = 2,5", "2,5 has a decimal comma", "minutes = 2.5"),
        ("minutes = 2,5 # about", "2,5 has a decimal comma", "minutes = 2.5 # about"),
        ("at_s = 0,25", "0,25 has a decimal comma", "at_s = 0.25"),
        ("pattern = { inhale_s = 3,5, exhale_s = 6 }", "3,5 has a decimal comma", "{ inhale_s = 3.5, exhale_s = 6 }"),
        ("pattern = { inhale_s = 3, exhale_s = 6,5 }", "6,5 has a decimal comma", "{ inhale_s = 3, exhale_s = 6.5 }"),
        ("pattern = {inhale_s=3,exhale_s=6,5}", "6,5 has a decimal comma", "{inhale_s=3,exhale_s=6.5}"),
        ("cycles = 1,000", "1,000 has a comma", "no comma between thousands"),
        ("minutes = 5 min", "5 min is not a number", "minutes = 5"),
        ("at_s = 20s", "20s is not a number", "at_s = 20"),
        ("minutes = 05", "05 is not a number", "minutes = 5"),
        ("minutes = .5", ".5 is not a number", "minutes = 0.5"),
        ("minutes = 5.", "5. is not a number", "minutes = 5"),
        ("minutes = ½", "½ is not a number", "minutes = 0.5"),
        ("minutes = 2½", "2½ is not a number", "minutes = 2.5"),
        ("minutes = 2 1/2", "2 1/2 is not a number", "minutes = 2.5"),
        ("minutes = 2:30", "2:30 is not a number", "minutes = 2.5"),
        ("at_s = 1:30", "1:30 is not a number", "at_s = 90"),
        ("minutes = ５", "５ is not a number", "minutes = 5"),
        ("order = −5", "−5 is not a number", "order = -5"),
        ('minutes = 5"', '5" is not a number', "minutes = 5"),
        ("minutes = 3-5", "3-5 is not a number", "minutes = 3"),
        ("minutes_range = 3-10", "minutes_range is a list", "minutes_range = [3, 10]"),
        ("minutes_range = 3, 10", "minutes_range is a list", "minutes_range = [3, 10]"),
        ("minutes_range = (3, 10)", "minutes_range is a list", "minutes_range = [3, 10]"),
        ('wants = "a", "b"', "wants is a list", 'wants = ["a", "b"]'),
        # True and false, and nothing
        ("empty_stomach = True", "True is not a value", "empty_stomach = true"),
        ("empty_stomach = YES", "YES is not a value", "empty_stomach = true"),
        ("empty_stomach = off", "off is not a value", "empty_stomach = false"),
        ("source = null", "null is not a value", "Remove the line"),
        ("title =", "title has no value", "remove the line"),
        ("title = # later", "title has no value", "remove the line"),
        # The sign between
        ('title: "Box"', "one = between title and its value", 'title = "Box"'),
        ("minutes : 5", "one = between minutes and its value", "minutes = 5"),
        ('title := "Box"', "one = between title and its value", 'title = "Box"'),
        ('title == "Box"', "one = between title and its value", 'title = "Box"'),
        ('title => "Box"', "one = between title and its value", 'title = "Box"'),
        ('title ＝ "Box"', "one = between title and its value", 'title = "Box"'),
        ('title "Box"', "one = between title and its value", 'title = "Box"'),
        ("minutes 5", "one = between minutes and its value", "minutes = 5"),
        ("pattern = { inhale_s: 4 }", "one = between inhale_s and its value", "{ inhale_s = 4 }"),
        ("settle s = 4", "no spaces, unlike settle s", "settle_s = 4"),
        # Brackets and commas
        ("[[stage]", "the brackets do not match", "Write [[stage]]."),
        ("[stage]]", "the brackets do not match", "Write [[stage]]."),
        ("[[stage.say]", "the brackets do not match", "Write [[stage.say]]."),
        ("[stage.words", "the brackets do not match", "Write [stage.words]."),
        ("(stage)", "the brackets do not match", "Write [[stage]]."),
        ("{stage}", "the brackets do not match", "Write [[stage]]."),
        ('wants = ["a" "b"]', "a comma is missing", 'wants = ["a", "b"]'),
        ('wants = ["a"; "b"]', "a comma is missing", 'wants = ["a", "b"]'),
        ('wants = ["a",, "b"]', "a comma too many", 'wants = ["a", "b"]'),
        ('wants = ["a")', "the brackets do not match", 'wants = ["a"]'),
        ('wants = ("a")', "the brackets do not match", 'wants = ["a"]'),
        ("minutes_range = [3, 10", "is not closed by a bracket", "minutes_range = [3, 10]"),
        ('wants = [\n"a",\n"b"', "is not closed by a bracket", '"b"]'),
        ("pattern = { inhale_s = 4, }", "a comma too many", "pattern = { inhale_s = 4 }"),
        ("pattern = { inhale_s = 4 exhale_s = 6 }", "a comma is missing", "{ inhale_s = 4, exhale_s = 6 }"),
        ("pattern = { inhale_s = 4", "in braces must be on one line", "pattern = { inhale_s = 4 }"),
        ("pattern = {\n  inhale_s = 4,\n  exhale_s = 6,\n}", "in braces must be", "{ inhale_s = 4, exhale_s = 6 }"),
        ("pattern = {\n  inhale_s = 4\n  exhale_s = 6\n}", "in braces must be", "{ inhale_s = 4, exhale_s = 6 }"),
        ('title = "Box",', "there is a , at the end", 'title = "Box"'),
        ('title = "Box";', "there is a ; at the end", 'title = "Box"'),
        ('title = "Box" summary = "b"', "more than one thing on the line", 'Begin a new line before summary = "b"'),
        ('[[stage]] id = "b"', "more than one thing on the line", 'Begin a new line before id = "b"'),
        ('title = "Box\nbreathing"', "goes on after the end of its line", 'title = "Box breathing"'),
        # What is no statement at all
        ("// a note", "a note begins with #", "# a note"),
        ('title = "Box" // a note', "a note begins with #", 'title = "Box" # a note'),
        ("; a note", "a note begins with #", "# a note"),
        ("This is my routine.", "neither a section in brackets nor a key", "put a # in front"),
        ("```toml", "neither a section in brackets nor a key", "put a # in front"),
        ('title\u00a0= "Box"', "U+00A0 is a character that cannot be seen", "Delete it"),
        ('\u200btitle = "Box"', "U+200B is a character that cannot be seen", "Delete it"),
        ('\ufefftitle = "Box"', "U+FEFF is a character that cannot be seen", "Delete it"),
        ('title = "B\x07ox"', "U+0007 is a character that cannot be seen", "Delete it"),
        # Twice
        ('title = "a"\ntitle = "b"', "title is there twice, first in line 3", "Keep one of the two"),
        ('id = "b"', "id is there twice, first in line 1", "Keep one of the two"),
        ("pattern = { inhale_s = 1, inhale_s = 2 }", "pattern.inhale_s is there twice", "Keep one of the two"),
        ("[stage]\n[stage]", "the section stage is there twice, first in line 3", "Write [[stage]]"),
        ("[[stage]]\n[stage]", "the section stage is there twice", "Write [[stage]], in double brackets"),
        ("[[stage]]\n[stage.say]\n[stage.say]", "stage[1].say is there twice", "Write [[stage.say]], in double"),
        ('[[stage]]\n[stage.words]\n[stage.words]', "stage[1].words is there twice", "Put everything into the first"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\n\n# the end\n", "", END])
def test_a_slip_is_told_with_its_line_and_what_to_write(slip: str, sentence: str, remedy: str, end: str) -> None:
    found = told(slip, after=end if end != END or not slip.endswith("]") else f"\n{end}")
    assert len(found) == 1, found
    assert sentence in found[0]
    assert remedy in found[0]
    number = int(found[0].removeprefix("my.toml, line ").split(":")[0])
    assert 3 <= number <= 2 + len(slip.split("\n"))


def test_every_slip_of_a_file_is_told_in_its_order() -> None:
    found = told("title = “Box”\nminutes = 2,5\nempty_stomach = True\npattern = { inhale_s = 3,5, exhale_s = 6,5 }")
    assert [one.split(": ")[0] for one in found] == [f"my.toml, line {number}" for number in (3, 4, 5, 6, 6)]


def test_a_file_from_a_word_processor_is_told_shortly() -> None:
    assert len(told("\n".join(f"text{number} = “Box”" for number in range(30)))) == MOST_TOLD


def test_a_text_in_three_quotes_that_does_not_end_is_told_where_it_begins() -> None:
    (found,) = told('source = """From an article\nand more', after="\n")
    assert found.startswith("my.toml, line 3: a text in three quotes does not end.")


def test_what_nobody_knows_is_told_as_the_reader_says_it() -> None:
    (found,) = told("= = =")
    assert found.startswith("my.toml, line 3: this is not valid TOML (")


def test_brackets_nested_absurdly_deep_below_a_slip_are_no_failure() -> None:
    assert "line 3" in told("title = “Box”", after=f"\na = {'[' * 5000}")[0]


@given(st.text(st.sampled_from("ab_1259,.:;=-\"'“”„‘’«»[]{}()#\\ \n\tTrue\u00a0\u200b"), max_size=60))
@example("a = \"\"\"\n'''")
@example('a = "\\')
@example("[[a]]\n[a]\n")
@example("a = [\n\n{\n")
def test_any_text_is_either_read_or_told(text: str) -> None:
    try:
        tomllib.loads(text)
    except ValueError:
        faults = faults_of_text(text, "my.toml")
        assert 1 <= len(faults) <= MOST_TOLD
        assert all(isinstance(fault, Problem) and str(fault).startswith("my.toml, line ") for fault in faults)
        for fault in faults:
            assert 1 <= int(str(fault.values["line"])) <= text.count("\n") + 1

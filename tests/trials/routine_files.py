"""Routine files as people write them, and as word processors save them."""

from __future__ import annotations

import time

from tests.benchmarks.many_routines import fill, start
from tests.trials.trial import Ground, trial

_FILE = (
    '{title}\n[[stage]]\nid = "box"\ntitle = "Box"\n'
    "pattern = {{ inhale_s = 4, hold_in_s = 4, exhale_s = 4, hold_out_s = 4 }}\n{minutes}\n"
)
_TITLE, _MINUTES = 'title = "Box breathing"', "minutes = 5"


@trial(13, "A routine that is not TOML is told with its line, what is wrong, and what to write instead")
def remedies_fit(ground: Ground) -> None:
    file = ground.folder / "mine.toml"
    for slip, sentences in {
        "minutes = 5\nminutes = 6": ("line 7", "minutes is there twice, first in line 6"),
        "minutes = 2,5": ("line 6", "2,5 has a decimal comma", "minutes = 2.5"),
        "minutes: 5": ("line 6", "minutes = 5"),
        "minutes = 5 min": ("line 6", "minutes = 5"),
        "minutes = 5\nboth_sides = True": ("line 7", "both_sides = true"),
        "title = “Box breathing”": ("line 1", "“ is a curly quote", _TITLE),
        "title = „Box breathing“": ("line 1", "„ is a curly quote", _TITLE),
        "title = «Box breathing»": ("line 1", "«", _TITLE),
        "title = Box breathing": ("line 1", _TITLE),
        'title = "Box breathing': ("line 1", _TITLE),
        'title = "6" ball"': ("line 1", r'title = "6\" ball"'),
        'title "Box breathing"': ("line 1", _TITLE),
    }.items():
        is_title = slip.startswith("title")
        text = _FILE.format(title=slip if is_title else _TITLE, minutes=_MINUTES if is_title else slip)
        for end in ("\n", "\r\n"):
            for mark in (b"", b"\xef\xbb\xbf"):
                file.write_bytes(mark + text.replace("\n", end).encode())
                told = ground.run("check", file, code=1).stderr
                assert len(told.splitlines()) == 1, told
                assert all(one in told for one in sentences), told
    file.write_bytes(_FILE.format(title="title = “Box”", minutes="minutes = 2,5").encode())
    assert len(ground.run("check", file, code=1).stderr.splitlines()) == 2
    file.write_bytes(_FILE.format(title='title = "B\xe4r"', minutes=_MINUTES).encode("latin-1"))
    assert "line 1: there is a character that is not UTF-8" in ground.run("check", file, code=1).stderr


@trial(31, "Ten thousand routines of one's own cost the start little time and memory, and no fault of theirs is lost")
def many_routines(ground: Ground) -> None:
    none, many = ground.folder / "none", ground.data
    fill(none, 0)
    fill(many, 10_000)
    (many / "routines" / "own-00007.toml").write_text("title = “Box”\n")
    usual_s, usual_mb = start(none)
    took_s, took_mb = start(many)
    assert took_s < max(10 * usual_s, 5), f"{took_s:.1f} s instead of {usual_s:.1f} s"
    assert took_mb < usual_mb + 100, f"{took_mb:.0f} MB instead of {usual_mb:.0f} MB"
    began_s = time.monotonic()
    ground.run("script", "own-09999", code=0)
    assert time.monotonic() - began_s < 20
    assert "“ is a curly quote" in ground.run("script", "own-00007", code=1).stderr
    told = ground.run("script", "nothing", code=1).stderr
    assert len(told) < 2000, f"a sentence of {len(told)} letters"

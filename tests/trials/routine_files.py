"""Routine files as people write them, and as word processors save them."""

from __future__ import annotations

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

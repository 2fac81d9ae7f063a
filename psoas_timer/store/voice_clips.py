"""The voice recordings: which text is in which file, and how long it takes to say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from psoas_timer.core.problem import Problem
from psoas_timer.core.sentence import N_

MANIFEST_FILE = "manifest.json"
MOST_S = 60.0  # that any recording takes
ENGLISH = "en"  # always has a voice


@dataclass(frozen=True)
class VoiceClips:
    """Every recorded text: its file, and its length in seconds."""

    files: Mapping[str, Path] = field(default_factory=dict)
    lengths_s: Mapping[str, float] = field(default_factory=dict)
    refused: frozenset[Path] = frozenset()  # files that proved to be damaged

    def without(self, refused: Path) -> VoiceClips:
        """Return the recordings without the one in the file ``refused``."""
        files = {text: file for text, file in self.files.items() if file != refused}
        lengths_s = {text: seconds for text, seconds in self.lengths_s.items() if text in files}
        return VoiceClips(files, lengths_s, self.refused | {refused})

    @cached_property
    def texts(self) -> frozenset[str]:
        return frozenset(self.files)


def voice_folder(voices: Path, language: str) -> Path:
    """Return the folder of the voice for ``language``: for "pt_BR", that of "pt_BR", else "pt", else English.

    Its manifest lists each text as it is in the sources and the routine files, with the clip that says it in the
    voice's own language.
    """
    names = (language, language.partition("_")[0], ENGLISH)
    return next((voices / name for name in names if (voices / name / MANIFEST_FILE).is_file()), voices / ENGLISH)


def load_clips(folder: Path) -> VoiceClips:
    """Read the manifest in ``folder``; raises Problem if it is missing or is not a manifest."""
    path = folder / MANIFEST_FILE
    try:
        clips = json.loads(path.read_text(encoding="utf-8"))["clips"]
        files = {clip["text"]: folder / Path(clip["file"]).name for clip in clips}
        lengths_s = {clip["text"]: float(clip["seconds"]) for clip in clips}
        if not all(0.0 < seconds <= MOST_S for seconds in lengths_s.values()):
            raise ValueError(f"{path} has a recording that takes no time, or more than {MOST_S} s")
        return VoiceClips(files, lengths_s)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem(
            N_("The voice cannot be used: {file} is missing or damaged."),
            N_("Please install Psoas Timer again."),
            file=path,
        ) from error

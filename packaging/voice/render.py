"""Makes the clips of every text that the voice says: renders those that are new or changed, removes unused ones.

    python packaging/voice/render.py                      all that is needed
    python packaging/voice/render.py --list               only say what would be done
    python packaging/voice/render.py --phonemes "Psoas."  only say how it would be said
    python packaging/voice/render.py --take 2 "Halfway."  say this text in the third of its ways

README.md in this folder says how to set up the engine; judge.py checks the results.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import mastering
import numpy as np
from clips import FOLDER, MANIFEST, Clip, file_name, read_manifest, wanted_texts, write_manifest
from engine import ENGINE, RATE, VOICE_FILE, Engine, NoGapError, Signal, Take, takes_for

# The speeds of the model at which it sounds natural; a single word is slower than a sentence at any of them.
SPEEDS = (0.6, 0.88)
FIRST_SPEED = 0.75
NEAR_PACE = 0.06
MOST_TRIES = 3

MADE_WITH: dict[str, object] = {
    "language": "en",
    **ENGINE,
    "synthetic": True,
    "rate": RATE,
    "loudness_lufs": mastering.LOUDNESS,
    "mastering": mastering.VERSION,
}


def render(engine: Engine, text: str, take: int) -> Clip:
    """Make the clip of ``text`` in its ``take``-th way, or in the next one that can be used, and write it."""
    phonemes = engine.phonemes(text)
    takes = takes_for(text)
    while True:
        try:
            sound = _say_at_pace(engine, phonemes, takes[take])
            break
        except NoGapError:
            take = (take + 1) % len(takes)  # those without a leading word can always be used
    path = FOLDER / file_name(text)
    mastering.write_wave(path, sound)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Clip(text, path.name, round(len(sound) / RATE, 4), sha256, phonemes, take)


def _say_at_pace(engine: Engine, phonemes: str, take: Take) -> Signal:
    """Return the clip at about the pace of ``take``: a sentence is said again until its speed is found."""
    speed = FIRST_SPEED
    for _ in range(MOST_TRIES):
        sound = mastering.master(engine.say(phonemes, speed, take.lead))
        found = mastering.pace(sound, phonemes)
        better = float(np.clip(speed * take.pace / found, *SPEEDS))
        if abs(found / take.pace - 1) <= NEAR_PACE or better == speed:
            break
        speed = better
    return sound


def is_current(engine: Engine, clip: Clip) -> bool:
    """Tell whether ``clip`` is said as it would be now and its file is the one that was made."""
    path = FOLDER / clip.file
    return (
        clip.file == file_name(clip.text)
        and clip.phonemes == engine.phonemes(clip.text)
        and clip.take < len(takes_for(clip.text))
        and path.exists()
        and hashlib.sha256(path.read_bytes()).hexdigest() == clip.sha256
    )


def renew(engine: Engine, chosen: dict[str, int], *, only_say: bool = False) -> dict[str, Clip]:
    """Bring the clips up to the texts, ``chosen`` in the given takes; return them by text, and tell what was done.

    The manifest is written after every clip, so that an interrupted run can be continued.
    """
    texts = wanted_texts()
    made_with, old = read_manifest()
    kept = {text: clip for text, clip in old.items() if is_current(engine, clip)} if made_with == MADE_WITH else {}
    needed = [text for text in texts if text not in kept or kept[text].take != chosen.get(text, kept[text].take)]
    files = {file_name(text) for text in texts}
    orphans = [path for path in FOLDER.glob("*") if path.name not in files and path != MANIFEST]
    for path in orphans:
        print(f"- {path.name}")
        if not only_say:
            path.unlink()
    for text in needed:
        print(f"+ {text}", flush=True)
        if not only_say:
            kept[text] = render(engine, text, chosen.get(text, old[text].take if text in old else 0))
            write_manifest(MADE_WITH, {text: kept[text] for text in texts if text in kept})
    clips = {text: kept[text] for text in texts if text in kept}
    if not only_say and (clips != old or made_with != MADE_WITH):
        write_manifest(MADE_WITH, clips)
    size = sum(path.stat().st_size for path in FOLDER.glob("*.wav"))
    print(f"{len(texts)} texts, {len(needed)} rendered, {len(orphans)} removed, {size / 1e6:.1f} MB")
    return clips


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", nargs="*", help="texts to be said again, with --take")
    parser.add_argument("--take", type=int, default=0, help="which of its ways each TEXT is said in")
    parser.add_argument("--list", action="store_true", help="only say what would be done")
    parser.add_argument("--phonemes", metavar="TEXT", help="only say how TEXT would be said")
    parser.add_argument("--voice-file", type=Path, default=VOICE_FILE, help="the voice, from kokoro-js")
    asked = parser.parse_args()
    engine = Engine(asked.voice_file)
    if asked.phonemes:
        print(engine.phonemes(asked.phonemes))
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    renew(engine, dict.fromkeys(asked.text, asked.take), only_say=asked.list)


if __name__ == "__main__":
    main()

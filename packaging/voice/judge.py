"""Judges the clips by measurement: words, loudness, clicks, silences, pace. Those that fail are said in other ways.

The words are judged as they are heard, under the breath, and by the ear that hears them worse.

    python packaging/voice/judge.py               judge new clips, and render those that fail again
    python packaging/voice/judge.py --only-report  render nothing
    python packaging/voice/judge.py --all         judge everything again

The verdicts are kept in judged.json beside this file. The exit code is 1 if a clip fails in all its ways.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import mastering
import mix
import numpy as np
from clips import FOLDER, Clip, read_manifest, write_manifest
from ears import Ears, word_error_rate
from engine import RATE, VOICE_FILE, Engine, Signal, takes_for
from render import MADE_WITH, render

JUDGED = Path(__file__).with_name("judged.json")

LOUDNESS_OFF = 1.0  # LU
MOST_PEAK = 0.81
MOST_STEP_AT_ENDS = 0.001  # of full scale: the first and the last sample
MOST_CLICK = 13.0  # times the steps around it: a plosive's burst reaches 11, a single wrong sample 15
QUIET_STEPS = 0.001  # steps below this are not clicks
MOST_MEAN = 0.001
MOST_LEADING_S, MOST_TRAILING_S, MOST_INNER_S = 0.06, 0.16, 0.8
# Syllables a second. One word alone is drawn out, and a pause for breath slows a sentence down.
PACE = (1.6, 4.5)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was measured of one clip, the one with ``sha256``, and what is wrong with it."""

    sha256: str
    heard: list[str]  # by each ear
    word_error_rate: float  # of the worse of the two
    loudness: float
    peak: float
    click: float
    leading_s: float
    trailing_s: float
    inner_s: float
    pace: float
    faults: list[str]
    is_best: bool = False  # every way to say it has been tried


def judge(ears: Ears, clip: Clip) -> Verdict:
    """Measure one clip and listen to it."""
    sound = mastering.read_wave(FOLDER / clip.file)
    heard = ears.hear(mix.heard(sound))
    errors = max(word_error_rate(clip.text, one) for one in heard)
    leading, trailing, inner = mastering.silences(sound)
    loudness, peak, click = mastering.loudness(sound), float(np.abs(sound).max()), _click(sound)
    pace = mastering.pace(sound, clip.phonemes)
    ends = max(abs(sound[0]), abs(sound[-1]))
    checks = {
        f"heard as {' and '.join(map(repr, heard))}": errors > 0,
        f"loudness {loudness:.1f} LUFS": abs(loudness - mastering.LOUDNESS) > LOUDNESS_OFF,
        f"peak {peak:.2f}": peak > MOST_PEAK,
        f"starts or ends at {ends:.4f}": ends > MOST_STEP_AT_ENDS,
        f"a click, {click:.1f} times the steps around it": click > MOST_CLICK,
        f"a mean of {sound.mean():.4f}": abs(sound.mean()) > MOST_MEAN,
        f"{leading:.3f} s of silence first": leading > MOST_LEADING_S,
        f"{trailing:.3f} s of silence last": trailing > MOST_TRAILING_S,
        f"{inner:.2f} s of silence within": inner > MOST_INNER_S,
        f"{pace:.2f} syllables a second": not PACE[0] <= pace <= PACE[1],
    }
    faults = [fault for fault, is_so in checks.items() if is_so]
    figures = (round(value, 3) for value in (errors, loudness, peak, click, leading, trailing, inner, pace))
    return Verdict(clip.sha256, heard, *figures, faults)


def improve(engine: Engine, ears: Ears, clip: Clip, verdict: Verdict) -> tuple[Clip, Verdict]:
    """Say the text of ``clip`` in its other ways until one passes; if none does, keep the best."""
    best, found = clip, verdict
    for take in range(len(takes_for(clip.text))):
        if not found.faults:
            break
        if take != clip.take:
            other = render(engine, clip.text, take)
            other_verdict = judge(ears, other)
            if (len(other_verdict.faults), other_verdict.word_error_rate) < (len(found.faults), found.word_error_rate):
                best, found = other, other_verdict
    return render(engine, clip.text, best.take), replace(found, is_best=bool(found.faults))


def report(clips: dict[str, Clip], verdicts: dict[str, Verdict]) -> None:
    """Print the sums, the outermost clips of each measure, and every fault."""
    found = [verdicts[text] for text in clips]
    words = [len(text.split()) for text in clips]
    wrong = sum(verdict.word_error_rate * count for verdict, count in zip(found, words, strict=True))
    seconds = sum(clip.seconds for clip in clips.values())
    loudness = np.array([verdict.loudness for verdict in found])
    print(f"{len(clips)} clips, {seconds:.0f} s, {sum(words)} words, word error rate {wrong / sum(words):.2%}")
    print(f"loudness {loudness.mean():.2f} LUFS, sd {loudness.std():.2f}, {loudness.min():.2f} to {loudness.max():.2f}")
    syllables = [mastering.count_syllables(clip.phonemes) for clip in clips.values()]
    said_s = sum(count / verdict.pace for count, verdict in zip(syllables, found, strict=True))
    print(f"pace {sum(syllables) / said_s:.2f} syllables a second")
    for name in ("peak", "click", "leading_s", "trailing_s", "inner_s", "pace"):
        order = sorted(clips, key=lambda text, name=name: getattr(verdicts[text], name))
        least, most = (f"{getattr(verdicts[text], name):.3f} ({text})" for text in (order[0], order[-1]))
        print(f"{name}: {least} to {most}")
    for text in clips:
        if verdicts[text].faults:
            print(f"FAILS {text!r}: {'; '.join(verdicts[text].faults)}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only-report", action="store_true", help="render nothing")
    parser.add_argument("--all", action="store_true", help="judge again what has been judged")
    parser.add_argument("--voice-file", type=Path, default=VOICE_FILE, help="the voice, from kokoro-js")
    asked = parser.parse_args()
    _, clips = read_manifest()
    verdicts = {} if asked.all else _read()
    ears, engine = Ears(), None if asked.only_report else Engine(asked.voice_file)
    for text, clip in list(clips.items()):
        verdict = verdicts.get(text)
        is_new = verdict is None or verdict.sha256 != clip.sha256
        if verdict is None or is_new or (verdict.faults and engine and not verdict.is_best):
            verdict = judge(ears, clip)
            if verdict.faults and engine:
                print(f"again: {text!r}: {'; '.join(verdict.faults)}", flush=True)
                clips[text], verdict = improve(engine, ears, clip, verdict)
                write_manifest(MADE_WITH, clips)
            verdicts[text] = verdict
            _write({text: verdicts[text] for text in clips if text in verdicts})
    report(clips, verdicts)
    return int(any(verdicts[text].faults for text in clips))


def _click(sound: Signal) -> float:
    """Return how far the sharpest step between two samples stands out of the steps of the 10 ms around it."""
    steps = np.abs(np.diff(sound))
    window = np.ones(RATE // 100)
    around = np.sqrt(np.convolve(steps**2, window / len(window), "same"))
    return float(np.max(steps / np.maximum(around, QUIET_STEPS)))


def _read() -> dict[str, Verdict]:
    if not JUDGED.exists():
        return {}
    return {text: Verdict(**entry) for text, entry in json.loads(JUDGED.read_text(encoding="utf-8")).items()}


def _write(verdicts: dict[str, Verdict]) -> None:
    lines = (f" {json.dumps(text)}: {json.dumps(asdict(found))}" for text, found in verdicts.items())
    JUDGED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

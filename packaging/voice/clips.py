"""The clips on the disk and their manifest: which texts there are, which clip each has, and how it was made."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from psoas_timer.core.speech.spoken import all_texts  # noqa: E402
from psoas_timer.store.routines.routine_file import load_routines  # noqa: E402

FOLDER = ROOT / "assets" / "voice" / "en"
MANIFEST = FOLDER / "manifest.json"
LONGEST_SLUG = 48  # characters


@dataclass(frozen=True, slots=True)
class Clip:
    """One recording. ``take`` counts the ways to say its text; ``phonemes`` is how it was said."""

    text: str
    file: str
    seconds: float
    sha256: str
    phonemes: str
    take: int


def wanted_texts() -> tuple[str, ...]:
    """Return every text that needs a clip; raises if a bundled routine cannot be read."""
    loaded = load_routines(ROOT / "assets" / "routines", FOLDER / "no-own-routines")
    if loaded.faults:
        raise SystemExit("\n".join(str(problem) for _, problem in loaded.faults))
    return all_texts(loaded.routines)


def file_name(text: str) -> str:
    """Return the file name of the clip of ``text``: readable, and unique for each text."""
    slug = re.sub(r"[^a-z0-9]+", "-", text.lower().replace("'", "")).strip("-")[:LONGEST_SLUG].rstrip("-")
    return f"{slug}-{hashlib.sha256(text.encode()).hexdigest()[:6]}.wav"


def read_manifest() -> tuple[dict[str, object], dict[str, Clip]]:
    """Return what the clips were made with, and the clips by text; both empty if there is no manifest."""
    if not MANIFEST.exists():
        return {}, {}
    content = json.loads(MANIFEST.read_text(encoding="utf-8"))
    clips = [Clip(**entry) for entry in content.pop("clips")]
    return content, {clip.text: clip for clip in clips}


def write_manifest(made_with: dict[str, object], clips: dict[str, Clip]) -> None:
    """Write the manifest, one clip per line, in the order of the texts."""
    head = json.dumps(made_with, ensure_ascii=False, indent=1)[:-2]
    lines = ",\n".join("  " + json.dumps(asdict(clip), ensure_ascii=False) for clip in clips.values())
    unfinished = MANIFEST.with_suffix(".unfinished")
    unfinished.write_text(f'{head},\n "clips": [\n{lines}\n ]\n}}\n', encoding="utf-8")
    unfinished.replace(MANIFEST)

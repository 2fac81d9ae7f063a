"""The process of the system's voice: ``psoas-timer system-voice-host [ENGINE]``, started by system_voice.py.

It speaks through the first of Qt's engines that works, or through ENGINE.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QTimer, qInstallMessageHandler

from psoas_timer.engine.sound.side_process import HOPELESS, WishReader

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

# A silent engine that only pretends to speak, for tests.
_PRETENDS = "mock"
_log = logging.getLogger(__name__)


def find_voice(wanted: str = "") -> QTextToSpeech | None:
    """Return the engine named ``wanted``, otherwise the first that works; None if there is none."""
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError as fault:  # no PySide6-Addons, or a library is missing
        _log.warning("no system voice: %s", fault)
        return None
    names = [wanted] if wanted else [name for name in QTextToSpeech.availableEngines() if name != _PRETENDS]
    for name in names:
        voice = QTextToSpeech(name)
        if voice.state() is not QTextToSpeech.State.Error and voice.availableVoices():
            return voice
    return None


def perform(voice: QTextToSpeech, wish: list[Any]) -> None:
    """Carry out a request."""
    match wish:
        case ["say", text, volume]:
            voice.stop()
            voice.setVolume(volume)
            voice.say(text)
        case ["hush"]:
            voice.stop()


def run(wanted: str = "") -> int:
    """Speak until the input ends; return an exit code that tells whether another process might do better."""
    qInstallMessageHandler(lambda _kind, _context, text: _log.info("Qt: %s", text))
    qt = QCoreApplication(["psoas-timer"])
    reader = WishReader(qt)
    reader.report_faults()
    voice = find_voice(wanted)
    if voice is None:
        return HOPELESS
    reader.heard.connect(lambda wish: perform(voice, wish))
    reader.left.connect(qt.quit)
    voice.stateChanged.connect(lambda state: reader.tell(is_speaking=state is type(voice).State.Speaking))
    QTimer.singleShot(0, lambda: reader.tell(is_available=True))
    QTimer.singleShot(0, reader.listen)
    return qt.exec()

"""Windows and macOS as far as media keys are concerned: their libraries, with what we use of them and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from enum import IntEnum
from types import ModuleType, SimpleNamespace
from typing import Any, ClassVar
from weakref import ref

import pytest


class Journal:
    """Every step that was taken with a system; one of them, by its number, can be refused."""

    def __init__(self, refused: int | None) -> None:
        self.steps: list[str] = []
        self._refused = refused

    def note(self, step: str) -> None:
        self.steps.append(step)
        if len(self.steps) - 1 == self._refused:
            raise OSError(f"the system refuses {step}")


class Thing:
    """Something of a system. To set what it does not have is an error, as to read that is."""

    settable: ClassVar[tuple[str, ...]] = ()

    def __init__(self, journal: Journal) -> None:
        vars(self)["journal"] = journal

    def __setattr__(self, name: str, value: object) -> None:
        if name not in self.settable:
            raise AttributeError(f"{type(self).__name__} has no {name}")
        self.journal.note(f"{name} = {value}")
        vars(self)[name] = value


class FakeSystem:
    """A system that has its library."""

    platform: ClassVar[str]
    modules: ClassVar[tuple[str, ...]]

    def __init__(self, monkeypatch: pytest.MonkeyPatch, refused: int | None = None) -> None:
        self.journal = Journal(refused)
        for name, contents in zip(self.modules, self.make_modules(), strict=True):
            module = ModuleType(name)
            vars(module).update(contents)
            monkeypatch.setitem(sys.modules, name, module)

    @classmethod
    def without_library(cls, monkeypatch: pytest.MonkeyPatch) -> None:
        for name in cls.modules:
            monkeypatch.setitem(sys.modules, name, None)

    def make_modules(self) -> tuple[dict[str, Any], ...]:
        raise NotImplementedError

    @property
    def is_offering(self) -> bool:
        """Whether anything of a session is left with the system."""
        raise NotImplementedError

    @property
    def shown(self) -> tuple[object, ...]:
        """Title, artist, state, position and length in seconds."""
        raise NotImplementedError

    def press(self, key: str) -> None:
        """Press a key; the system reports it in its own thread."""
        with ThreadPoolExecutor(1) as worker:
            worker.submit(self.tell, key).result()

    def tell(self, key: str) -> None:
        raise NotImplementedError


# Windows: the names and numbers are those of winrt 3.2.1


class Status(IntEnum):
    CLOSED, CHANGING, STOPPED, PLAYING, PAUSED = range(5)


class Kind(IntEnum):
    UNKNOWN, MUSIC, VIDEO, IMAGE = range(4)


class Button(IntEnum):
    PLAY, PAUSE, STOP, RECORD, FAST_FORWARD, REWIND, NEXT, PREVIOUS, CHANNEL_UP, CHANNEL_DOWN = range(10)


class Timeline:
    __slots__ = ("end_time", "max_seek_time", "min_seek_time", "position", "start_time")


class CommandManager(Thing):
    settable = ("is_enabled",)


class MusicProperties(Thing):
    settable = ("artist", "title")


class Updater(Thing):
    settable = ("type",)

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        vars(self)["music_properties"] = MusicProperties(journal)
        vars(self)["shown"] = None

    def update(self) -> None:
        self.journal.note("update")
        vars(self)["shown"] = (self.type, self.music_properties.title, self.music_properties.artist)


class Controls(Thing):
    settable = ("is_enabled", "playback_status", *(f"is_{key}_enabled" for key in ("play", "pause", "stop", "next")),
                "is_previous_enabled")  # fmt: skip

    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        vars(self).update(is_enabled=False, display_updater=Updater(journal), handlers={}, timeline=None)

    def add_button_pressed(self, handler: Callable[[object, object], None], /) -> object:
        self.journal.note("add_button_pressed")
        token = object()
        self.handlers[token] = handler
        return token

    def remove_button_pressed(self, token: object, /) -> None:
        self.journal.note("remove_button_pressed")
        del self.handlers[token]

    def update_timeline_properties(self, timeline: Timeline, /) -> None:
        self.journal.note("update_timeline_properties")
        vars(self)["timeline"] = timeline


class Player(Thing):
    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        journal.note("MediaPlayer")
        vars(self).update(command_manager=CommandManager(journal), controls=Controls(journal), is_open=True)

    @property
    def system_media_transport_controls(self) -> Controls:
        self.journal.note("system_media_transport_controls")
        return self.controls

    def close(self) -> None:
        self.journal.note("close")
        vars(self)["is_open"] = False


class FakeWindows(FakeSystem):
    platform = "win32"
    modules = ("winrt.windows.media", "winrt.windows.media.playback")

    def make_modules(self) -> tuple[dict[str, Any], ...]:
        self.players: list[Player] = []

        def make_player() -> Player:
            self.players.append(Player(self.journal))
            return self.players[-1]

        media = {
            "MediaPlaybackStatus": Status, "MediaPlaybackType": Kind, "SystemMediaTransportControlsButton": Button,
            "SystemMediaTransportControlsTimelineProperties": Timeline,
        }  # fmt: skip
        return media, {"MediaPlayer": make_player}

    @property
    def is_offering(self) -> bool:
        return any(one.is_open or one.controls.is_enabled or one.controls.handlers for one in self.players)

    @property
    def shown(self) -> tuple[object, ...]:
        (player,) = (one for one in self.players if one.is_open)
        controls = player.controls
        assert controls.is_enabled and not player.command_manager.is_enabled
        kind, title, artist = controls.display_updater.shown
        assert kind is Kind.MUSIC
        assert controls.timeline.max_seek_time == controls.timeline.end_time
        times = [one / timedelta(seconds=1) for one in (controls.timeline.position, controls.timeline.end_time)]
        return title, artist, controls.playback_status.name, *times

    def tell(self, key: str) -> None:
        for player in self.players:
            if key in ("fast_forward", "rewind") or getattr(player.controls, f"is_{key}_enabled"):
                for handler in player.controls.handlers.values():
                    handler(player.controls, SimpleNamespace(button=Button[key.upper()]))


# macOS: the classes are those of the MediaPlayer framework, as rubicon-objc 0.5 shows them


class NSString:
    """A constant; it cannot be a dict key, as with rubicon-objc."""

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, text: str) -> None:
        self._text = text

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __str__(self) -> str:
        return self._text


CONSTANTS = {
    "MPMediaItemPropertyTitle": "title",
    "MPMediaItemPropertyArtist": "artist",
    "MPMediaItemPropertyPlaybackDuration": "playbackDuration",
    "MPNowPlayingInfoPropertyElapsedPlaybackTime": "MPNowPlayingInfoPropertyElapsedPlaybackTime",
    "MPNowPlayingInfoPropertyPlaybackRate": "MPNowPlayingInfoPropertyPlaybackRate",
}
NSInteger, objc_id = object(), object()


class Block:
    __slots__ = ("__weakref__", "argtypes", "func", "restype")

    def __init__(self, func: Callable[[object], int], restype: object, *argtypes: object) -> None:
        self.func, self.restype, self.argtypes = func, restype, argtypes


class Command(Thing):
    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        vars(self)["targets"] = {}

    def addTargetWithHandler_(self, block: Block) -> object:
        self.journal.note("addTargetWithHandler:")
        assert (block.restype, block.argtypes) == (NSInteger, (objc_id,))
        target = object()
        self.targets[target] = ref(block)
        return target

    def removeTarget_(self, target: object) -> None:
        self.journal.note("removeTarget:")
        del self.targets[target]


class CommandCentre(Thing):
    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        names = ("play", "pause", "stop", "togglePlayPause", "nextTrack", "previousTrack")
        vars(self).update({f"{name}Command": Command(journal) for name in names})

    def sharedCommandCenter(self) -> CommandCentre:
        self.journal.note("sharedCommandCenter")
        return self


class InfoCentre(Thing):
    def __init__(self, journal: Journal) -> None:
        super().__init__(journal)
        vars(self).update(info=None, state=0)

    def defaultCenter(self) -> InfoCentre:
        self.journal.note("defaultCenter")
        return self

    def setNowPlayingInfo_(self, info: dict[str, object] | None) -> None:
        self.journal.note("setNowPlayingInfo:")
        vars(self)["info"] = info

    def setPlaybackState_(self, state: int) -> None:
        self.journal.note("setPlaybackState:")
        vars(self)["state"] = state


class FakeMac(FakeSystem):
    platform = "darwin"
    modules = ("rubicon.objc", "rubicon.objc.runtime")

    def make_modules(self) -> tuple[dict[str, Any], ...]:
        self.info, self.commands = InfoCentre(self.journal), CommandCentre(self.journal)
        classes = {"MPNowPlayingInfoCenter": self.info, "MPRemoteCommandCenter": self.commands}
        loaded: dict[str, dict[str, Any]] = {}

        def load_library(name: str) -> object:
            self.journal.note("load_library")
            loaded[name] = {"MediaPlayer": classes}[name]
            return name

        def find_constant(library: str, name: str) -> NSString:
            self.journal.note("objc_const")
            assert library in loaded
            return NSString(CONSTANTS[name])

        objc = {
            "Block": Block, "NSInteger": NSInteger, "ObjCClass": lambda name: loaded["MediaPlayer"][name],
            "objc_const": find_constant, "objc_id": objc_id,
        }  # fmt: skip
        return objc, {"load_library": load_library}

    @property
    def is_offering(self) -> bool:
        commands = (one for one in vars(self.commands).values() if isinstance(one, Command))
        return self.info.info is not None or self.info.state in (1, 2) or any(one.targets for one in commands)

    @property
    def shown(self) -> tuple[object, ...]:
        info = dict(self.info.info)
        state = {1: "PLAYING", 2: "PAUSED"}[self.info.state]
        assert info.pop("MPNowPlayingInfoPropertyPlaybackRate") == {"PLAYING": 1.0, "PAUSED": 0.0}[state]
        position = info.pop("MPNowPlayingInfoPropertyElapsedPlaybackTime")
        assert set(info) == {"title", "artist", "playbackDuration"}
        return info["title"], info["artist"], state, position, info["playbackDuration"]

    def tell(self, key: str) -> None:
        name = {"toggle": "togglePlayPause", "next": "nextTrack", "previous": "previousTrack"}.get(key, key)
        for block in getattr(self.commands, f"{name}Command").targets.values():
            assert block().func(object()) == 0, "the system would tell the person that it failed"

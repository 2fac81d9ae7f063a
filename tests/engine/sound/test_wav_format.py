"""Sound files: what is read is what was written, completely or not at all, and other formats are refused."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from psoas_timer.engine.sound.wav_format import RATE, is_whole, read_wav, write_wav
from tests.systems import POSIX


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sounds")


@given(st.binary(max_size=400).map(lambda samples: samples[: len(samples) // 2 * 2]), st.sampled_from([RATE, 22_050]))
def test_samples_come_back_with_their_rate(folder: Path, samples: bytes, rate: int) -> None:
    assert read_wav(write_wav(folder / "one.wav", samples, rate)) == (samples, rate)


def test_a_folder_is_made_and_no_part_is_left_behind(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "new" / "one.wav", bytes(20))
    assert list(path.parent.iterdir()) == [path]


@POSIX
def test_it_is_its_owners_alone(tmp_path: Path) -> None:
    assert write_wav(tmp_path / "one.wav", bytes(2)).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("channels", "width"), [(2, 2), (1, 1), (1, 4)])
def test_another_kind_is_refused(tmp_path: Path, channels: int, width: int) -> None:
    path = tmp_path / "other.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(RATE)
        file.writeframes(bytes(8))
    with pytest.raises(wave.Error, match="not mono with 16 bits"):
        read_wav(path)


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.wav"
    path.write_bytes(b"")
    with pytest.raises(EOFError):
        read_wav(path)


def test_what_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "one.wav", bytes(range(100)))
    path.write_bytes(path.read_bytes()[:-2])
    with pytest.raises(wave.Error, match="cut off: 49 of 50"):
        read_wav(path)


@given(st.data())
def test_no_changed_byte_and_no_other_length_passes_for_whole(folder: Path, data: st.DataObject) -> None:
    path = write_wav(folder / "two.wav", bytes(range(100)))
    whole = path.read_bytes()
    assert is_whole(path)
    at = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 255))]) + whole[at + 1 :])
    assert not is_whole(path)
    path.write_bytes(whole[:at])
    assert not is_whole(path)


def test_a_file_that_is_not_there_is_not_whole(tmp_path: Path) -> None:
    assert not is_whole(tmp_path / "one.wav")
    assert not is_whole(write_wav(tmp_path / "empty.wav", b"")), "nothing can be heard of it"

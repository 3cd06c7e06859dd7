"""What a named file may be: a regular one, of a size; it is never waited for."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from demerit.errors import FileInvalid
from demerit.formats.files import LARGEST, Unreadable, content_of, json_of, sha256_of, text_of, within


def test_a_file_is_read(tmp_path: Path) -> None:
    """Bytes, text without a mark of its order, JSON, hash."""
    file = tmp_path / "a.json"
    file.write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert b'\xef\xbb\xbf{"a": 1}' == content_of(file)
    assert '{"a": 1}' == text_of(file)
    assert {"a": 1} == json_of(file)
    assert [("a", 1)] == json_of(file, list)
    file.write_bytes(b"abc")
    assert "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" == sha256_of(file)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty", "/dev/stdin"])
def test_devices_are_no_files(device: str) -> None:
    """Endless or empty, they are refused before anything is read of them."""
    with pytest.raises(Unreadable, match=r"a device|a pipe|cannot be read|no regular file|no such file"):
        content_of(Path(device))


def test_pipes_sockets_and_folders_are_no_files(tmp_path: Path) -> None:
    """Nobody writes into the pipe, and it is not waited for."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unreadable, match="a pipe, expected a file"):
        content_of(tmp_path / "pipe")
    with pytest.raises(Unreadable, match="a folder, expected a file"):
        content_of(tmp_path)
    with socket.socket(socket.AF_UNIX) as ear:
        here = Path.cwd()
        os.chdir(tmp_path)  # a socket's name may not be long
        ear.bind("ear")
        os.chdir(here)
        with pytest.raises(Unreadable, match="cannot be read"):
            content_of(tmp_path / "ear")


def test_a_large_file_is_refused_at_its_size(tmp_path: Path) -> None:
    """At the bound it is read, one byte more is refused, and a hole of many gigabytes is not held either."""
    file = tmp_path / "a"
    file.write_bytes(b"x" * 10)
    assert 10 == len(content_of(file, 10))
    with pytest.raises(Unreadable, match="more than 9 bytes"):
        content_of(file, 9)
    with file.open("wb") as hole:
        hole.truncate(100 * LARGEST)
    with pytest.raises(Unreadable, match="more than 16,000,000 bytes"):
        content_of(file)


def test_what_is_no_text_or_no_json_is_said(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, half a document, one that nests beyond any reader."""
    file = tmp_path / "a"
    for content, words in (
        (b"\xff", "byte 0xff"),
        (b"{", "not JSON"),
        (b"[" * 1_000_000, "nested too deeply"),
    ):
        file.write_bytes(content)
        with pytest.raises(FileInvalid, match=words):
            json_of(file)


@pytest.mark.parametrize("name", ["none", "a/b", "\0", ""])
def test_what_is_not_there_is_said(tmp_path: Path, name: str) -> None:
    """A missing file is told from one that cannot be."""
    (tmp_path / "a").write_text("x", encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        content_of(tmp_path / name)
    assert (name in {"none", "a/b"}) == refused.value.missing


def test_names_that_lead_out_of_a_folder(tmp_path: Path) -> None:
    """Up, from the root, over a link, or in another system's way; a link within leads nowhere else."""
    inside, outside = tmp_path / "in", tmp_path / "out.csv"
    (inside / "data").mkdir(parents=True)
    outside.write_text("x", encoding="utf-8")
    (inside / "data" / "a.csv").write_text("x", encoding="utf-8")
    (inside / "link.csv").symlink_to(outside)
    (inside / "folder").symlink_to(tmp_path)
    (inside / "same.csv").symlink_to(inside / "data" / "a.csv")
    (inside / "loop.csv").symlink_to(inside / "loop.csv")
    for name in ("data/a.csv", "./data/a.csv", "same.csv", "none.csv"):
        assert within(inside, name), name
    out = (
        "../out.csv",
        "data/../../out.csv",
        str(outside),
        "link.csv",
        "folder/out.csv",
        "",
        "a\0",
        "..\\out.csv",
    )
    for name in (*out, "loop.csv"):
        assert not within(inside, name), name

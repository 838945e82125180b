"""Disks that are full or cannot be written: one clear line, the right exit code, nothing lost, and it goes on after."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from store_samples import dump, opened

if sys.platform == "win32":
    pytest.skip("no limits of files on Windows", allow_module_level=True)
import resource

CONFIG = """database = "mentions.db"
archive = "1d"
[[topics]]
name = "Acme"
query = "Acme"
[[sources]]
type = "file"
path = "posts.jsonl"
"""
POSTS = 300
SCRATCH = Path("/dev/full")
needs_full = pytest.mark.skipif(not SCRATCH.is_char_device(), reason="there is no /dev/full here")


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration, a database of a few mentions, and many posts that are not kept yet."""
    folder = tmp_path_factory.mktemp("scanned")
    (folder / "mentionwatch.toml").write_text(CONFIG)
    write(folder, 5)
    assert run(folder, "scan").returncode == 0
    write(folder, POSTS)
    return folder


@pytest.fixture
def folder(scanned: Path, tmp_path: Path) -> Path:
    """The same, to be spoiled."""
    return Path(shutil.copytree(scanned, tmp_path / "folder"))


def write(folder: Path, number: int) -> None:
    """So many posts, in Russian: what language they are in is told without py3langid's temporary file."""
    lines = (
        {
            "id": str(n),
            "text": f"Acme, сообщение {n}: " + "это очень длинное описание " * 20,
            "title": f"Acme {n}",
        }
        for n in range(number)
    )
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "posts.jsonl").write_text(text, encoding="utf-8")


def run(
    folder: Path, *args: str, largest: int | None = None, out: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """A command; ``largest`` is how many bytes a file may have, ``out`` where stdout goes."""

    def limited() -> None:
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    command = [sys.executable, "-m", "mentionwatch", *args]
    with (out or Path(os.devnull)).open("w") as target:
        return subprocess.run(
            command, cwd=folder, stdout=target if out else subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            encoding="utf-8", check=False, preexec_fn=limited,
        )  # fmt: skip


def assert_one_line(done: subprocess.CompletedProcess[str], code: int = 1) -> None:
    assert "Traceback" not in done.stderr
    assert done.returncode == code, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr


def held(folder: Path) -> list[tuple[object, ...]]:
    with opened(folder) as store:
        assert store.check() == []
        return dump(store)


class TestFull:
    def test_a_scan_keeps_nothing_half_and_is_finished_when_there_is_room(self, folder: Path) -> None:
        before = held(folder)
        largest = (folder / "mentions.db").stat().st_size + 40_000
        assert_one_line(run(folder, "scan", largest=largest))
        assert held(folder) == before
        assert run(folder, "scan").returncode == 0
        assert len(held(folder)) == POSTS

    @pytest.mark.parametrize(
        "args",
        [
            ["import", "posts.jsonl"],
            ["db", "backup", "copy.db"],
            ["report", "--format", "html", "--output", "report.html"],
        ],
        ids=lambda args: " ".join(args[:2]),
    )
    def test_commands(self, folder: Path, args: Sequence[str]) -> None:
        before = held(folder)
        done = run(folder, *args, largest=4096)
        assert_one_line(done)
        assert held(folder) == before
        assert not [
            path.name for path in folder.glob("*") if path.name.startswith(("copy", "report", ".report"))
        ]
        assert run(folder, *args).returncode == 0

    def test_a_database_that_cannot_be_begun(self, folder: Path) -> None:
        (folder / "mentions.db").unlink()
        assert_one_line(run(folder, "scan", largest=4096))
        assert run(folder, "scan").returncode == 0
        assert len(held(folder)) == POSTS

    def test_no_room_for_temporary_files_is_no_sources_fault(self, folder: Path) -> None:
        """py3langid unpacks its model into a temporary file; only languages in Latin letters need it."""
        (folder / "posts.jsonl").write_text(
            '{"id": "l", "text": "Acme a fait quelque chose de tout nouveau hier"}\n'
        )
        done = run(folder, "import", "posts.jsonl", largest=600_000)
        assert_one_line(done)
        assert "plug-in" not in done.stderr
        assert run(folder, "import", "posts.jsonl").returncode == 0

    @needs_full
    @pytest.mark.parametrize(
        "args",
        [
            ["mentions", "--json"],
            ["mentions"],
            ["report"],
            ["report", "--format", "json"],
            ["topics"],
            ["schema"],
            ["report", "--output", "/dev/full"],
        ],
        ids=lambda args: " ".join(args),
    )
    def test_output_that_nobody_can_take(self, folder: Path, args: Sequence[str]) -> None:
        assert_one_line(run(folder, *args, out=SCRATCH))

    @needs_full
    def test_devices_are_not_replaced(self, folder: Path) -> None:
        assert_one_line(run(folder, "db", "backup", "/dev/full"))
        assert SCRATCH.is_char_device()

    def test_a_pipe_is_written_to(self, folder: Path) -> None:
        done = run(folder, "report", "--format", "json", "--output", "/dev/stdout")
        assert done.returncode == 0
        assert json.loads(done.stdout)["topics"][0]["name"] == "Acme"


def test_closed_streams_are_no_crash(folder: Path) -> None:
    command = f"{sys.executable} -m mentionwatch mentions --json <&- >&-; echo $?"
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.fixture
def sealed(folder: Path) -> Iterator[Path]:
    """The folder on a file system that cannot be written."""
    if os.geteuid() != 0:
        before = folder.stat().st_mode
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)
        yield folder
        folder.chmod(before)
        return
    there = folder / "there"
    there.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(there)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("root may write everywhere, and may mount nothing here")
    try:
        for path in folder.iterdir():
            if path.is_file():
                (there / path.name).write_bytes(path.read_bytes())
        subprocess.run(["mount", "-o", "remount,ro", str(there)], check=True)
        yield there
    finally:
        subprocess.run(["umount", str(there)], check=True)


@pytest.mark.parametrize(
    "args",
    [
        ["scan"],
        ["import", "posts.jsonl"],
        ["triage", "1", "--status", "open", "--by", "ann"],
        ["db", "prune", "--older", "1d"],
    ],
    ids=lambda args: args[0],
)
def test_what_writes_says_that_it_cannot(sealed: Path, args: Sequence[str]) -> None:
    assert_one_line(run(sealed, *args))


@pytest.mark.parametrize("args", [["mentions", "--json"], ["report"], ["db", "check"], ["show", "1"]])
def test_what_reads_goes_on(sealed: Path, args: Sequence[str]) -> None:
    done = run(sealed, "-q", *args)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_real_disk_that_fills_up(folder: Path) -> None:
    """Not a limit of one file, but a file system without room for the log: SQLite tells these apart."""
    there = folder / "there"
    there.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(there)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk, and not everywhere")
    try:
        for path in folder.iterdir():
            if path.is_file():
                (there / path.name).write_bytes(path.read_bytes())
        before = held(there)
        assert_one_line(run(there, "scan"))
        assert held(there) == before
    finally:
        subprocess.run(["umount", str(there)], check=True)

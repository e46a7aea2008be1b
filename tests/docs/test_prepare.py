"""`tools/prepare`, which installs: what it says while pip is at work, and when pip fails. Needs no network."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = "aiogram==1 \\\n    --hash=sha256:1\nbabel==2\npillow==3\nzxing-cpp==4\n"
PIP = """#!/bin/sh
case "$*" in
*requirements.lock*)
    for name in aiogram babel pillow zxing-cpp; do echo "Collecting $name==1 (from -r requirements.lock (line 1))"; done
    echo "Installing collected packages: all of them"
    mkdir -p .venv/lib/python3/site-packages/aiogram-1.dist-info
    [ ! -e broken ] || { echo "ERROR: no such wheel"; exit 1; } ;;
esac
"""


def _prepared(folder: Path) -> subprocess.CompletedProcess[str]:
    for path, text in ((".venv/bin/python", PIP), ("bin/sleep", "#!/bin/sh\n")):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
        (folder / path).chmod(0o755)
    (folder / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "prepare", folder / "tools")
    (folder / "requirements.lock").write_text(LOCK)
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    command = [str(folder / "tools" / "prepare"), "requirements.lock"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def test_installing_into_a_pipe_says_plain_lines_up_to_the_end(tmp_path: Path) -> None:
    done = _prepared(tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    said = done.stderr.splitlines()
    assert said[0] == "Installing 4 packages from requirements.lock (once; about a minute)"
    assert said[-1] == "  100 % ready"
    assert "\r" not in done.stderr


def test_an_install_that_fails_shows_what_pip_said(tmp_path: Path) -> None:
    (tmp_path / "broken").touch()
    done = _prepared(tmp_path)
    assert done.returncode == 1
    assert "ERROR: no such wheel" in done.stderr
    assert "100 %" not in done.stderr

"""The wheel: it holds the data, and runs the main job in a clean environment far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def shell(*words: str | Path, cwd: Path) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON") and key != "VIRTUAL_ENV"}
    done = subprocess.run([str(word) for word in words], cwd=cwd, env=clean, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("dist")
    shell(sys.executable, "-m", "build", "--wheel", "--outdir", place, ROOT, cwd=place)
    return next(place.glob("eventbuild-*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_every_data_file(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    for path in (*(ROOT / "schemas").rglob("*.*"), *(ROOT / "builder").rglob("*.*")):
        name = path.relative_to(ROOT).as_posix()
        if path.is_file() and "__pycache__" not in name:
            assert name.replace("schemas/", "builder/_schemas/", 1) in packed if name.startswith("schemas/") else name in packed, name


@pytest.mark.slow
def test_the_wheel_runs_the_main_job_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    shell(python, "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    told = shell(python, "-m", "builder", "run", ROOT / "examples", "--out", tmp_path / "out", cwd=tmp_path)
    assert "inputs read" in told
    frame = "from builder import load; print(len(load('out/0.1.0').events))"
    assert int(shell(python, "-c", frame, cwd=tmp_path)) > 10
    assert "Codebook" in shell(python, "-m", "builder", "codebook", cwd=tmp_path)
    shell(python, "-m", "builder", "init", "my-set", cwd=tmp_path)
    workflow = tmp_path / "my-set" / ".github" / "workflows" / "release-dataset.yml"
    assert workflow.read_bytes() == (ROOT / ".github" / "workflows" / "release-dataset.yml").read_bytes()

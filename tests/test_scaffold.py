"""A repository for a data set of one's own: what its README says works at once, and so does every step of its workflow."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from builder import __version__, load
from builder.cli import main
from builder.config import settings
from samples import VISIT, write_lines

ROOT = Path(__file__).parent.parent


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def made(tmp_path: Path) -> Path:
    done = call("init", tmp_path / "Gulf visits", "--title", 'The "Gulf"', "--creator", "Noor, Amina")
    assert done.exit_code == 0, done.output
    return tmp_path / "Gulf visits"


def test_no_blank_is_left(made: Path) -> None:
    for path in made.rglob("*.*"):
        if path.is_file():
            assert not re.search(r"@[A-Z]+@", path.read_text(encoding="utf-8")), path
    assert (made / "requirements.txt").read_text(encoding="utf-8") == f"eventbuild=={__version__}\n"


def test_settings_are_those_asked_for(made: Path) -> None:
    told = settings({}, made / "eventbuild.toml")
    assert told.dataset == {"name": "gulf-visits", "title": 'The "Gulf"', "creators": ["Noor, Amina"]}


def test_what_its_readme_says_works(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made)
    block = re.search(r"```sh\n(.*?)```", (made / "README.md").read_text(encoding="utf-8"), re.S)
    assert block
    lines = [line.partition("#")[0].split() for line in block[1].splitlines()]
    assert [line[1] for line in lines] == ["run", "release", "validate"]
    for line in lines:
        more = ["--no-suite"] if line[1] != "run" else ["--quiet"]
        done = call(*line[1:], *more)
        assert done.exit_code == 0, done.output
        assert ("set license in [dataset]" in done.output) is (line[1] == "release")
    assert set(load("output/latest").events["languages"].explode()) == {"ar", "en"}
    assert '"Noor"' in (made / "output" / "latest" / "datapackage.json").read_text(encoding="utf-8")


def test_a_folder_with_files_is_left_alone(made: Path) -> None:
    done = call("init", made)
    assert done.exit_code == 2 and "is not empty; choose another name" in done.output


def test_a_fresh_clone_is_filled(tmp_path: Path) -> None:
    (tmp_path / "set" / ".git").mkdir(parents=True)
    assert call("init", tmp_path / "set").exit_code == 0


def test_a_name_without_latin_letters_is_refused(tmp_path: Path) -> None:
    done = call("init", tmp_path / "زيارات")
    assert done.exit_code == 2 and "which catalogues need" in done.output


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("zizmor", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("zizmor is not installed")
    return subprocess.run([program, "--offline", "--no-progress", "--quiet", folder], capture_output=True, text=True, check=False)


def test_workflows_pass_the_linter(made: Path) -> None:
    for folder in (ROOT, made):
        done = lint(folder / ".github" / "workflows")
        assert done.returncode == 0, done.stdout


def test_the_linter_sees_what_is_wrong(made: Path) -> None:
    path = made / ".github" / "workflows" / "release-dataset.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('pip install "$PACKAGE"', "pip install ${{ inputs.package }}"), encoding="utf-8")
    assert "template-injection" in lint(path.parent).stdout


def test_the_call_gives_what_the_workflow_takes(made: Path) -> None:
    workflows = made / ".github" / "workflows"
    job = yaml.safe_load((workflows / "release.yml").read_text(encoding="utf-8"))["jobs"]["release"]
    reusable = yaml.load((workflows / "release-dataset.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    assert job["uses"] == "./.github/workflows/release-dataset.yml"
    assert set(job["with"]) <= set(reusable["on"]["workflow_call"]["inputs"])
    assert {name for name, kind in job["permissions"].items() if kind == "write"} == {
        name for name, kind in reusable["jobs"]["publish"]["permissions"].items() if kind == "write"
    }


GH = """#!/bin/sh
# Stands in for the forge: its releases are the zips of a folder.
case "$1 $2" in
  "release list") ls "$FORGE" | wc -l ;;
  "release download") cp "$FORGE"/*.zip "$6" ;;
  *) exit 9 ;;
esac
"""


@dataclass
class Runner:
    """Runs the steps of the workflow's build job as the forge does, but for installing."""

    place: Path
    forge: Path
    bin: Path

    def build(self) -> str:
        """All steps; the version that was made, or nothing."""
        job = yaml.safe_load((self.place / ".github" / "workflows" / "release-dataset.yml").read_text(encoding="utf-8"))["jobs"]["build"]
        for name in ("first", "second", "releases", "previous", "packed"):
            shutil.rmtree(self.place / name, ignore_errors=True)
        version = ""
        for step in job["steps"]:
            if "run" in step and step["name"] != "Install" and ("if" not in step or version):
                version = self.step(step, version) or version
        return version

    def step(self, step: dict[str, Any], version: str) -> str:
        output = self.place / "output.txt"
        output.write_text("", encoding="utf-8")
        known = {"inputs.inputs": "inputs", "inputs.version": "", "steps.freeze.outputs.version": version, "github.token": "none"}
        told = {key: known[value.strip("${} ")] for key, value in step.get("env", {}).items()}
        paths = [self.bin, Path(sys.executable).parent, *os.environ["PATH"].split(os.pathsep)]
        around = {**os.environ, "PATH": os.pathsep.join(map(str, paths)), "PYTHONPATH": str(ROOT), "FORGE": str(self.forge)}
        around |= {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(self.place / "summary.md"), "GITHUB_REPOSITORY": "owner/set"}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        done = subprocess.run(command, cwd=self.place, env=around | told, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, f"{step['name']}: {done.stdout}{done.stderr}"
        return dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines()).get("version", "")


def commit(place: Path) -> None:
    for words in (["init", "-q"], ["add", "-A", "."], ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "Articles"]):
        subprocess.run(["git", *words], cwd=place, check=True, env={**os.environ, "GIT_COMMITTER_DATE": "2024-03-01T00:00:00Z"})


@pytest.mark.slow
@pytest.mark.skipif(not all(map(shutil.which, ("bash", "git", "zip", "sha256sum"))), reason="a program is not installed")
def test_every_step_of_the_workflow_works(made: Path, tmp_path: Path) -> None:
    """A first release, nothing to release, and a second one after an article was added."""
    runner = Runner(made, tmp_path / "forge", tmp_path / "bin")
    runner.forge.mkdir()
    runner.bin.mkdir()
    (runner.bin / "gh").write_text(GH, encoding="utf-8")
    (runner.bin / "gh").chmod(0o755)
    commit(made)

    assert runner.build() == "0.1.0"
    archive = made / "packed" / "set-0.1.0.zip"
    assert load(archive, verify=True).version == "0.1.0"
    assert "(2024-03-01)" in (made / "packed" / "CHANGELOG.md").read_text(encoding="utf-8")
    assert {"0.1.0/.zenodo.json", "0.1.0/validation/index.html"} <= set(zipfile.ZipFile(archive).namelist())
    subjects = dict(reversed(line.split("  ")) for line in (made / "packed" / "subjects.sha256").read_text().splitlines())
    assert {"set-0.1.0.zip", "events.parquet", "run.json"} <= set(subjects)

    shutil.copy(archive, runner.forge)
    assert runner.build() == ""
    assert "Nothing changed" in (made / "summary.md").read_text(encoding="utf-8")

    write_lines(
        made / "inputs" / "more.jsonl",
        {**VISIT, "id": "more", "published": "2019-06-28", "text": VISIT["text"].replace("Kenya", "Ethiopia")},
    )
    version = runner.build()
    assert version in ("0.1.1", "0.2.0")
    assert "added" in (made / "packed" / "changes.html").read_text(encoding="utf-8")
    run = json.loads((made / "releases" / version / "run.json").read_text(encoding="utf-8"))
    assert run["frozen"]["previous"]["release"] == "0.1.0"

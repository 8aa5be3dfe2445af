"""The steps of action.yml, run as GitHub's runner runs them."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from installed import checkout_as_repository, constraints

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
EXPRESSION = re.compile(r"\$\{\{ *(github\.action_path|inputs\.([a-z]+)) *\}\}")
MISSPELT = 'error[enum] result is "sucess", expected "", "success" or "fail"'


@dataclass(frozen=True)
class Runner:
    """What runs the steps of an action in a working folder."""

    action: Path
    temp: Path
    constraints: Path

    def install(self) -> None:
        """Run the first step."""
        done = self._step(self.described()["runs"]["steps"][0], self.temp, {})
        assert done.returncode == 0, done.stderr

    def __call__(self, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run the second step."""
        _, step = self.described()["runs"]["steps"]
        return self._step(step, folder, inputs)

    def described(self) -> dict:
        return yaml.safe_load((self.action / "action.yml").read_text(encoding="utf-8"))

    def _step(
        self, step: dict, folder: Path, inputs: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        known = {name: one["default"] for name, one in self.described()["inputs"].items()}
        assert set(inputs) <= set(known)

        def value(match: re.Match[str]) -> str:
            return {**known, **inputs}[match[2]] if match[2] else str(self.action)

        env = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.temp),
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_ACTIONS": "true",
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
            **{key: EXPRESSION.sub(value, one) for key, one in step.get("env", {}).items()},
        }
        # How the package index is reached from here.
        env |= {key: one for key, one in os.environ.items() if key.startswith(("PIP_", "SSL_"))}
        env["PIP_CONSTRAINT"] = str(self.constraints)
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        # https://docs.github.com: how the runner calls `shell: bash`.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        assert step["shell"] == "bash"
        return subprocess.run(
            command, cwd=folder, env=env, capture_output=True, text=True, check=False
        )


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    action = tmp_path_factory.mktemp("action")
    checkout_as_repository(action)
    temp = tmp_path_factory.mktemp("runner")
    made = Runner(action, temp, constraints(temp))
    made.install()
    return made


def test_no_input_is_text_of_a_script(root):
    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    for step in action["runs"]["steps"]:
        assert "${{" not in step["run"]
        for value in step.get("env", {}).values():
            assert EXPRESSION.fullmatch(value)


def test_the_steps_run_as_the_runner_runs_them(runner, root, tmp_path):
    payloads = tmp_path / "my payloads"
    payloads.mkdir()
    shutil.copy(root / "fixtures/valid/done-success.json", payloads / "good.json")
    done = runner(tmp_path, paths="my payloads\n")
    assert done.returncode == 0, done.stderr
    assert "1 document: 1 valid, 0 invalid; 0 errors, 0 warnings\n" in done.stdout

    shutil.copy(root / "fixtures/invalid/result-misspelt.json", payloads / "bad.json")
    done = runner(tmp_path, paths="my payloads")
    assert done.returncode == 1
    assert f"my payloads/bad.json:12:13: {MISSPELT}\n" in done.stdout
    assert "::error file=my payloads/bad.json,line=12," in done.stdout
    summary = (runner.temp / "summary.md").read_text(encoding="utf-8")
    assert "2 documents: 1 valid, 1 invalid; 1 error, 0 warnings" in summary

    done = runner(
        tmp_path,
        paths="my payloads/bad.json\nmy payloads/good.json",
        schema="campaigncall@1",
        format="sarif:out.sarif\ntext",
        args="--quiet",
    )
    assert done.returncode == 1
    assert MISSPELT in done.stdout
    assert '"ruleId": "enum"' in (tmp_path / "out.sarif").read_text(encoding="utf-8")

    calls = tmp_path / "calls.ndjson"
    calls.write_text("{}\n", encoding="utf-8")
    done = runner(tmp_path, paths="my payloads/good.json", calls="calls.ndjson")
    assert "calls.ndjson:1:1: warning[call-without-id]" in done.stdout
    assert "warning[missing-call]" in done.stdout


def test_an_input_is_never_run(runner, tmp_path):
    done = runner(tmp_path, paths='"; touch evil; "\n$(touch evil)\n`touch evil`')
    assert done.returncode == 2
    assert not (tmp_path / "evil").exists()

"""The wheel, installed in an empty environment outside the checkout: schemas travel in it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, run_process
from installed import constraints


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps"]
    command += ["--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("callspec-*.whl")
    return built


def test_the_wheel_holds_the_schemas_and_no_tests(wheel, root):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        [entries] = [name for name in names if name.endswith(".dist-info/entry_points.txt")]
        points = archive.read(entries).decode()
    assert "[pytest11]\ncallspec = validator.pytest_plugin\n" in points
    assert {"validator/py.typed", "docs_extract/py.typed"} <= names
    schemas = {
        f"validator/_schemas/{path.relative_to(root / 'schemas').as_posix()}"
        for path in (root / "schemas").rglob("*.json")
    }
    assert schemas <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {
        "validator",
        "docs_extract",
        "callspec",
    }


def test_the_installed_wheel_validates_a_fixture(wheel, tmp_path, root):
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    # The wheel's own metadata says what it needs, the lock in which versions.
    versions = constraints(tmp_path)
    pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet", str(wheel)]
    subprocess.run([*pip, "--constraint", str(versions)], check=True, capture_output=True)
    checked = run_process([str(scripts / "python"), "-m", "pip", "check"], cwd=tmp_path)
    assert checked.out == "No broken requirements found.\n"

    command = str(scripts / "callspec")
    good, bad = root / "fixtures/valid/done-success.json", root / "fixtures/invalid/id-number.json"
    env = {"PYTHONPATH": ""}
    assert run_process([command, "--version"], cwd=tmp_path, env=env).out.startswith("callspec")
    ran = run_process([command, "validate", str(good)], cwd=tmp_path, env=env)
    assert (ran.code, ran.out) == (0, "1 document: 1 valid, 0 invalid; 0 errors, 0 warnings\n")
    ran = run_process([command, "validate", "-q", str(bad)], cwd=tmp_path, env=env)
    assert ran.code == 1
    assert ran.out.endswith("id-number.json:2:9: error[type] id is 5, expected a string\n")
    ran = run_process([command, "list"], cwd=tmp_path, env=env)
    assert "campaigncall_outcome" in ran.out

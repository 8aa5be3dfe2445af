"""What editors say of payloads and of the configuration: their own language services, asked."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT, Run

pytestmark = pytest.mark.skipif(shutil.which("npm") is None, reason="there is no npm here")
FIXTURE = ROOT / "tests/editors"
BAD = ROOT / "fixtures/invalid/result-misspelt.json"
VALUES = 'Value is not accepted. Valid values: "", "success", "fail".'


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the language services, in the versions of the lock."""
    folder = tmp_path_factory.mktemp("editors")
    for file in FIXTURE.glob("*.*"):
        shutil.copy(file, folder)
    command = ["npm", "ci", "--silent", "--no-audit", "--no-fund"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def project(callspec: Run, tmp_path: Path) -> Path:
    """A project as the how-to for editors has it."""
    folder = tmp_path / "project"
    (folder / "payloads").mkdir(parents=True)
    config = '[files]\n"payloads/**/campaigncall*.json" = "campaigncall@1"\n'
    (folder / "callspec.toml").write_text(config, encoding="utf-8")
    ran = callspec("list", "--format", "schemastore", "--output", "contracts", cwd=folder)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    return folder


def said(command: list[str], folder: Path) -> list[dict]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_vs_code_underlines_what_breaks_the_contract(services, project):
    file = project / "payloads/campaigncall.json"
    catalogue = str(project / "contracts/schemastore.json")
    command = ["node", "json.mjs", catalogue, str(file)]
    shutil.copy(BAD, file)
    assert said(command, services) == [{"line": 12, "said": VALUES}]
    # Inside an embedded struct too.
    text = BAD.read_text(encoding="utf-8").replace('"sucess"', '"success"')
    file.write_text(re.sub('"type": "[a-z]+"', '"type": "fax"', text, count=1), encoding="utf-8")
    [one] = said(command, services)
    assert one["said"].startswith('Value is not accepted. Valid values: "agent", "extension",')
    file.write_text(text, encoding="utf-8")
    assert said(command, services) == []


@pytest.mark.parametrize("glob", ["payloads/*.yaml", ""])
def test_the_yaml_language_server_does(services, project, glob):
    file = project / "payloads/campaigncall.yaml"
    schema = project / "contracts/campaigncall/1.1.0.json"
    top = "" if glob else "# yaml-language-server: $schema=../contracts/campaigncall/1.1.0.json\n"
    # JSON is YAML.
    file.write_text(top + BAD.read_text(encoding="utf-8"), encoding="utf-8")
    server = services / "node_modules/yaml-language-server/bin/yaml-language-server"
    command = ["node", "yaml.mjs", str(server), str(schema), glob, str(file)]
    assert said(command, services) == [{"line": 12 if glob else 13, "said": VALUES}]


def test_taplo_checks_the_configuration(services, project):
    taplo = str(services / "node_modules/.bin/taplo")
    schema = (project / "contracts/callspec-config.json").as_uri()

    def lint(text: str) -> str:
        (project / "callspec.toml").write_text(text, encoding="utf-8")
        command = [taplo, "lint", "--schema", schema, "callspec.toml"]
        done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
        return done.stderr if done.returncode else ""

    good = '[[accept]]\ncode = "enum"\npayload = "a.json"\nreason = "r"\nexpires = 2027-01-31\n'
    assert lint(good) == ""
    assert 'enum = "fatal"' in lint('[severity]\nenum = "fatal"\n')
    assert "unknwn" in lint("unknwn = 1\n")

"""Completion in the shells themselves, where they are installed."""

import os
import shutil

import pytest
from conftest import CALLSPEC, ROOT, run_process

PATH = f"{CALLSPEC.parent}{os.pathsep}{os.environ['PATH']}"
ENV = {"PATH": PATH}

# What bash makes of a line: it takes @ and : for words of their own.
BASH = """
eval "$(callspec completion bash)"
COMP_WORDS=({words})
COMP_CWORD={number}
_callspec_completion callspec
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
CASES = [
    (["val"], ["validate"]),
    (["validate", "--sch"], ["--schema", "--schemas"]),
    (["show", "addr"], ["address"]),
    (["show", "campaigncall", "@"], ["1.1.0", "1.0.0"]),
    (["validate", "--schema", "campaigncall", "@", "1.0"], ["1.0.0"]),
    (["validate", "--format", "sar"], ["sarif"]),
    (["explain", "result-m"], ["result-mismatch"]),
    (["completion", "f"], ["fish"]),
]


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"there is no {shell} here")


@needs("bash")
@pytest.mark.parametrize(("words", "completed"), CASES)
def test_bash_completes(words, completed):
    line = " ".join(f"'{word}'" for word in ("callspec", *words))
    script = BASH.format(words=line, number=len(words))
    ran = run_process(["bash", "--norc", "-c", script], env=ENV)
    assert (ran.out.splitlines(), ran.err) == (completed, "")


@needs("fish")
@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("callspec val", "validate\tHold payload files against a contract and"),
        ("callspec show campaigncall@1.0", "campaigncall@1.0.0\tCampaigncall"),
        ("callspec validate --format sar", "sarif"),
    ],
)
def test_fish_completes(tmp_path, line, completed):
    script = f"callspec completion fish | source; complete -C '{line}'"
    ran = run_process(["fish", "--no-config", "-c", script], env={**ENV, "HOME": str(tmp_path)})
    assert ran.out.startswith(completed)


@needs("zsh")
def test_zsh_reads_the_script(callspec, tmp_path):
    file = tmp_path / "_callspec"
    file.write_text(callspec("completion", "zsh").out, encoding="utf-8")
    ran = run_process(["zsh", "-f", "-n", str(file)])
    assert (ran.code, ran.err) == (0, "")


def test_zsh_is_told_names_with_their_titles(callspec):
    env = {"_CALLSPEC_COMPLETE": "zsh_complete", "COMP_WORDS": "callspec show camp"}
    ran = callspec(env={**env, "COMP_CWORD": "2"})
    assert ran.out.splitlines()[:3] == ["plain", "campaigncall_outcome", "Campaigncall outcome"]


def test_schemas_that_cannot_be_read_complete_nothing(callspec, tmp_path):
    (tmp_path / "catalog.json").write_text("{", encoding="utf-8")
    words = f"callspec validate --schemas {tmp_path} --schema c"
    env = {"_CALLSPEC_COMPLETE": "fish_complete", "COMP_WORDS": words, "COMP_CWORD": "c"}
    ran = callspec(env=env, cwd=ROOT)
    assert (ran.out, ran.err) == ("file,c\n", "")

import os
from pathlib import Path

import pytest
from compare_repository import commit, git, start_repository
from extract_pages import write_pages

from docs_extract.compare.git import Revision, find_revision, require, tree_at
from validator.config.config import Config
from validator.config.find import find_config
from validator.config.read import read_config
from validator.errors import CallspecError


@pytest.fixture
def repository(tmp_path, monkeypatch) -> Path:
    return start_repository(tmp_path / "repository", monkeypatch)


def files(root: Path) -> dict[str, bytes]:
    """Everything below a folder, by path, without following links."""
    return {
        os.path.join(os.path.relpath(folder, root), name).removeprefix("./"): Path(
            folder, name
        ).read_bytes()
        for folder, _, names in os.walk(root)
        for name in names
    }


def files_at(revision: str, *paths: str) -> dict[str, bytes]:
    with tree_at(find_revision(revision), [Path(path) for path in paths]) as tree:
        return files(tree.root)


def error(revision: str, path: str = "reference") -> str:
    with pytest.raises(CallspecError) as caught:
        require(find_revision(revision), Path(path))
    return str(caught.value)


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)])
def test_a_revision_is_a_commit_as_seen_from_the_current_folder(tmp_path, monkeypatch, options):
    folder = start_repository(tmp_path / "a b", monkeypatch, *options)
    write_pages(folder, {"docs/x.rst": "X"})
    first = commit()
    git("tag", "--annotate", "--message", "one", "v1")
    write_pages(folder, {"docs/x.rst": "Y"})
    second = commit()
    assert find_revision("main") == Revision("main", second, "")
    assert find_revision("HEAD~1") == Revision("HEAD~1", first, "")
    monkeypatch.chdir("docs")
    assert find_revision("v1") == Revision("v1", first, "docs/")
    assert find_revision(first[:12]) == Revision(first[:12], first, "docs/")
    assert files_at("v1", "x.rst") == {"docs/x.rst": b"X"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mian", "no revision is called mian; did you mean main?"),
        ("xyz", "no revision is called xyz"),
        ("", "no revision is named"),
        ("^HEAD", "no revision is called ^HEAD"),
        ("HEAD..HEAD", "no revision is called HEAD..HEAD"),
        ("HEAD:x.rst", "no revision is called HEAD:x.rst"),
        ("--all", "no revision is called --all"),
        ("--output=stolen", "no revision is called --output=stolen"),
        ("a\x1b[2J", "no revision is called a\\u001b[2J"),
        ("a\0b", "git: embedded null byte"),
        # An id of its own: pytest puts it into the environment of what it starts.
        pytest.param("a" * 300_000, "git: Argument list too long", id="long"),
    ],
)
def test_what_is_no_commit_is_refused(repository, name, said):
    write_pages(repository, {"x.rst": "X"})
    commit()
    assert error(name) == said
    assert sorted(path.name for path in repository.iterdir()) == [".git", "x.rst"]


def test_a_branch_that_was_not_fetched_is_said_to_be_so(repository, tmp_path, monkeypatch):
    write_pages(repository, {"x.rst": "X"})
    commit()
    write_pages(repository, {"x.rst": "Y"})
    commit()
    git("clone", "--quiet", "--depth=1", f"file://{repository}", tmp_path / "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    assert error("origin/release") == (
        "no revision is called origin/release; git fetch origin release gets it "
        "(in CI, check out all of the history)"
    )
    git("remote", "add", "second", f"file://{repository}")
    assert error("second/feature/lids") == (
        "no revision is called second/feature/lids; git fetch second feature/lids gets it "
        "(in CI, check out all of the history)"
    )
    cut = "the history here is cut off: git fetch --unshallow gets the rest"
    assert error("second") == f"no revision is called second; {cut}"
    assert error("third/feature") == f"no revision is called third/feature; {cut}"
    assert error("HEAD~1") == (
        "no revision is called HEAD~1; the history here is cut off: "
        "git fetch --unshallow gets the rest"
    )


def test_without_a_repository_git_says_so(tmp_path, monkeypatch):
    start_repository(tmp_path / "repository", monkeypatch)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert error("main") == "git: not a git repository (or any of the parent directories): .git"


def test_a_repository_of_somebody_else_is_reported_in_one_line(repository, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert error("main") == f"git: detected dubious ownership in repository at '{repository}'"


def test_without_git_nothing_can_be_read(repository, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert error("main") == "git is not installed, or not on the PATH"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("refrence", "git:main:refrence: no such page, folder or schema; did you mean reference?"),
        (
            "reference/cal.rst",
            "git:main:reference/cal.rst: no such page, folder or schema; "
            "did you mean reference/call.rst?",
        ),
        ("reference/call.rst/x", "git:main:reference/call.rst/x: no such page, folder or schema"),
        ("*", "git:main:*: no such page, folder or schema"),
        (":(top)refs", "git:main::(top)refs: no such page, folder or schema"),
        ("link.rst", "git:main:link.rst: a symbolic link, which is not followed"),
        ("module", "git:main:module: a submodule, which is not followed"),
        ("link/call.rst", "git:main:link/call.rst: no such page, folder or schema"),
        ("../x", "../x lies outside the repository"),
        ("..", ".. lies outside the repository"),
        ("reference/../../x", "reference/../../x lies outside the repository"),
        ("/", "/ lies outside the repository"),
    ],
)
def test_what_is_not_there_or_not_followed_is_refused(repository, path, said):
    write_pages(repository, {"reference/call.rst": "X"})
    (repository / "link.rst").symlink_to("reference/call.rst")
    (repository / "link").symlink_to("reference")
    head = commit()
    git("update-index", "--add", "--cacheinfo", f"160000,{head},module")
    git("commit", "--quiet", "--message", "A submodule")
    assert error("main", path) == said


def test_what_is_there_is_not_refused(repository, monkeypatch):
    write_pages(repository, {"reference/call.rst": "X"})
    commit()
    monkeypatch.chdir("reference")
    revision = find_revision("main")
    for path in ("call.rst", ".", "..", "../reference", repository / "reference/call.rst"):
        require(revision, Path(path))


def test_a_folder_gives_its_pages_and_rules_whatever_they_are_called(repository):
    odd = ["-r.rst", "a b.rst", "line\nbreak.rst", 'quo"te.rst', "*.rst", os.fsdecode(b"\xe9.rst")]
    pages = {f"docs/{name}": name for name in [*odd, "deep/er/x.rst", "empty.rst"]}
    pages["docs/empty.rst"] = ""
    other = {"docs/notes.txt": "no", "docs/data.json": "{}", "elsewhere.rst": "no"}
    for name, text in {**pages, "docs/x.rules.yaml": "rules", **other}.items():
        file = repository / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(os.fsencode(text))
    (repository / "docs/link.rst").symlink_to(repository / "elsewhere.rst")
    (repository / ".gitattributes").write_text("*.rst export-ignore text eol=crlf\n")
    commit()
    assert files_at("main", "docs") == {
        **{name: os.fsencode(text) for name, text in pages.items()},
        "docs/x.rules.yaml": b"rules",
    }
    assert files_at("main", "docs/*.rst", "docs/-r.rst") == {
        **{
            name: os.fsencode(text)
            for name, text in pages.items()
            if not name.startswith("docs/deep")
        },
        "docs/x.rules.yaml": b"rules",
    }


def test_a_page_gives_the_pages_beside_it_even_if_it_is_not_there(repository):
    write_pages(repository, {"a/x.rst": "X", "a/y.rst": "Y", "a/b/z.rst": "Z", "w.rst": "W"})
    commit()
    beside = {"a/x.rst": b"X", "a/y.rst": b"Y"}
    assert files_at("main", "a/x.rst") == beside
    assert files_at("main", "a/gone.rst") == beside
    assert files_at("main", "gone/gone.rst") == {}
    assert files_at("main", "w.rst") == {"w.rst": b"W"}
    assert files_at("main", "a/b", "w.rst") == {"a/b/z.rst": b"Z", "w.rst": b"W"}


def test_a_schema_comes_with_those_it_may_refer_to(repository):
    names = ["s/catalog.json", "s/a/1.json", "s/a/2.json", "s/b/1.json", "t/c.json", "t/d/e.json"]
    write_pages(
        repository, {name: name for name in [*names, "s/a/page.rst", "s/a/b/c.json", "u.json"]}
    )
    commit()
    below = {name: name.encode() for name in names if name.startswith("s/")}
    assert files_at("main", "s") == {**below, "s/a/b/c.json": b"s/a/b/c.json"}
    assert files_at("main", "s/a/1.json") == below
    assert files_at("main", "t/c.json") == {"t/c.json": b"t/c.json"}
    assert files_at("main", "u.json") == {"u.json": b"u.json"}


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({"callspec.toml": "", "a/callspec.toml": "", "a/b/callspec.toml": ""}, "a/callspec.toml"),
        ({"callspec.toml": "", "a/pyproject.toml": "[tool.callspec]\n"}, "a/pyproject.toml"),
        ({"callspec.toml": "", "a/pyproject.toml": "[tool.other]\n"}, "callspec.toml"),
        ({"a/b/callspec.toml": "", "c/callspec.toml": ""}, None),
    ],
)
def test_the_configuration_is_the_one_that_counted_then(
    repository, tmp_path, monkeypatch, where, found
):
    write_pages(repository, {**where, "a/x.rst": "X"})
    commit()
    # What stands there now, or above the repository, is not what stood there then.
    for file in repository.rglob("*.toml"):
        file.unlink()
    write_pages(tmp_path, {"callspec.toml": "accept = 1\n"})
    monkeypatch.chdir("a")
    with tree_at(find_revision("main"), [Path("x.rst")]) as tree:
        config = find_config(tree.folder)
        assert config is not None
        if found is None:
            assert tree.root not in config.parents
        else:
            assert config == tree.root / found
        assert read_config(config) == Config(config)


def test_places_are_shown_as_the_user_names_them(repository, monkeypatch):
    write_pages(repository, {"a/b/x.rst": "X", "y.rst": "Y"})
    commit()
    monkeypatch.chdir("a")
    with tree_at(find_revision("HEAD"), [Path("b"), Path("../y.rst")]) as tree:
        assert tree.path(Path("b/x.rst")).read_text() == "X"
        assert tree.path(repository / "a/b/x.rst").read_text() == "X"
        text = f"{tree.path(Path('b/x.rst'))}:1, {tree.path(Path('../y.rst'))}, {tree.root}/y.rst"
        assert tree.shown(text) == "git:HEAD:b/x.rst:1, git:HEAD:../y.rst, git:HEAD:../y.rst"
        assert tree.shown(str(tree.folder)) == "git:HEAD:."
        assert tree.shown(f"{tree.root}: {tree.root}/") == "git:HEAD:../: git:HEAD:../"
        folder = tree.root
    assert not folder.exists()


def test_a_tree_made_to_lead_out_of_its_folder_does_not(repository, tmp_path):
    write_pages(repository, {"x.rst": "X"})
    commit()
    blob = bytes.fromhex(git("rev-parse", "HEAD:x.rst"))
    tree = git(
        *("hash-object", "-t", "tree", "--literally", "-w", "--stdin"),
        given=b"".join(b"100644 %s\0%s" % (name, blob) for name in (b"../evil.rst", b"x.rst")),
    )
    up = git(
        *("hash-object", "-t", "tree", "--literally", "-w", "--stdin"),
        given=b"40000 ..\0" + bytes.fromhex(tree) + b"100644 y.rst\0" + blob,
    )
    git("update-ref", "refs/heads/evil", git("commit-tree", "-m", "evil", up))
    assert files_at("evil", ".") == {"y.rst": b"X"}


def test_an_object_that_git_does_not_have_is_reported(repository):
    write_pages(repository, {"x.rst": "X"})
    commit()
    blob = git("rev-parse", "HEAD:x.rst")
    (repository / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(CallspecError, match=f"^git: x.rst: {blob} missing$"):
        files_at("main", "x.rst")


@pytest.mark.parametrize("options", [(), ("--object-format=sha256",)])
def test_before_the_first_commit_head_is_nothing(tmp_path, monkeypatch, options):
    start_repository(tmp_path / "new", monkeypatch, *options)
    with tree_at(find_revision("HEAD"), [Path("reference")]) as tree:
        assert files(tree.root) == {}
    with pytest.raises(CallspecError):
        find_revision("main")
    write_pages(Path(), {"x.rst": "X"})
    commit()
    with pytest.raises(CallspecError):
        find_revision("HEAD~1")

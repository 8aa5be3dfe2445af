"""`callspec validate --cluster`: the same report, from the workers of a Dask cluster."""

import gzip

import distributed
import pytest

ARCHIVE = "fixtures/archive"


@pytest.mark.parametrize("style", ["text", "json"])
def test_a_cluster_of_its_own_prints_the_same(callspec, style):
    wanted = callspec("validate", ARCHIVE, "--format", style)
    ran = callspec("validate", ARCHIVE, "--format", style, "--cluster", "local", "--jobs", "2")
    assert ran == wanted
    assert ran.code == 1


def test_a_cluster_that_is_there_prints_the_same(callspec, root, tmp_path):
    """Named by URL, compressed, cut off, from standard input: all as without a cluster."""
    packed = gzip.compress((root / ARCHIVE / "2026-03.ndjson").read_bytes())
    (tmp_path / "cut.ndjson.gz").write_bytes(packed[:-9])
    payload = (root / "fixtures/invalid/result-misspelt.json").read_bytes()
    names = ("cut.ndjson.gz", f"file://{root}/{ARCHIVE}", "-", "gone.json")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as cluster:
        address = cluster.scheduler_address.replace("tcp", "dask")
        arguments = ("validate", *names, "--calls", root / "fixtures/calls/calls.ndjson")
        wanted = callspec(*arguments, stdin=payload, cwd=tmp_path)
        ran = callspec(*arguments, "--cluster", address, stdin=payload, cwd=tmp_path)
    assert ran == wanted
    assert (ran.code, ran.err) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--cluster", "dask://127.0.0.1:1"], "callspec: dask://127.0.0.1:1 cannot be reached\n"),
        (["--cluster", "127.0.0.1:1"], "--cluster is dask://HOST:PORT, or local"),
        (["--cluster", "dask://a:1", "--jobs", "2"], "--jobs goes with --cluster local"),
        (["--cluster", "local", "--all-versions"], "it goes with none of --jobs, --cluster"),
    ],
)
def test_what_cannot_be_done_is_said(callspec, arguments, message):
    ran = callspec("validate", ARCHIVE, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert "Traceback" not in ran.err

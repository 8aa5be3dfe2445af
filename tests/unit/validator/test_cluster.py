"""Reading on a Dask cluster: its workers are real processes that really die."""

import json
import os
import signal
import sys
from pathlib import Path

import cloudpickle
import distributed
import pytest

from validator.contract import load_with_fast_engine
from validator.errors import CallspecError
from validator.job import Job
from validator.run import cluster as clusters
from validator.run.checker import Checker
from validator.run.cluster import SCHEME, Cluster
from validator.run.executor import Serial
from validator.run.tasks import Task, run_whole

CONTRACT, FAST = load_with_fast_engine("campaigncall", None)
assert FAST is not None, "msgspec is there"
CHECKER = Checker(Job(CONTRACT), FAST)
SIZE = 500
# The workers have no tests to import this module from.
cloudpickle.register_pickle_by_value(sys.modules[__name__])


class Fatal(distributed.WorkerPlugin):
    """Kills the worker that reads the range from byte 500 on: `times` of them, one after another.

    Each worker, a later one too, is set up with it.
    """

    def __init__(self, folder: Path, times: int) -> None:
        self.folder, self.times = folder, times

    def setup(self, worker: distributed.Worker) -> None:
        folder, times = self.folder, self.times

        def fatal(checker, task):
            died = len(list(folder.glob("died-*")))
            if task.start == SIZE and died < times:
                (folder / f"died-{died}").touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return run_whole(checker, task)

        clusters.run_whole = fatal


@pytest.fixture(scope="module")
def cluster():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as one:
        yield one


@pytest.fixture
def log(root, tmp_path) -> Path:
    good = json.loads((root / "fixtures/valid/done-success.json").read_text(encoding="utf-8"))
    rows = [json.dumps({**good, "status": "don"} if n % 3 == 1 else good) for n in range(12)]
    path = tmp_path / "log.ndjson"
    path.write_text("\n".join([*rows[:6], "", *rows[6:]]) + "\n", encoding="utf-8")
    return path


def address(cluster) -> str:
    return SCHEME + cluster.scheduler_address.removeprefix("tcp://")


def totals(parts):
    """What the parts of one file amount to, however it was split."""
    parts = list(parts)
    return (
        sum(one.lines for one in parts),
        sum(one.documents for one in parts),
        sum(one.invalid for one in parts),
        sum(one.read for one in parts),
        [finding for one in parts for finding in one.findings],
        [one.unreadable.message for one in parts if one.unreadable],
    )


def test_a_cluster_gives_what_one_process_does(cluster, log):
    tasks = [Task(str(log)), Task("nowhere.json"), Task(f"file://{log}")]
    for task in tasks:
        wanted = totals(Serial().parts([CHECKER], [task]))
        parts = list(Cluster(address(cluster), 2, SIZE).parts([CHECKER], [task]))
        assert totals(parts) == wanted
    assert len(parts) > 10
    assert wanted[:3] == (13, 12, 4)


def test_names_are_seen_from_where_the_command_runs(cluster, log, monkeypatch):
    monkeypatch.chdir(log.parent)
    wanted = totals(Serial().parts([CHECKER], [Task(log.name)]))
    assert totals(Cluster(address(cluster), 2, SIZE).parts([CHECKER], [Task(log.name)])) == wanted
    assert wanted[5] == []


@pytest.mark.parametrize(("times", "lost"), [(1, False), (99, True)])
def test_the_ranges_of_a_dead_worker_are_done_again_and_counted_once(log, times, lost, monkeypatch):
    # On a busy machine it may take long until a worker that died is there again.
    monkeypatch.setattr(clusters, "PATIENCE", 300)
    wanted = totals(Serial().parts([CHECKER], [Task(str(log))]))
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
        ) as own,
        distributed.Client(own) as client,
    ):
        client.register_plugin(Fatal(log.parent, times))
        found = totals(Cluster(address(own), 2, SIZE).parts([CHECKER], [Task(str(log))]))
    died = len(list(log.parent.glob("died-*")))
    if not lost:
        assert (died, found) == (1, wanted)
        return
    assert died == 8  # four times among others, four times alone
    assert found[5] == ["cannot be read: each worker that read it died, 4 of them"]
    # What the others say has its places as if nothing had been lost.
    assert found[0] == wanted[0]
    assert {(one.span, one.message) for one in found[4]} < {
        (one.span, one.message) for one in wanted[4]
    }


def test_a_cluster_without_workers_is_not_waited_for(log, monkeypatch):
    monkeypatch.setattr(clusters, "PATIENCE", 3)
    with (
        distributed.LocalCluster(
            n_workers=0, dashboard_address="127.0.0.1:0", silence_logs=50
        ) as own,
        pytest.raises(CallspecError, match="the cluster has no worker left"),
    ):
        list(Cluster(address(own), 2).parts([CHECKER], [Task(str(log))]))


def test_a_worker_with_another_version_is_refused(cluster, log, monkeypatch):
    class Later(distributed.Client):
        def run(self, *_, **__):
            return {"tcp://one": "9.9.9"}

    monkeypatch.setattr(distributed, "Client", Later)
    with pytest.raises(CallspecError, match=r"the worker tcp://one has callspec 9\.9\.9, this is"):
        list(Cluster(address(cluster), 2).parts([CHECKER], [Task(str(log))]))


def test_a_scheduler_that_cannot_be_reached_is_said(log, monkeypatch):
    monkeypatch.setattr(clusters, "PATIENCE", 3)
    with pytest.raises(CallspecError, match=r"dask://127\.0\.0\.1:1 cannot be reached"):
        list(Cluster("dask://127.0.0.1:1", 2).parts([CHECKER], [Task(str(log))]))

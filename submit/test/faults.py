"""Faults in mid-sweep on a real standalone cluster, each followed by --resume; see README.md beside.

After each the tables must be those of an undisturbed run, row for row.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from cluster import Cluster
from harness import compare, in_scratch, logscape, published, spec_file, undisturbed
from obstacles import Link, fill, small_disk
from processes import finish, kill, kill_tree, tail, wait_until

CONF = ["--conf=spark.executor.memory=1g", "--conf=spark.driver.memory=1g", "--conf=spark.executor.cores=1",
        "--conf=spark.cores.max=4", "--conf=spark.network.timeout=20s", "--conf=spark.network.timeoutInterval=5s",
        "--conf=spark.executor.heartbeatInterval=2s",
        "--conf=spark.rpc.askTimeout=20s"]
# every block is a wave of its own, so a fault meets the sweep in and between waves
WAVES = ["--wave-seconds", "0", "--partitions", "2"]


class Suite:
    def __init__(self, folder, seed):
        self.folder, self.random = folder, random.Random(seed)
        self.spec = spec_file(folder / "spec.yaml", 64)
        self.reference = folder / "embedded"
        self.tried = self.failed = self.lost = self.doubled = 0
        self.cluster = None

    def start(self, out, log, *more, **how):
        return logscape("sweep", self.spec, "--out", out, "--resume", *more, log=log, **how)

    def on_cluster(self, out, log, *more, **how):
        return self.start(out, log, "--master", self.cluster.url, *CONF, *WAVES, *more, **how)

    def embedded(self, out, log, *more, **how):
        return self.start(out, log, "--master", "local[2]", *WAVES, *more, spark=False, **how)

    def under_way(self, process, out, log, waves=None):
        """Waits until some waves are published, then a random moment more."""
        waves = waves or self.random.randint(1, 3)
        wait_until(lambda: published(out) >= waves or process.poll() is not None, 240, f"{waves} waves in {out}")
        if not published(out):
            raise AssertionError(f"the sweep ended before the fault, with exit code {process.poll()}")
        time.sleep(self.random.uniform(0, 0.7))

    def case(self, name, fault, resume=None):
        """One fault: ``fault(out, log)`` runs a sweep, disturbs it and tells what became of it."""
        out, log = self.folder / name.replace(" ", "-"), self.folder / (name.replace(" ", "-") + ".log")
        begin = time.monotonic()
        self.tried += 1
        try:
            what = fault(out, log)
            waves = published(out)
            code = finish((resume or self.embedded)(out, log), log)
            lost, doubled, _ = compare(self.reference, out) if code == 0 else (-1, -1, 0)
            left = sorted(p.name for p in (out / "_logscape" / "staging").glob("*"))
        except Exception as failure:
            self.failed += 1
            print(f"{name}: {type(failure).__name__}: {failure}\n{tail(log) if log.exists() else ''}", flush=True)
            return
        bad = code != 0 or lost or doubled or left
        self.failed += bool(bad)
        self.lost, self.doubled = self.lost + lost, self.doubled + doubled
        print(f"{name:28} {what}; {waves} waves then; resumed with exit code {code}, {lost} lost, {doubled} doubled"
              f"{', left in staging: ' + str(left) if left else ''}  ({time.monotonic() - begin:.0f} s)"
              f"{chr(10) + tail(log) if bad else ''}", flush=True)

    # the faults

    def executors_killed(self, out, log):
        process = self.on_cluster(out, log)
        killed = 0
        for _ in range(2):
            self.under_way(process, out, log, waves=published(out) + 1)
            for pid in self.cluster.executors()[:1]:
                kill(pid)
                killed += 1
        code = finish(process, log)
        if not killed:
            raise AssertionError("no executor was there to be killed")
        return f"{killed} executors killed, exit code {code}"

    def worker_killed(self, out, log):
        process = self.on_cluster(out, log)
        self.under_way(process, out, log)
        worker = self.cluster.workers.pop(0)
        kill_tree(worker.pid)
        code = finish(process, log)
        self.cluster.add_worker()
        self.cluster.wait()
        return f"a worker and its executors killed, exit code {code}"

    def driver_killed(self, out, log):
        process = self.on_cluster(out, log)
        self.under_way(process, out, log)
        kill_tree(process.pid)
        return f"the driver killed, exit code {process.wait()}"

    def driver_killed_embedded(self, out, log):
        process = self.embedded(out, log)
        self.under_way(process, out, log)
        kill(process.pid)
        return f"the driver killed, exit code {process.wait()}"

    def driver_terminated(self, out, log):
        process = self.embedded(out, log)
        self.under_way(process, out, log)
        process.send_signal(signal.SIGTERM)
        return f"SIGTERM, exit code {finish(process, log, 60)}"

    def cluster_driver_killed(self, out, log):
        """The driver of a sweep in cluster deploy mode, which runs on a worker."""
        submission = self.start(out, log, "--master", self.cluster.rest_url, *CONF, *WAVES, submit_opts="--deploy-mode cluster")
        finish(submission, log)
        waves = self.random.randint(1, 3)
        wait_until(lambda: published(out) >= waves, 240, f"{waves} waves in {out}")
        time.sleep(self.random.uniform(0, 0.7))
        drivers = self.cluster.drivers()
        if len(drivers) != 1:
            raise AssertionError(f"{len(drivers)} drivers on the workers")
        kill(drivers[0])
        return f"the driver on a worker killed, the master says {self.cluster.driver_ended(log, 60)}"

    def two_drivers(self, out, log):
        """The first is stopped meanwhile, so that it cannot end before the second asks."""
        first = self.on_cluster(out, log)
        self.under_way(first, out, log, waves=1)
        first.send_signal(signal.SIGSTOP)
        try:
            second_log = Path(f"{log}.second")
            code = finish(self.on_cluster(out, second_log), second_log)
        finally:
            first.send_signal(signal.SIGCONT)
        if code != 1 or "another driver writes to it" not in second_log.read_text():
            raise AssertionError(f"a second driver ended with {code}: {tail(second_log, 2)}")
        return f"a second driver refused with exit code {code}, the first ended with {finish(first, log)}"

    def driver_frozen(self, out, log):
        """Frozen for longer than its lease lasts while another completes the folder; then it wakes up, and must write nothing.

        The other is in a process namespace of its own, as if on another machine: it sees no more of the first than its lease.
        """
        beat = "--conf=spark.logscape.leasePeriod=500ms"
        first = self.embedded(out, log, beat)
        self.under_way(first, out, log)
        first.send_signal(signal.SIGSTOP)
        try:
            second_log = Path(f"{log}.second")
            elsewhere = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"]
            code = finish(self.embedded(out, second_log, beat, enter=elsewhere), second_log)
        finally:
            first.send_signal(signal.SIGCONT)
        late = finish(first, log)
        lost, doubled, _ = compare(self.reference, out)
        if (code, late, lost, doubled) != (0, 1, 0, 0) or "lease lost" not in log.read_text():
            raise AssertionError(f"the second ended with {code}, the frozen one with {late}, {lost} rows lost, {doubled} doubled")
        return f"another took over and ended with {code}, the frozen one woke up and ended with {late}"

    def disk_full(self, out, log):
        """The results folder on a file system that fills up; made larger before the resume."""
        small_disk(out, "64m")
        process = self.embedded(out, log)
        self.under_way(process, out, log, waves=1)
        filler = out / "_logscape" / "filler"
        fill(filler)
        code = finish(process, log)
        last = tail(log, 3).replace("\n", " / ")
        filler.unlink()
        return f"no space left, exit code {code} ({last[:160]})"

    def scratch_full(self, out, log):
        """A worker's scratch space (what tasks hand each other) on a file system that fills up in mid-sweep."""
        scratch = self.folder / "scratch"
        # room for the executors' copies of the jar
        small_disk(scratch, "512m")
        with Cluster(self.folder / "scratch-cluster", workers=1, environment={"SPARK_LOCAL_DIRS": str(scratch)}) as cluster:
            self.cluster = cluster
            cluster.wait()
            process = self.on_cluster(out, log)
            self.under_way(process, out, log, waves=1)
            fill(scratch / "filler")
            code = finish(process, log)
        if code != 1 or "No space left on device" not in log.read_text():
            raise AssertionError(f"the sweep ended with {code}: {tail(log, 3)}")
        line = next(l for l in log.read_text().splitlines() if l.startswith("logscape: "))
        return f"no scratch space left, exit code {code} ({line[:160]})"

    def table_unreadable(self, out, log):
        """A published file is cut short by somebody."""
        return self.damaged(out, log, "a damaged file", lambda victim, whole: victim.write_bytes(whole[: len(whole) // 2]))

    def table_missing(self, out, log):
        """A published file of the runs table is gone: its runs are counted as not done; doubled rows in other tables must not be."""
        return self.damaged(out, log, "a file of runs taken away", lambda victim, _: victim.unlink())

    def damaged(self, out, log, what, damage):
        """A driver is killed and a file damaged: the resume must refuse in a line; the file restored, it must go on."""
        process = self.embedded(out, log)
        self.under_way(process, out, log)
        kill(process.pid)
        process.wait()
        victim = sorted((out / "runs").glob("*.parquet"))[0]
        whole = victim.read_bytes()
        damage(victim, whole)
        code = finish(self.embedded(out, log), log)
        named = [line for line in log.read_text().splitlines() if line.startswith("logscape: ") and victim.name in line]
        victim.write_bytes(whole)
        if code == 0 or not named:
            raise AssertionError(f"a resume over {what} ended with {code}: {tail(log, 3)}")
        return f"{what}, exit code {code} ({named[0][:150]})"

    def network_cut(self, out, log, seconds):
        """Master, driver and one worker on one side, another worker behind a link that is cut for a minute."""
        with Link() as link:
            inside = [sys.executable, __file__, "--network", str(self.folder), str(out), str(log), str(seconds), link.far]
            done = subprocess.run([*link.inside(link.near), *inside], stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise RuntimeError(done.stdout)
        return done.stdout.strip()


def network(folder, out, log, seconds, far):
    """The part of network_cut that runs inside the near namespace."""
    suite = Suite(Path(folder), 1)
    out, log = Path(out), Path(log)
    with Cluster(suite.folder / "network", workers=1, host=Link.NEAR) as cluster:
        suite.cluster = cluster
        cluster.add_worker(enter=["env", f"SPARK_LOCAL_IP={Link.FAR}", *Link.inside(far)], host=Link.FAR)
        cluster.wait(alive=2)
        process = suite.on_cluster(out, log, extra_env={"SPARK_LOCAL_IP": Link.NEAR})
        suite.under_way(process, out, log, waves=1)
        Link.cut(float(seconds))
        code = finish(process, log)
    print(f"link to one of two workers cut for {seconds} s, exit code {code}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", nargs=5, help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=1, help="of the moments at which faults strike")
    parser.add_argument("--only", nargs="+", default=[""], metavar="WORDS", help="cases whose names hold one of these")
    arguments = parser.parse_args()
    if arguments.network:
        return network(*arguments.network)
    in_scratch("faults", lambda folder: run(folder, arguments))


def run(folder, arguments):
    suite = Suite(folder, arguments.seed)
    begin = time.monotonic()
    root = os.geteuid() == 0
    cases = [
        ("executors killed", suite.executors_killed, True),
        ("worker killed", suite.worker_killed, True),
        ("cluster driver killed", suite.cluster_driver_killed, True),
        ("client driver killed", suite.driver_killed, True),
        ("embedded driver killed", suite.driver_killed_embedded, False),
        ("embedded driver killed again", suite.driver_killed_embedded, False),
        ("driver terminated", suite.driver_terminated, False),
        ("two drivers", suite.two_drivers, True),
        ("driver frozen", suite.driver_frozen, False) if root else None,
        ("table unreadable", suite.table_unreadable, False),
        ("table missing", suite.table_missing, False),
        ("disk full", suite.disk_full, False) if root else None,
        ("scratch full", suite.scratch_full, False) if root else None,
        ("network cut", lambda out, log: suite.network_cut(out, log, 60), False) if root else None,
    ]
    cases = [case for case in cases if case and any(words in case[0] for words in arguments.only)]
    if not root:
        print("not root: full disks, a frozen driver and a cut network are left out")
    try:
        undisturbed(suite.spec, folder)
        on_cluster = [case for case in cases if case[2]]
        if on_cluster:
            with Cluster(folder / "cluster") as cluster:
                suite.cluster = cluster
                cluster.wait()
                for name, fault, _ in on_cluster:
                    suite.case(name, fault)
        for name, fault, on in cases:
            if not on:
                suite.case(name, fault)
    finally:
        for mounted in (folder / "disk-full", folder / "scratch"):
            if os.path.ismount(mounted):
                subprocess.run(["umount", "-l", mounted])
    print(f"{suite.tried} faults tried, {suite.lost} rows lost, {suite.doubled} doubled, {suite.failed} failed, "
          f"{time.monotonic() - begin:.0f} s")
    return suite.failed or not suite.tried


if __name__ == "__main__":
    main()

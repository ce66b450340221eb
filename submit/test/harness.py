"""A standalone Spark cluster on one machine, Logscape commands on it, and tables compared row for row."""

import json
import os
import re
import signal
import socket
import subprocess
import sysconfig
import time
import urllib.request
from pathlib import Path

import duckdb

HOME = Path(__file__).resolve().parents[2]
SPARK_HOME = Path(sysconfig.get_path("purelib")) / "pyspark"
TABLES = ("cells", "runs", "escapes", "loss_histograms", "snapshots")

SPEC = """\
name: cluster-test
seed: 17
replicas: {replicas}
model: {{type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.5, 1, 2]}}
dynamics: {{type: sgd, batch_size: 1, learning_rate: 0.04, noise_enhancement: [1, 1.5]}}
observe:
  escape: {{events: [separatrix, basin], levels: [1.2, 1.5]}}
  loss_histogram: {{burn_in: 50, every: 5, runs_per_group: 2}}
  snapshots: {{every: {snapshots}, at_escape: true}}
stop: {{steps: {steps}, after: {after}}}
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_until(condition, seconds, what):
    """Polls; fails loudly. Gives what the condition gave."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} s for {what}")
        time.sleep(0.05)


def fetch(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


class Cluster:
    """Master and workers; every process is started here and ended here."""

    def __init__(self, folder, workers=2, host="127.0.0.1", environment=None):
        self.folder, self.host, self.environment = folder, host, environment or {}
        self.port, self.rest, self.ui = free_port(), free_port(), free_port()
        self.processes = []
        self.workers = []
        folder.mkdir(parents=True, exist_ok=True)
        self.master = self._start(
            "master", "org.apache.spark.deploy.master.Master",
            "--host", host, "--port", self.port, "--webui-port", self.ui)
        self.size = workers
        for _ in range(workers):
            self.add_worker()

    @property
    def url(self):
        return f"spark://{self.host}:{self.port}"

    @property
    def rest_url(self):
        return f"spark://{self.host}:{self.rest}"

    def _start(self, name, main, *arguments, enter=()):
        environment = dict(
            os.environ, SPARK_HOME=str(SPARK_HOME), SPARK_LOCAL_IP=self.host,
            SPARK_DAEMON_MEMORY="512m",
            SPARK_DAEMON_JAVA_OPTS=f"-Dspark.master.rest.enabled=true -Dspark.master.rest.port={self.rest}"
            f" -Dspark.master.rest.host={self.host}"
            # a worker or executor that is not heard of must be missed within a test's patience
            " -Dspark.worker.timeout=15", **self.environment)
        log = open(self.folder / f"{name}.log", "wb")
        process = subprocess.Popen(
            [*enter, SPARK_HOME / "bin" / "spark-class", main, *map(str, arguments)],
            env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        self.processes.append(process)
        return process

    def add_worker(self, enter=(), host=None):
        name = f"worker-{len(self.workers)}"
        worker = self._start(
            name, "org.apache.spark.deploy.worker.Worker", "--cores", 2, "--memory", "3g",
            "--host", host or self.host, "--webui-port", 0, "--work-dir", self.folder / name, self.url,
            enter=enter)
        self.workers.append(worker)
        return worker

    def wait(self, alive=None):
        def ready():
            try:
                state = fetch(f"http://{self.host}:{self.ui}/json/")
            except OSError:
                return False
            return state["aliveworkers"] >= (alive or self.size)
        wait_until(ready, 120, "the workers to register")

    def executors(self):
        """Process ids of the executors of this cluster's workers."""
        return self._children(b"CoarseGrainedExecutorBackend")

    def drivers(self):
        """Process ids of the drivers that run on this cluster's workers (cluster deploy mode)."""
        return self._children(b"DriverWrapper")

    def _children(self, main):
        found = []
        for parent in self.workers:
            for pid in children(parent.pid):
                try:
                    command = Path(f"/proc/{pid}/cmdline").read_bytes()
                except OSError:
                    continue
                if main in command:
                    found.append(pid)
        return found

    def driver_ended(self, log, seconds=400):
        """How the driver ended that was submitted through REST, which returns at once; ``log`` is of the submission."""
        ids = wait_until(lambda: re.findall(r"driver-\d{14}-\d{4}", log.read_text(errors="replace")), 10,
                         f"a driver id in {log}:\n{tail(log)}")
        url = f"http://{self.host}:{self.rest}/v1/submissions/status/{ids[-1]}"
        over = ("FINISHED", "FAILED", "ERROR", "KILLED", "UNKNOWN")
        return wait_until(lambda: (s := fetch(url).get("driverState", "UNKNOWN")) in over and s, seconds, "the driver")

    def close(self):
        for process in reversed(self.processes):
            for pid in [*descendants(process.pid), process.pid]:
                kill(pid)
            process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def children(pid):
    try:
        return [int(child) for task in Path(f"/proc/{pid}/task").iterdir()
                for child in (task / "children").read_text().split()]
    except OSError:
        return []


def descendants(pid):
    return [p for child in children(pid) for p in (*descendants(child), child)]


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def logscape(*arguments, log, submit_opts="", spark=True, extra_env=None, enter=()):
    """Starts submit/logscape; through spark-submit, or embedded."""
    environment = {k: v for k, v in os.environ.items() if k != "SPARK_HOME"}
    environment.update(LOGSCAPE_SUBMIT_OPTS=submit_opts, **(extra_env or {}))
    environment.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    if spark:
        environment["SPARK_HOME"] = str(SPARK_HOME)
    return subprocess.Popen(
        [*enter, HOME / "submit" / "logscape", *map(str, arguments)], env=environment,
        stdout=open(log, "ab"), stderr=subprocess.STDOUT, start_new_session=True)


def finish(process, log, seconds=400):
    """The exit code; what is still there after the time is killed."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        for pid in [*descendants(process.pid), process.pid]:
            kill(pid)
        raise TimeoutError(f"{process.args[1:3]} took over {seconds} s, see {log}\n{tail(log)}") from None


def tail(log, lines=25):
    return "\n".join(Path(log).read_text(errors="replace").splitlines()[-lines:])


def published(folder, table="runs"):
    runs = folder / table
    return len(list(runs.glob("*.parquet"))) if runs.is_dir() else 0


def compare(reference, folder):
    """Rows of the reference that the folder lacks, rows it has too many, and all rows of the reference."""
    lost = doubled = rows = 0
    with duckdb.connect() as db:
        for table in TABLES:
            a, b = (f"(SELECT * FROM '{d}/{table}/*.parquet')" for d in (reference, folder))
            rows += db.sql(f"SELECT count(*) FROM {a}").fetchall()[0][0]
            lost += db.sql(f"SELECT count(*) FROM ({a} EXCEPT ALL {b})").fetchall()[0][0]
            doubled += db.sql(f"SELECT count(*) FROM ({b} EXCEPT ALL {a})").fetchall()[0][0]
    return lost, doubled, rows

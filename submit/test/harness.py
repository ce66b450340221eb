"""Logscape commands on a cluster, and their tables compared row for row with those of an embedded run."""

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

import duckdb

from processes import finish, tail

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


def in_scratch(name, test):
    """Runs ``test(folder)``, which gives how many of its checks failed, and ends the program; the folder is kept where any did."""
    # whoever ends this script ends what it started
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix=f"logscape-{name}-"))
    # pods and others who are not this user read here too
    folder.chmod(0o755)
    failures = 1
    try:
        failures = test(folder)
    finally:
        if failures:
            print(f"kept for a look: {folder}")
        else:
            shutil.rmtree(folder)
    sys.exit(1 if failures else 0)


def spec_file(file, replicas):
    """The sweep of these tests, long enough for a fault to meet it."""
    file.write_text(SPEC.format(replicas=replicas, steps=40000, after="all", snapshots=5000))
    return file


def wrong_spec_file(file):
    file.write_text(SPEC.format(replicas=-1, steps=100, after="all", snapshots=10))
    return file


def undisturbed(spec, folder):
    """An embedded sweep, whose tables those of all others must equal."""
    begin = time.monotonic()
    out, log = folder / "embedded", folder / "embedded.log"
    if finish(logscape("sweep", spec, "--out", out, spark=False, log=log), log):
        raise RuntimeError(f"the embedded run failed:\n{tail(log)}")
    print(f"embedded            {time.monotonic() - begin:6.1f} s, {compare(out, out)[2]} rows", flush=True)
    return out


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

"""The share of time that the slots of a local cluster are busy while short runs are swept.

    submit/test/busy [--runs N] [--executors E] [--least SHARE] [--kill SECONDS]

Sweeps N runs on local-cluster[E,1,1024] and reads Spark's event log: the time of all tasks over slots times the time from the
first task of the first wave to the end of the last task. Fails where the share is below SHARE. Slots that have no core of their own
share one, which makes tasks longer and leaves the share as it is; what it measures is how long slots have no task. --kill sweeps with
--wave-seconds 10, kills the driver after so many seconds, and fails where no wave is published.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb

from harness import HOME, SPARK_HOME, in_scratch, published
from processes import kill_tree

LAUNCHER = shlex.split(os.environ.get("LOGSCAPE", str(HOME / "submit" / "logscape")))

SPEC = """\
name: busy
seed: 3
replicas: {replicas}
model: {{type: double-well, dimensions: 2, barrier: 1.5, label_noise: [0.5, 0.6, 0.7, 0.8]}}
dynamics: {{type: sgd, batch_size: 1, learning_rate: 0.04}}
observe: {{escape: {{events: [separatrix]}}}}
stop: {{steps: 1000, after: separatrix}}
"""


def tasks(folder):
    """Launch and end of each task in the event logs of a folder, in milliseconds."""
    times = []
    for log in folder.rglob("events_*"):
        for line in log.read_text().splitlines():
            event = json.loads(line)
            if event["Event"] == "SparkListenerTaskEnd":
                info = event["Task Info"]
                times.append((info["Launch Time"], info["Finish Time"]))
    return sorted(times)


def idle_at(times, slots, step=5000):
    """Share of busy slots in each window of some milliseconds, to see where they are idle."""
    begin, end = times[0][0], max(t[1] for t in times)
    shares = []
    for at in range(begin, end, step):
        to = min(at + step, end)
        shares.append(sum(max(0, min(b, to) - max(a, at)) for a, b in times) / (slots * (to - at)))
    return shares


def killed(command, environment, folder, seconds):
    """How many checks failed: 1 where a driver that is killed has published no wave."""
    with open(folder / "log", "ab") as log:
        driver = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environment)
    try:
        driver.wait(seconds)
        print(f"the sweep was over before {seconds:.0f} s", file=sys.stderr)
        return 1
    except subprocess.TimeoutExpired:
        kill_tree(driver.pid)
        driver.wait()
    waves = published(folder / "out")
    with duckdb.connect() as db:
        runs = db.sql(f"SELECT count(*) FROM '{folder}/out/runs/*.parquet'").fetchall()[0][0] if waves else 0
    print(f"killed after {seconds:.0f} s, --wave-seconds 10: {waves} files of runs are published, {runs:,} runs")
    return 0 if waves else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=2_000_000)
    parser.add_argument("--executors", type=int, default=4)
    parser.add_argument("--least", type=float, default=0.9)
    parser.add_argument("--kill", type=float)
    given = parser.parse_args()

    def measured(scratch):
        folder = Path(scratch)
        spec = folder / "spec.yaml"
        spec.write_text(SPEC.format(replicas=given.runs // 4))
        events = folder / "events"
        events.mkdir()
        settings = {"spark.eventLog.enabled": "true", "spark.eventLog.dir": f"file:{events}", "spark.eventLog.compress": "false"}
        command = [*LAUNCHER, "sweep", str(spec), "--out", str(folder / "out"), "--master", f"local-cluster[{given.executors},1,1024]"]
        for key, value in settings.items():
            command += ["--conf", f"{key}={value}"]
        environment = {"SPARK_HOME": str(SPARK_HOME), "SPARK_LOCAL_IP": "127.0.0.1", **os.environ}
        if given.kill:
            return killed([*command, "--wave-seconds", "10"], environment, folder, given.kill)
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        if done.returncode:
            print(done.stderr[-3000:], file=sys.stderr)
            return 1
        times = tasks(events)
        seconds = (max(t[1] for t in times) - times[0][0]) / 1000
        share = sum(b - a for a, b in times) / 1000 / (given.executors * seconds)
        print(f"{given.runs:,} runs, {given.executors} slots, {len(times):,} tasks in {seconds:.0f} s: busy {share:.1%}")
        print("every 5 s: " + " ".join(f"{100 * one:.0f}" for one in idle_at(times, given.executors)))
        return 0 if share >= given.least else 1

    in_scratch("busy", measured)


if __name__ == "__main__":
    main()

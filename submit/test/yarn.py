"""Runs a small sweep on a real YARN with its tables on a real HDFS, client and cluster deploy mode; see submit/README.md."""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from hadoop import Hadoop
from harness import SPEC, compare, finish, kill, logscape, tail, wait_until

CONF = ["--conf=spark.driver.memory=1g", "--conf=spark.executor.memory=1g", "--conf=spark.driver.memoryOverhead=512m",
        "--conf=spark.executor.memoryOverhead=512m", "--conf=spark.dynamicAllocation.maxExecutors=2",
        *(f"--conf=spark.{where}.SPARK_LOCAL_IP=127.0.0.1" for where in ("yarn.appMasterEnv", "executorEnv"))]


def main():
    # whoever ends this script ends what it started
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicas", type=int, default=64, help="of each of the six cells")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="logscape-yarn-"))
    failures = 1
    try:
        failures = run(folder, arguments.replicas)
    finally:
        if failures:
            print(f"kept for a look: {folder}")
        else:
            shutil.rmtree(folder)
    sys.exit(1 if failures else 0)


def run(folder, replicas):
    failures = 0
    spec = folder / "spec.yaml"
    spec.write_text(SPEC.format(replicas=replicas, steps=40000, after="all", snapshots=5000))
    log = folder / "embedded.log"
    begin = time.monotonic()
    if finish(logscape("sweep", spec, "--out", folder / "embedded", spark=False, log=log), log):
        raise RuntimeError(f"the embedded run failed:\n{tail(log)}")
    print(f"embedded            {time.monotonic() - begin:5.1f} s", flush=True)
    begin = time.monotonic()
    with Hadoop(folder / "hadoop") as hadoop:
        print(f"HDFS and YARN       {time.monotonic() - begin:5.1f} s", flush=True)
        hadoop.fs("-put", spec, "/spec.yaml")

        def sweep(out, log, *more, mode="client", spec="hdfs:///spec.yaml"):
            return logscape("sweep", spec, "--out", f"hdfs:///results/{out}", "--master", "yarn", *CONF, *more,
                            submit_opts=f"--deploy-mode {mode}", extra_env=hadoop.environment(), log=log)

        def check(out):
            hadoop.fs("-get", f"/results/{out}", folder / out)
            return compare(folder / "embedded", folder / out)

        for mode in ("client", "cluster"):
            begin = time.monotonic()
            log = folder / f"{mode}.log"
            code = finish(sweep(mode, log, mode=mode), log)
            if code:
                failures += 1
                print(f"{mode}: exit code {code}\n{tail(log)}\n{containers(hadoop)}", flush=True)
                continue
            lost, doubled, rows = check(mode)
            failures += (lost, doubled) != (0, 0)
            print(f"{mode + ' deploy mode':19} {time.monotonic() - begin:5.1f} s  {rows} rows, {lost} lost, {doubled} doubled", flush=True)

        # a user's mistake is told by its exit code and in one line, from the application master too
        wrong = folder / "wrong.yaml"
        wrong.write_text(SPEC.format(replicas=-1, steps=100, after="all", snapshots=10))
        hadoop.fs("-put", wrong, "/wrong.yaml")
        log = folder / "wrong.log"
        code = finish(sweep("wrong", log, mode="cluster", spec="hdfs:///wrong.yaml"), log)
        line = next((l for error in hadoop.logs() for l in error.read_text().splitlines() if l.startswith("logscape: ")), "")
        told = "logscape ended with exit code 2" in log.read_text()
        failures += code == 0 or not line or not told
        print(f"wrong spec          exit code {code}, {'told' if told else 'not told'} by YARN: {line}", flush=True)

        # a driver killed in mid-sweep, and resumed from what lies on HDFS
        begin = time.monotonic()
        log = folder / "killed.log"
        waves = ("--wave-seconds", "0", "--conf=spark.logscape.leasePeriod=1s")
        process = sweep("killed", log, *waves)
        wait_until(lambda: process.poll() is not None or hadoop.count("/results/killed/runs") >= 2, 240, "two waves on HDFS")
        if process.poll() is not None:
            raise RuntimeError(f"the sweep ended before it could be killed, with {process.returncode}:\n{tail(log)}")
        kill(process.pid)
        process.wait()
        code = finish(sweep("killed", log, "--resume", *waves), log)
        lost, doubled, _ = check("killed") if code == 0 else (-1, -1, 0)
        failures += (code, lost, doubled) != (0, 0, 0)
        print(f"driver killed       {time.monotonic() - begin:5.1f} s  resumed with exit code {code}, {lost} lost, {doubled} doubled"
              f"{chr(10) + tail(log) if code else ''}", flush=True)
    return failures


def containers(hadoop):
    return "\n".join(f"{log}:\n{tail(log, 12)}" for log in hadoop.logs())


if __name__ == "__main__":
    main()

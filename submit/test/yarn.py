"""Runs a small sweep on a real YARN with its tables on a real HDFS, client and cluster deploy mode; see README.md beside."""

import argparse
import time

from hadoop import Hadoop
from harness import compare, in_scratch, logscape, spec_file, undisturbed, wrong_spec_file
from processes import finish, kill, tail, wait_until

CONF = ["--conf=spark.driver.memory=1g", "--conf=spark.executor.memory=1g", "--conf=spark.driver.memoryOverhead=512m",
        "--conf=spark.executor.memoryOverhead=512m", "--conf=spark.dynamicAllocation.maxExecutors=2",
        *(f"--conf=spark.{where}.SPARK_LOCAL_IP=127.0.0.1" for where in ("yarn.appMasterEnv", "executorEnv"))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicas", type=int, default=64, help="of each of the six cells")
    arguments = parser.parse_args()
    in_scratch("yarn", lambda folder: run(folder, arguments.replicas))


def run(folder, replicas):
    failures = 0
    spec = spec_file(folder / "spec.yaml", replicas)
    reference = undisturbed(spec, folder)
    begin = time.monotonic()
    with Hadoop(folder / "hadoop") as hadoop:
        print(f"HDFS and YARN       {time.monotonic() - begin:6.1f} s", flush=True)
        hadoop.fs("-put", spec, "/spec.yaml")

        def sweep(out, log, *more, mode="client", spec="hdfs:///spec.yaml"):
            return logscape("sweep", spec, "--out", f"hdfs:///results/{out}", "--master", "yarn", *CONF, *more,
                            submit_opts=f"--deploy-mode {mode}", extra_env=hadoop.environment(), log=log)

        def check(out):
            hadoop.fs("-get", f"/results/{out}", folder / out)
            return compare(reference, folder / out)

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
            print(f"{mode + ' deploy mode':19} {time.monotonic() - begin:6.1f} s  {rows} rows, {lost} lost, {doubled} doubled", flush=True)

        # a user's mistake is told by its exit code and in one line, from the application master too
        hadoop.fs("-put", wrong_spec_file(folder / "wrong.yaml"), "/wrong.yaml")
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
        print(f"driver killed       {time.monotonic() - begin:6.1f} s  resumed with exit code {code}, {lost} lost, {doubled} doubled"
              f"{chr(10) + tail(log) if code else ''}", flush=True)
    return failures


def containers(hadoop):
    return "\n".join(f"{log}:\n{tail(log, 12)}" for log in hadoop.logs())


if __name__ == "__main__":
    main()

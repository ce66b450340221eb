"""Runs a small sweep on a real standalone cluster, client and cluster deploy mode; see submit/README.md."""

import argparse
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from harness import SPEC, Cluster, compare, finish, logscape, tail


def main():
    # whoever ends this script ends what it started
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicas", type=int, default=128, help="of each of the six cells")
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="logscape-standalone-"))
    failures = 0
    try:
        spec = folder / "spec.yaml"
        spec.write_text(SPEC.format(replicas=arguments.replicas, steps=40000, after="all", snapshots=5000))
        begin = time.monotonic()
        log = folder / "embedded.log"
        if finish(logscape("sweep", spec, "--out", folder / "embedded", spark=False, log=log), log):
            sys.exit(f"the embedded run failed:\n{tail(log)}")
        print(f"embedded            {time.monotonic() - begin:5.1f} s", flush=True)
        with Cluster(folder / "spark") as cluster:
            cluster.wait()
            conf = ["--conf=spark.executor.memory=1g", "--conf=spark.driver.memory=1g", "--conf=spark.cores.max=2",
                    "--conf=spark.executor.cores=1"]
            for mode in ("client", "cluster"):
                begin = time.monotonic()
                out, log = folder / mode, folder / f"{mode}.log"
                if mode == "client":
                    code = finish(logscape("sweep", spec, "--out", out, "--master", cluster.url, *conf, log=log), log)
                    ended = "FINISHED" if code == 0 else f"exit code {code}"
                else:
                    ended = cluster_mode(cluster, spec, out, conf, log)
                executors = len(list((folder / "spark").glob("worker-*/app-*/*/stderr")))
                if ended != "FINISHED":
                    failures += 1
                    print(f"{mode}: {ended}\n{tail(log)}")
                    for error in (folder / "spark").glob("worker-*/driver-*/stderr"):
                        print(tail(error))
                    continue
                lost, doubled, rows = compare(folder / "embedded", out)
                failures += (lost, doubled) != (0, 0)
                print(f"{mode + ' deploy mode':19} {time.monotonic() - begin:5.1f} s  {rows} rows, {lost} lost, "
                      f"{doubled} doubled, {executors} executors so far", flush=True)
            failures += wrong_spec(cluster, folder, conf)
    except Exception:
        failures += 1
        raise
    finally:
        if failures:
            print(f"kept for a look: {folder}")
        else:
            shutil.rmtree(folder)
    sys.exit(1 if failures else 0)


def cluster_mode(cluster, spec, out, conf, log):
    process = logscape("sweep", spec, "--out", out, "--master", cluster.rest_url, *conf,
                       submit_opts="--deploy-mode cluster", log=log)
    finish(process, log)
    return cluster.driver_ended(log)


def wrong_spec(cluster, folder, conf):
    """A user's mistake keeps its exit code and its one line on a cluster too."""
    wrong, log = folder / "wrong.yaml", folder / "wrong.log"
    wrong.write_text(SPEC.format(replicas=-1, steps=100, after="all", snapshots=10))
    code = finish(logscape("sweep", wrong, "--out", folder / "wrong", "--master", cluster.url, *conf, log=log), log)
    line = next((l for l in log.read_text().splitlines() if "replicas" in l), "")
    print(f"wrong spec          exit code {code}: {line}")
    return code != 2 or not line


if __name__ == "__main__":
    main()

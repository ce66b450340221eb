"""Runs a small sweep on a real standalone cluster, client and cluster deploy mode; see README.md beside."""

import argparse
import time

from cluster import Cluster
from harness import compare, in_scratch, logscape, spec_file, undisturbed, wrong_spec_file
from processes import finish, tail

CONF = ["--conf=spark.executor.memory=1g", "--conf=spark.driver.memory=1g", "--conf=spark.cores.max=2", "--conf=spark.executor.cores=1"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--replicas", type=int, default=128, help="of each of the six cells")
    arguments = parser.parse_args()
    in_scratch("standalone", lambda folder: run(folder, arguments.replicas))


def run(folder, replicas):
    failures = 0
    spec = spec_file(folder / "spec.yaml", replicas)
    reference = undisturbed(spec, folder)
    with Cluster(folder / "spark") as cluster:
        cluster.wait()
        for mode in ("client", "cluster"):
            begin = time.monotonic()
            out, log = folder / mode, folder / f"{mode}.log"
            ended = (client_mode if mode == "client" else cluster_mode)(cluster, spec, out, log)
            executors = len(list((folder / "spark").glob("worker-*/app-*/*/stderr")))
            if ended != "FINISHED":
                failures += 1
                print(f"{mode}: {ended}\n{tail(log)}")
                for error in (folder / "spark").glob("worker-*/driver-*/stderr"):
                    print(tail(error))
                continue
            lost, doubled, rows = compare(reference, out)
            failures += (lost, doubled) != (0, 0)
            print(f"{mode + ' deploy mode':19} {time.monotonic() - begin:6.1f} s  {rows} rows, {lost} lost, "
                  f"{doubled} doubled, {executors} executors so far", flush=True)
        failures += wrong_spec(cluster, folder)
    return failures


def client_mode(cluster, spec, out, log):
    code = finish(logscape("sweep", spec, "--out", out, "--master", cluster.url, *CONF, log=log), log)
    return "FINISHED" if code == 0 else f"exit code {code}"


def cluster_mode(cluster, spec, out, log):
    process = logscape("sweep", spec, "--out", out, "--master", cluster.rest_url, *CONF,
                       submit_opts="--deploy-mode cluster", log=log)
    finish(process, log)
    return cluster.driver_ended(log)


def wrong_spec(cluster, folder):
    """A user's mistake keeps its exit code and its one line on a cluster too."""
    wrong, log = wrong_spec_file(folder / "wrong.yaml"), folder / "wrong.log"
    code = finish(logscape("sweep", wrong, "--out", folder / "wrong", "--master", cluster.url, *CONF, log=log), log)
    line = next((l for l in log.read_text().splitlines() if "replicas" in l), "")
    print(f"wrong spec          exit code {code}: {line}")
    return code != 2 or not line


if __name__ == "__main__":
    main()

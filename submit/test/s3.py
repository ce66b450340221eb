"""A sweep to s3a: by Hadoop's own client and a server that speaks S3's protocol, a driver killed in mid-sweep, and damage healed.

    submit/test/s3 [--replicas N]

The server is moto on this machine; like S3 it refuses to create an object that is there. The tables are compared with those of an
embedded sweep to the local disk, row for row. A spec in the store is planned too.
"""

import argparse
import time
import urllib.request
from pathlib import Path

import boto3

from harness import HOME, compare, in_scratch, logscape, spec_file, undisturbed
from processes import Daemons, finish, free_port, kill, tail, wait_until

BUCKET = "bucket"
CLIENT = HOME / "target" / "s3"
WAVES = ("--wave-seconds", "0", "--partitions", "2", "--conf=spark.logscape.leasePeriod=1s")


class Store(Daemons):
    """A server with one bucket, for as long as a ``with``."""

    def __init__(self, folder):
        super().__init__(folder)
        self.url = f"http://127.0.0.1:{free_port()}"
        self.start("moto", [CLIENT / "moto" / "bin" / "moto_server", "-H", "127.0.0.1", "-p", self.url.rsplit(":", 1)[1]])
        wait_until(self._ready, 60, "the S3 server")
        self.client = boto3.client("s3", endpoint_url=self.url, region_name="us-east-1", aws_access_key_id="none",
                                   aws_secret_access_key="none")
        self.client.create_bucket(Bucket=BUCKET)

    def _ready(self):
        self.check()
        try:
            return urllib.request.urlopen(self.url, timeout=10).status == 200
        except OSError:
            return False

    def keys(self, prefix):
        pages = self.client.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=prefix)
        return [entry["Key"] for page in pages for entry in page.get("Contents", [])]

    def get(self, key):
        return self.client.get_object(Bucket=BUCKET, Key=key)["Body"].read()

    def put(self, key, body):
        self.client.put_object(Bucket=BUCKET, Key=key, Body=body)

    def delete(self, key):
        self.client.delete_object(Bucket=BUCKET, Key=key)

    def fetch(self, prefix, folder):
        """Copies all objects under a prefix to a local folder."""
        for key in self.keys(prefix + "/"):
            file = folder / key.removeprefix(prefix + "/")
            file.parent.mkdir(parents=True, exist_ok=True)
            if not key.endswith("/"):
                file.write_bytes(self.get(key))

    def conf(self):
        return [f"--conf=spark.hadoop.fs.s3a.{key}={value}" for key, value in {
            "endpoint": self.url, "endpoint.region": "us-east-1", "path.style.access": "true", "connection.ssl.enabled": "false",
            "access.key": "none", "secret.key": "none"}.items()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replicas", type=int, default=64, help="of each of the six cells")
    given = parser.parse_args()
    in_scratch("s3", lambda folder: run(folder, given.replicas))


def run(folder, replicas):
    failures = 0
    spec = spec_file(folder / "spec.yaml", replicas)
    reference = undisturbed(spec, folder)
    jars = ":".join(str(jar) for jar in sorted(CLIENT.glob("*.jar")))

    def told(name, begin, fault, what):
        nonlocal failures
        failures += bool(fault)
        print(f"{name:20} {time.monotonic() - begin:6.1f} s  {fault or what}", flush=True)

    with Store(folder / "store") as store:

        def command(name, *arguments):
            return logscape(*arguments, *store.conf(), spark=False, log=folder / name, extra_env={"LOGSCAPE_CLASSPATH": jars})

        def done(name, *arguments, code=0):
            got = finish(command(name, *arguments), folder / name)
            return "" if got == code else f"exit code {got}\n{tail(folder / name)}"

        def sweep(out, *more):
            return ("sweep", spec, "--out", f"s3a://{BUCKET}/{out}", *WAVES, *more)

        def tables(out):
            store.fetch(out, folder / out)
            lost, doubled, rows = compare(reference, folder / out)
            return f"{rows} rows, {lost} lost, {doubled} doubled" if lost or doubled else "", f"{rows} rows, none lost or doubled"

        begin = time.monotonic()
        fault = done("whole.log", *sweep("whole"))
        told("sweep", begin, *((fault, "") if fault else tables("whole")))

        # with the keys of the store in Spark's settings alone, and without Spark
        begin = time.monotonic()
        store.put("spec.yaml", Path(spec).read_bytes())
        local, remote = folder / "plan-local.log", folder / "plan-s3a.log"
        fault = done(local.name, "plan", spec) or done(remote.name, "plan", f"s3a://{BUCKET}/spec.yaml")
        told("spec in the store", begin, fault or ("" if local.read_text() == remote.read_text() else tail(remote)), "planned as on the local disk")

        begin = time.monotonic()
        process = command("killed.log", *sweep("killed"))
        wait_until(lambda: process.poll() is not None or len(store.keys("killed/_logscape/lists/")) >= 4, 240, "waves in the store")
        if process.poll() is not None:
            raise RuntimeError(f"the sweep ended before it could be killed, with {process.returncode}:\n{tail(folder / 'killed.log')}")
        kill(process.pid)
        process.wait()
        fault = done("resumed.log", *sweep("killed", "--resume"))
        told("driver killed", begin, *((fault, "") if fault else tables("killed")))

        begin = time.monotonic()
        told("fit", begin, done("fit.log", "fit", f"s3a://{BUCKET}/killed"), "fitted")

        begin = time.monotonic()
        flipped, gone = [key for key in store.keys("killed/runs/") if key.endswith(".parquet")][:2]
        body = bytearray(store.get(flipped))
        body[len(body) // 3] ^= 1
        store.put(flipped, bytes(body))
        store.delete(gone)
        fault = (done("found.log", "check", f"s3a://{BUCKET}/killed", "--deep", code=1)
                 or done("repaired.log", "check", f"s3a://{BUCKET}/killed", "--deep", "--repair")
                 or done("sound.log", "check", f"s3a://{BUCKET}/killed", "--deep"))
        told("damage", begin, *((fault, "") if fault else tables("killed")))
    return failures


if __name__ == "__main__":
    main()

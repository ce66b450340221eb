"""A standalone Spark cluster on one machine: the real master and workers, from PyPI's distribution."""

import os
import re
from pathlib import Path

from harness import SPARK_HOME
from processes import Daemons, children, fetch, free_port, tail, wait_until


class Cluster(Daemons):
    def __init__(self, folder, workers=2, host="127.0.0.1", environment=None):
        super().__init__(folder)
        self.host, self.environment = host, environment or {}
        self.port, self.rest, self.ui = free_port(), free_port(), free_port()
        self.workers = []
        self._spark("master", "master.Master", "--host", host, "--port", self.port, "--webui-port", self.ui)
        self.size = workers
        for _ in range(workers):
            self.add_worker()

    @property
    def url(self):
        return f"spark://{self.host}:{self.port}"

    @property
    def rest_url(self):
        return f"spark://{self.host}:{self.rest}"

    def _spark(self, name, main, *arguments, enter=()):
        environment = dict(
            os.environ, SPARK_HOME=str(SPARK_HOME), SPARK_LOCAL_IP=self.host,
            SPARK_DAEMON_MEMORY="512m",
            SPARK_DAEMON_JAVA_OPTS=f"-Dspark.master.rest.enabled=true -Dspark.master.rest.port={self.rest}"
            f" -Dspark.master.rest.host={self.host}"
            # a worker or executor that is not heard of must be missed within a test's patience
            " -Dspark.worker.timeout=15", **self.environment)
        return self.start(name, [*enter, SPARK_HOME / "bin" / "spark-class", f"org.apache.spark.deploy.{main}", *arguments], environment)

    def add_worker(self, enter=(), host=None):
        name = f"worker-{len(self.workers)}"
        worker = self._spark(
            name, "worker.Worker", "--cores", 2, "--memory", "3g",
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

"""HDFS and YARN on one machine: one NameNode, DataNode, ResourceManager and NodeManager, each the real daemon in a JVM of its own."""

import os
import subprocess
from pathlib import Path

from harness import HOME, SPARK_HOME
from processes import Daemons, fetch, free_port, wait_until

JARS = HOME / "target" / "hadoop"
DAEMONS = ("hdfs.server.namenode.NameNode", "hdfs.server.datanode.DataNode",
           "yarn.server.resourcemanager.ResourceManager", "yarn.server.nodemanager.NodeManager")
# what the daemons reach into on Java 17
OPENS = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in ("java.lang", "java.nio", "java.util")]


class Hadoop(Daemons):
    def __init__(self, folder):
        super().__init__(folder)
        self.conf = folder / "conf"
        self.conf.mkdir()
        self.name_node, self.name_node_web, self.web = free_port(), free_port(), free_port()
        self._configure()
        names = ("hadoop-client-minicluster", "jaxb", "bc", "activation")
        own = [str(jar) for jar in sorted(JARS.glob("*.jar")) if any(name in jar.name for name in names)]
        # Spark's copies of the client and of the logging
        self.class_path = os.pathsep.join([str(self.conf), *own, f"{SPARK_HOME}/jars/*"])
        try:
            self._start_all()
        except BaseException:
            self.close()
            raise

    def _start_all(self):
        self.run("hdfs.server.namenode.NameNode", "-format", "-nonInteractive")
        for main in DAEMONS:
            self.start(main.rsplit(".", 1)[1], self._command(main), self.environment())
        wait_until(self._ready, 180, "YARN's node to register")
        self.fs("-mkdir", "-p", "/spark-events", "/results")

    def _configure(self):
        local = lambda: f"127.0.0.1:{free_port()}"
        files = {
            "core-site": {"fs.defaultFS": f"hdfs://127.0.0.1:{self.name_node}", "hadoop.tmp.dir": self.folder / "data"},
            "hdfs-site": {
                "dfs.replication": 1, "dfs.namenode.http-address": f"127.0.0.1:{self.name_node_web}",
                "dfs.datanode.address": local(),
                "dfs.datanode.http.address": local(), "dfs.datanode.ipc.address": local()},
            "yarn-site": {
                "yarn.resourcemanager.address": local(), "yarn.resourcemanager.scheduler.address": local(),
                "yarn.resourcemanager.resource-tracker.address": local(), "yarn.resourcemanager.admin.address": local(),
                "yarn.resourcemanager.webapp.address": f"127.0.0.1:{self.web}",
                "yarn.nodemanager.address": local(), "yarn.nodemanager.localizer.address": local(),
                "yarn.nodemanager.webapp.address": local(), "yarn.nodemanager.hostname": "127.0.0.1",
                "yarn.nodemanager.resource.memory-mb": 10240, "yarn.nodemanager.resource.cpu-vcores": 8,
                "yarn.scheduler.minimum-allocation-mb": 256,
                # Java reserves far more addresses than it uses; real memory stays checked
                "yarn.nodemanager.vmem-check-enabled": "false",
                # a developer's disk that is nine tenths full is no reason to refuse work here
                "yarn.nodemanager.disk-health-checker.enable": "false",
                "yarn.nodemanager.local-dirs": self.folder / "containers",
                "yarn.nodemanager.log-dirs": self.folder / "container-logs"},
            "capacity-scheduler": {
                "yarn.scheduler.capacity.root.queues": "default", "yarn.scheduler.capacity.root.default.capacity": 100,
                "yarn.scheduler.capacity.maximum-am-resource-percent": 0.5},
        }
        for name, entries in files.items():
            lines = [f"<property><name>{key}</name><value>{value}</value></property>" for key, value in entries.items()]
            (self.conf / f"{name}.xml").write_text("\n".join(["<configuration>", *lines, "</configuration>", ""]))

    def environment(self):
        """What a client of this cluster needs in its environment."""
        return dict(os.environ, HADOOP_CONF_DIR=str(self.conf), YARN_CONF_DIR=str(self.conf))

    def _command(self, main, *arguments):
        java = Path(os.environ["JAVA_HOME"]) / "bin" / "java" if os.environ.get("JAVA_HOME") else "java"
        return [str(java), *OPENS, "-Xmx384m", "-cp", self.class_path, f"org.apache.hadoop.{main}", *map(str, arguments)]

    def run(self, main, *arguments):
        done = subprocess.run(self._command(main, *arguments), env=self.environment(), stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True)
        if done.returncode:
            raise RuntimeError(f"{main} {arguments}: {done.stdout}")

    def fs(self, *arguments):
        """``hdfs dfs`` with these arguments."""
        self.run("fs.FsShell", *arguments)

    def count(self, folder):
        """How many files a folder holds; 0 where it is not there."""
        try:
            found = fetch(f"http://127.0.0.1:{self.name_node_web}/webhdfs/v1{folder}?op=LISTSTATUS")
        except OSError:
            return 0
        return len(found["FileStatuses"]["FileStatus"])

    def logs(self):
        """What the containers wrote to standard error."""
        return sorted((self.folder / "container-logs").glob("*/*/stderr"))

    def _ready(self):
        self.check()
        try:
            metrics = fetch(f"http://127.0.0.1:{self.web}/ws/v1/cluster/metrics")
            # named around or not, as the JSON library on the class path has it
            return metrics.get("clusterMetrics", metrics).get("activeNodes") == 1
        except OSError:
            return False

"""Runs a small sweep through Kubernetes' own API server, client and cluster deploy mode; see README.md beside.

Pods are processes of this machine (kubelet.py); everything else is real: admission, rights, service accounts and their tokens.
"""

import argparse
import os
import time
from pathlib import Path

from control_plane import ControlPlane, Refused, URL
from harness import HOME, compare, in_scratch, logscape, published, spec_file, undisturbed, wrong_spec_file
from kubelet import Kubelet
from processes import finish, tail, wait_until

MANIFESTS = HOME / "submit" / "kubernetes"
NAMESPACE = "logscape"
# where manifests go, by their kind
PATHS = {
    "Namespace": "/api/v1/namespaces",
    "ServiceAccount": f"/api/v1/namespaces/{NAMESPACE}/serviceaccounts",
    "Role": f"/apis/rbac.authorization.k8s.io/v1/namespaces/{NAMESPACE}/roles",
    "RoleBinding": f"/apis/rbac.authorization.k8s.io/v1/namespaces/{NAMESPACE}/rolebindings",
    "CustomResourceDefinition": "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
}


class Suite:
    def __init__(self, folder, plane, kubelet, replicas):
        self.folder, self.plane, self.kubelet = folder, plane, kubelet
        self.failures = 0
        self.results = folder / "results"
        self.results.mkdir()
        # the pods' user is not the one who submits
        self.results.chmod(0o777)
        self.spec = spec_file(self.results / "spec.yaml", replicas)
        self.reference = undisturbed(self.spec, folder)

    def check(self, what, fine, detail=""):
        self.failures += not fine
        if not fine:
            print(f"  not so: {what} {detail}", flush=True)

    def sweep(self, mode, out, log, *more, spec=None):
        """Submits as submit/README.md says; what is given beside it is where the server is, and a volume in place of S3."""
        conf = {
            "spark.executor.instances": 2, "spark.driver.memory": "1g", "spark.executor.memory": "1g",
            **{f"spark.kubernetes.{role}.volumes.hostPath.results.{key}": self.results
               for role in ("driver", "executor") for key in ("mount.path", "options.path")},
        }
        # whoever submits in cluster mode, and the driver in client mode, has the rights of the service account and no more
        where = "submission." if mode == "cluster" else ""
        conf[f"spark.kubernetes.authenticate.{where}oauthToken"] = self.plane.token(NAMESPACE, "logscape")
        conf[f"spark.kubernetes.authenticate.{where}caCertFile"] = self.plane.ca
        if mode == "cluster":
            conf["spark.eventLog.dir"] = f"file:{self.results}"
        else:
            conf["spark.driver.host"] = "127.0.0.1"
            # the pods' user writes to folders that this user's driver makes on the volume
            conf["spark.hadoop.fs.permissions.umask-mode"] = "000"
        return logscape("sweep", spec or self.spec, "--out", out, "--master", f"k8s://{URL}",
                        *(f"--conf={key}={value}" for key, value in conf.items()), *more,
                        submit_opts=f"--deploy-mode {mode}", log=log)

    def compared(self, name, begin, out, code, log, note=""):
        if code:
            self.check(f"{name}: exit code 0", False, f"but {code}\n{tail(log)}\n{self.pod_logs()}")
            return
        lost, doubled, rows = compare(self.reference, out)
        self.check("no row lost or doubled", (lost, doubled) == (0, 0))
        print(f"{name:19} {time.monotonic() - begin:6.1f} s  {rows} rows, {lost} lost, {doubled} doubled{note}", flush=True)

    def pod_logs(self):
        return "\n".join(f"{log.name}:\n{tail(log, 12)}" for log in sorted(self.kubelet.folder.glob("*.log")))

    def deploy_mode(self, mode):
        begin = time.monotonic()
        before = len(self.kubelet.seen)
        out, log = self.results / mode, self.folder / f"{mode}.log"
        code = finish(self.sweep(mode, out, log), log)
        pods = self.kubelet.seen[before:]
        self.compared(f"{mode} deploy mode", begin, out, code, log, f", {len(pods)} pods")
        roles = [pod["metadata"]["labels"]["spark-role"] for pod in pods]
        self.check("pods", sorted(roles) == ["driver"] * (mode == "cluster") + ["executor"] * 2, roles)
        for pod in pods:
            self.look_at(pod)
        if mode == "cluster":
            self.arguments(pods[0], out)

    def look_at(self, pod):
        """What submit/conf asks of a pod, as the API server has it."""
        role, spec = pod["metadata"]["labels"]["spark-role"], pod["spec"]
        container = spec["containers"][0]
        environment = {entry["name"]: entry.get("value") for entry in container["env"]}
        resources = container["resources"]
        self.check("image", container["image"] == "logscape:0.1.0", container["image"])
        self.check("memory is the heap and a gibibyte for native code", resources["limits"]["memory"] == "2Gi", resources)
        self.check("cores", (resources["requests"]["cpu"], resources["limits"]["cpu"]) == ("1", "2" if role == "driver" else "1"), resources)
        self.check("one native thread", [environment.get(f"{library}_NUM_THREADS") for library in ("OMP", "OPENBLAS")] == ["1", "1"])
        scratch = [mount["name"] for mount in container["volumeMounts"] if mount["mountPath"] == "/scratch"]
        limits = [volume["emptyDir"].get("sizeLimit") for volume in spec["volumes"] if volume["name"] in scratch]
        self.check("scratch space", limits == ["20Gi"] and environment.get("SPARK_LOCAL_DIRS") == "/scratch", limits)
        if role == "driver":
            self.check("service account", spec["serviceAccountName"] == "logscape", spec["serviceAccountName"])
        else:
            options = " ".join(value for name, value in environment.items() if name.startswith("SPARK_JAVA_OPT_"))
            self.check("limit of native memory", "-Dorg.bytedeco.javacpp.maxbytes=768m" in options, options)

    def arguments(self, driver, out):
        wanted = ["--class", "org.logscape.jobs.Logscape", "local:///opt/logscape/logscape.jar", "sweep", str(self.spec), "--out", str(out)]
        self.check("arguments", driver["spec"]["containers"][0]["args"][-len(wanted):] == wanted, driver["spec"]["containers"][0]["args"])
        log = self.kubelet.log(driver["metadata"]["name"]).read_text()
        # the terminal belongs to the results, in a pod's log too
        self.check("a quiet log", " INFO " not in log, tail(self.kubelet.log(driver["metadata"]["name"]), 5))
        self.check("an event log", any(self.results.glob("eventlog_v2_*")) or any(self.results.glob("spark-*")), os.listdir(self.results))

    def wrong_spec(self):
        """A user's mistake keeps its exit code, and its line in the driver's log."""
        wrong, log = wrong_spec_file(self.results / "wrong.yaml"), self.folder / "wrong.log"
        code = finish(self.sweep("cluster", self.results / "wrong", log, spec=wrong), log)
        driver = self.kubelet.named("driver")[-1]["metadata"]["name"]
        line = next((line for line in self.kubelet.log(driver).read_text().splitlines() if line.startswith("logscape: ")), "")
        self.check("a wrong spec is told", line and code == 2, f"{code}\n{tail(log)}\n{tail(self.kubelet.log(driver))}")
        print(f"wrong spec          exit code {code}: {line}", flush=True)

    def killed(self, role):
        """A pod is lost in mid-sweep: of an executor, which the sweep survives; or of the driver, after which it is submitted again."""
        begin = time.monotonic()
        name = f"{role} pod lost"
        out, log = self.results / name.replace(" ", "-"), self.folder / f"{role}.log"
        waves = ("--wave-seconds", "0", "--partitions", "2", "--resume", "--wait")
        process = self.sweep("cluster", out, log, *waves)
        wait_until(lambda: published(out) >= 2 or process.poll() is not None, 300, f"two waves in {out}")
        victims = self.kubelet.running(role)
        if not victims:
            raise RuntimeError(f"no {role} pod to be lost:\n{tail(log)}\n{self.pod_logs()}")
        self.kubelet.kill(victims[0])
        code = finish(process, log)
        note = f", {victims[0].rpartition('-')[2]} killed"
        if role == "driver":
            self.check("a lost driver is told", code not in (0, 2), code)
            note = f", exit code {code}; submitted again"
            code = finish(self.sweep("cluster", out, log, *waves), log)
        self.compared(name, begin, out, code, log, note)

    def manifests(self, definitions):
        for definition in definitions:
            self.plane.apply(PATHS["CustomResourceDefinition"], definition.read_text())
        for operator, group in (("kubeflow", "sparkoperator.k8s.io/v1beta2"), ("apache", "spark.apache.org/v1")):
            path = f"/apis/{group}/namespaces/{NAMESPACE}/sparkapplications"
            text = (MANIFESTS / f"sparkapplication-{operator}.yaml").read_text()
            served = wait_until(lambda: self.served(f"/apis/{group}"), 30, "the definition") if definitions else False
            if not served:
                print(f"manifest of {operator}'s operator: its definition was not given (--definitions)")
                continue
            self.plane.apply(path, text)
            try:
                self.plane.apply(path, text.replace("mainClass:", "mainClasses:").replace("logscape-quickstart", "logscape-wrong"))
                self.check("an unknown field is refused", False)
            except Refused as refusal:
                self.check("an unknown field is refused", "mainClasses" in str(refusal), refusal)
            print(f"manifest of {operator}'s operator: taken, with unknown fields forbidden", flush=True)

    def served(self, path):
        try:
            return self.plane.ask("GET", path)
        except Refused:
            return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("assets", type=Path, help="folder that holds kube-apiserver and etcd")
    parser.add_argument("--replicas", type=int, default=64, help="of each of the six cells")
    parser.add_argument("--definitions", type=Path, nargs="+", default=[], metavar="FILE",
                        help="the operators' CustomResourceDefinitions of SparkApplication, to hold the manifests against")
    arguments = parser.parse_args()
    in_scratch("kubernetes", lambda folder: run(folder, arguments))


def run(folder, arguments):
    begin = time.monotonic()
    with ControlPlane(folder / "plane", arguments.assets) as plane:
        version = plane.ask("GET", "/version")["gitVersion"]
        print(f"API server          {time.monotonic() - begin:6.1f} s, Kubernetes {version}", flush=True)
        for document in (MANIFESTS / "namespace.yaml").read_text().split("\n---\n"):
            kind = next(line.partition(": ")[2] for line in document.splitlines() if line.startswith("kind: "))
            plane.apply(PATHS[kind], document)
        with Kubelet(plane, NAMESPACE, folder / "pods") as kubelet:
            suite = Suite(folder, plane, kubelet, arguments.replicas)
            suite.manifests(arguments.definitions)
            suite.deploy_mode("client")
            suite.deploy_mode("cluster")
            suite.wrong_spec()
            suite.killed("executor")
            suite.killed("driver")
            return suite.failures


if __name__ == "__main__":
    main()

"""Runs the pods of a namespace as processes of this machine, as a node's kubelet runs them as containers.

A pod has a file system of its own: the image that submit/kubernetes/Dockerfile describes, over Spark's distribution, with the pod's
volumes where it mounts them. It has an address of its own, and names of services. It has the environment, arguments and user that
pod and image give it, and no more.
"""

import http.client
import json
import os
import shlex
import shutil
import subprocess
import threading
from pathlib import Path

from control_plane import ADDRESS, Refused
from harness import HOME, SPARK_HOME
from processes import kill_tree, wait_until

# binds what the image and the pod ask for into a root of its own, then becomes the pod's user
ENTER = """
set -eu
root=$1 script=$2
hostname "$3"
mount -t tmpfs pod "$root"
for folder in usr etc; do mkdir "$root/$folder"; mount --rbind "/$folder" "$root/$folder"; done
for folder in bin sbin lib lib64; do [ ! -e "/$folder" ] || cp -a --no-target-directory "/$folder" "$root/$folder"; done
mkdir "$root/proc" "$root/dev" "$root/sys" "$root/tmp" "$root/opt"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --rbind /sys "$root/sys"
chmod 1777 "$root/tmp"
. "$script"
"""


# where Spark's images start what they start
WORK = "/opt/spark/work-dir"


class Image:
    """The file system that a Dockerfile makes: what it copies is bound, what it runs is run."""

    def __init__(self, dockerfile):
        self.steps, self.environment, self.user = [], {}, "0"
        for line in dockerfile.read_text().splitlines():
            instruction, _, rest = line.partition(" ")
            match instruction:
                case "COPY":
                    source, target = rest.split()
                    self.steps.append(bind(HOME / source, target))
                case "RUN":
                    self.steps.append(f'chroot "$root" sh -c {shlex.quote(rest)}')
                case "ENV":
                    self.environment.update(part.split("=", 1) for part in rest.split())
                case "USER":
                    self.user = rest
        # what its base image holds
        self.environment.update(SPARK_HOME="/opt/spark", JAVA_HOME="/opt/java", PATH="/usr/bin:/bin")
        java = Path(os.environ.get("JAVA_HOME") or Path(shutil.which("java")).resolve().parents[1])
        self.steps[:0] = [
            bind(java, "/opt/java"), *(bind(SPARK_HOME / part, f"/opt/spark/{part}") for part in ("bin", "sbin", "jars")),
            f'mkdir "$root{WORK}"; chmod 777 "$root{WORK}"']


def bind(source, target):
    make = f'mkdir -p "$root{target}"'
    if not Path(source).is_dir():
        # a file that is there may be the machine's own, and stays as it is
        make = f'mkdir -p "$root{Path(target).parent}"; [ -e "$root{target}" ] || : >"$root{target}"'
    return f'{make}; mount --rbind {shlex.quote(str(source))} "$root{target}"'


class Kubelet:
    def __init__(self, plane, namespace, folder):
        self.plane, self.namespace, self.folder = plane, namespace, folder
        self.image = Image(HOME / "submit/kubernetes/Dockerfile")
        self.pods, self.seen, self.addresses = {}, [], {}
        self.closed = False
        folder.mkdir()
        self.hosts, self.users = folder / "hosts", folder / "passwd"
        self.hosts.touch()
        # Spark's images know their user by name
        self.users.write_text(f"root:x:0:0::/root:/bin/sh\nspark:x:{self.image.user}:{self.image.user}::/opt/spark:/bin/sh\n")
        self.lock = threading.Lock()
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def _path(self):
        return f"/api/v1/namespaces/{self.namespace}"

    def _watch(self):
        while not self.closed:
            try:
                with self.plane.open("GET", f"{self._path}/pods?watch=1", seconds=3600) as events:
                    for line in events:
                        self._event(json.loads(line))
            except (OSError, ValueError, Refused, http.client.HTTPException):
                if self.closed:
                    return

    def _event(self, event):
        pod = event["object"]
        name = pod["metadata"]["name"]
        if event["type"] == "ADDED" and name not in self.addresses:
            self.addresses[name] = f"127.77.1.{len(self.addresses) + 1}"
            self.seen.append(pod)
            threading.Thread(target=self._run, args=(pod,), daemon=True).start()
        elif event["type"] == "DELETED":
            self.kill(name)

    def kill(self, name):
        """Kills the processes of a pod, as a node does that runs out of memory."""
        process = self.pods.get(name)
        if process and process.poll() is None:
            kill_tree(process.pid)

    def log(self, name):
        return self.folder / f"{name}.log"

    def named(self, role):
        """Pods that were ever there, by Spark's label of their role."""
        return [pod for pod in self.seen if pod["metadata"]["labels"].get("spark-role") == role]

    def running(self, role):
        return [name for name in (pod["metadata"]["name"] for pod in self.named(role))
                if name in self.pods and self.pods[name].poll() is None]

    def _run(self, pod):
        name, container = pod["metadata"]["name"], pod["spec"]["containers"][0]
        try:
            environment = {**self.image.environment, **self._environment(pod, container)}
            steps = [*self.image.steps, *self._mounts(pod, container), bind(self.hosts, "/etc/hosts"), bind(self.users, "/etc/passwd")]
            self._name_services()
            command = entry_point(container["args"], environment)
            steps.append("exec chroot \"$root\" setpriv --reuid {0} --regid {0} --clear-groups env -i -C {1} {2} {3}".format(
                self.image.user, WORK, shlex.join(f"{key}={value}" for key, value in environment.items()), shlex.join(command)))
            script, root = self.folder / f"{name}.sh", self.folder / f"{name}.root"
            script.write_text("\n".join(steps))
            root.mkdir()
            with open(self.log(name), "wb") as log:
                process = subprocess.Popen(
                    ["unshare", "--mount", "--propagation", "private", "--uts", "--pid", "--fork", "--kill-child",
                     "sh", "-c", ENTER, "pod", root, script, name], stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
            self.pods[name] = process
            self._tell(pod, "Running", {"running": {}})
            code = process.wait()
        except Exception as failure:
            code = 128
            self.log(name).write_text(f"the pod could not be started: {failure!r}")
        state = {"terminated": {"exitCode": code if code >= 0 else 128 - code}}
        self._tell(pod, "Failed" if code else "Succeeded", state)

    def _tell(self, pod, phase, state):
        name, ready = pod["metadata"]["name"], phase == "Running"
        address = self.addresses[name]
        status = {
            "phase": phase, "podIP": address, "podIPs": [{"ip": address}], "conditions": [{"type": "Ready", "status": str(ready)}],
            "containerStatuses": [{"name": pod["spec"]["containers"][0]["name"], "image": "", "imageID": "", "ready": ready,
                                   "restartCount": 0, "state": state}]}
        try:
            self.plane.ask("PATCH", f"{self._path}/pods/{name}/status", {"status": status}, kind="application/merge-patch+json")
        except (OSError, Refused):
            # it was deleted meanwhile, or the server is gone
            return

    def _environment(self, pod, container):
        fields = {"metadata.name": pod["metadata"]["name"], "status.podIP": self.addresses[pod["metadata"]["name"]]}
        return {entry["name"]: fields[entry["valueFrom"]["fieldRef"]["fieldPath"]] if "valueFrom" in entry else entry.get("value", "")
                for entry in container.get("env", [])}

    def _mounts(self, pod, container):
        volumes = {volume["name"]: volume for volume in pod["spec"]["volumes"]}
        for mount in container["volumeMounts"]:
            source = self._volume(volumes[mount["name"]], self.folder / "volumes" / pod["metadata"]["name"] / mount["name"])
            yield bind(source, mount["mountPath"])

    def _volume(self, volume, folder):
        if "hostPath" in volume:
            return volume["hostPath"]["path"]
        folder.mkdir(parents=True)
        if "emptyDir" in volume:
            folder.chmod(0o777)
        elif "configMap" in volume:
            for name, text in self._config_map(volume["configMap"]["name"]).items():
                (folder / name).write_text(text)
        elif "projected" in volume:
            # the credentials of its service account
            account = next(pod["spec"]["serviceAccountName"] for pod in self.seen if pod["metadata"]["name"] == folder.parent.name)
            (folder / "token").write_text(self.plane.token(self.namespace, account))
            (folder / "namespace").write_text(self.namespace)
            shutil.copy(self.plane.ca, folder / "ca.crt")
        else:
            raise ValueError(f"a volume of a kind that is not known here: {volume}")
        return folder

    def _config_map(self, name):
        def there():
            try:
                return self.plane.ask("GET", f"{self._path}/configmaps/{name}").get("data", {})
            except Refused:
                return None
        # the submitter makes it after the pod
        return wait_until(there, 30, f"ConfigMap {name}")

    def _name_services(self):
        """Names of pods, and of services that select pods, as a cluster's DNS has them."""
        lines = ["127.0.0.1 localhost", f"{ADDRESS} kubernetes.default.svc", *(f"{at} {name}" for name, at in self.addresses.items())]
        for service in self.plane.ask("GET", f"{self._path}/services")["items"]:
            wanted = (service["spec"].get("selector") or {}).items()
            for pod in self.seen:
                if wanted and wanted <= pod["metadata"]["labels"].items():
                    name = service["metadata"]["name"]
                    lines.append(f"{self.addresses[pod['metadata']['name']]} {name}.{self.namespace}.svc {name}")
        with self.lock:
            # in place: it is bound into pods
            self.hosts.write_text("\n".join([*lines, ""]))

    def close(self):
        self.closed = True
        for name in list(self.pods):
            self.kill(name)
            self.pods[name].wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def entry_point(arguments, environment):
    """What the entry point of Spark's images starts for a role."""
    role, *rest = arguments
    spark = environment["SPARK_HOME"]
    if role == "driver":
        return [f"{spark}/bin/spark-submit", "--conf", f"spark.driver.bindAddress={environment['SPARK_DRIVER_BIND_ADDRESS']}",
                "--deploy-mode", "client", *rest]
    if role != "executor":
        raise ValueError(f"a role that is not Spark's: {role}")
    number = lambda key: int(key.rpartition("_")[2])
    options = [environment[key] for key in sorted((k for k in environment if k.startswith("SPARK_JAVA_OPT_")), key=number)]
    memory = environment["SPARK_EXECUTOR_MEMORY"]
    told = {"driver-url": "SPARK_DRIVER_URL", "executor-id": "SPARK_EXECUTOR_ID", "cores": "SPARK_EXECUTOR_CORES",
            "app-id": "SPARK_APPLICATION_ID", "hostname": "SPARK_EXECUTOR_POD_IP", "resourceProfileId": "SPARK_RESOURCE_PROFILE_ID",
            "podName": "SPARK_EXECUTOR_POD_NAME"}
    class_path = f"{environment.get('SPARK_CONF_DIR', spark + '/conf')}:{environment.get('SPARK_CLASSPATH', '')}:{spark}/jars/*"
    return [f"{environment['JAVA_HOME']}/bin/java", *options, f"-Xms{memory}", f"-Xmx{memory}", "-cp", class_path,
            "org.apache.spark.scheduler.cluster.k8s.KubernetesExecutorBackend",
            *(part for option, key in told.items() for part in (f"--{option}", environment[key]))]

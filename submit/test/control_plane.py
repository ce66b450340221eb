"""Kubernetes' own API server and etcd on one machine, as clusters run them, and requests to them."""

import json
import ssl
import subprocess
import urllib.error
import urllib.request

from processes import Daemons, free_port, wait_until

# an address and a port at which pods find the server by the name they know, kubernetes.default.svc
ADDRESS = "127.77.0.1"
URL = f"https://{ADDRESS}:443"
ADMIN = "the-administrators-token"


class Refused(Exception):
    """What the API server answered to a request that it did not do."""

    def __init__(self, status, message):
        super().__init__(f"{status}: {message}")
        self.status = status


class ControlPlane(Daemons):
    def __init__(self, folder, assets):
        super().__init__(folder)
        self.certificates = folder / "certificates"
        self.ca = self.certificates / "apiserver.crt"
        etcd, peer = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
        key = folder / "service-accounts.key"
        subprocess.run(["openssl", "genrsa", "-out", key, "2048"], check=True, stderr=subprocess.DEVNULL)
        tokens = folder / "tokens.csv"
        tokens.write_text(f'{ADMIN},admin,admin,"system:masters"\n')
        try:
            self.start("etcd", [
                assets / "etcd", "--data-dir", folder / "etcd", "--listen-client-urls", etcd, "--advertise-client-urls", etcd,
                "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", f"default={peer}",
                "--unsafe-no-fsync"])
            self.start("kube-apiserver", [
                assets / "kube-apiserver", "--etcd-servers", etcd, "--cert-dir", self.certificates,
                "--bind-address", ADDRESS, "--secure-port", 443, "--endpoint-reconciler-type", "none",
                "--service-cluster-ip-range", "10.77.0.0/16", "--authorization-mode", "RBAC", "--token-auth-file", tokens,
                "--service-account-issuer", "https://kubernetes.default.svc", "--service-account-key-file", key,
                "--service-account-signing-key-file", key])
            wait_until(self._ready, 120, "the API server")
        except BaseException:
            self.close()
            raise

    def _ready(self):
        self.check()
        try:
            return self.ask("GET", "/readyz", raw=True) == b"ok"
        except (OSError, Refused):
            return False

    def open(self, method, path, body=None, kind="application/json", seconds=30):
        """The answer as a stream; ``body`` is text or what becomes JSON."""
        data = body if body is None or isinstance(body, str) else json.dumps(body)
        request = urllib.request.Request(f"{URL}{path}", method=method, data=None if data is None else data.encode(),
                                         headers={"Authorization": f"Bearer {ADMIN}", "Content-Type": kind})
        trust = ssl.create_default_context(cafile=self.ca)
        try:
            return urllib.request.urlopen(request, timeout=seconds, context=trust)
        except urllib.error.HTTPError as refusal:
            raise Refused(refusal.code, refusal.read().decode()) from None

    def ask(self, method, path, body=None, kind="application/json", raw=False):
        with self.open(method, path, body, kind) as answer:
            return answer.read() if raw else json.load(answer)

    def apply(self, path, manifest):
        """Creates what a document of YAML says; unknown and doubled fields are refused."""
        return self.ask("POST", f"{path}?fieldValidation=Strict", manifest, kind="application/yaml")

    def token(self, namespace, account):
        """What a pod of this service account holds."""
        return self.ask("POST", f"/api/v1/namespaces/{namespace}/serviceaccounts/{account}/token",
                        {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {}})["status"]["token"]

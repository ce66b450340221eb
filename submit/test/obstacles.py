"""What a machine puts in a sweep's way: a disk that fills up, a network that is cut. For root alone."""

import os
import subprocess
import time


def small_disk(folder, size):
    """Makes a folder that holds no more than ``size`` (of tmpfs, such as 64m)."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "logscape-test", folder], check=True)


def fill(file):
    """Takes all space that is left."""
    with open(file, "wb", buffering=0) as f:
        try:
            while True:
                f.write(bytes(1 << 12))
        except OSError:
            pass


class Link:
    """Two network namespaces, near and far, and a link between them, until the end of a ``with``."""

    NEAR, FAR, DEVICE = "10.213.7.1", "10.213.7.2", "veth0"

    def __init__(self):
        self.near, self.far = f"lsnear{os.getpid()}", f"lsfar{os.getpid()}"

    def __enter__(self):
        for name in (self.near, self.far):
            self._ip("netns", "add", name)
        self._ip("-n", self.near, "link", "add", self.DEVICE, "type", "veth", "peer", "name", self.DEVICE, "netns", self.far)
        for name, address in ((self.near, self.NEAR), (self.far, self.FAR)):
            self._ip("-n", name, "addr", "add", f"{address}/24", "dev", self.DEVICE)
            for device in ("lo", self.DEVICE):
                self._ip("-n", name, "link", "set", device, "up")
        return self

    def __exit__(self, *_):
        for name in (self.near, self.far):
            subprocess.run(["ip", "netns", "del", name])

    @staticmethod
    def _ip(*arguments):
        subprocess.run(["ip", *arguments], check=True)

    @staticmethod
    def inside(name):
        """What stands before a command that is to run in a namespace."""
        return ["ip", "netns", "exec", name]

    @classmethod
    def cut(cls, seconds):
        """Cuts the link for a while; called in the near namespace."""
        cls._ip("link", "set", cls.DEVICE, "down")
        time.sleep(seconds)
        cls._ip("link", "set", cls.DEVICE, "up")

"""Processes that a test starts and ends, and waiting for what they do."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_until(condition, seconds, what):
    """Polls; fails loudly. Gives what the condition gave."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} s for {what}")
        time.sleep(0.05)


def fetch(url):
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def tail(log, lines=25):
    return "\n".join(Path(log).read_text(errors="replace").splitlines()[-lines:])


def children(pid):
    try:
        return [int(child) for task in Path(f"/proc/{pid}/task").iterdir()
                for child in (task / "children").read_text().split()]
    except OSError:
        return []


def descendants(pid):
    return [p for child in children(pid) for p in (*descendants(child), child)]


def kill(pid):
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def kill_tree(pid):
    for each in [*descendants(pid), pid]:
        kill(each)


def finish(process, log, seconds=400):
    """The exit code; what is still there after the time, or when the test is ended itself, is killed."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"{process.args[1:3]} took over {seconds} s, see {log}\n{tail(log)}") from None
    finally:
        if process.poll() is None:
            kill_tree(process.pid)


class Daemons:
    """Processes that stay until the end of a ``with``; every one is started here and ended here, with all that it started."""

    def __init__(self, folder):
        self.folder = folder
        self._started = []
        folder.mkdir(parents=True, exist_ok=True)

    def start(self, name, command, environment=None, **how):
        """Starts one, whose output goes to NAME.log."""
        with open(self.log(name), "wb") as log:
            process = subprocess.Popen([str(part) for part in command], env=environment, stdout=log, stderr=subprocess.STDOUT,
                                       start_new_session=True, **how)
        self._started.append((name, process))
        return process

    def log(self, name):
        return self.folder / f"{name}.log"

    def check(self):
        """Fails where one of them has ended."""
        for name, process in self._started:
            if process.poll() is not None:
                raise RuntimeError(f"{name} ended with {process.returncode}:\n{tail(self.log(name))}")

    def close(self):
        for _, process in reversed(self._started):
            kill_tree(process.pid)
            process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

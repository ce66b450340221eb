"""Runs a command beside a real standalone master and two workers, and ends them; LOGSCAPE_TEST_MASTER in the command's
environment is the master's URL. Ends with the command's exit code."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from cluster import Cluster
from processes import kill_tree


def main():
    # whoever ends this script ends what it started
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="logscape-cluster-") as folder, Cluster(Path(folder)) as cluster:
        cluster.wait()
        process = subprocess.Popen(sys.argv[1:], env=dict(os.environ, LOGSCAPE_TEST_MASTER=cluster.url))
        try:
            return process.wait()
        finally:
            if process.poll() is None:
                kill_tree(process.pid)


if __name__ == "__main__":
    sys.exit(main())

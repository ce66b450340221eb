"""Processor time that `plan` expects beside what the commands take, for each kind of experiment.

    submit/test/forecast [--only KIND ...] [--factor F] [--separate]

For each kind it runs `plan --json`, then `run` and `fit` (or `rare` and `fit`), and prints a row of a table: the seconds of processor
time (user and system) that `plan` says and that the command took, Java's start included, and their ratio. Fails where a ratio is beyond
the factor, either way. --separate takes `sweep`, `fit` and `report` apart in place of `run`.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

from harness import HOME, in_scratch
from processes import tail

LAUNCHER = shlex.split(os.environ.get("LOGSCAPE", str(HOME / "submit" / "logscape")))

WELL = "{type: double-well, dimensions: 2, barrier: 1.5, label_noise: %s}"
SGD = "{type: sgd, batch_size: 1, learning_rate: 0.04}"

# Small experiments, each a minute or less. `rare` stands in place of `run` for the one that asks for rare events.
KINDS = {
    "short runs": f"""\
replicas: 50000
model: {WELL % "[0.5, 0.6, 0.7, 0.8]"}
dynamics: {SGD}
observe: {{escape: {{events: [separatrix]}}}}
stop: {{steps: 1000, after: separatrix}}
""",
    "until a width": f"""\
replicas: 100
model: {WELL % "[0.5, 1, 1.5]"}
dynamics: {SGD}
observe: {{escape: {{events: [separatrix, basin]}}}}
stop: {{steps: 200000, after: separatrix}}
until: {{width: 0.05}}
fit: [escape-rate, escape-law, survival, memorylessness]
""",
    "langevin": """\
replicas: 1000
model: {type: quartic-well, dimensions: [1, 6], minimum_loss: [2, 0.5]}
dynamics: {type: langevin, batch_size: 1, learning_rate: 0.05}
observe: {escape: {events: [separatrix, basin]}}
stop: {steps: 2000000, after: all}
fit: [escape-rate, escape-law, law-contest, survival, memorylessness]
""",
    "losses": """\
replicas: 64
model: {type: linear-regression, dimensions: [2, 10], label_noise: 1}
dynamics: {type: sgd, batch_size: 1, learning_rate: [0.02, 0.05]}
observe: {loss_histogram: {burn_in: 5000, every: 20}, snapshots: {every: 1000}}
stop: {steps: 500000}
fit: [stationary-law, tail-law]
""",
    "finite data": """\
replicas: 1500
model: {type: linear-regression, dimensions: [1, 4], curvature: 1, label_noise: 1, samples: 10000}
dynamics: {type: sgd, batch_size: 1, learning_rate: 0.1, sampling: replacement}
observe: {escape: {levels: [1.1, 1.2, 1.3, 1.4, 1.5]}}
stop: {steps: 200000, after: levels}
fit: [escape-rate, escape-law, law-contest]
""",
    "network": """\
replicas: 8
model: {type: mlp, widths: [100, 50, 10], activation: relu, loss: cross-entropy}
data: {format: synthetic, shape: [100], classes: 10, spread: 0.3, take: 200, test_take: 4000, scale: none}
dynamics: {type: sgd, learning_rate: [0.05, 0.1], batch_size: [20, 100], sampling: replacement}
pair: [dynamics.batch_size]
observe: {evaluation: {steps: log}, sharpness: {samples: 50, eigenvalues: 4}}
stop: {steps: 4000}
fit: [test-error, flatness]
""",
    "formula": """\
replicas: 200
model:
  type: formula
  parameters: {u: 1}
  features: ["u - 0.0361", "(1 + 0.15*u + 0.05*u^2)*(u^2 - 1)"]
  label_noise: [0.8, 1.2]
  minima: {sharp: [0.8], flat: [-0.6]}
dynamics: {type: sgd, batch_size: 1, learning_rate: 0.02}
start: {minimum: [sharp, flat]}
observe: {escape: {events: [separatrix]}}
stop: {steps: 1000000, after: separatrix}
fit: [escape-rate, law-contest, preference]
""",
    "rare": """\
replicas: 10
model: {type: double-well, dimensions: [1, 2], barrier: 2, label_noise: [6, 4, 3]}
dynamics: {type: sgd, batch_size: 1, temperature: 0.02, sampling: online}
observe: {escape: {events: [separatrix]}}
stop: {steps: 200000, after: separatrix}
rare: {method: forward-flux, event: separatrix, order: coordinate, trials: 500, repeats: 20}
fit: [escape-rate, escape-law, law-contest]
""",
}


def seconds(*arguments, log):
    """Processor time of a command, user and system, its children's included."""
    with open(log, "ab") as out:
        command = subprocess.Popen([*LAUNCHER, *map(str, arguments)], stdout=out, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(command.pid, 0)
    command.returncode = os.waitstatus_to_exitcode(status)
    if command.returncode:
        raise RuntimeError(f"{arguments[0]} ended with {command.returncode}:\n{tail(log)}")
    return used.ru_utime + used.ru_stime


def planned(spec):
    done = subprocess.run([*LAUNCHER, "plan", str(spec), "--json"], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["processor_seconds"]


def rows(kind, folder, separate):
    """Command, seconds that plan says, seconds that it took."""
    spec, out, log = folder / "spec.yaml", folder / "out", folder / "log"
    folder.mkdir()
    spec.write_text(f"name: forecast\nseed: 7\n{KINDS[kind]}")
    expected = planned(spec)
    first = ["rare"] if "rare" in expected else ["sweep"] if separate else ["run"]
    rest = ["fit", "report"] if separate else ["fit"]
    for command in first:
        yield command, expected[command], seconds(command, spec, "--out", out, log=log)
    for command in rest:
        yield command, expected[command], seconds(command, out, log=log)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--factor", type=float, default=2)
    parser.add_argument("--separate", action="store_true")
    given = parser.parse_args()

    def compared(scratch):
        beyond = 0
        print("| kind | command | plan s | taken s | taken / plan |\n|---|---|---|---|---|", flush=True)
        for kind in given.only:
            for command, expected, taken in rows(kind, Path(scratch) / kind.replace(" ", "-"), given.separate):
                ratio = taken / expected
                within = 1 / given.factor <= ratio <= given.factor
                beyond += not within
                print(f"| {kind} | `{command}` | {expected:.0f} | {taken:.0f} | {ratio:.2f} |{'' if within else ' <- beyond'}", flush=True)
        return beyond

    # the archive of classes is made once, by the first command: it is not to be in a figure
    subprocess.run([*LAUNCHER, "doctor"], stdout=subprocess.DEVNULL, stderr=sys.stderr)
    in_scratch("forecast", compared)


if __name__ == "__main__":
    main()

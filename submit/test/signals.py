"""SIGTERM or Ctrl-C in the middle of a sweep, a sweep for a width, runs that are followed, rare events, a fit, a report and a repair.

    submit/test/signals [CASE ...] [--seconds S] [--signal TERM|INT]

The signal comes some seconds after the first wave was published. The command ends with exit code 143 or 130 and one line, without a
trace. What was published stays: a deep check finds the folder sound, and the same command with --resume leaves the tables of an
undisturbed one. The case "raised" takes kill -9 for the signal: a step limit is raised, the driver that follows the runs is killed, the
limit is raised again, the next driver is killed too, and a third one ends the work. LOGSCAPE names another launcher than
submit/logscape.
"""

import argparse
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

from harness import HOME, in_scratch

LAUNCHER = shlex.split(os.environ.get("LOGSCAPE", str(HOME / "submit" / "logscape")))
LINE = "logscape: stopped by a signal; what was published stays valid, --resume goes on from there"
TRACE = ("\tat ", "Exception", "ERROR", "WARN ")

LANDSCAPE = """\
name: signals
seed: 3
replicas: {replicas}
model: {{type: double-well, dimensions: 2, barrier: 2, label_noise: [0.5, 0.6]}}
dynamics: {{type: sgd, batch_size: 1, learning_rate: 0.001}}
observe:
  escape: {{events: [separatrix]}}
  snapshots: {{every: 10000}}
stop: {{steps: {steps}, after: separatrix}}
{more}
"""

RARE = """\
name: signals
seed: 7
model: {type: quartic-well, dimensions: 2, minimum_loss: 0.4}
dynamics: {type: langevin, batch_size: 1, learning_rate: [0.04, 0.05]}
observe: {escape: {events: [separatrix]}}
stop: {steps: 40000, after: separatrix}
rare: {method: forward-flux, event: separatrix, trials: 4000, repeats: 24}
"""


def landscape(replicas, steps, more=""):
    return LANDSCAPE.format(replicas=replicas, steps=steps, more=more)


# commands before the one that is stopped, and that one, each with its spec (one without reads the folder), and the files that it makes
CASES = {
    "sweep": ([("sweep", landscape(600, 200000))], "runs/wave-*"),
    "until": (
        [("sweep", landscape(100, 50000, "until: {width: 0.2, max_runs: 2000, max_steps: 400000}"))],
        "_logscape/parked/*/wave-*",
    ),
    "followed": ([("sweep", landscape(300, 20000)), ("sweep", landscape(300, 300000))], "_logscape/followed/runs/wave-*"),
    "rare": ([("rare", RARE)], "rare_stages/wave-*"),
    "fit": ([("sweep", landscape(5000, 300)), ("fit", None)], "runs/wave-*"),
    "check": ([("sweep", landscape(300, 60000)), ("check", None)], "runs/wave-*"),
    "report": ([("sweep", landscape(500, 300)), ("fit", None), ("report", None)], "runs/wave-*"),
}
RAISED = "raised"
WAVES = ["--wave-seconds", "1"]


def arguments(folder, command, spec, out):
    if spec is None:
        return [command, str(out), *(["--deep", "--repair"] if command == "check" else [])]
    file = folder / "spec.yaml"
    file.write_text(spec)
    return [command, str(file), "--out", str(out), "--resume", *(WAVES if command == "sweep" else [])]


def logscape(given):
    done = subprocess.run([*LAUNCHER, *given], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(given)} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done


def stopped(given, began, seconds, sent, log):
    """Faults of a command that is sent a signal some seconds after it has begun to publish."""
    with log.open("w") as file:
        child = subprocess.Popen([*LAUNCHER, *given], stdout=file, stderr=subprocess.STDOUT)
        while not began() and child.poll() is None:
            time.sleep(0.2)
        time.sleep(seconds)
        if child.poll() is not None:
            return [f"ended with {child.returncode} before the signal"]
        begin = time.monotonic()
        child.send_signal(sent)
        code = child.wait(150)
        took = time.monotonic() - begin
    lines = log.read_text().splitlines()
    faults = [f"exit code {code}"] if code != 128 + sent else []
    faults += [f"{lines.count(LINE)} lines that say so"] if lines.count(LINE) != 1 else []
    faults += [f"a trace: {line}" for line in lines if any(mark in line for mark in TRACE)][:3]
    return faults + ([f"took {took:.0f} s to stop"] if took > 60 else [])


def damage(folder):
    """Takes away all but the first files of runs and snapshots."""
    for file in [*sorted(folder.glob("runs/wave-*"))[1:], *sorted(folder.glob("snapshots/wave-*"))[1:]]:
        file.unlink()


def sound(out):
    """Faults that a deep check finds in a folder of results."""
    if not (out / "_logscape" / "spec.yaml").exists():
        return []
    checked = subprocess.run([*LAUNCHER, "check", str(out), "--deep", "--json"], capture_output=True, text=True)
    return [f"check: {checked.stdout}{checked.stderr}"] if checked.returncode else []


def different(whole, broken):
    same = subprocess.run([HOME / "submit/test/same-tables", whole, broken], capture_output=True, text=True)
    return [f"tables differ: {same.stdout[-1000:]}"] if same.returncode else []


def killed(given, out, steps, seconds, log):
    """Faults of a sweep that is killed some seconds after it has kept rows of runs that it follows to a step limit."""
    followed = out / "_logscape" / "followed"

    def began():
        frozen = followed / "_logscape" / "spec.yaml"
        return frozen.exists() and f"steps: {steps}\n" in frozen.read_text() and any(followed.glob("runs/wave-*"))

    with log.open("w") as file:
        child = subprocess.Popen([*LAUNCHER, *given], stdout=file, stderr=subprocess.STDOUT)
        while not began() and child.poll() is None:
            time.sleep(0.1)
        time.sleep(seconds)
        child.kill()
        code = child.wait()
    return [] if code == -signal.SIGKILL else [f"ended with {code} before it was killed: {log.read_text()[-1000:]}"]


def raised(folder, seconds):
    """A step limit that is raised twice, each time with a driver that is killed."""
    whole, broken = folder / "whole", folder / "broken"
    faults = []
    for out in (whole, broken):
        logscape(arguments(folder, "sweep", landscape(300, 20000), out))
    kept = []
    for steps in (300000, 500000):
        given = arguments(folder, "sweep", landscape(300, steps), broken)
        faults += killed(given, broken, steps, seconds, folder / f"log-{steps}") + sound(broken)
        kept.append(len(list(broken.glob("_logscape/followed/runs/wave-*"))))
    for out in (whole, broken):
        logscape(arguments(folder, "sweep", landscape(300, 500000), out))
    faults += sound(broken) + different(whole, broken)
    print(f"raised: {'; '.join(faults) or f'well; {kept[0]} and {kept[1]} waves were kept when the drivers were killed'}", flush=True)
    return faults


def run(folder, name, seconds, sent):
    steps, made = CASES[name]
    whole, broken = folder / "whole", folder / "broken"
    for command, spec in steps[:-1]:
        for out in (whole, broken):
            logscape(arguments(folder, command, spec, out))
    command, spec = steps[-1]
    if command == "check":
        damage(broken)
    wait = seconds if spec else seconds + 6
    faults = stopped(arguments(folder, command, spec, broken), lambda: any(broken.glob(made)), wait, sent, folder / "log")
    files = len(list(broken.glob(made)))
    if command != "check":
        faults += sound(broken)
    for out in (whole, broken):
        logscape(arguments(folder, command, spec, out))
    if command != "report":
        faults += different(whole, broken)
    print(f"{name}: {'; '.join(faults) or f'well; {files} files of waves were kept'}", flush=True)
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*", choices=[*CASES, RAISED, []], metavar="CASE", help=", ".join([*CASES, RAISED]))
    parser.add_argument("--seconds", type=float, default=2, help="from the first published wave to the signal")
    parser.add_argument("--signal", choices=["TERM", "INT"], default="TERM")
    given = parser.parse_args()
    # a shell starts what it runs in the background with Ctrl-C switched off, which commands would inherit
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def all_cases(scratch):
        failed = 0
        for name in given.cases or [*CASES, RAISED]:
            folder = Path(scratch) / name
            folder.mkdir()
            begin = time.monotonic()
            failed += bool(
                raised(folder, given.seconds)
                if name == RAISED
                else run(folder, name, given.seconds, signal.Signals[f"SIG{given.signal}"])
            )
            print(f"{name}: {time.monotonic() - begin:.0f} s", flush=True)
        return failed

    in_scratch("signals", all_cases)


if __name__ == "__main__":
    main()

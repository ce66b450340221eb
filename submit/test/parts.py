"""Compares the parts that the jars hold with the page that lists them and their advisories, jobs/docs/parts.md.

    submit/test/parts [--run]        after a build

Every part of logscape.jar must stand on the page with its version, and no other; of those marked "both", logscape-thin.jar must hold
the classes. The SBOM, target/bom.json, is compared too where there is one. --run trains a small network and fails if a class is loaded
of a part that the page says is never loaded.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
PAGE = HOME / "jobs" / "docs" / "parts.md"
TARGET = HOME / "jobs" / "target"

# Parts whose jars carry no Maven metadata: what shows that they are there.
UNMARKED = {
    "info.picocli:picocli": "picocli/",
    "net.java.dev.jna:jna": "com/sun/jna/",
    "net.java.dev.jna:jna-platform": "com/sun/jna/platform/",
    "org.webjars.npm:echarts": "META-INF/resources/webjars/echarts/",
}

# Packages of parts that are never loaded, as they are named in the jar.
NEVER = (
    "org.nd4j.shade.jackson.", "org.nd4j.shade.yaml.", "org.nd4j.shade.protobuf.", "org.nd4j.shade.wstx.", "org.nd4j.shade.stax2.",
    "oshi.", "com.sun.jna.", "com.jakewharton.byteunits.", "net.ericaro.neoitertools.", "org.threeten.", "org.apache.commons.net.",
    "org.nd4j.shade.guava.io.",
)

NETWORK = """\
name: parts
seed: 1
replicas: 1
model: {type: mlp, widths: [4, 3, 1], activation: tanh, loss: mean-square}
data: {format: synthetic, shape: [4], classes: 2, spread: 0.3, take: 20, scale: none, labels_as: even-odd}
dynamics: {type: sgd, learning_rate: 0.05, batch_size: 5, sampling: replacement}
observe: {evaluation: {every: 1}}
stop: {steps: 20}
"""


def on_page():
    """Version and jar of each part, from the first table of the page."""
    rows = re.findall(r"^\| ([\w.-]+:[\w.-]+) \| (\S+) \| (both|full) \| (yes|no) \|", PAGE.read_text(), re.M)
    return {part: (version, jar) for part, version, jar, _ in rows}


def in_jar(file):
    """Version of each part, None where the jar does not say."""
    parts = {}
    with zipfile.ZipFile(file) as jar:
        names = jar.namelist()
        for name in names:
            if re.fullmatch(r"META-INF/maven/[^/]+/[^/]+/pom.properties", name):
                facts = dict(re.findall(r"^(\w+)=(\S*)\s*$", jar.read(name).decode(), re.M))
                if facts["groupId"] != "org.logscape":
                    parts[f"{facts['groupId']}:{facts['artifactId']}"] = facts["version"]
    for part, prefix in UNMARKED.items():
        if any(name.startswith(prefix) and not name.endswith("/") for name in names):
            parts.setdefault(part, None)
    return parts


def differences(page, jar, what):
    """One line for each part that differs."""
    for part in sorted(page.keys() | jar.keys()):
        if part not in page:
            yield f"{part} {jar[part] or ''} is in {what}, and not on the page"
        elif part not in jar:
            yield f"{part} is on the page, and not in {what}"
        elif jar[part] not in (None, page[part]):
            yield f"{part} is {jar[part]} in {what}, and {page[part]} on the page"


def of_bom(file):
    """Parts of the SBOM; those that other parts carry inside are not in it."""
    parts = json.loads(file.read_text())["components"]
    return {f"{part['group']}:{part['name']}": part["version"] for part in parts if part["group"] != "org.logscape"}


def loaded():
    """Classes of NEVER that a run of a network loads."""
    with tempfile.TemporaryDirectory() as folder:
        spec, log = Path(folder) / "spec.yaml", Path(folder) / "classes"
        spec.write_text(NETWORK)
        options = {"LOGSCAPE_JAVA_OPTS": f"-Xlog:class+load:file={log}"}
        command = [HOME / "submit" / "logscape", "run", spec, "--out", Path(folder) / "out"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **options})
        names = [line.split()[1] for line in log.read_text(errors="replace").splitlines() if " source:" in line]
    if not any(name.startswith("org.nd4j.linalg.") for name in names):
        sys.exit("parts: the run of a network loaded no class of ND4J")
    return sorted({name for name in names if name.startswith(NEVER)})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", action="store_true")
    given = parser.parse_args()
    page = on_page()
    faults = list(differences({part: version for part, (version, _) in page.items()}, in_jar(TARGET / "logscape.jar"), "logscape.jar"))
    both = {part: version for part, (version, jar) in page.items() if jar == "both"}
    faults += differences(both, in_jar(TARGET / "logscape-thin.jar"), "logscape-thin.jar")
    bom = HOME / "target" / "bom.json"
    if bom.exists():
        known = of_bom(bom)
        faults += [line for line in differences({p: v for p, (v, _) in page.items()}, known, "the SBOM") if "not in the SBOM" not in line]
    if given.run:
        faults += [f"{name} is loaded" for name in loaded()]
    for fault in faults:
        print(f"parts: {fault}", file=sys.stderr)
    print(f"parts: {len(page)} on the page, {len(faults)} differences" + ("" if bom.exists() else ", no SBOM"))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()

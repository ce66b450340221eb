"""Starts a real Zeppelin server, imports the notes, runs them over REST and looks at what every paragraph gave.

Arguments: the server's class path, a folder to work in, then folders of results, on each of which every note runs. What each
paragraph gave is written as JSON for charts.py.
"""

import json
import os
import shutil
import signal
import sys
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUBMIT = HERE.parents[1] / "submit"
sys.path.insert(0, str(SUBMIT / "test"))

from processes import Daemons, free_port, tail, wait_until  # noqa: E402  (found there alone)

NOTES = sorted(HERE.parent.glob("*.zpln"))
ENDS = {"FINISHED", "ERROR", "ABORT"}


class Zeppelin(Daemons):
    """A server of our own with an empty home."""

    def __init__(self, classpath, home):
        super().__init__(home / "logs")
        self.home, self.port = home, free_port()
        for folder in ("conf", "notebook", "run", "bin", "local-repo", "interpreter/logscape", "web/next"):
            (home / folder).mkdir(parents=True)
        # the server's artefact has no pages, and wants some
        for folder in ("web", "web/next"):
            (home / folder / "index.html").write_text("<!doctype html><title>Zeppelin</title>")
        shutil.copy(HERE / "interpreter.sh", home / "bin/interpreter.sh")
        shutil.copy(HERE / "interpreter-setting.json", home / "interpreter/logscape/interpreter-setting.json")
        environment = dict(
            os.environ, ZEPPELIN_HOME=str(home), ZEPPELIN_ADDR="127.0.0.1", ZEPPELIN_PORT=str(self.port),
            ZEPPELIN_IDENT_STRING="notes", ZEPPELIN_WAR=str(home / "web"), ZEPPELIN_ANGULAR_WAR=str(home / "web/next"),
            ZEPPELIN_NOTEBOOK_DIR=str(home / "notebook"), ZEPPELIN_LOCAL_IP="127.0.0.1", SPARK_LOCAL_IP="127.0.0.1")
        modules = [line for line in (SUBMIT / "java-modules").read_text().splitlines() if line[0] != "#"]
        self.start("server", [
            "java", *modules, "-Xmx768m", f"-Dzeppelin.home={home}", f"-Dlog4j.configuration=file:{self.logging()}",
            f"-Dzeppelin.log.file={home}/logs/zeppelin.log", "-cp", f"{home}/conf:{classpath}",
            "org.apache.zeppelin.server.ZeppelinServer"], environment, cwd=home)

    def logging(self):
        file = self.home / "conf/log4j.properties"
        file.write_text("log4j.rootLogger=INFO, out\nlog4j.appender.out=org.apache.log4j.ConsoleAppender\n"
                        "log4j.appender.out.layout=org.apache.log4j.PatternLayout\n"
                        "log4j.appender.out.layout.ConversionPattern=%d{HH:mm:ss} %p %c{1} %m%n\n")
        return file

    def ask(self, method, path, body=None, seconds=300):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api{path}", method=method,
            data=None if body is None else json.dumps(body).encode(), headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=seconds) as answer:
            return json.load(answer).get("body")

    def wait(self):
        def answer():
            self.check()
            try:
                return self.ask("GET", "/version", seconds=5)
            except (OSError, ValueError):
                return None
        return wait_until(answer, 120, "the server to answer")

    def interpreter(self, name):
        """A setting called as the notes call it; Zeppelin's own of that name is not in the Maven repository."""
        properties = {"spark.master": "local[2]", "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2",
                      "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
                      "markdown.parser.type": "markdown4j", "zeppelin.interpreter.close.cancel_job": "true"}
        self.ask("POST", "/interpreter/setting", {
            "name": name, "group": "logscape", "dependencies": [],
            "properties": {key: {"name": key, "value": value, "type": "string"} for key, value in properties.items()},
            "option": {"remote": True, "perNote": "shared", "perUser": "shared", "session": False, "process": False}})

    def run(self, file, folder):
        note = json.loads(file.read_text())
        load(note)["settings"]["params"]["DIR"] = str(folder)
        note["name"] += f" ({folder.name})"
        identity = self.ask("POST", "/notebook/import", note)
        note = self.ask("GET", f"/notebook/{identity}")
        ended = [self.run_paragraph(identity, paragraph["id"]) for paragraph in note["paragraphs"]]
        # what the first paragraph set for the whole note is known now
        return {**self.ask("GET", f"/notebook/{identity}"), "paragraphs": ended}

    def run_paragraph(self, note, paragraph):
        """One paragraph as it ended. Zeppelin's own waiting ("blocking") never comes back where its poller writes RUNNING over the
        end that a fast paragraph has reached already (ZEPPELIN-4483); the date of the end tells."""
        # OK even where the paragraph failed
        self.ask("POST", f"/notebook/job/{note}/{paragraph}", {})

        def ended():
            now = self.ask("GET", f"/notebook/{note}/paragraph/{paragraph}")
            return now if now["status"] in ENDS or "dateFinished" in now else None
        wait_until(ended, 300, f"paragraph {paragraph}")
        try:
            return wait_until(lambda: (now := ended())["status"] in ENDS and now, 5, "its status")
        except TimeoutError:
            print(f"      {paragraph} has ended, and Zeppelin shows it as running (ZEPPELIN-4483)", flush=True)
            return {**ended(), "status": "FINISHED"}


def load(note):
    return next(p for p in note["paragraphs"] if p["text"].startswith("%spark\n"))


def output(paragraph):
    messages = (paragraph.get("results") or {}).get("msg") or []
    return messages[0]["data"] if messages else ""


def rows(paragraph):
    return max(0, len(output(paragraph).strip("\n").splitlines()) - 1)


def main():
    # whoever ends this script ends the server too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    classpath, work, *folders = sys.argv[1], *map(Path, sys.argv[2:])
    begin = time.monotonic()
    failed = []
    with Zeppelin(classpath, work / "zeppelin") as server:
        print(f"Zeppelin {server.wait()['version']} answers after {time.monotonic() - begin:.0f} s")
        server.interpreter("spark")
        server.interpreter("md")
        for file in NOTES:
            for folder in folders:
                note = server.run(file, folder)
                failed += faults(note, file, folder)
                queries = [paragraph for paragraph in note["paragraphs"] if paragraph["text"].startswith("%spark.sql")]
                print(f"{time.monotonic() - begin:4.0f} s  {file.name} on {folder.name}: {len(note['paragraphs'])} paragraphs, "
                      f"{sum(rows(query) > 0 for query in queries)} of {len(queries)} queries with rows", flush=True)
                (work / f"{file.stem}-{folder.name}.json").write_text(json.dumps(note))
        if failed:
            sys.exit("\n".join(failed) + "\n--- the server's log ends\n" + tail(server.log("server"), 40))


def faults(note, file, folder):
    """What is not as it must be in a note that was run."""
    for paragraph in note["paragraphs"]:
        code = (paragraph.get("results") or {}).get("code")
        if paragraph["status"] != "FINISHED" or code != "SUCCESS":
            yield (f"{file.name} on {folder.name}: {paragraph['title'] or paragraph['text'][:30]!r} is "
                   f"{paragraph['status']}, {code}: {output(paragraph)[:600]}")
    forms = {**note["noteForms"], **load(note)["settings"]["forms"]}
    if forms.keys() != {"DIR", "cell"}:
        yield f"{file.name}: forms are {sorted(forms)}, not DIR and cell"


if __name__ == "__main__":
    main()

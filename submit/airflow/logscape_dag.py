"""Airflow 3: a Logscape experiment as a DAG: sweep, fit, verify and check the tables, report, publish.

One folder of results for each logical date, or for each run_id where a run that was started by hand has none. Every task may
be repeated: the sweep resumes what is there, and a lease on the folder keeps a second driver waiting while a first one lives, so
a retry cannot double it. Nothing is published before both checks passed. See README.md.
"""

from datetime import datetime, timedelta

import logscape_tasks
from airflow.sdk import DAG, Asset, Param, task
from logscape_tasks import OUT, SPECS

# A manual run may have no logical date, and then its context has no such name either; its run_id names the folder.
RUN = "{{ (dag_run.logical_date | ts_nodash) if dag_run.logical_date else (run_id | replace(':', '-') | replace('+', '-')) }}"
DIR = f"{OUT}/{{{{ params.experiment }}}}/{RUN}"
SEED = "{{ ((dag_run.logical_date or dag_run.run_after) | ds_nodash) if params.seed == 'date' else params.seed }}"

# Other DAGs are scheduled on it; the event's extra names the folder.
RESULTS = Asset(name="logscape-results", uri="logscape://results")

with DAG(
    dag_id="logscape",
    description="Runs an experiment of SGD escapes, fits its laws, checks its tables, writes its report and publishes it",
    schedule=None,
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(days=3),
    tags=["logscape"],
    doc_md=__doc__,
    params={
        "experiment": Param("quickstart", type="string", pattern="^[a-z0-9][a-z0-9-]*$",
                            description="A file of the deployment's folder of experiments, without .yaml"),
        "seed": Param("date", type="string", pattern="^(date|-?[0-9]{1,18})$",
                      description="date: another seed each day, the day as a number; or a whole number, the same each time"),
    },
) as dag:
    sweep, verify = logscape_tasks.verified(DIR, [f"{SPECS}/{{{{ params.experiment }}}}.yaml", "--set", f"seed={SEED}"])
    report = logscape_tasks.command("report", ["report", DIR], timedelta(minutes=30))

    @task(retries=1, on_failure_callback=logscape_tasks.tell)
    def check(folder: str) -> dict[str, int]:
        """Every run of the spec is there once and ended in one of the known ways; every fit has an estimate inside its interval."""
        import logscape_checks

        return logscape_checks.check(folder)

    @task(outlets=[RESULTS])
    def publish(folder: str, *, outlet_events) -> str:
        """Says that the folder may be built on."""
        outlet_events[RESULTS].extra = {"folder": folder}
        return folder

    verify >> check(DIR) >> report >> publish(DIR)

"""Airflow 3: an experiment that grows by some replicas each night, in one folder.

The night's number gives the replicas, so a night that is repeated adds nothing, and one that was missed is made up for by the next.
Runs of earlier nights stay as they are: the seed is that of the spec, and a resumed sweep computes what is missing.
"""

from datetime import datetime, timedelta

import logscape_tasks
from airflow.sdk import DAG
from logscape_tasks import OUT, SPECS

EXPERIMENT = "quickstart"
FIRST = datetime(2026, 1, 1)
REPLICAS_A_NIGHT = 100
NIGHTS = f"((dag_run.logical_date or dag_run.run_after).replace(tzinfo=None) - macros.datetime({FIRST.year}, {FIRST.month}, {FIRST.day})).days + 1"
REPLICAS = f"{{{{ {REPLICAS_A_NIGHT} * ({NIGHTS}) }}}}"
DIR = f"{OUT}/nightly/{EXPERIMENT}"

with DAG(
    dag_id="logscape_nightly",
    description="Adds replicas to one folder each night",
    schedule="0 1 * * *",
    start_date=FIRST,
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=20),
    tags=["logscape"],
    doc_md=__doc__,
) as dag:
    sweep, verify = logscape_tasks.verified(DIR, [f"{SPECS}/{EXPERIMENT}.yaml", "--set", f"replicas={REPLICAS}"])
    verify >> logscape_tasks.command("report", ["report", DIR], timedelta(minutes=30))

"""Airflow 3: a Logscape experiment as a DAG, sweep, fit, verify and report, with the tables checked at the end.

One folder of results for each logical date, or for each run_id where a run that was started by hand has none. Every task may
be repeated: the sweep resumes what is there, and a lease on the folder keeps a second driver waiting while a first one lives, so
a retry cannot double it. See submit/README.md.
"""

from datetime import datetime, timedelta

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import DAG, Param, task

# A driver in a pod finds it in its image.
JAR = ("{{ 'local:///opt/logscape/logscape.jar' if params.cluster == 'kubernetes-cluster'"
       " else params.home ~ '/jobs/target/logscape.jar' }}")
# Results and warnings alone in the task's log, where the driver is a process of the worker.
LOGGING = ("{{ '-Dlog4j2.configurationFile=file:' ~ params.home ~ '/submit/log4j2.properties'"
           " if params.cluster in ('local', 'kubernetes-client') else '' }}")
# A manual run may have no logical date; its run_id names it then.
RUN = "{{ (logical_date | ts_nodash) if logical_date else (run_id | replace(':', '-') | replace('+', '-')) }}"
DIR = "{{ params.out }}/" + RUN


def logscape(task_id, arguments, timeout):
    """One command of Logscape through spark-submit, on the cluster of the connection spark_default."""
    return SparkSubmitOperator(
        task_id=task_id,
        name=f"logscape-{task_id}",
        application=JAR,
        java_class="org.logscape.jobs.Logscape",
        application_args=arguments,
        properties_file="{{ params.home }}/submit/conf/{{ params.cluster }}.properties",
        conf={"spark.eventLog.enabled": "{{ params.event_log }}", "spark.driver.defaultJavaOptions": LOGGING},
        retries=3,
        retry_delay=timedelta(seconds=30),
        retry_exponential_backoff=True,
        execution_timeout=timeout,
    )


with DAG(
    dag_id="logscape",
    description="Runs an experiment of SGD escapes, fits its laws, writes its report and checks its tables",
    schedule=None,
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    tags=["logscape"],
    doc_md=__doc__,
    params={
        "home": Param("/opt/logscape", type="string", description="The checkout of Logscape, seen by the worker"),
        "spec": Param("/opt/logscape/submit/experiments/quickstart.yaml", type="string", description="The experiment: a YAML file"),
        "out": Param("hdfs:///results/logscape", type="string", description="Folder that gets a folder of results for each run"),
        "cluster": Param("yarn", enum=["local", "standalone", "yarn", "kubernetes-client", "kubernetes-cluster"],
                         description="Kind of cluster: which file of submit/conf goes along"),
        "event_log": Param("true", enum=["true", "false"], description="Write Spark's event log"),
    },
) as dag:
    sweep = logscape(
        "sweep", ["sweep", "{{ params.spec }}", "--out", DIR, "--resume", "--wait"], timedelta(days=2))
    fit = logscape("fit", ["fit", DIR, "--wait"], timedelta(hours=2))
    # before anything is published: every file as it was written, every planned run there, fits of these tables
    verify = logscape("verify", ["check", DIR, "--deep", "--complete", "--json"], timedelta(hours=1))
    report = logscape("report", ["report", DIR], timedelta(minutes=30))

    @task(retries=1)
    def check(folder: str) -> dict[str, int]:
        """Every run of the spec is there once and ended in one of the known ways; every fit has an estimate inside its interval."""
        import logscape_checks

        return logscape_checks.check(folder)

    sweep >> fit >> verify >> report >> check(DIR)

"""What the DAGs of Logscape share: where things lie, and one command of Logscape as a task.

Paths are fixed by whoever deploys the DAGs, through the environment of the scheduler and the workers, and not by the trigger form:
whoever may name the jar or the properties runs code as the worker.

    LOGSCAPE_HOME     checkout of Logscape, seen by the worker             /opt/logscape
    LOGSCAPE_SPECS    folder of experiments, NAME.yaml                     LOGSCAPE_HOME/submit/experiments
    LOGSCAPE_OUT      folder that gets the folders of results              hdfs:///results/logscape
    LOGSCAPE_CLUSTER  which of submit/conf/*.properties goes along         yarn
    LOGSCAPE_EVENTS   folder of Spark's event logs, which must be there    none: no event log
    LOGSCAPE_POOL     pool of Airflow that limits drivers side by side     default_pool
"""

import logging
import os
from datetime import timedelta

from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk.exceptions import AirflowException, AirflowFailException

HOME = os.environ.get("LOGSCAPE_HOME", "/opt/logscape")
SPECS = os.environ.get("LOGSCAPE_SPECS", f"{HOME}/submit/experiments")
OUT = os.environ.get("LOGSCAPE_OUT", "hdfs:///results/logscape")
CLUSTER = os.environ.get("LOGSCAPE_CLUSTER", "yarn")
EVENTS = os.environ.get("LOGSCAPE_EVENTS", "")
POOL = os.environ.get("LOGSCAPE_POOL", "default_pool")

# A driver in a pod finds it in its image.
JAR = "local:///opt/logscape/logscape.jar" if CLUSTER == "kubernetes-cluster" else f"{HOME}/jobs/target/logscape.jar"
# Results and warnings alone in the task's log, where the driver is a process of the worker.
LOGGING = f"-Dlog4j2.configurationFile=file:{HOME}/submit/log4j2.properties" if CLUSTER in ("local", "kubernetes-client") else ""


def tell(context):
    """A line in the log of the scheduler; a deployment puts its pager here."""
    task = context["task_instance"]
    logging.getLogger("logscape").error("%s.%s of %s failed", task.dag_id, task.task_id, task.run_id)


class LogscapeOperator(SparkSubmitOperator):
    """One command of Logscape through spark-submit, on the cluster of the connection spark_default.

    Exit code 1 is tried again: the work failed, or another driver writes to the folder. Exit code 2 is not: the spec or the arguments
    are wrong, and will be wrong again.
    """

    def __init__(self, *, arguments, timeout, **rest):
        conf = {"spark.eventLog.enabled": str(bool(EVENTS)).lower(), "spark.driver.defaultJavaOptions": LOGGING}
        if EVENTS:
            conf["spark.eventLog.dir"] = EVENTS
        super().__init__(
            application=JAR,
            java_class="org.logscape.jobs.Logscape",
            application_args=arguments,
            properties_file=f"{HOME}/submit/conf/{CLUSTER}.properties",
            conf=conf,
            pool=POOL,
            retries=3,
            retry_delay=timedelta(seconds=30),
            retry_exponential_backoff=True,
            execution_timeout=timeout,
            on_failure_callback=tell,
            **rest,
        )

    def execute(self, context):
        try:
            return super().execute(context)
        except AirflowFailException:
            raise
        except AirflowException as failure:
            # the provider's own words, for a driver that is a process of the worker
            if "Error code is: 2." in str(failure):
                raise AirflowFailException(f"logscape {self.task_id}: the spec or the arguments are wrong, see the log") from failure
            raise


def command(task_id, arguments, timeout):
    """A task that runs one command of Logscape."""
    return LogscapeOperator(task_id=task_id, name=f"logscape-{task_id}", arguments=arguments, timeout=timeout)


def verified(folder, sweep_arguments):
    """sweep, fit and verify of one folder: after them each file is as it was published, each planned run is there, fits are of these."""
    sweep = command("sweep", ["sweep", *sweep_arguments, "--out", folder, "--resume", "--wait"], timedelta(days=2))
    fit = command("fit", ["fit", folder, "--wait"], timedelta(hours=2))
    verify = command("verify", ["check", folder, "--deep", "--complete", "--json"], timedelta(hours=1))
    sweep >> fit >> verify
    return sweep, verify

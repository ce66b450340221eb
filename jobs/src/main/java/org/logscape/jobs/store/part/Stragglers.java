package org.logscape.jobs.store.part;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Tasks of one job that still run after it has failed. Spark reports a failure as soon as one task
 * has failed for good and only asks the others to stop, so that they may go on to make files where
 * the driver believes that it has cleaned up.
 */
final class Stragglers extends SparkListener {
  private static final String MARK = "logscape.write";

  /** How often to look whether the session was stopped, for which listeners get no event. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final String mark;
  private final Set<Integer> stages = new HashSet<>();
  private final Set<Long> running = new HashSet<>();
  private int job = -1;
  private boolean hasEnded;

  private Stragglers(String mark) {
    this.mark = mark;
  }

  /**
   * Does one Spark job; if it fails, waits for the tasks that it leaves running before it says so.
   *
   * @param work that starts the job in this thread
   * @param patience how long to wait at most; a task that hangs is not to hide the failure
   */
  static <T> T awaited(JavaSparkContext context, Duration patience, Supplier<T> work) {
    String mark = UUID.randomUUID().toString();
    String before = context.getLocalProperty(MARK);
    Stragglers stragglers = new Stragglers(mark);
    context.sc().addSparkListener(stragglers);
    context.setLocalProperty(MARK, mark);
    boolean complete = false;
    try {
      T result = work.get();
      complete = true;
      return result;
    } finally {
      context.setLocalProperty(MARK, before);
      if (!complete) {
        stragglers.await(patience, context);
      }
      context.sc().removeSparkListener(stragglers);
    }
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    if (start.properties() != null && mark.equals(start.properties().getProperty(MARK))) {
      job = start.jobId();
      start.stageInfos().foreach(stage -> stages.add(stage.stageId()));
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    if (stages.contains(start.stageId())) {
      running.add(start.taskInfo().taskId());
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    running.remove(end.taskInfo().taskId());
    notifyAll();
  }

  /** Spark posts this event after the starts of all of the job's tasks. */
  @Override
  public synchronized void onJobEnd(SparkListenerJobEnd end) {
    hasEnded |= end.jobId() == job;
    notifyAll();
  }

  private synchronized void await(Duration patience, JavaSparkContext context) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (!(hasEnded && running.isEmpty())
          && System.nanoTime() < end
          && !context.sc().isStopped()) {
        wait(LOOK.toMillis());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}

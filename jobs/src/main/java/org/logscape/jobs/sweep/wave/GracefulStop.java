package org.logscape.jobs.sweep.wave;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Time for a job to publish what is done when a signal (Ctrl-C, SIGTERM) ends the program. Spark
 * stops in a hook of Hadoop's manager, which works off its hooks by their priority: this one comes
 * first, cancels the wave that is computed, and waits until the job has published.
 */
public final class GracefulStop implements AutoCloseable {
  /** Above Spark's own hooks, which are below 100. */
  private static final int BEFORE_SPARK = 200;

  private static final long MOST_SECONDS = 120;
  private static final String GROUP = "logscape-wave";

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable hook = this::request;
  private JavaSparkContext computing;
  private boolean requested;

  private GracefulStop() {}

  /** Listens to signals until it is closed. */
  public static GracefulStop registered() {
    GracefulStop stop = new GracefulStop();
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get()
          .addShutdownHook(stop.hook, BEFORE_SPARK, MOST_SECONDS, TimeUnit.SECONDS);
    }
    return stop;
  }

  /** From now on jobs of this thread are those of a wave, which a signal cancels. */
  synchronized void begin(JavaSparkContext context) {
    context.setJobGroup(GROUP, "a wave of runs", false);
    computing = context;
    check();
  }

  /** Jobs of this thread are others again. */
  synchronized void end(JavaSparkContext context) {
    computing = null;
    context.clearJobGroup();
  }

  /** Whether a signal came. */
  synchronized boolean isRequested() {
    return requested;
  }

  /**
   * Ends the work where a signal came.
   *
   * @throws StoppedException if one did
   */
  void check() {
    if (isRequested()) {
      throw new StoppedException();
    }
  }

  private void request() {
    synchronized (this) {
      requested = true;
      if (computing != null) {
        // a job that is on its way just now is cancelled too
        computing.sc().cancelJobGroupAndFutureJobs(GROUP);
      }
    }
    try {
      var unused = ended.await(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException timeIsUp) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    if (!ShutdownHookManager.get().isShutdownInProgress()) {
      ShutdownHookManager.get().removeShutdownHook(hook);
    }
  }
}

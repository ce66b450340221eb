package org.logscape.jobs.sweep.work;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Status;
import org.logscape.observe.EscapeEvent;

/**
 * Running counts for the eye and for monitoring: runs that ended, by status, their events and
 * steps. Spark may count a task twice when it repeats it; the truth is in the tables.
 */
public final class Tally implements Serializable {
  private final Map<Status, LongAccumulator> byStatus = new EnumMap<>(Status.class);
  private final LongAccumulator events;
  private final LongAccumulator steps;

  /** Counted by the driver alone. */
  private final AtomicLong waves = new AtomicLong();

  private final long planned;

  private Tally(SparkContext context, long planned) {
    for (Status status : Status.values()) {
      byStatus.put(status, context.longAccumulator());
    }
    this.events = context.longAccumulator();
    this.steps = context.longAccumulator();
    this.planned = planned;
  }

  /** Counts that nobody sees. */
  public static Tally unseen(SparkContext context) {
    return new Tally(context, 0);
  }

  /**
   * Counts of a job, which Spark's metrics system shows too.
   *
   * @param planned runs that the job has to do
   */
  public static Tally of(SparkContext context, long planned) {
    Tally tally = new Tally(context, planned);
    SweepMetrics.of(context).add(tally);
    return tally;
  }

  /** Counts runs that ended. */
  public void add(List<RunOutcome> outcomes) {
    for (RunOutcome outcome : outcomes) {
      byStatus.get(outcome.status()).add(1);
      steps.add(outcome.steps());
      events.add(
          outcome.observations().stream()
              .filter(seen -> seen instanceof EscapeEvent event && event.occurred())
              .count());
    }
  }

  /** Counts a wave that begins. */
  public void beginWave() {
    waves.incrementAndGet();
  }

  /** Runs that ended with that status. */
  public long count(Status status) {
    return byStatus.get(status).value();
  }

  /** Runs that ended. */
  public long runs() {
    return byStatus.values().stream().mapToLong(LongAccumulator::value).sum();
  }

  /** Runs that the job has to do. */
  public long planned() {
    return planned;
  }

  /** Events that occurred in runs that ended. */
  public long events() {
    return events.value();
  }

  /** Steps of runs that ended. */
  public long steps() {
    return steps.value();
  }

  /** Waves that were begun. */
  public long waves() {
    return waves.get();
  }
}

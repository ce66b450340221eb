package org.logscape.jobs.sweep.work;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Status;

/**
 * Running counts for the eye: runs that ended, by status. Spark may count a task twice when it
 * repeats it; the truth is in the tables.
 */
public final class Tally implements Serializable {
  private final Map<Status, LongAccumulator> byStatus = new EnumMap<>(Status.class);

  private Tally() {}

  public static Tally of(SparkContext context) {
    Tally tally = new Tally();
    for (Status status : Status.values()) {
      tally.byStatus.put(status, context.longAccumulator());
    }
    return tally;
  }

  public void add(List<RunOutcome> outcomes) {
    for (RunOutcome outcome : outcomes) {
      byStatus.get(outcome.status()).add(1);
    }
  }

  public long count(Status status) {
    return byStatus.get(status).value();
  }

  public long runs() {
    return byStatus.values().stream().mapToLong(LongAccumulator::value).sum();
  }
}

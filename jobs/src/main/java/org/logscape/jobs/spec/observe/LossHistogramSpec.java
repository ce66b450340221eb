package org.logscape.jobs.spec.observe;

import java.util.List;
import java.util.Map;
import org.logscape.jobs.spec.key.Domain;
import org.logscape.jobs.spec.key.Group;
import org.logscape.jobs.spec.key.Key;

/**
 * Histogram of log10(L/L* - 1).
 *
 * @param burnIn steps that do not count, at least 0
 * @param every steps from one counted loss to the next, at least 1
 * @param runsPerGroup replicas that share a histogram, a power of two up to 64
 * @param binsPerDecade at least 1
 */
public record LossHistogramSpec(long burnIn, long every, int runsPerGroup, int binsPerDecade)
    implements ObserverSpec {
  static final Key<Long> BURN_IN =
      Key.withDefault("observe.loss_histogram.burn_in", 0L, Domain.wholeNumberAtLeast(0))
          .unit("steps")
          .text("losses before this step are not counted");
  static final Key<Long> EVERY =
      Key.withDefault("observe.loss_histogram.every", 1L, Domain.wholeNumberAtLeast(1))
          .unit("steps")
          .text("steps from one counted loss to the next");
  static final Key<Integer> RUNS_PER_GROUP =
      Key.withDefault(
              "observe.loss_histogram.runs_per_group",
              1,
              Domain.countOf(List.of(1, 2, 4, 8, 16, 32, 64)))
          .unit("runs")
          .text("runs that share one histogram");
  static final Key<Integer> BINS_PER_DECADE =
      Key.withDefault("observe.loss_histogram.bins_per_decade", 20, Domain.countFromTo(1, 32))
          .text("bins in a factor of ten of L/L* - 1");
  static final Group<LossHistogramSpec> GROUP =
      Group.of(
              LossHistogramSpec.class,
              "observe.loss_histogram",
              "Histogram of log10(L/L* - 1) along the runs.")
          .key(BURN_IN, LossHistogramSpec::burnIn)
          .key(EVERY, LossHistogramSpec::every)
          .key(RUNS_PER_GROUP, LossHistogramSpec::runsPerGroup)
          .key(BINS_PER_DECADE, LossHistogramSpec::binsPerDecade)
          .build(
              point ->
                  new LossHistogramSpec(
                      point.get(BURN_IN),
                      point.get(EVERY),
                      point.get(RUNS_PER_GROUP),
                      point.get(BINS_PER_DECADE)));

  @Override
  public Map<String, Object> values() {
    return GROUP.values(this);
  }
}

package org.logscape.jobs.fit.contest;

import java.util.Arrays;
import java.util.Map;
import org.logscape.jobs.fit.stationary.LossBins;
import org.logscape.jobs.predict.CellTheory;
import org.logscape.statistics.contest.Contender;
import org.logscape.statistics.contest.Nesting;

/**
 * The loss tail of one cell as the data of a contest: counts in bins from a start on.
 *
 * @param theory of the cell
 * @param bins all bins
 * @param first the bin where the tail starts
 * @param share of the counts that are taken as independent
 */
record TailData(CellTheory theory, LossBins bins, int first, double share) {

  double[] low() {
    return tail(bins.low());
  }

  double[] high() {
    return tail(bins.high());
  }

  /** As many as vary like independent ones. */
  double[] counts() {
    return scaled(bins.counts());
  }

  /**
   * The same in every resampling of the groups of runs, each brought to as many losses as there
   * are: how many runs a resampling happens to hold says nothing of the laws.
   */
  double[][] replicates() {
    double all = bins.beyond(first);
    return Arrays.stream(bins.replicates())
        .map(
            counts -> {
              double[] scaled = scaled(counts);
              double held = Arrays.stream(scaled).sum();
              return held > 0
                  ? Arrays.stream(scaled).map(c -> c * all * share / held).toArray()
                  : scaled;
            })
        .toArray(double[][]::new);
  }

  private double[] scaled(double[] counts) {
    return Arrays.stream(tail(counts)).map(count -> count * share).toArray();
  }

  private double[] tail(double[] of) {
    return Arrays.copyOfRange(of, first, of.length);
  }

  /**
   * A law of these bins.
   *
   * @param logs the logarithm of what is proportional to the probability of each
   */
  Contender contender(String name, int parameters, double[] logs, Map<String, Nesting> within) {
    double largest = Arrays.stream(logs).max().orElse(0);
    double all = largest + Math.log(Arrays.stream(logs).map(log -> Math.exp(log - largest)).sum());
    return new Contender(
        name, parameters, Arrays.stream(logs).map(log -> log - all).toArray(), within);
  }
}

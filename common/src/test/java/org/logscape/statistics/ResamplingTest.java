package org.logscape.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ResamplingTest {

  @Test
  void weightsArePoissonWithMeanOne() {
    RunBootstrap bootstrap = RunBootstrap.of(20220721);
    int runs = 2000;
    int replicates = 200;
    double[] seen = new double[5];
    for (int run = 0; run < runs; run++) {
      long key = RunBootstrap.key("9f86d081884c7d65-" + run);
      for (int replicate = 0; replicate < replicates; replicate++) {
        int weight = bootstrap.weight(key, replicate);
        if (weight < seen.length) {
          seen[weight]++;
        }
      }
    }
    double draws = (double) runs * replicates;
    double probability = Math.exp(-1);
    for (int k = 0; k < seen.length; k++) {
      double error = Math.sqrt(probability * (1 - probability) / draws);
      assertThat(seen[k] / draws).isCloseTo(probability, within(4 * error));
      probability /= k + 1;
    }
  }

  @Test
  void weightsOfRunsAndReplicatesAreUncorrelated() {
    RunBootstrap bootstrap = RunBootstrap.of(1);
    double acrossRuns = 0;
    double acrossReplicates = 0;
    double acrossSeeds = 0;
    int draws = 100_000;
    for (int i = 0; i < draws; i++) {
      long key = RunBootstrap.key("cell-" + i);
      int here = bootstrap.weight(key, 0) - 1;
      acrossRuns += here * (bootstrap.weight(RunBootstrap.key("cell-" + (i + 1)), 0) - 1);
      acrossReplicates += here * (bootstrap.weight(key, 1) - 1);
      acrossSeeds += here * (RunBootstrap.of(2).weight(key, 0) - 1);
    }
    // A product of two independent centred Poisson(1) has the variance 1.
    double error = Math.sqrt(1.0 / draws);
    assertThat(acrossRuns / draws).isCloseTo(0, within(4 * error));
    assertThat(acrossReplicates / draws).isCloseTo(0, within(4 * error));
    assertThat(acrossSeeds / draws).isCloseTo(0, within(4 * error));
  }

  @Test
  void aWeightDependsOnItsArgumentsAlone() {
    // Written down once from this implementation: the same experiment gives the same intervals in
    // every version.
    RunBootstrap bootstrap = RunBootstrap.of(42);
    int[] weights = new int[12];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = bootstrap.weight(RunBootstrap.key("run-7"), i);
    }
    assertThat(weights).containsExactly(5, 1, 3, 1, 1, 2, 0, 1, 2, 1, 1, 1);
  }

  @Test
  void quantilesOfAKnownSample() {
    double[] replicates = new double[101];
    for (int i = 0; i <= 100; i++) {
      replicates[i] = 100 - i;
    }
    Interval interval = PercentileInterval.of(replicates, 0.95).orElseThrow();
    assertThat(interval.low()).isCloseTo(2.5, within(1e-12));
    assertThat(interval.high()).isCloseTo(97.5, within(1e-12));
  }

  @Test
  void failedReplicatesAreLeftOutUnlessTooMany() {
    double[] replicates = {1, 2, 3, 4, Double.NaN};
    assertThat(PercentileInterval.of(replicates, 0.5)).contains(Interval.of(1.75, 3.25));
    replicates[0] = Double.NaN;
    assertThat(PercentileInterval.of(replicates, 0.5)).isEmpty();
    assertThat(PercentileInterval.of(new double[0], 0.5)).isEmpty();
  }

  @Test
  void infiniteReplicatesStayInfinite() {
    double infinity = Double.POSITIVE_INFINITY;
    Interval interval =
        PercentileInterval.of(new double[] {1, 2, infinity, infinity}, 0.9).orElseThrow();
    assertThat(interval.high()).isInfinite();
  }

  @Test
  void theIntervalCoversAMean() {
    // The bootstrap's interval for the mean of 400 Gaussians holds the truth in about 95 of 100
    // trials.
    Random random = new Random(5);
    int trials = 200;
    int held = 0;
    for (int trial = 0; trial < trials; trial++) {
      RunBootstrap bootstrap = RunBootstrap.of(trial);
      double[] sums = new double[200];
      double[] weights = new double[200];
      for (int run = 0; run < 400; run++) {
        double value = random.nextGaussian();
        for (int replicate = 0; replicate < 200; replicate++) {
          int weight = bootstrap.weight(run, replicate);
          sums[replicate] += weight * value;
          weights[replicate] += weight;
        }
      }
      for (int replicate = 0; replicate < 200; replicate++) {
        sums[replicate] /= weights[replicate];
      }
      held += PercentileInterval.of(sums, 0.95).orElseThrow().contains(0) ? 1 : 0;
    }
    // Four standard errors of a share of 0.95 in 200 trials, and 1 % for the percentile's own bias.
    assertThat(held / (double) trials)
        .isCloseTo(0.945, within(4 * Math.sqrt(0.05 * 0.95 / trials)));
  }
}

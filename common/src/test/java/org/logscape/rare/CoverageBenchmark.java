package org.logscape.rare;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The tables of common/docs/rare.md: how often the intervals hold the rate of brute force, for
 * three cells of each model and dynamics, and what the exact rates of the langevin well are. Run by
 * hand:
 *
 * <pre>./mvnw -pl common -am test -Dtest=CoverageBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class CoverageBenchmark {
  private static final int SAMPLINGS = 40;

  @Test
  void coverage() {
    for (Comparison comparison : Comparison.all()) {
      double brute = comparison.bruteForce(4000);
      for (Comparison.Method method : Comparison.Method.values()) {
        List<RateEstimate> rates = comparison.sampled(method, SAMPLINGS, 10, 200);
        System.out.printf(
            "| %s | %s | %.5f | %.5f | %.3f | %d of %d |%n",
            comparison.name(),
            method,
            brute,
            rates.stream().mapToDouble(RateEstimate::mean).average().orElseThrow(),
            rates.stream().mapToDouble(RateEstimate::relativeError).average().orElseThrow(),
            Comparison.holding(rates, brute),
            SAMPLINGS);
      }
    }
  }

  @Test
  void exactRates() {
    for (double minimumLoss : new double[] {0.25, 0.125, 0.08, 0.05, 0.037}) {
      LangevinWell well = new LangevinWell(1, minimumLoss, 0.1, 0.01);
      System.out.printf(
          "| %s | %.4g | %.4g |%n", minimumLoss, well.exactStepRate(), well.exactRate());
    }
  }
}

package org.logscape.rare;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.logscape.rare.estimate.RateEstimate;

/**
 * The table of common/docs/rare-results.md that counts how often the intervals hold the rate of
 * brute force. Run by hand:
 *
 * <pre>./mvnw -pl common -am test -Dtest=CoverageBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class CoverageBenchmark {
  private static final int SAMPLINGS = 20;
  private static final int RUNS = 4000;

  /** Rarer than one in so many relaxation times, the rate is the inverse mean time to 2 %. */
  private static final double FEWEST_RELAXATIONS = 50;

  @Test
  void coverage() {
    print(Comparison.all(), 10);
  }

  @Test
  void coverageOfNetworks() {
    print(NetworkCells.all(), 20);
  }

  private static void print(List<Comparison> comparisons, int repeats) {
    for (Comparison comparison : comparisons) {
      double brute = comparison.bruteForce(RUNS);
      double relaxations = comparison.dynamics().basin().outlierCurvature() / brute;
      String fit = relaxations < FEWEST_RELAXATIONS ? "not rare" : "fit";
      for (Comparison.Method method : Comparison.Method.values()) {
        List<RateEstimate> rates = comparison.sampled(method, SAMPLINGS, repeats, 200);
        System.out.printf(
            "| %s | %s | %.0f | %s | %.5f | %.5f | %.3f | %d of %d |%n",
            comparison.name(),
            fit,
            relaxations,
            method,
            brute,
            rates.stream().mapToDouble(RateEstimate::mean).average().orElseThrow(),
            rates.stream().mapToDouble(RateEstimate::relativeError).average().orElseThrow(),
            Comparison.holding(rates, brute),
            SAMPLINGS);
      }
    }
  }
}

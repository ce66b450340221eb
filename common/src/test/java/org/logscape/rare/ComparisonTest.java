package org.logscape.rare;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.logscape.rare.estimate.RateEstimate;

class ComparisonTest {

  /**
   * The reduced version of {@link CoverageBenchmark}. Brute force over 2,000 runs is known to 2.2
   * %; the intervals reach 7 to 10 % to either side, so that it takes little from their coverage.
   * Of 20 intervals at 95 % fewer than 16 hold with probability 0.26 %, of all eight counts here
   * any with 2 % (binomial); the seeds are fixed.
   */
  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("some")
  void intervalsHoldTheRateOfBruteForce(Comparison comparison) {
    double brute = comparison.bruteForce(2000);
    for (Comparison.Method method : Comparison.Method.values()) {
      List<RateEstimate> rates = comparison.sampled(method, 20, 8, 100);
      long holding = Comparison.holding(rates, brute);
      assertTrue(
          holding >= 16,
          comparison.name() + " " + method + ": " + holding + " of 20 hold " + brute);
    }
  }

  /** The first of these cells alone. */
  @Test
  void intervalsOfOneCellHoldTheRateOfBruteForce() {
    intervalsHoldTheRateOfBruteForce(Comparison.some().get(0));
  }

  /** Likewise for networks, whose brute force runs on a kernel of its own. */
  @Tag("thorough")
  @ParameterizedTest
  @MethodSource("networks")
  void intervalsHoldTheRateOfTheKernelOfNetworks(Comparison comparison) {
    intervalsHoldTheRateOfBruteForce(comparison);
  }

  static List<Comparison> networks() {
    return NetworkCells.all();
  }

  static List<Comparison> some() {
    return Comparison.some();
  }
}

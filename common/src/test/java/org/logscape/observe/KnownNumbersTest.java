package org.logscape.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.logscape.dynamics.LandscapeDynamics;
import org.logscape.dynamics.Langevin;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.kernel.BlockKernel;
import org.logscape.kernel.RunOutcome;
import org.logscape.kernel.Start;
import org.logscape.kernel.Status;
import org.logscape.model.DoubleWell;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.model.Model;
import org.logscape.model.QuarticWell;
import org.logscape.random.StreamFamily;

/**
 * Rates and variances that an independent C simulation of the same models found: models, dynamics,
 * streams, kernel and observers together.
 */
class KnownNumbersTest {
  private static final NoiseEnhancement PLAIN = NoiseEnhancement.of(1);
  private static final int REFERENCE_RUNS = 200;
  private static final int RUNS = 600;

  @ParameterizedTest
  @CsvSource({
    // n, L^s/L*, rate of crossing (200 runs each): langevin on the quartic well, B = 1, eta = 0.05
    "2, 1.25, 0.257",
    "2, 2.00, 0.0216",
    "2, 3.04, 0.00376",
    "2, 5.00, 0.000243",
    "1, 3.04, 0.00196",
    "6, 3.04, 0.0374",
    "10, 3.04, 0.322"
  })
  void langevinLeavesTheQuarticWellAtTheReferenceRate(int n, double ratio, double reference) {
    Model model = QuarticWell.of(n, 0.5 / (ratio - 1));
    assertRate(Langevin.of(model, 0.05, 1, PLAIN), reference);
  }

  @ParameterizedTest
  @CsvSource({
    // n, B, eta, sigma, p, rate of crossing (200 runs each): online SGD on the double well
    "2, 1, 0.04, 0, 2, 0.0259",
    "2, 1, 0.04, 0.5, 2, 0.0331",
    "2, 1, 0.04, 1, 2, 0.0661",
    "2, 1, 0.04, 2, 2, 0.214",
    "1, 1, 0.04, 0.5, 2, 0.0230",
    "4, 1, 0.04, 0.5, 2, 0.105",
    "8, 1, 0.04, 0.5, 2, 0.735",
    "2, 1, 0.02, 0.3, 3, 0.00265"
  })
  void sgdLeavesTheDoubleWellAtTheReferenceRate(
      int n, int batchSize, double eta, double sigma, double p, double reference) {
    DoubleWell model = DoubleWell.of(n, p, DoubleWell.isotropicCurvature(p), sigma);
    assertRate(Sgd.of(model, eta, batchSize, PLAIN, Sampling.ONLINE), reference);
    assertRate(Sgd.of(model, eta, batchSize, PLAIN, Sampling.ONLINE_IN_LAW), reference);
  }

  /**
   * Escape times are near exponential, so a rate from R runs has a relative error of 1/sqrt R; both
   * sides have one.
   */
  private static void assertRate(LandscapeDynamics dynamics, double reference) {
    List<RunOutcome> outcomes =
        BlockKernel.untilEvent(
                dynamics,
                Start.minimum(),
                10_000_000,
                List.of(
                    EscapeObserver.of(
                        dynamics.model(),
                        Set.of(Event.SEPARATRIX),
                        List.of(),
                        EndsAfter.SEPARATRIX)))
            .run(StreamFamily.ofRuns(20220721, 3), 0, RUNS);
    assertThat(outcomes).allMatch(outcome -> outcome.status() == Status.ESCAPED);
    double rate = RUNS / outcomes.stream().mapToDouble(RunOutcome::time).sum();
    double error = Math.sqrt(1.0 / REFERENCE_RUNS + 1.0 / RUNS);
    assertThat(Math.log(rate / reference)).isCloseTo(0, within(3.5 * error));
  }

  @ParameterizedTest
  @CsvSource({
    // n, B, eta, alpha, exact variance v of each coordinate at h = sigma = 1
    "1, 1, 0.1, 1, 0.05882",
    "2, 1, 0.2, 1, 0.16667",
    "4, 4, 0.1, 2, 0.09804",
    "2, 8, 0.3, 1.5, 0.06608"
  })
  void sgdOnLinearRegressionHasTheExactStationaryLoss(
      int n, int batchSize, double eta, double alpha, double variance) {
    LinearRegression model = LinearRegression.isotropic(n, 1, Inputs.GAUSSIAN, 1);
    for (Sampling sampling : List.of(Sampling.ONLINE, Sampling.ONLINE_IN_LAW)) {
      LandscapeDynamics sgd = Sgd.of(model, eta, batchSize, NoiseEnhancement.of(alpha), sampling);
      double[] means =
          BlockKernel.forSteps(
                  sgd,
                  Start.minimum(),
                  20_000,
                  List.of(LossHistogramObserver.of(model, LogBins.of(20), 500, 1)))
              .run(StreamFamily.ofRuns(1, 2), 0, 200)
              .stream()
              .mapToDouble(
                  outcome -> ((LossHistogram) outcome.observations().get(0)).meanLoss() - 0.5)
              .toArray();
      double mean = Arrays.stream(means).average().orElseThrow();
      double spread = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum() / 199;
      // E[L] - L* = n h v / 2, measured to the spread between runs; the reference has four digits
      assertThat(mean)
          .isCloseTo(n * variance / 2, within(4 * Math.sqrt(spread / 200) + 1e-4 * n * variance));
    }
  }
}

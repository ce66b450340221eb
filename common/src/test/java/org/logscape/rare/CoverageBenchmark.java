package org.logscape.rare;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.logscape.dynamics.Dynamics;
import org.logscape.dynamics.Langevin;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.random.StreamFamily;
import org.logscape.theory.QuadraticBasin;

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

  @Test
  void langevinWells() {
    for (double minimumLoss : new double[] {0.25, 0.125, 0.08, 0.05, 0.037}) {
      langevinWell(minimumLoss);
    }
  }

  @Test
  void firstPassages() {
    for (int designExcess : new int[] {0, 1}) {
      for (int n : new int[] {1, 2}) {
        for (double level : new double[] {4, 16, 64}) {
          firstPassage(n, designExcess, level);
        }
      }
    }
  }

  static void langevinWell(double minimumLoss) {
    LangevinWell well = new LangevinWell(1, minimumLoss, 0.1, 0.01);
    Route route = well.crossing();
    double exact = well.exactStepRate();
    line(
        "quartic-well langevin n=1 L*=" + minimumLoss,
        well.dynamics(),
        route,
        exact,
        well.exactRate());
  }

  /**
   * Levels L/L* in a quadratic basin at T = 0.1 and eta h = 0.005, c = 0 or 1; beside the integral
   * to where steps see the level, and to the level itself.
   */
  static void firstPassage(int n, int designExcess, double level) {
    LinearRegression regression = LinearRegression.isotropic(n, 1, Inputs.GAUSSIAN, 1);
    int batch = designExcess == 0 ? 1 : 16;
    NoiseEnhancement enhancement =
        NoiseEnhancement.of(0.5 * (1 + Math.sqrt(2 * 0.1 * batch / 0.005 - 1)));
    Dynamics dynamics =
        designExcess == 0
            ? Langevin.of(regression, 0.005, batch, enhancement)
            : Sgd.of(regression, 0.005, batch, enhancement, Sampling.ONLINE_IN_LAW);
    QuadraticBasin basin = new QuadraticBasin(1, 0.1, n, 0.5, designExcess);
    double q = 0.5 * (level - 1);
    double shifted = q + 0.5826 * Math.sqrt(basin.variance(q) * 0.005);
    double exact = 1 / basin.meanFirstPassageTime(0, shifted);
    line(
        "linear-regression c=%d n=%d L/L*=%s".formatted(designExcess, n, level),
        dynamics,
        Route.along(OrderParameter.loss(regression), level),
        exact,
        1 / basin.meanTimeToLevel(level));
  }

  private static void line(
      String name, Dynamics dynamics, Route route, double exact, double continuous) {
    Size size = Size.of(500, 10_000_000);
    long start = System.nanoTime();
    Interfaces interfaces =
        Pilot.of(dynamics, route, size, Long.MAX_VALUE, OptionalInt.empty())
            .run(StreamFamily.ofRarePilot(1, 0));
    Repeats repeats =
        Repeats.run(
            ForwardFlux.of(dynamics, route, interfaces, size), StreamFamily.ofRareEvents(1, 0), 20);
    RateEstimate rate = repeats.estimator(dynamics.learningRate()).rate(Integer.MAX_VALUE);
    System.out.printf(
        "| %s | %.3g | %s | %.3g | %.3g | %.3f | %d | %.3g | %.3g | %.1f s |%n",
        name,
        rate.mean(),
        rate.interval(0.95).map(i -> "%.3g-%.3g".formatted(i.low(), i.high())).orElse("-"),
        exact,
        continuous,
        rate.mean() / exact,
        interfaces.stages(),
        (double) repeats.steps() + interfaces.pilotSteps(),
        1 / (rate.mean() * dynamics.learningRate() * rate.relativeError() * rate.relativeError()),
        (System.nanoTime() - start) * 1e-9);
  }
}

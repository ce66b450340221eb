package org.logscape.rare;

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
import org.logscape.rare.estimate.RateEstimate;
import org.logscape.theory.QuadraticBasin;

/**
 * The tables of common/docs/rare-results.md that set sampled rates beside exact ones. Run by hand:
 *
 * <pre>./mvnw -pl common -am test -Dtest=RateBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class RateBenchmark {

  @Test
  void langevinWells() {
    for (int n : new int[] {1, 2}) {
      for (double minimumLoss : new double[] {0.25, 0.125, 0.08, 0.05, 0.037}) {
        LangevinWell well = new LangevinWell(n, minimumLoss, 0.1, 0.01);
        double exact = n == 1 ? well.exactStepRate() : Double.NaN;
        String closed =
            "%.3g | %.3g".formatted(n == 1 ? well.exactRate() : Double.NaN, well.twiceKappa());
        line(
            "quartic-well langevin n=%d L*=%s".formatted(n, minimumLoss),
            well.dynamics(),
            well.crossing(),
            exact,
            closed);
      }
    }
  }

  /** Plain SGD, B = 2, at T = 0.02: the formula, its metric held fixed, and the model's own. */
  @Test
  void sgdWells() {
    double[][] wells = {
      {2, 8},
      {2, 6},
      {2, 5},
      {2, 4},
      {2, 3.5},
      {2, 3},
      {2, 2.5},
      {1.5, 4},
      {1.5, 2.5},
      {1.5, 1.6},
      {3, 10},
      {3, 8},
      {3, 6}
    };
    for (double[] at : wells) {
      SgdWell well = new SgdWell(1, at[0], at[1], 0.02);
      line(
          "double-well sgd n=1 p=%s sigma=%s".formatted(at[0], at[1]),
          well.dynamics(),
          Route.along(OrderParameter.towardsSaddle(well.model()), 1),
          well.exactStepRate(1000),
          "%.3g | %.3g".formatted(well.frozenStepRate(1000), well.twiceKappa()));
    }
  }

  /**
   * Levels L/L* in a quadratic basin at T = 0.1, c = 0 (langevin) and 1 (sgd with B = 16 in law).
   */
  @Test
  void firstPassages() {
    for (double curvatureStep : new double[] {0.005, 0.0005}) {
      for (int n : new int[] {1, 2}) {
        firstPassage(n, 0, 4, curvatureStep);
        firstPassage(n, 0, 16, curvatureStep);
        firstPassage(n, 1, 16, curvatureStep);
        firstPassage(n, 1, 256, curvatureStep);
      }
    }
  }

  private static void firstPassage(int n, int designExcess, double level, double eta) {
    LinearRegression regression = LinearRegression.isotropic(n, 1, Inputs.GAUSSIAN, 1);
    int batch = designExcess == 0 ? 1 : 16;
    NoiseEnhancement enhancement =
        NoiseEnhancement.of(0.5 * (1 + Math.sqrt(2 * 0.1 * batch / eta - 1)));
    Dynamics dynamics =
        designExcess == 0
            ? Langevin.of(regression, eta, batch, enhancement)
            : Sgd.of(regression, eta, batch, enhancement, Sampling.ONLINE_IN_LAW);
    QuadraticBasin basin = new QuadraticBasin(1, 0.1, n, 0.5, designExcess);
    line(
        "linear-regression c=%d n=%d L/L*=%s eta h=%s".formatted(designExcess, n, level, eta),
        dynamics,
        Route.along(OrderParameter.loss(regression), level),
        1 / basin.meanTimeOfStepsToLevel(level, eta),
        "%.3g".formatted(1 / basin.meanTimeToLevel(level)));
  }

  private static void line(
      String name, Dynamics dynamics, Route route, double exact, String others) {
    Size size = Size.of(1000, 10_000_000);
    long start = System.nanoTime();
    Interfaces interfaces =
        Pilot.of(dynamics, route, size, Long.MAX_VALUE, OptionalInt.empty())
            .run(StreamFamily.ofRarePilot(1, 0));
    Repeats repeats =
        Repeats.run(
            ForwardFlux.of(dynamics, route, interfaces, size), StreamFamily.ofRareEvents(1, 0), 20);
    RateEstimate rate = repeats.estimator(dynamics.learningRate()).rate(Integer.MAX_VALUE);
    System.out.printf(
        "| %s | %.3g | %s | %.3g | %s | %.3f | %d | %.3g | %.3g | %.1f s |%n",
        name,
        rate.mean(),
        rate.interval(0.95).map(i -> "%.3g-%.3g".formatted(i.low(), i.high())).orElse("-"),
        exact,
        others,
        rate.mean() / exact,
        interfaces.stages(),
        (double) repeats.steps() + interfaces.pilotSteps(),
        1 / (rate.mean() * dynamics.learningRate() * rate.relativeError() * rate.relativeError()),
        (System.nanoTime() - start) * 1e-9);
  }
}

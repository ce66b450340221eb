package org.logscape.rare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.logscape.dynamics.Langevin;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.model.Inputs;
import org.logscape.model.LinearRegression;
import org.logscape.random.StreamFamily;
import org.logscape.statistics.Interval;
import org.logscape.theory.QuadraticBasin;

/** First passage of L = 4 L* in a quadratic basin under log-landscape noise, n = 1, T = 0.1. */
class FirstPassageTest {
  private static final double TEMPERATURE = 0.1;
  private static final double LEVEL = 4;

  /** The exact rate of the steps: |theta| leaves the level by a Gaussian chain. */
  static double stepRate(double eta) {
    double edge = Math.sqrt(LEVEL - 1);
    MarkovPassage passage =
        new MarkovPassage(
            x -> x - eta * x, x -> Math.sqrt(eta * TEMPERATURE * (1 + x * x)), -edge, edge, 60);
    return 1 / (eta * passage.meanStepsFrom(0));
  }

  /**
   * The integral with the level where a chain sees it: q + 0.5826 sqrt(v(q) eta) (M. Broadie, P.
   * Glasserman, S. Kou, Mathematical Finance 7, 1997).
   */
  static double shiftedIntegral(double eta) {
    QuadraticBasin basin = new QuadraticBasin(1, TEMPERATURE, 1, 0.5, 0);
    double q = 0.5 * (LEVEL - 1);
    return 1 / basin.meanFirstPassageTime(0, q + 0.5826 * Math.sqrt(basin.variance(q) * eta));
  }

  @Test
  void theStepMovesTheLevelAndTheIntegralFollows() {
    double continuous = 1 / new QuadraticBasin(1, TEMPERATURE, 1, 0.5, 0).meanTimeToLevel(LEVEL);
    // the shift is first order in the square root of the step; what is left falls with the step: 2
    // % and 0.5 % here
    assertEquals(1, stepRate(0.02) / shiftedIntegral(0.02), 0.03);
    assertEquals(1, stepRate(0.005) / shiftedIntegral(0.005), 0.01);
    assertTrue(stepRate(0.005) / continuous < 0.85);
  }

  @Test
  void sampledRateIsThatOfTheSteps() {
    double eta = 0.02;
    LinearRegression regression = LinearRegression.isotropic(1, 1, Inputs.GAUSSIAN, 1);
    double alpha = 0.5 * (1 + Math.sqrt(2 * TEMPERATURE / eta - 1));
    Langevin dynamics = Langevin.of(regression, eta, 1, NoiseEnhancement.of(alpha));
    Route route = Route.along(OrderParameter.loss(regression), LEVEL);
    Size size = Size.of(500, 1_000_000);
    Interfaces interfaces =
        Pilot.of(dynamics, route, size, Long.MAX_VALUE, OptionalInt.empty())
            .run(StreamFamily.ofRarePilot(1, 0));
    Interval interval =
        Repeats.run(
                ForwardFlux.of(dynamics, route, interfaces, size),
                StreamFamily.ofRareEvents(1, 0),
                20)
            .estimator(eta)
            .rate(Integer.MAX_VALUE)
            .interval(0.999)
            .orElseThrow();
    double exact = stepRate(eta);
    assertTrue(interval.contains(exact), exact + " in " + interval);
    assertTrue(interval.high() < 1.8 * interval.low());
  }
}

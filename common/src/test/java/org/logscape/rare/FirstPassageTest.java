package org.logscape.rare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  private static double shiftedIntegral(double eta) {
    return 1 / new QuadraticBasin(1, TEMPERATURE, 1, 0.5, 0).meanTimeOfStepsToLevel(LEVEL, eta);
  }

  @Test
  void theStepMovesTheLevelAndTheIntegralFollows() {
    double continuous = 1 / new QuadraticBasin(1, TEMPERATURE, 1, 0.5, 0).meanTimeToLevel(LEVEL);
    // the shift is first order in the square root of the step; what is left falls with the step: 2
    // % and 0.5 % here
    assertEquals(1, stepRate(0.02) / shiftedIntegral(0.02), 0.03);
    assertEquals(1, stepRate(0.005) / shiftedIntegral(0.005), 0.01);
    assertTrue(stepRate(0.005) / continuous < 0.85);
    // at a fifth of that step the integral itself is within 10 %
    assertEquals(1, stepRate(0.001) / continuous, 0.1);
  }

  @Test
  void sampledRateIsThatOfTheSteps() {
    double eta = 0.02;
    LinearRegression regression = LinearRegression.isotropic(1, 1, Inputs.GAUSSIAN, 1);
    double alpha = 0.5 * (1 + Math.sqrt(2 * TEMPERATURE / eta - 1));
    Langevin dynamics = Langevin.of(regression, eta, 1, NoiseEnhancement.of(alpha));
    Route route = Route.along(OrderParameter.loss(regression), LEVEL);
    Interval interval = sampled(dynamics, route);
    double exact = stepRate(eta);
    assertTrue(interval.contains(exact), exact + " in " + interval);
    assertTrue(interval.high() < 1.8 * interval.low());
  }

  /** Plain SGD with B = 2 on Gaussian inputs, n = 1: c = 1 at T = eta h / 2. */
  private static KickPassage regressionPassage(double eta, double level, int cells) {
    double edge = Math.sqrt(level - 1);
    return new KickPassage(
        x -> 0.5 * (1 + x * x), x -> x, x -> 1, eta, -edge, edge, KickPassage.Exit.BOTH, cells);
  }

  @Test
  void oracleOfKicksConvergesAndMeetsTheIntegralForGaussianInputs() {
    // T = 0.05: second order in the width of a cell, so that the fine one is within 0.5 %
    double coarse = regressionPassage(0.1, 2, 200).rateFrom(0);
    double fine = regressionPassage(0.1, 2, 400).rateFrom(0);
    double finest = regressionPassage(0.1, 2, 800).rateFrom(0);
    assertEquals(4, (coarse - fine) / (fine - finest), 1);
    assertEquals(1, fine / finest, 0.005);
  }

  @Test
  void sampledRateOfRealSgdIsThatOfItsSteps() {
    double eta = 0.05;
    LinearRegression regression = LinearRegression.isotropic(1, 1, Inputs.GAUSSIAN, 1);
    double level = 1.3;
    Sgd dynamics = Sgd.of(regression, eta, 2, NoiseEnhancement.of(1), Sampling.ONLINE);
    Interval interval = sampled(dynamics, Route.along(OrderParameter.loss(regression), level));
    double exact = regressionPassage(eta, level, 800).rateFrom(0);
    assertTrue(interval.contains(exact), exact + " in " + interval);
    assertTrue(interval.high() < 2.2 * interval.low());
  }

  private static Interval sampled(Dynamics dynamics, Route route) {
    Size size = Size.of(500, 1_000_000);
    Interfaces interfaces =
        Pilot.of(dynamics, route, size, Long.MAX_VALUE, OptionalInt.empty())
            .run(StreamFamily.ofRarePilot(1, 0));
    return Repeats.run(
            ForwardFlux.of(dynamics, route, interfaces, size), StreamFamily.ofRareEvents(1, 0), 20)
        .estimator(dynamics.learningRate())
        .rate(Integer.MAX_VALUE)
        .interval(0.999)
        .orElseThrow();
  }
}

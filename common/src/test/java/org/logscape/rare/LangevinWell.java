package org.logscape.rare;

import java.util.OptionalInt;
import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;
import org.logscape.dynamics.Langevin;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.model.QuarticWell;
import org.logscape.random.StreamFamily;
import org.logscape.theory.Barrier;
import org.logscape.theory.LogLandscape;

/**
 * A langevin quartic well at a temperature T and a step eta h*, with its closed forms for n = 1.
 *
 * <p>d theta = -L' dt + sqrt(2 T L) dW has scale density L^(1/T) and speed density L^-(1 + 1/T) /
 * T, so the mean first-passage time from 1 to 0 is int_0^1 L(y)^(1/T) int_y^inf L(z)^-(1 + 1/T) / T
 * dz dy (S. Karlin, H. Taylor, A Second Course in Stochastic Processes, ch. 15).
 */
record LangevinWell(int dimensions, double minimumLoss, double temperature, double curvatureStep) {

  double learningRate() {
    return curvatureStep / 4;
  }

  QuarticWell model() {
    return QuarticWell.of(dimensions, minimumLoss);
  }

  /** T = eta h* a / B with a = alpha^2 + (1 - alpha)^2 gives alpha. */
  Langevin dynamics() {
    double factor = temperature / curvatureStep;
    double alpha = 0.5 * (1 + Math.sqrt(2 * factor - 1));
    return Langevin.of(model(), learningRate(), 1, NoiseEnhancement.of(alpha));
  }

  Route crossing() {
    return Route.along(OrderParameter.towardsSaddle(model()), 1);
  }

  Interfaces interfaces(Route route, Size size, long seed) {
    return Pilot.of(dynamics(), route, size, Long.MAX_VALUE, OptionalInt.empty())
        .run(StreamFamily.ofRarePilot(seed, 0));
  }

  /** 2 kappa: h* = 4, h^s = -2, the same transverse curvature at both. */
  double twiceKappa() {
    double saddleLoss = minimumLoss + 0.5;
    return LogLandscape.of(curvatureStep / 4, 1, temperature / curvatureStep, 4, dimensions)
        .crossingRate(new Barrier(minimumLoss, saddleLoss, 2, 2));
  }

  private double loss(double x) {
    double miss = x * x - 1;
    return minimumLoss + 0.5 * miss * miss;
  }

  /** 1 / mean first-passage time of the continuous equation, n = 1. */
  double exactRate() {
    double p = 1 / temperature;
    IterativeLegendreGaussIntegrator inner = new IterativeLegendreGaussIntegrator(32, 1e-9, 1e-300);
    IterativeLegendreGaussIntegrator outer = new IterativeLegendreGaussIntegrator(32, 1e-8, 1e-300);
    double time =
        outer.integrate(
            10_000_000,
            y ->
                inner.integrate(
                    10_000_000,
                    z -> Math.exp(p * Math.log(loss(y) / loss(z))) / (loss(z) * temperature),
                    y,
                    4),
            0,
            1);
    return 1 / time;
  }

  /** 1 / mean first-passage time of the steps themselves, n = 1. */
  double exactStepRate() {
    double eta = learningRate();
    MarkovPassage passage =
        new MarkovPassage(
            x -> x - eta * 2 * x * (x * x - 1),
            x -> Math.sqrt(2 * eta * temperature * loss(x)),
            0,
            2,
            50);
    return 1 / (eta * passage.meanStepsFrom(1));
  }
}

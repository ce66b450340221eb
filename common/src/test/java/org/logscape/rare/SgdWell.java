package org.logscape.rare;

import java.util.function.DoubleUnaryOperator;
import org.logscape.dynamics.NoiseEnhancement;
import org.logscape.dynamics.Sampling;
import org.logscape.dynamics.Sgd;
import org.logscape.model.DoubleWell;
import org.logscape.model.Saddle;
import org.logscape.theory.Barrier;
import org.logscape.theory.LogLandscape;

/**
 * Plain SGD with B = 2 in a double well at a temperature T = eta h* / 2, with its formula and, for
 * n = 1, the exact rate of its steps.
 */
record SgdWell(int dimensions, double barrier, double labelNoise, double temperature) {
  private static final int BATCH = 2;

  double learningRate() {
    return temperature * BATCH / DoubleWell.isotropicCurvature(barrier);
  }

  DoubleWell model() {
    return DoubleWell.of(dimensions, barrier, DoubleWell.isotropicCurvature(barrier), labelNoise);
  }

  Sgd dynamics() {
    return Sgd.of(model(), learningRate(), BATCH, NoiseEnhancement.of(1), Sampling.ONLINE);
  }

  private Barrier way() {
    double curvature = DoubleWell.isotropicCurvature(barrier);
    Saddle saddle = model().saddle().orElseThrow();
    // transverse curvatures are the same at the saddle, and h^s = 1 - 2 p is half of h*
    return new Barrier(model().minimumLoss(), saddle.loss(), 0.5 * curvature, 2);
  }

  /** log(L^s/L*). */
  double logRatio() {
    return way().logRatio();
  }

  /** 2 kappa, the formula's rate of crossing. */
  double twiceKappa() {
    double curvature = DoubleWell.isotropicCurvature(barrier);
    return LogLandscape.of(learningRate(), BATCH, 1, curvature, dimensions).crossingRate(way());
  }

  private double loss(double x) {
    double miss = x * x - barrier;
    return 0.5 * (x * x + miss * miss + labelNoise * labelNoise);
  }

  /** With the model's own metric J^T J = 1 + 4 theta^2. */
  double exactStepRate(int cells) {
    return stepRate(x -> 1 + 4 * x * x, cells);
  }

  /** With the metric held at the minimum's curvature, as the theory has it. */
  double frozenStepRate(int cells) {
    return stepRate(x -> DoubleWell.isotropicCurvature(barrier), cells);
  }

  private double stepRate(DoubleUnaryOperator metric, int cells) {
    double minimum = Math.sqrt(barrier - 0.5);
    return new KickPassage(
            this::loss,
            x -> x + 2 * x * (x * x - barrier),
            metric,
            learningRate(),
            0,
            1.5 * minimum,
            KickPassage.Exit.LOW,
            cells)
        .rateFrom(minimum);
  }

  /**
   * The exponent of L^s/L* that the model's own metric gives where both are close: (B / eta) int d
   * log L / J^T J over the way to the saddle, in units of log(L^s/L*). With m = p - 1/2 it is
   * {@code [(2 m + 1/2) log(1 + 4 m) - 2 m] / (m T)} (derived); 1/T where J^T J stays h*.
   */
  double metricExponent() {
    double m = barrier - 0.5;
    return ((2 * m + 0.5) * Math.log1p(4 * m) - 2 * m) / (m * temperature);
  }
}

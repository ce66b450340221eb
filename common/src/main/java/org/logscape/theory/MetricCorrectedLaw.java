package org.logscape.theory;

import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.interpolation.SplineInterpolator;

/**
 * Escape along a path on which the metric M of the noise changes. arXiv 2105.09557 holds M at h*;
 * with M(s) the motion along the path has the drift -L' and the diffusion D = (eta a / B) L M, so
 * the quasi-potential is (B / (eta a)) integral d log L / M, and the mean time from the minimum to
 * a point s_c of the path is (derived)
 *
 * <pre>
 *   T = int_{s*}^{s_c} dy exp(Phi(y)) int^y dz exp(-Phi(z)) / D(z),   Phi = integral L' / D
 * </pre>
 *
 * <p>with reflection beyond the minimum. Transverse directions enter through their fluctuations,
 * which relax fast: with kappa = eta a / B and the profile's A = tr(C dH/ds)/2 and S = tr G, the
 * mean loss on the valley's floor is L (1 + kappa S / 2) and its slope L' + kappa L A. Where the
 * metric is held at H* this gives the determinants and the power n/2 of L of arXiv 2105.09557.
 */
public final class MetricCorrectedLaw {
  private static final int GRID = 8_000;

  private final PathProfile path;
  private final double noise;
  private final UnivariateFunction logLoss;
  private final UnivariateFunction metric;
  private final UnivariateFunction transverseMetric;
  private final UnivariateFunction transverseDrift;

  private MetricCorrectedLaw(PathProfile path, double noise) {
    this.path = path;
    this.noise = noise;
    double[] logs = new double[path.loss().length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = Math.log(path.loss()[i]);
    }
    SplineInterpolator splines = new SplineInterpolator();
    logLoss = splines.interpolate(path.position(), logs);
    metric = splines.interpolate(path.position(), path.metric());
    transverseMetric = splines.interpolate(path.position(), path.transverseMetric());
    transverseDrift = splines.interpolate(path.position(), path.transverseDrift());
  }

  /**
   * The law on one path.
   *
   * @param path the landscape along it
   * @param learningRate eta, positive
   * @param effectiveBatch B / a, positive
   */
  public static MetricCorrectedLaw of(
      PathProfile path, double learningRate, double effectiveBatch) {
    Arguments.positive(learningRate, "learningRate");
    Arguments.positive(effectiveBatch, "effectiveBatch");
    return new MetricCorrectedLaw(path, learningRate / effectiveBatch);
  }

  /**
   * (B / (eta a)) integral d log L / M from the minimum to the saddle: the effective barrier,
   * without unit.
   */
  public double quasiPotential() {
    double from = path.position()[path.minimum()];
    double step = (path.position()[path.saddle()] - from) / GRID;
    double sum = 0;
    for (int i = 0; i < GRID; i++) {
      double s = from + i * step;
      double rise = logLoss.value(Math.min(s + step, end())) - logLoss.value(s);
      sum += rise / metric.value(s + step / 2);
    }
    return sum / noise;
  }

  /** Logarithm of the rate of first crossing of the saddle, per unit of t = eta k. */
  public double logCrossingRate() {
    return -logMeanTime(path.position()[path.saddle()]);
  }

  /** Logarithm of the rate of first arrival in the other basin, per unit of t = eta k. */
  public double logSettlingRate() {
    return -logMeanTime(path.arrival());
  }

  private double end() {
    return path.position()[path.position().length - 1];
  }

  /**
   * Both integrals by midpoints, in logarithms: neither a long nor a short time is out of range.
   */
  private double logMeanTime(double target) {
    double start = path.position()[0];
    double minimum = path.position()[path.minimum()];
    double step = (target - start) / GRID;
    double potential = 0;
    double logInner = Double.NEGATIVE_INFINITY;
    double logTime = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < GRID; i++) {
      double from = start + i * step;
      double middle = from + step / 2;
      double rise = rise(from, from + step);
      double logDensity = -(potential + rise / 2) - logDiffusion(middle) + Math.log(step);
      double logHalf = logSum(logInner, logDensity - Math.log(2));
      if (middle > minimum) {
        logTime = logSum(logTime, potential + rise / 2 + logHalf + Math.log(step));
      }
      logInner = logSum(logInner, logDensity);
      potential += rise;
    }
    return logTime;
  }

  /** Phi(to) - Phi(from). */
  private double rise(double from, double to) {
    double middle = (from + to) / 2;
    double barrier = (logLoss.value(Math.min(to, end())) - logLoss.value(from)) / noise;
    double confinement = transverseDrift.value(middle) * (to - from);
    return (barrier + confinement) / (metricAt(middle) * excess(middle));
  }

  private double logDiffusion(double s) {
    return Math.log(noise * metricAt(s) * excess(s)) + logLoss.value(s);
  }

  /** Not 0 where the path beyond the minimum leads to a point without noise. */
  private double metricAt(double s) {
    return Math.max(metric.value(s), Double.MIN_NORMAL);
  }

  /** Mean loss over the loss on the floor of the valley. */
  private double excess(double s) {
    return 1 + noise * transverseMetric.value(s) / 2;
  }

  private static double logSum(double a, double b) {
    double larger = Math.max(a, b);
    return larger == Double.NEGATIVE_INFINITY
        ? larger
        : larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
  }
}

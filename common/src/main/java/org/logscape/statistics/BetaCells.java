package org.logscape.statistics;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * Probability of one bin of r = z/(1-z) under Beta(a, b) for z, with its first and second
 * derivatives in (a, b).
 *
 * <p>In u = log r the density is {@code z^a (1-z)^b / B(a, b)}, an exponential family in (log z,
 * log(1-z)). Gauss-Legendre in u on panels, summed in logarithms, keeps relative accuracy in both
 * far tails, where differences of the incomplete beta function underflow, and gives the derivatives
 * as moments from the same nodes.
 */
final class BetaCells {
  private static final int NODES = 10;
  private static final double WIDEST_PANEL = 0.3;

  /** An open end is cut where the density has fallen below exp(-50) of its value at the edge. */
  private static final double NEGLIGIBLE = 50;

  private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(NODES);

  /** One bin: the logarithms of z, of 1 - z and of the weight at each node. */
  private static final class Nodes {
    final double[] logZ;
    final double[] logRest;
    final double[] logWeight;

    Nodes(double[] logZ, double[] logRest, double[] logWeight) {
      this.logZ = logZ;
      this.logRest = logRest;
      this.logWeight = logWeight;
    }

    int size() {
      return logZ.length;
    }

    /** The same nodes with z and 1 - z in each other's place. */
    Nodes mirrored() {
      return new Nodes(/* logZ= */ logRest, /* logRest= */ logZ, logWeight);
    }
  }

  private final double low;
  private final double high;
  private final Nodes fixed;
  private double[] exponents = new double[0];

  double logMass;
  double meanZ;
  double meanRest;
  double varZ;
  double varRest;
  double covariance;

  /** A bin in u = log r; infinite ends are open. */
  BetaCells(double low, double high) {
    this.low = low;
    this.high = high;
    this.fixed = Double.isInfinite(low) || Double.isInfinite(high) ? null : nodes(low, high);
  }

  /**
   * Computes log of the integral of z^a (1-z)^b du over the bin (without 1/B(a, b)), and mean,
   * variance and covariance of (log z, log(1-z)) within it.
   */
  void evaluate(double a, double b) {
    Nodes nodes =
        fixed != null ? fixed : Double.isInfinite(low) ? lowerTail(a, b) : upperTail(a, b);
    int size = nodes.size();
    if (exponents.length < size) {
      exponents = new double[size];
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      exponents[i] = a * nodes.logZ[i] + b * nodes.logRest[i] + nodes.logWeight[i];
      largest = Math.max(largest, exponents[i]);
    }
    double sum = 0;
    double sumZ = 0;
    double sumRest = 0;
    for (int i = 0; i < size; i++) {
      double mass = Math.exp(exponents[i] - largest);
      exponents[i] = mass;
      sum += mass;
      sumZ += mass * nodes.logZ[i];
      sumRest += mass * nodes.logRest[i];
    }
    logMass = largest + Math.log(sum);
    meanZ = sumZ / sum;
    meanRest = sumRest / sum;
    varZ = 0;
    varRest = 0;
    covariance = 0;
    for (int i = 0; i < size; i++) {
      double dz = nodes.logZ[i] - meanZ;
      double dr = nodes.logRest[i] - meanRest;
      double mass = exponents[i] / sum;
      varZ += mass * dz * dz;
      varRest += mass * dr * dr;
      covariance += mass * dz * dr;
    }
  }

  /** A value of z that stands for the bin. */
  double middle() {
    double u;
    if (Double.isInfinite(low)) {
      u = Double.isInfinite(high) ? 0 : high - 1;
    } else {
      u = Double.isInfinite(high) ? low + 1 : 0.5 * (low + high);
    }
    return Math.exp(logZ(u));
  }

  private static Nodes nodes(double low, double high) {
    int panels = (int) Math.ceil((high - low) / WIDEST_PANEL);
    List<double[]> ends = new ArrayList<>();
    double width = (high - low) / panels;
    for (int panel = 0; panel < panels; panel++) {
      ends.add(new double[] {low + panel * width, width});
    }
    return nodes(ends);
  }

  private static Nodes lowerTail(double high, double a, double b) {
    List<double[]> ends = new ArrayList<>();
    double at = high;
    double peak = logDensity(at, a, b);
    while (true) {
      double width = panelWidth(at, a, b);
      at -= width;
      ends.add(new double[] {at, width});
      double here = logDensity(at, a, b);
      peak = Math.max(peak, here);
      if (here < peak - NEGLIGIBLE && slope(at, a, b) > 0) {
        return nodes(ends);
      }
    }
  }

  private Nodes lowerTail(double a, double b) {
    return lowerTail(Math.min(high, 745), a, b);
  }

  private Nodes upperTail(double a, double b) {
    // The mirror image: z and 1 - z change places under u -> -u.
    return lowerTail(Math.min(-low, 745), b, a).mirrored();
  }

  private static double panelWidth(double u, double a, double b) {
    return Math.min(1, 3 / (Math.abs(slope(u, a, b)) + 1));
  }

  private static double slope(double u, double a, double b) {
    double z = Math.exp(logZ(u));
    return a * (1 - z) - b * z;
  }

  private static double logDensity(double u, double a, double b) {
    return a * logZ(u) + b * logZ(-u);
  }

  private static Nodes nodes(List<double[]> panels) {
    int size = panels.size() * NODES;
    double[] logZ = new double[size];
    double[] logRest = new double[size];
    double[] logWeight = new double[size];
    int k = 0;
    for (double[] panel : panels) {
      for (int i = 0; i < NODES; i++) {
        double u = panel[0] + 0.5 * panel[1] * (1 + RULE.getPoint(i));
        logZ[k] = logZ(u);
        logRest[k] = logZ(-u);
        logWeight[k] = Math.log(0.5 * panel[1] * RULE.getWeight(i));
        k++;
      }
    }
    return new Nodes(logZ, logRest, logWeight);
  }

  /** log z = -log(1 + exp(-u)), without cancellation at either end. */
  private static double logZ(double u) {
    return u > 0 ? -Math.log1p(Math.exp(-u)) : u - Math.log1p(Math.exp(u));
  }
}

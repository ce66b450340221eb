package org.logscape.rare;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.special.Erf;

/**
 * The exact mean number of steps of a one-dimensional Gaussian chain x' = m(x) + s(x) xi until it
 * leaves [low, high], whatever its step: the finite-step truth of Euler-Maruyama. The integral
 * equation on Gauss-Legendre nodes.
 */
record MarkovPassage(
    DoubleUnaryOperator mean, DoubleUnaryOperator deviation, double low, double high, int panels) {
  private static final int NODES = 16;

  double meanStepsFrom(double start) {
    GaussIntegrator rule = new GaussIntegratorFactory().legendre(NODES);
    int m = panels * NODES;
    double[] x = new double[m];
    double[] w = new double[m];
    double half = 0.5 * (high - low) / panels;
    for (int p = 0; p < panels; p++) {
      for (int i = 0; i < NODES; i++) {
        x[p * NODES + i] = low + half * (2 * p + 1 + rule.getPoint(i));
        w[p * NODES + i] = half * rule.getWeight(i);
      }
    }
    double[][] chance = new double[m][];
    double[] out = new double[m];
    for (int i = 0; i < m; i++) {
      chance[i] = row(x[i], x, w);
      out[i] = exit(x[i]);
    }
    double[] passage = Elimination.meanSteps(chance, out);
    double steps = 1;
    double[] first = row(start, x, w);
    for (int j = 0; j < m; j++) {
      steps += first[j] * passage[j];
    }
    return steps;
  }

  private double[] row(double from, double[] x, double[] w) {
    double centre = mean.applyAsDouble(from);
    double s = deviation.applyAsDouble(from);
    double[] row = new double[x.length];
    for (int j = 0; j < row.length; j++) {
      double z = (x[j] - centre) / s;
      row[j] = w[j] * Math.exp(-0.5 * z * z) / (s * Math.sqrt(2 * Math.PI));
    }
    return row;
  }

  private double exit(double from) {
    double centre = mean.applyAsDouble(from);
    double s = deviation.applyAsDouble(from) * Math.sqrt(2);
    return 0.5 * Erf.erfc((centre - low) / s) + 0.5 * Erf.erfc((high - centre) / s);
  }
}

package org.logscape.theory;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.hipparchus.special.Gamma;

/**
 * E |(I - eta A) e|^index by nested quadrature over chi variables: each chi-square of k degrees is
 * x^2 with the density x^(k-1) exp(-x^2/2), smooth for every whole k and as narrow as a Gaussian of
 * unit width. The variable that drives the factor 1 - eta e.Ae through 0 is split there, because
 * |.|^index has a kink.
 */
final class ContractionMoment {
  private static final int NODES = 12;
  private static final double PANEL = 2.0;

  /** In units of the Gaussian's width: what lies further out is below exp(-36). */
  private static final double REACH = 8.5;

  private final LogLandscape landscape;
  private final double weight;
  private final double index;
  private final double step;
  private final GaussIntegrator rule = new GaussIntegratorFactory().legendre(NODES);
  private final Nodes orthogonal;
  private final LogSum total = new LogSum();

  ContractionMoment(LogLandscape landscape, double weight, double index) {
    this.landscape = landscape;
    this.weight = weight;
    this.index = index;
    this.step = landscape.curvatureStep() / landscape.batchSize();
    if (landscape.outliers() == 1) {
      this.orthogonal = new Nodes();
      orthogonal.add(0, 0);
    } else {
      this.orthogonal = nodes(landscape.outliers() - 1, Double.NaN);
    }
  }

  double log() {
    if (weight == 1) {
      addFirstBatch(0, 0);
    } else {
      Nodes second = nodes(landscape.batchSize(), Double.NaN);
      for (int i = 0; i < second.size(); i++) {
        addFirstBatch(second.square(i), second.logWeight(i));
      }
    }
    return total.log();
  }

  private void addFirstBatch(double second, double logWeight) {
    double other = 1 - weight;
    double zero = (1 / step - other * second) / weight;
    Nodes first = nodes(landscape.batchSize(), zero > 0 ? Math.sqrt(zero) : Double.NaN);
    for (int i = 0; i < first.size(); i++) {
      double along = 1 - step * (weight * first.square(i) + other * second);
      double across = step * step * (weight * weight * first.square(i) + other * other * second);
      for (int j = 0; j < orthogonal.size(); j++) {
        double size = along * along + across * orthogonal.square(j);
        total.add(
            logWeight
                + first.logWeight(i)
                + orthogonal.logWeight(j)
                + 0.5 * index * Math.log(size));
      }
    }
  }

  /**
   * Nodes for the square of a chi variable, from where its density begins to where x^(2 index)
   * times its density ends.
   */
  private Nodes nodes(double degrees, double split) {
    double low = Math.max(0, Math.sqrt(Math.max(0, degrees - 1)) - REACH);
    double high = Math.sqrt(Math.max(0, degrees - 1) + 2 * index) + REACH;
    Nodes nodes = new Nodes();
    double normal = (0.5 * degrees - 1) * Math.log(2) + Gamma.logGamma(0.5 * degrees);
    if (split > low && split < high) {
      panels(nodes, low, split, degrees, normal);
      panels(nodes, split, high, degrees, normal);
    } else {
      panels(nodes, low, high, degrees, normal);
    }
    return nodes;
  }

  private void panels(Nodes nodes, double low, double high, double degrees, double normal) {
    int panels = (int) Math.ceil((high - low) / PANEL);
    double half = 0.5 * (high - low) / panels;
    for (int panel = 0; panel < panels; panel++) {
      double middle = low + (2 * panel + 1) * half;
      for (int i = 0; i < NODES; i++) {
        double x = middle + half * rule.getPoint(i);
        double logDensity = (degrees - 1) * Math.log(x) - 0.5 * x * x - normal;
        nodes.add(x * x, logDensity + Math.log(half * rule.getWeight(i)));
      }
    }
  }

  /** Squares of chi variables with the logarithms of their weights. */
  private static final class Nodes {
    private final List<double[]> entries = new ArrayList<>();

    void add(double square, double logWeight) {
      entries.add(new double[] {square, logWeight});
    }

    int size() {
      return entries.size();
    }

    double square(int i) {
      return entries.get(i)[0];
    }

    double logWeight(int i) {
      return entries.get(i)[1];
    }
  }

  /** The logarithm of a sum of exponentials, kept in range. */
  private static final class LogSum {
    private double scale = Double.NEGATIVE_INFINITY;
    private double sum;

    void add(double term) {
      if (term <= scale) {
        // Below exp(-45) of the largest term nothing counts; most terms are, and cost no
        // exponential.
        if (term > scale - 45) {
          sum += Math.exp(term - scale);
        }
      } else {
        sum = sum * Math.exp(scale - term) + 1;
        scale = term;
      }
    }

    double log() {
      return scale + Math.log(sum);
    }
  }
}
